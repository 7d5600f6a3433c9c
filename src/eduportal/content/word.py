"""What Word puts on the clipboard, made plain HTML: real lists, tables with their heads, headings, no empty lines.

Word writes lists as paragraphs with ``mso-list:l0 level2`` and the bullet or number as text, heads of tables as cells
in a ``thead``, and a language at every word. What comes out is not safe yet: :func:`eduportal.content.richtext.clean`
goes over it after this.
"""

import re
from html import escape, unescape
from html.parser import HTMLParser

import nh3

_FROM_WORD = re.compile(r"<[^<>]*(?:mso-|class=[\"']?Mso|urn:schemas-microsoft-com)", re.IGNORECASE)
_LEVEL = re.compile(r"mso-list:\s*l\d+\s+level([1-9])", re.IGNORECASE)
_MARK = re.compile(r"mso-list:\s*Ignore", re.IGNORECASE)
_ORDERED = re.compile(r"\(?(?:(?P<number>\d{1,4})|(?P<letter>[A-Za-z]))[.)]")
_ALIGNED = ("center", "right")
#: Inline tags without which nothing is lost: Word sets a language or a font at every piece.
_UNWRAPPED = {"span", "font", "ins", "body", "html"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_VOID = {"br", "img", "hr", "col"}
_LOOSE = nh3.Cleaner(
    tags=set("p br strong b em i u s sub sup blockquote pre code hr ul ol li a img table caption colgroup col thead"
             " tbody tfoot tr th td span div font ins".split()) | set(_HEADINGS),
    attributes={"*": {"style", "class", "align"}, "a": {"href", "title"}, "img": {"src", "alt", "width", "height"},
                "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}, "ol": {"start", "type"}},
    link_rel=None, strip_comments=True, clean_content_tags={"script", "style", "title", "xml", "head"},
)


def is_from_word(text):
    """Return whether the HTML comes from Word, by what it writes into its tags."""
    return _FROM_WORD.search(text) is not None


def from_word(text):
    """Return the HTML of Word as plain HTML; what is well-formed already goes through as it is."""
    reader = _Reader(has_top="<h1" in text.lower())
    reader.feed(_LOOSE.clean(text))
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Reads well-formed HTML and writes it again; a paragraph is looked at as a whole when it ends."""

    def __init__(self, has_top):
        super().__init__(convert_charrefs=False)
        self.out, self.lists, self.closing = [], [], []
        self.shift = 1 if has_top else 0
        self.paragraph = self.mark = None
        self.marking = self.heads = 0

    def text(self):
        self._end_lists()
        return "".join(self.out)

    def handle_starttag(self, tag, attributes):
        found = {name: value or "" for name, value in attributes}
        style = found.get("style", "")
        if self.marking or _MARK.search(style):
            # Inside of the mark everything is its text; void tags have no end to count.
            self.marking += tag not in _VOID
            return
        if tag == "p":
            self.paragraph = _Paragraph(self.out, _level(style), "MsoTitle" in found.get("class", "").split())
            self.out, self.mark = [], ""
        else:
            self._end_lists()
        self.heads += tag == "thead"
        name = self._name_of(tag, found)
        if tag not in _VOID:
            self.closing.append(name)
        if name:
            self.out.append(_written(name, found, style, self.heads))

    def handle_endtag(self, tag):
        if self.marking:
            self.marking -= 1
            return
        if tag in _VOID:
            return
        name = self.closing.pop() if self.closing else ""
        if name:
            self.out.append(f"</{name}>")
        self.heads -= tag == "thead"
        if tag == "p" and self.paragraph is not None:
            self._end_paragraph()

    def handle_data(self, data):
        if self.marking:
            self.mark = (self.mark or "") + data
            return
        if self.paragraph is None and self.lists:
            if not data.strip():
                return
            self._end_lists()
        self.out.append(data)

    def handle_entityref(self, name):
        self.handle_data(f"&{name};")

    def handle_charref(self, name):
        self.handle_data(f"&#{name};")

    def _name_of(self, tag, found):
        """Return the name of the tag to write, '' for none."""
        src, href = found.get("src", ""), found.get("href", "")
        if tag in _UNWRAPPED or (tag == "a" and (not href or href.lower().startswith("file:"))):
            return ""
        if tag == "img" and (not src or src.lower().startswith("file:")):
            return ""
        if tag in _HEADINGS:
            return _HEADINGS[min(_HEADINGS.index(tag) + self.shift, 4)]
        if tag == "p" and self.paragraph.is_title:
            return "h2"
        return "th" if tag == "td" and self.heads else tag

    def _end_paragraph(self):
        inner, paragraph = "".join(self.out), self.paragraph
        mark, self.out, self.paragraph = unescape(self.mark or "").strip(" \xa0\r\n\t"), paragraph.outside, None
        words = unescape(re.sub(r"<(?!img)[^>]*>", "", inner)).strip()
        if not words and not mark:
            return
        kind = _kind_of(mark) if paragraph.level else None
        if kind is None:
            self._end_lists()
            self.out.append(_with_mark(inner, mark))
            return
        self._begin_item(paragraph.level, *kind)
        self.out.append(re.sub(r"^<[^>]*>|</(?:p|h2)>$", "", inner).strip())

    def _begin_item(self, level, tag, start, letters):
        while len(self.lists) > level or (len(self.lists) == level and self.lists[-1] != (tag, letters)):
            self._end_list()
        if len(self.lists) == level:
            self.out.append("</li>")
        while len(self.lists) < level:
            innermost = len(self.lists) == level - 1
            first = f' start="{start}"' if innermost and tag == "ol" and start > 1 else ""
            kind = f' type="{letters}"' if letters else ""
            self.out.append(f"<{tag}{first}{kind}>" + ("" if innermost else "<li>"))
            self.lists.append((tag, letters))
        self.out.append("<li>")

    def _end_list(self):
        self.out.append(f"</li></{self.lists.pop()[0]}>")

    def _end_lists(self):
        # What stands inside of a paragraph ends no list: the paragraph may be its next item.
        while self.lists and self.paragraph is None:
            self._end_list()


class _Paragraph:
    """A paragraph that is read: what was written before it, its level in a list (0: none), whether it is the title."""

    def __init__(self, outside, level, is_title):
        self.outside, self.level, self.is_title = outside, level, is_title


def _level(style):
    found = _LEVEL.search(style)
    return int(found[1]) if found else 0


def _kind_of(mark):
    """Return (tag, start, type) of the list of a mark; None where only its own text tells ("1.2.", "Điều 3.")."""
    ordered = _ORDERED.fullmatch(mark)
    if ordered is None:
        return ("ul", 1, "") if len(mark) <= 1 and not mark.isdigit() else None
    if ordered["number"]:
        return "ol", int(ordered["number"]), ""
    letter = ordered["letter"]
    if letter in "iI":
        return "ol", 1, letter
    return "ol", ord(letter.lower()) - 96, "a" if letter.islower() else "A"


def _with_mark(inner, mark):
    return re.sub(r"^<[^>]*>", lambda found: found[0] + escape(mark) + " ", inner) if mark else inner


def _written(name, found, style, in_heads):
    kept = {key: found[key] for key in ("href", "title", "src", "alt", "colspan", "rowspan", "scope", "start", "type")
            if found.get(key)}
    if name == "th" and in_heads:
        kept.setdefault("scope", "col")
    aligned = re.search(r"text-align:\s*(center|right)", style, re.IGNORECASE)
    align = aligned[1].lower() if aligned else found.get("align", "").lower()
    if align in _ALIGNED:
        kept["style"] = f"text-align:{align}"
    return f"<{name}" + "".join(f' {key}="{escape(value)}"' for key, value in kept.items()) + ">"
