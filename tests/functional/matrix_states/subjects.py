"""A school with a subject of its own."""

from eduportal.operations.subjects import add_school_subject
from tests.factories import NOW


def _own_subject(portal):
    add_school_subject(portal, portal.root["quan-1"]["thcs-mot"], {"title": "Cờ vua", "kind": "comment"},
                       grades={6: 35}, since=2026, by="", at=NOW)


STATES = {"own subject": _own_subject}
