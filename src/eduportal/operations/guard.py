"""The publishing guard: nothing with personal data becomes public unless somebody answers for it by name.

Every way of handing in and of publishing asks here (operations/pages.change_state). What is answered for is the page
with its files exactly as they are: the next change asks anew.
"""

from eduportal.content import richtext
from eduportal.content.made import keep_text, stored_text
from eduportal.content.nodes import holder, lineage, unit_of
from eduportal.domain.dates import local_day
from eduportal.domain.errors import Refused, RuleError
from eduportal.domain.messages import _
from eduportal.domain.personal_data import BIRTH_DATE, CITIZEN_ID, PHONE, find_personal_data
from eduportal.domain.text import clean_line, clean_text
from eduportal.operations.naming import attachments_of, named_by, seen_mark
from eduportal.search.extracting import READABLE, text_of_file

KINDS = {CITIZEN_ID: _("Identity number"), PHONE: _("Telephone number"), BIRTH_DATE: _("Birth date")}
_TEXTS = ("line", "text", "rich_text", "tags")


class PersonalDataFound(RuleError):
    """``hits`` is a list of (title of the page or file, :class:`~eduportal.domain.personal_data.Hit`)."""

    def __init__(self, hits):
        super().__init__(_(
            "This holds personal data, which no public page may show (Luật 91/2025/QH15, Điều 24). Take it out; or, "
            "if it may be public, write who answers for it and why."), "answer_name")
        self.hits = hits


def check_publication(portal, node, *, at):
    """Refuse a page with personal data, in its text or its files, that nobody has answered for.

    :raises PersonalDataFound: with what was found and where.
    """
    if answered_for(node) is None and (hits := personal_data_in(portal, node, at=at)):
        raise PersonalDataFound(hits)


def answered_for(node):
    """Return (name, reason, by, at) of who answers for the page as it is now, or None."""
    answer = node.guard_answer
    return tuple(answer[1:]) if answer and answer[0] == seen_mark(node) else None


def answer_for(portal, node, name, reason, *, by, at):
    """Keep that somebody answers for the personal data of this page, with a line in its history for ever.

    :param name: who has decided that it may be public (the head of the unit, the person concerned).
    :raises Refused: name or reason are missing.
    """
    name, reason = clean_line(name)[:120], clean_text(reason)[:1000]
    reasons = {}
    if len(name) < 3:
        reasons["answer_name"] = _("Write the full name of who answers for this.")
    if len(reason) < 10:
        reasons["answer_reason"] = _("Write in a sentence why this may be public; it is kept.")
    if reasons:
        raise Refused(_("To publish personal data, somebody must answer for it by name, with a reason."), reasons)
    hits = personal_data_in(portal, node, at=at)
    node.guard_answer = (seen_mark(node), name, reason, by, at.isoformat())
    found = ", ".join(sorted({hit.masked for _title, hit in hits})[:20])
    node.record("answer_for", by=by, at=at, source=node.state, target=node.state, reason=f"{name}: {reason} ({found})")


def personal_data_in(portal, node, *, at):
    """Return [(title, Hit)] of the working version of a page and of the files that would become public with it."""
    phones = [each.fields.get("phone", "") for each in lineage(unit_of(node)) if each.fields]
    year, found = local_day(at).year, []
    for part in (node, *_going_with(portal, node)):
        pieces = [*_pieces(portal, part), *_file_pieces(part, at)]
        found += [(part.title, hit) for hit in find_personal_data(pieces, year=year, own_phones=phones)]
    return found


def check_texts(unit, texts, *, at):
    """Refuse texts of a home page that show personal data; nobody can answer for those, as they stand there for long.

    :raises RuleError: with what was found. The numbers of the unit itself may stand there.
    """
    pieces = [(("field", ""), richtext.plain(each)) for each in texts if isinstance(each, str) and each]
    hits = find_personal_data(pieces, year=local_day(at).year,
                              own_phones=[each.fields.get("phone", "") for each in lineage(unit) if each.fields])
    if hits:
        raise RuleError(_("A block shows personal data: “${around}”. Take it out; only the telephone number of the "
                          "unit itself may stand there.", around=hits[0].around))


def _going_with(portal, node):
    if holder(node) is not node:
        return ()
    named = named_by(portal.definitions, node)
    return [child for child in attachments_of(node) if child.uuid in named]


def _pieces(portal, node):
    for field in portal.definitions.types[node.type_name].fields:
        value = node.fields.get(field.name)
        if value and field.kind in _TEXTS:
            text = richtext.plain(value) if field.kind == "rich_text" else value
            yield ("field", field.title), " ".join(text) if isinstance(text, (list, tuple)) else text


def _file_pieces(node, at):
    """The text of the file; one that the job has not read yet is read now, and kept."""
    file = node.fields.get("file") if node.is_attachment else None
    if not file or file["type"] not in READABLE:
        return ()
    kept = stored_text(node, file)
    if kept is not None:
        return kept.pieces
    with file["blob"].open("r") as source:
        found = text_of_file(source, file["type"])
    if file["blob"]._p_oid is not None and found.reason != "busy":
        keep_text(node, file, found.pieces, found.reason, found.cut, at=at)
    return found.pieces


def unread_files(portal, node):
    """Return the files that would become public and whose text could not be read whole, so that nobody checked it."""
    found = []
    for part in (node, *_going_with(portal, node)):
        file = part.fields.get("file") if part.is_attachment else None
        kept = stored_text(part, file) if file else None
        if kept is not None and (kept.cut or kept.reason not in ("", "no_text", "unsupported")):
            found.append(part)
    return found
