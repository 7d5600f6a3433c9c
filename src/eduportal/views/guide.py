"""The user guide (docs/user, package eduportal.user_guide), shown in the frame of the portal to who is signed in."""

import re
from functools import cache
from importlib import resources
from itertools import pairwise
from types import SimpleNamespace as Show

from markdown_it import MarkdownIt
from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response
from pyramid.view import view_config

from eduportal.content.units import Unit
from eduportal.domain.text import slug
from eduportal.views.help_pages import INDEX
from eduportal.views.page import shell

_FOLDER = resources.files("eduportal.user_guide")
_LINK = re.compile(r"([a-z-]+|README)\.md(#[a-z0-9-]*)?")
_PICTURE = re.compile(r"img/([a-z0-9-]+)\.png")


@view_config(context=Unit, name="help", request_method="GET", renderer="help.html", permission="account:own")
def guide(request):
    """A page of the guide, the list of all pages without ``?page=``; 404 for a page that there is not."""
    name = request.GET.get("page", INDEX)
    # Its own permission lets everybody in who is signed in; the frame must not show a unit that they may not know of.
    if name not in pages() or not request.may("unit:view", request.context):
        raise HTTPNotFound()
    shown, here = page_of(name), request.path_url
    entries = [Show(title=page_of(each).title, url=here if each == INDEX else f"{here}?page={each}",
                    current=each == name) for each in pages()]
    return {"page": shell(request, shown.title), "shown": shown, "entries": entries}


@view_config(context=Unit, name="help-picture", request_method="GET", permission="account:own")
def picture(request):
    """A picture of the guide, ``?name=`` without the ending."""
    name = request.GET.get("name", "")
    if name not in pictures():
        raise HTTPNotFound()
    return Response(body=pictures()[name], content_type="image/png", cache_control="private, max-age=86400")


@cache
def pages():
    """Return the names of the pages of the guide, the index first, the others in the order in which it names them."""
    named = _LINK.findall((_FOLDER / f"{INDEX}.md").read_text("utf-8"))
    return tuple(dict.fromkeys([INDEX, *(name for name, _section in named)]))


@cache
def pictures():
    """Return {name: bytes} of the pictures of the guide."""
    found = (_FOLDER / "img").iterdir()
    return {each.name.removesuffix(".png"): each.read_bytes() for each in found if each.name.endswith(".png")}


@cache
def page_of(name):
    """Return a page of the guide: title, html, sections (their ids, in the order of the page).

    HTML in the text is shown as text; links between pages and addresses of pictures become those of the portal.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse((_FOLDER / f"{name}.md").read_text("utf-8"))
    title, sections = "", []
    for token, text in pairwise(tokens):
        if token.type != "heading_open":
            continue
        title = title or text.content
        if token.tag != "h1":
            sections.append(slug(text.content))
            token.attrSet("id", sections[-1])
    for token in tokens:
        for part in token.children or ():
            _lead(part)
        if token.type == "table_open":
            token.attrSet("class", "table table-sm")
    return Show(title=title, html=parser.renderer.render(tokens, parser.options, {}), sections=tuple(sections))


def _lead(token):
    """Let a link or picture between files of the guide lead to where the portal serves it."""
    if token.type == "link_open" and (link := _LINK.fullmatch(token.attrGet("href"))):
        page = "@@help" if link[1] == INDEX else f"@@help?page={link[1]}"
        token.attrSet("href", page + (link[2] or ""))
    if token.type == "image" and (link := _PICTURE.fullmatch(token.attrGet("src"))):
        token.attrSet("src", f"@@help-picture?name={link[1]}")
        token.attrSet("loading", "lazy")
