"""What the head of a public page says of it: its one address, the other language, feeds, Dublin Core (R7-26)."""

from types import SimpleNamespace as Show

from eduportal.content.nodes import Item, Section, is_public, unit_of
from eduportal.domain.dates import local_day, parse_instant
from eduportal.domain.messages import _
from eduportal.views.hosts import ENGLISH
from eduportal.views.images import picture
from eduportal.views.language import has_english, is_english

#: Views of a node that are pages for the public; every other one is a tool or a copy.
_PAGES = ("", "view", "sitemap")
_LOCALES = {"vi": "vi_VN", "en": "en_US"}


def describe(request, page, node):
    """Write the addresses and the metadata of a public page into ``page``; nothing on pages of staff and errors."""
    page.other_language = other_language(request)
    if not _is_public_page(request, page, node):
        return
    fields = _fields(node)
    view, english = ("@@" + request.view_name if request.view_name else ""), _is_in_both(node, fields)
    number = request.GET.get("page", "")
    view += f"?page={number}" if number.isascii() and number.isdigit() and number != "1" and len(number) < 7 else ""
    page.canonical = request.address_of(node, view, language=request.locale_name if english else "vi")
    if english:
        page.languages = [Show(lang=each, url=request.address_of(node, view, language=each))
                          for each in ("vi", ENGLISH)]
    page.feeds = _feeds(request, node)
    page.dublin = _dublin(request, page, node, fields)
    page.social = _social(request, page, node, fields)


def _is_public_page(request, page, node):
    return (request.method in ("GET", "HEAD") and page.robots == "" and request.view_name in _PAGES
            and node is request.context and getattr(request, "exception", None) is None and is_public(node))


def _fields(node):
    live = getattr(node, "live", None)
    return live.fields if live is not None else node.fields


def _is_in_both(node, fields):
    """Lists and homes are pages in both languages; a page is in English when somebody wrote its English title."""
    return not (isinstance(node, Item) or node.is_attachment) or has_english(fields)


def other_language(request):
    """Return Show(lang, title, url) of this page in the other language, None for what was posted and for errors."""
    if request.method not in ("GET", "HEAD") or getattr(request, "exception", None) is not None:
        return None
    other, title = ("vi", "Tiếng Việt") if is_english(request) else (ENGLISH, "English")
    prefix = request.mount + (f"/{ENGLISH}" if other == ENGLISH else "")
    return Show(lang=other, title=title, url=prefix + request.path_qs[len(request.script_name):])


def _feeds(request, node):
    unit = unit_of(node)
    if unit.index is None:
        return []
    say = request.translate
    found = [Show(type="application/atom+xml", url=request.url_of(unit, "@@feed"), title=say(_("News of this site")))]
    if isinstance(node, Section) or node.type_name == "collection":
        found.append(Show(type="application/atom+xml", url=request.url_of(node, "@@feed"), title=page_title(node)))
    if unit.index.events:
        found.append(Show(type="text/calendar", url=request.url_of(unit, "@@calendar.ics"), title=say(_("Events"))))
    return found


def page_title(node):
    """Return the title of what the public sees of ``node``."""
    return _fields(node).get("title") or node.title


def _dublin(request, page, node, fields):
    """The six elements that are obligatory, and language and subject; several values of one stand with ";" between."""
    unit = page.unit_name
    live = getattr(node, "live", None)
    day = local_day(parse_instant(live.at if live is not None else node.modified)).isoformat()
    found = [("title", page.title or unit), ("creator", fields.get("author") or unit), ("date", day),
             ("description", page.description or page.title or unit), ("publisher", unit),
             ("identifier", page.canonical), ("language", request.locale_name)]
    if fields.get("tags"):
        found.append(("subject", "; ".join(fields["tags"])))
    return [(f"DCTERMS.{name}", value) for name, value in found]


def _social(request, page, node, fields):
    found = [("og:title", page.title or page.unit_name), ("og:url", page.canonical), ("og:site_name", page.unit_name),
             ("og:type", "article" if isinstance(node, Item) else "website"),
             ("og:locale", _LOCALES[request.locale_name])]
    if page.description:
        found.append(("og:description", page.description))
    lead = unit_of(node).find(fields.get("lead_image") or "") if fields.get("lead_image") else None
    if lead is not None and lead.type_name == "image" and is_public(lead) and (
            shown := picture(request, lead, "wide")) is not None:
        found.append(("og:image", request.host_url + shown.src))
    return found
