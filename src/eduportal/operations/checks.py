"""What a page lacks before it is handed in: told, not refused; whoever hands it in decides."""

import re

from eduportal.content import richtext
from eduportal.content.nodes import Item, unit_of
from eduportal.content.whereabouts import find_target
from eduportal.domain.content_checks import Finding, check_html
from eduportal.domain.messages import _
from eduportal.domain.old_encodings import old_words
from eduportal.operations.guard import unread_files
from eduportal.operations.naming import attachments_of, named_by
from eduportal.operations.own_addresses import dead_links

#: Facts that every decision has (NĐ 30/2020/NĐ-CP, Điều 8): field and what is missing.
_FACTS = {"number": _("number"), "issued_on": _("date of issue"), "signer": _("signer")}
_NUMBER = re.compile(r"\d+\s*/\s*(?:\d{4}\s*/\s*)?QĐ-\w+", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4}|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}", re.IGNORECASE)
_SIGNED = re.compile(r"\b(?:kí|ký|KT\.|TM\.|hiệu trưởng|giám đốc|trưởng phòng|chủ tịch)\b", re.IGNORECASE)


def findings_of(portal, node, own=None):
    """Return the :class:`Finding`\\ s of the working version of a page: pictures, headings, links, facts, files.

    :param own: the :class:`OwnAddresses` of who asks, to tell typed addresses that lead nowhere; None: none is told.
    """
    if not isinstance(node, Item):
        return _of_picture(node)
    found = []
    for field in portal.definitions.types[node.type_name].fields:
        value = node.fields.get(field.name) or ""
        if field.kind == "rich_text" and value:
            found += check_html(value)
            found += _dead(portal, node, value)
            found += dead_links(own, value) if own is not None else []
    named = named_by(portal.definitions, node)
    for child in attachments_of(node):
        if child.uuid in named:
            found += _of_picture(child)
    found += _decision(node)
    found += _old_texts(portal, node)
    found += [Finding("file", _(
        "The text of “${title}” could not be read whole, so nobody has looked for personal data in it. Look yourself.",
        title=each.title)) for each in unread_files(portal, node)]
    return list(dict.fromkeys(found))


def _of_picture(node):
    if node.type_name == "image" and not (node.fields.get("alt") or "").strip():
        return [Finding("picture", _("The picture “${title}” has no alternative text.", title=node.title))]
    return []


def _old_texts(portal, node):
    """Words in an encoding before Unicode: no search finds them."""
    fields = portal.definitions.types[node.type_name].fields
    texts = [richtext.plain(value) if field.kind == "rich_text" else value for field in fields
             if field.kind in ("line", "text", "rich_text") and isinstance(value := node.fields.get(field.name), str)]
    words = old_words("\n".join(texts))
    return [Finding("spelling", _(
        "These words look as if they were typed with an old font (TCVN3 or VNI): ${words}. Convert the text to "
        "Unicode: readers see nonsense, and no search finds them.",
        words=", ".join(f"“{each[:40]}”" for each in words)))] if words else []


def _dead(portal, node, source):
    """Links by identity to what is no longer there."""
    gone = sum(find_target(portal, unit_of(node), each) is None for each in richtext.references(source))
    return [Finding("link", _(
        "${count} links or pictures lead to what is no longer there. Mend them, or take them out.", count=gone))] \
        if gone else []


def _decision(node):
    fields = node.fields
    if node.type_name == "document":
        missing = [title for name, title in _FACTS.items() if not fields.get(name)]
        if fields.get("kind") != "decision":
            missing = [title for name, title in _FACTS.items() if name != "signer" and not fields.get(name)]
    elif fields.get("title", "").strip().lower().startswith("quyết định"):
        text = " ".join([fields["title"], fields.get("summary") or fields.get("description") or "",
                         richtext.plain(fields.get("body") or "")])
        missing = [title for pattern, title in zip((_NUMBER, _DAY, _SIGNED), _FACTS.values(), strict=True)
                   if not pattern.search(text)]
    else:
        missing = []
    return [Finding("facts", _("This paper has no ${what} yet.", what=each)) for each in missing]
