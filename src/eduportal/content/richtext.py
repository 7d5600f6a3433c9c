"""HTML from people: cleaned on every way in, references by identity, plain text for search and comparison."""

import html
import re

import nh3

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
_ALIGN = re.compile(r"text-align\s*:\s*(left|center|right)", re.IGNORECASE)
_STYLE = re.compile(r'\sstyle="([^"]*)"')
_SAME_SITE = re.compile(r"^(?:resolveuid/[0-9a-f]{32}(?:[/?#].*)?|/(?!/)[^\\]*)$")
_RESOLVE = re.compile(r'(?P<attribute>\b(?:src|href)=")resolveuid/(?P<uuid>[0-9a-f]{32})(?P<rest>[^"]*)"')


def _keep(tag, attribute, value):
    if tag == "img" and attribute == "src":
        return value if _SAME_SITE.match(value) else None
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
    """Return ``text`` as HTML with only the allowed tags and attributes; style attributes become classes."""
    return _STYLE.sub(_as_class, _CLEANER.clean(text)).strip()


def _as_class(found):
    aligned = _ALIGN.search(found[1])
    name = {"center": "align-center", "right": "align-right"}.get(aligned[1].lower()) if aligned else None
    return f' class="{name}"' if name else ""


def references(text):
    """Return the set of uuids that the HTML names as ``resolveuid/<uuid>``."""
    return {found["uuid"] for found in _RESOLVE.finditer(text or "")}


def resolve(text, url_of):
    """Return the HTML with references turned into URLs by ``url_of(uuid)``; unknown ones become ``#``."""
    return _RESOLVE.sub(lambda found: f'{found["attribute"]}{url_of(found["uuid"]) or "#"}{found["rest"]}"', text)


def plain(text):
    """Return the words of the HTML, for search and for the comparison of versions."""
    spaced = re.sub(r"</(p|div|h[2-5]|li|tr|td|th|figcaption)>|<br\s*/?>", "\n", text)
    return html.unescape(re.sub(r"<[^>]*>", "", spaced)).strip()
