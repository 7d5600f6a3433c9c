"""HTML from people: nothing that acts or loads from elsewhere gets through, and what is clean stays as it is."""

import re
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eduportal.content.richtext import clean, plain, references, resolve

UUID = "0123456789abcdef0123456789abcdef"
HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src='/a.png' ONERROR='alert(1)'>",
    "<p onclick=alert(1)>x</p>",
    "<body onload=alert(1)>x",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVa\tScRiPt:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<svg onload=alert(1)><circle/></svg>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:x'>x</a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math href='javascript:alert(1)'>x</math>",
    "<p style='background:url(//evil.example/a.png)'>x</p>",
    "<p style='display:none'>x</p>",
    "<p style='position:fixed;top:0;text-align:center'>x</p>",
    "<p hidden>x</p>",
    "<style>@import '//evil.example/x.css'</style>",
    "<iframe src='//evil.example'></iframe>",
    "<iframe srcdoc='<script>x'>",
    "<object data='x.swf'></object>",
    "<embed src='x.swf'>",
    "<base href='//evil.example/'>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href='//evil.example/x.css'>",
    "<form action='/@@logout' method=post><input type=submit></form>",
    "<button formaction='//evil.example'>x</button>",
    "<img src='//evil.example/a.png'>",
    "<img src='https://evil.example/a.png'>",
    "<img src='/\t/evil.example/a.png'>",
    "<img src='/\n/evil.example/a.png'>",
    "<img src='/\\evil.example/a.png'>",
    "<img src='\\\\evil.example/a.png'>",
    "<img src='resolveuid/" + UUID + '" onerror="alert(1)\'>',
    "<a href='resolveuid/" + UUID + "\"><script>x</script>'>x</a>",
    "<video src='//evil.example/a.mp4' onerror=alert(1)></video>",
    "<img srcset='//evil.example/a.png 1x' src='/a.png'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<p><b><i>nicht<p>geschlossen</b></i></table></div><table><td><script>alert(1)//",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<img/src='/a.png'/onerror=alert(1)>",
    "<p/onmouseover=x>",
    "<plaintext>",
    "<xmp><script>alert(1)</script></xmp>",
    "<textarea><script>alert(1)</script>",
    "<title><img src=x onerror=x>",
    "<table class='btn-danger evil'><tr><td colspan=99999 style='text-align:right;color:red' class=x>1</table>",
]
ALLOWED = set(
    "p br strong b em i u s sub sup h2 h3 h4 h5 blockquote pre code hr ul ol li a img figure figcaption table caption"
    " colgroup col thead tbody tfoot tr th td span div abbr".split()
)
ATTRIBUTES = set("href title class src alt width height colspan rowspan scope start type lang span rel".split())
PICTURE = re.compile(r"resolveuid/[0-9a-f]{32}|/(?:[^/\\\t\r\n][^\\\t\r\n]*)?")


class Reader(HTMLParser):
    """Reads cleaned HTML and keeps everything that acts by itself, hides, or loads from elsewhere."""

    def __init__(self, text):
        super().__init__()
        self.wrong = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        names = [name for name, _value in attributes]
        if tag not in ALLOWED or set(names) - ATTRIBUTES or len(names) != len(set(names)):
            self.wrong.append((tag, attributes))
        for name, value in attributes:
            scheme = re.sub(r"[\x00-\x20]", "", value or "").partition(":")[0].lower()
            if name in ("href", "src") and scheme in ("javascript", "vbscript", "data"):
                self.wrong.append((tag, name, value))
            if name == "src" and not PICTURE.fullmatch(value or "/"):
                self.wrong.append((tag, name, value))

    def handle_comment(self, data):
        self.wrong.append(("comment", data))

    handle_decl = handle_pi = unknown_decl = handle_comment


pieces = st.lists(
    st.sampled_from(
        [
            *HOSTILE,
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<table>",
            "<tr>",
            "<td>",
            "</table>",
            "<",
            ">",
            '"',
            "'",
            "&lt;",
            "&amp;",
            "&quot;",
            "<!--",
            "-->",
            "<p class='text-center' style='text-align: center'>",
            ' style="text-align:right" ',
            "<pre>",
            "<a href='",
            "<img src='",
            "chữ Việt",
            "\x00",
            "\t",
            f"resolveuid/{UUID}",
            '<h2 style="text-align:RIGHT;">',
            "<td class=\"table\" style='x'>",
        ]
    ),
    max_size=12,
).map("".join)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_gets_through(text):
    cleaned = clean(f"<p>trước</p>{text}<p>sau</p>")
    assert Reader(cleaned).wrong == []
    assert "trước" in cleaned


@given(pieces | st.text(max_size=60))
@example("<p class='text-center' style='text-align:center'>x</p>")
@example("<a title='a > b \" style=\"text-align:center\"' href='/x'>y</a>")
def test_cleaning_twice_is_cleaning_once(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert Reader(cleaned).wrong == []


@given(st.text("<>&\"' abcđ\n", max_size=40))
def test_words_that_are_no_tags_come_back_as_they_were_typed(text):
    typed = " ".join(text.split())
    assert " ".join(plain(clean(f"<p>{escape(typed)}</p>")).split()) == typed


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ('<p style="text-align: center">a</p>', '<p class="align-center">a</p>'),
        ('<p class="text-center" style="text-align:right">a</p>', '<p class="text-center align-right">a</p>'),
        ('<p style="text-align:left">a</p>', "<p>a</p>"),
        ('<pre>&lt;p style="text-align:center"&gt;</pre>', '<pre>&lt;p style="text-align:center"&gt;</pre>'),
        ('<p>viết style="text-align:center" trong bài</p>', '<p>viết style="text-align:center" trong bài</p>'),
        (
            f'<img src="resolveuid/{UUID}" alt="Ảnh" width="300">',
            f'<img src="resolveuid/{UUID}" alt="Ảnh" width="300">',
        ),
        ('<img src="/quan-1/anh.png" alt="Ảnh">', '<img src="/quan-1/anh.png" alt="Ảnh">'),
        ('<a href="https://moet.gov.vn">Bộ</a>', '<a href="https://moet.gov.vn" rel="noopener noreferrer">Bộ</a>'),
        ('<ol start="3"><li>ba</li></ol>', '<ol start="3"><li>ba</li></ol>'),
        ("<h1>Tiêu đề</h1>", "Tiêu đề"),
        ("<p>a<br>b</p><!-- ghi chú -->", "<p>a<br>b</p>"),
    ],
)
def test_what_people_write_is_kept(text, cleaned):
    assert clean(text) == cleaned


def test_references_are_found_and_turned_into_addresses():
    text = clean(f'<p><img src="resolveuid/{UUID}" alt="x"> <a href="resolveuid/{UUID}?a=1#b">y</a></p>')
    assert references(text) == {UUID}
    shown = resolve(text, lambda uuid: "/anh.png")
    assert 'src="/anh.png"' in shown
    assert 'href="/anh.png?a=1#b"' in shown
    assert resolve(text, lambda uuid: None) == "<p>x y</p>"


@pytest.mark.parametrize(
    "text", ["resolveuid/xyz", f"resolveuid/{UUID[:-1]}", f"resolveuid/{UUID.upper()}", f"../resolveuid/{UUID}"]
)
def test_what_only_looks_like_a_reference_names_nothing(text):
    assert references(clean(f'<p><img src="{text}" alt="x"></p>')) == set()
