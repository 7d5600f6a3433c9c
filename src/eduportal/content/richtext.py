"""HTML from people: cleaned on every way in, references by identity, plain text for search and comparison."""

import html
import re

import nh3

from eduportal.content.word import from_word, is_from_word

_TAGS = set(
    "p br strong b em i u s sub sup h2 h3 h4 h5 blockquote pre code hr ul ol li a img figure figcaption table caption"
    " colgroup col thead tbody tfoot tr th td span div abbr".split()
)
_CLASSES = {"table", "align-left", "align-right", "align-center", "text-center", "text-end"}
_ATTRIBUTES = {
    "a": {"href", "title", "class"},
    "img": {"src", "alt", "width", "height", "class"},
    "td": {"colspan", "rowspan", "class", "style"},
    "th": {"colspan", "rowspan", "scope", "class", "style"},
    "ol": {"start", "type"},
    "p": {"class", "style"},
    "h2": {"style", "class"},
    "h3": {"style", "class"},
    "div": {"class"},
    "span": {"lang"},
    "abbr": {"title"},
    "col": {"span"},
    "table": {"class"},
}
_ALIGN = re.compile(r"text-align\s*:\s*(left|center|right)\s*(?:;|$)", re.IGNORECASE)
#: A tag with its attributes as the cleaner writes them; the text between tags has every "<" escaped.
_TAG = re.compile(r'<[a-z][a-z0-9]*(?: [a-z]+="[^"]*")+>')
#: A picture that has lost its address (of somebody's disk, of another site) shows nothing and never will.
_NO_PICTURE = re.compile(r'<img(?: (?!src=)[a-z]+="[^"]*")*>')
_CLASS = re.compile(r' class="([^"]*)"')
_STYLE = re.compile(r' style="([^"]*)"')
#: Browsers take out tabs and line breaks and read "\" as "/": with them "/" could lead to another site.
_SAME_SITE = re.compile(r"(?:resolveuid/[0-9a-f]{32}(?:[/?#][^\\\x00-\x20]*)?|/(?!/)[^\\\x00-\x1f]*)")
#: By identity: ``<uuid>``, or ``<unit>/<uuid>`` for what stands in another unit.
_RESOLVE = re.compile(
    r'(?P<attribute>\b(?:src|href)=")resolveuid/(?P<target>(?:[0-9a-f]{32}/)?[0-9a-f]{32})(?P<rest>[^"]*)"')
_LINKS = re.compile(r'<(?:a|img)(?: [a-z]+="[^"]*")*>|</a>')
_ALT = re.compile(r' alt="([^"]*)"')
_REST = r'(?: [a-z]+="[^"]*")*>'
_LINK = re.compile(r'<a(?: [a-z]+="[^"]*")*? href="(?P<href>[^"]*)"' + _REST + "(?P<words>.*?)</a>", re.DOTALL)
_PICTURE = re.compile(r'<img(?: [a-z]+="[^"]*")*? src="(?P<src>[^"]*)"' + _REST)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]{2}", re.IGNORECASE)
_OUTSIDE = re.compile(r'<a(?: [a-z]+="[^"]*")*? href="(https?://[^"#]+)[^"]*"')


def _keep(tag, attribute, value):
    if tag == "img" and attribute == "src":
        return value if _SAME_SITE.fullmatch(value) else None
    if attribute == "class":
        return " ".join(name for name in value.split() if name in _CLASSES) or None
    if attribute in ("width", "height", "colspan", "rowspan", "span", "start"):
        return value if value.isdigit() and int(value) <= 4000 else None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    attribute_filter=_keep,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer",
    filter_style_properties={"text-align"},
    strip_comments=True,
    clean_content_tags={"script", "style", "title", "iframe", "object", "noscript", "template"},
)


def clean(text):
    """Return ``text`` as HTML with only the allowed tags and attributes; style attributes become classes.

    What is clean stays as it is: cleaning twice is cleaning once. What Word wrote becomes plain first.
    """
    cleaned = _cleaned(from_word(text) if is_from_word(text) else text)
    # What is taken out may leave tags that HTML nests otherwise: seldom, and settled after a time or two.
    for _time in range(4):
        again = _cleaned(cleaned)
        if again == cleaned:
            break
        cleaned = again
    return cleaned


def _cleaned(text):
    return _TAG.sub(_style_as_class, _NO_PICTURE.sub("", _CLEANER.clean(text))).strip()


def _style_as_class(found):
    tag = found[0]
    style = _STYLE.search(tag)
    if style is None:
        return tag
    tag = tag.replace(style[0], "", 1)
    aligned = _ALIGN.search(style[1])
    name = {"center": "align-center", "right": "align-right"}.get(aligned[1].lower()) if aligned else None
    if name is None:
        return tag
    own = _CLASS.search(tag)
    if own is None:
        return f'{tag[:-1]} class="{name}">'
    names = " ".join(dict.fromkeys((*own[1].split(), name)))
    return tag.replace(own[0], f' class="{names}"', 1)


def references(text):
    """Return the set of targets that the HTML names as ``resolveuid/<uuid>`` or ``resolveuid/<unit>/<uuid>``."""
    return {found["target"] for found in _RESOLVE.finditer(text or "")}


def outside(text):
    """Return the http and https links of the HTML without their fragments, each once, in order."""
    return list(dict.fromkeys(html.unescape(found[1]).strip() for found in _OUTSIDE.finditer(text)))


def addresses(text):
    """Yield (is a picture, address, words) of the links and pictures of cleaned HTML that are not kept by identity:
    the words of a link, or the alternative text. Addresses as they are written, with entities."""
    for pattern, name in ((_LINK, "href"), (_PICTURE, "src")):
        for found in pattern.finditer(text):
            if not found[name].startswith("resolveuid/"):
                words = found["words"] if name == "href" else (_ALT.search(found[0]) or ("", ""))[1]
                yield name == "src", found[name], " ".join(plain(words).split())


def inside(text):
    """Return the addresses of links and pictures of the HTML that have no host and are not kept by identity, without
    query and fragment, each once, in order."""
    found = (re.split("[?#]", html.unescape(address).strip(), maxsplit=1)[0] for _is, address, _its in addresses(text))
    return list(dict.fromkeys(path for path in found if path and not _SCHEME.match(path)))


def resolve(text, url_of):
    """Return the HTML with references turned into URLs by ``url_of(target)``.

    Where it gives nothing, the words of a link stay without the link, and of a picture the alternative text.
    """
    urls = {target: url_of(target) for target in references(text)}
    if not all(urls.values()):
        text = _LINKS.sub(_Dropping(urls), text)
    return _RESOLVE.sub(lambda found: f'{found["attribute"]}{_joined(urls.get(found["target"]), found["rest"])}"', text)


def _joined(url, rest):
    """A view of a thing is written behind its identity with a slash, which most URLs end in already."""
    return (url or "#") + (rest.removeprefix("/") if url and url.endswith("/") else rest)


class _Dropping:
    """Takes out the tags whose target has no URL; a link inside a table cell inside a link ends by itself."""

    def __init__(self, urls):
        self.urls, self.open = urls, []

    def __call__(self, found):
        tag = found[0]
        if tag == "</a>":
            return tag if not self.open or self.open.pop() else ""
        keep = all(self.urls.get(target) for target in references(tag))
        if tag.startswith("<a"):
            self.open.append(keep)
            return tag if keep else ""
        words = _ALT.search(tag)
        return tag if keep else words[1] if words else ""


def plain(text):
    """Return the words of the HTML, for search and for the comparison of versions."""
    spaced = re.sub(r"</(p|div|h[2-5]|li|tr|td|th|figcaption)>|<br\s*/?>|<[uo]l(?: [^>]*)?>", "\n", text)
    return html.unescape(re.sub(r"<[^>]*>", "", spaced)).strip()
