"""A collection that is public."""

from eduportal.operations.pages import add_page, change_state
from tests.factories import NOW


def _collection(portal):
    news = portal.root["quan-1"]["thcs-mot"]["tin-tuc"]
    found = add_page(portal, news, "collection", {"title": "Tập hợp"}, by="", at=NOW, name="tap-hop")
    for step in ("submit", "approve"):
        change_state(portal, found, step, by="", at=NOW)


STATES = {"collection": _collection}
