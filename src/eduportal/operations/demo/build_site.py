"""Fills one portal of the demonstration: pages, news with pictures, files, disclosures."""

from eduportal.operations.demo import files
from eduportal.operations.demo.pictures import picture
from eduportal.operations.pages import add_page, change_state, edit_page


def build_site(portal, unit, planned, *, by):
    """Write what a :class:`SitePlan` says into ``unit`` and publish it, each thing at its own instant."""
    for page in planned.pages:
        values = {"title": page.title, "description": page.summary, "body": page.body}
        _published(portal, unit[page.section], "page", page.slug, values, by, page.published_at)
    for item in planned.news:
        _news(portal, unit["tin-tuc"], item, by)
    for file in planned.files:
        _file(portal, unit[file.section], file, by)
    for disclosure in planned.disclosures:
        _disclosure(portal, unit["cong-khai"], disclosure, by)


def _published(portal, folder, type_name, name, values, by, at):
    node = add_page(portal, folder, type_name, values, by=by, at=at, name=name)
    _publish(portal, node, by, at)
    return node


def _publish(portal, node, by, at):
    change_state(portal, node, "submit", by=by, at=at, trusted=True)
    change_state(portal, node, "approve", by=by, at=at, trusted=True)


def _news(portal, folder, planned, by):
    values = {"title": planned.title, "summary": planned.summary, "body": planned.body, "send_up": planned.send_up}
    node = add_page(portal, folder, "news_item", values, by=by, at=planned.published_at, name=planned.slug)
    if planned.picture is not None:
        _picture(portal, node, planned.picture, by, planned.published_at)
    _publish(portal, node, by, planned.published_at)


def _picture(portal, node, planned, by, at):
    data = picture(planned.seed, planned.width, planned.height)
    image = add_page(portal, node, "image", {
        "title": planned.alt, "alt": planned.alt, "file": {"name": planned.file_name, "data": data}}, by=by, at=at)
    edit_page(portal, node, {"lead_image": image.uuid}, seen=node.revision, by=by, at=at)


def _file(portal, folder, planned, by):
    values = {"title": planned.title, "file": {"name": planned.file_name, "data": files.content(planned)}}
    return _published(portal, folder, "file", None, values, by, planned.published_at)


def _disclosure(portal, section, planned, by):
    at = planned.published_at
    if planned.folder not in section:
        add_page(portal, section, "folder", {"title": planned.folder_title}, by=by, at=at, name=planned.folder)
    values = {"title": planned.title, "description": planned.summary, "school_year": str(planned.start_year),
              "circular": planned.circular, "content": planned.content, "body": planned.body}
    node = add_page(portal, section[planned.folder], "disclosure", values, by=by, at=at, name=planned.slug)
    for each in planned.files:
        add_page(portal, node, "file", {"title": each.title,
                                        "file": {"name": each.file_name, "data": files.content(each)}}, by=by, at=at)
    _publish(portal, node, by, at)
