"""Units that have ended, with and without pages to be read."""

from eduportal.operations import unit_acts
from tests import factories
from tests.factories import NOW


def _ended(name, code, keep):
    def make(portal):
        unit = factories.add_school(portal, portal.root["quan-1"], name, code, "thcs")
        factories.page(portal, unit["tin-tuc"], "tin", type_name="news_item", published=True, summary="x")
        unit_acts.close_unit(portal, unit, reason="Sáp nhập", keep=keep, by="", at=NOW)

    return make


STATES = {"closed unit": _ended("ket-thuc", "79-Q1-KT", "closed"),
          "closed and hidden unit": _ended("ket-thuc-an", "79-Q1-KTA", "closed_hidden")}
