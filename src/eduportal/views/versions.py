"""Two versions of a page side by side, field by field, in the words that people see: for review and history."""

import re
from datetime import datetime
from types import SimpleNamespace as Show

from eduportal.content import richtext
from eduportal.content.nodes import unit_of
from eduportal.content.whereabouts import find_target
from eduportal.domain.dates import format_day, format_instant, school_year_title
from eduportal.domain.differences import compare_texts, is_changed, shortened
from eduportal.domain.messages import _
from eduportal.views.page import size_text
from eduportal.views.references import may_see

_TARGET = re.compile(r'\b(?:src|href)="([^"]*)"')


def compared_fields(request, node, old, new):
    """Return a list with one entry for each field of ``node`` whose values differ between two versions.

    :param old: fields of the earlier version; empty when there is none, then every filled field is new.
    :returns: Show with title, note (a sentence, or "") and paragraphs: lists of Show(kind, text); an empty paragraph
        stands for unchanged ones that are left out.
    """
    found = []
    for field in request.definitions.types[node.type_name].fields:
        before, after = old.get(field.name), new.get(field.name)
        paragraphs = compare_texts(text_of(request, node, field, before), text_of(request, node, field, after))
        note = "" if is_changed(paragraphs) else _unseen(request, field, before, after)
        if note or is_changed(paragraphs):
            shown = [[Show(kind=kind, text=text) for kind, text in pieces] for pieces in shortened(paragraphs)]
            found.append(Show(title=field.title, paragraphs=shown, note=note))
    return found


def text_of(request, node, field, value):
    """Return a value of ``field`` as plain text, a line for each paragraph; "" for an empty one."""
    if field.kind == "boolean":
        return request.translate(_("Yes") if value else _("No"))
    if value in (None, "", ()):
        return ""
    return _TEXTS.get(field.kind, _plain)(request, node, field, value)


def _plain(request, node, field, value):
    return str(value)


def _rich_text(request, node, field, value):
    """The words, and below them where links and pictures lead: a changed address is a change that must be seen."""
    targets = [_where(request, node, target) for target in dict.fromkeys(_TARGET.findall(value))]
    return "\n".join([richtext.plain(value), *targets])


def _where(request, node, target):
    named = richtext.references(f'href="{target}"')
    found = find_target(request.portal, unit_of(node), next(iter(named))) if named else None
    shown = found.title if found is not None and may_see(request, found) else target
    return request.translate(_("Link or picture: ${target}", target=shown))


def _date(request, node, field, value):
    return format_day(value)


def _choice(request, node, field, value):
    return dict(field.choices).get(value, value)


def _year(request, node, field, value):
    return school_year_title(int(value))


def _tags(request, node, field, value):
    return ", ".join(value)


def _image(request, node, field, value):
    picture = unit_of(node).find(value)
    return picture.title if picture is not None else request.translate(_("A picture that is no longer there"))


def _file(request, node, field, value):
    return f"{value['name']} ({size_text(value['size'])})"


def _multiple(request, node, field, value):
    return ", ".join(dict(field.choices).get(each, each) for each in value)


def _section(request, node, field, value):
    folder = unit_of(node).find(value)
    return folder.title if folder is not None else request.translate(_("A folder that is no longer there"))


_TEXTS = {"multiple": _multiple, "section": _section, "rich_text": _rich_text, "date": _date,
          "choice": _choice, "year": _year, "tags": _tags, "image": _image,
          "file": _file}


def _unseen(request, field, before, after):
    """Return the sentence for a change that no word shows, or ""."""
    if field.kind == "file" and before and after and before["blob"] is not after["blob"]:
        return request.translate(_("The same name and size, but the file was uploaded anew."))
    if field.kind == "rich_text" and (before or "") != (after or ""):
        return request.translate(_("The words are the same; the formatting has changed."))
    return ""


def instant_of(text):
    """Return an ISO instant as Vietnam's clock shows it: ``14:05, 21/11/2026``."""
    return format_instant(datetime.fromisoformat(text))
