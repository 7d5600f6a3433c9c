"""Things in the trash under keys that the rows of finishing.yaml can name: a draft, what was public, a whole school."""

from eduportal.operations import trash
from tests import factories

NOW = factories.NOW


def _known(unit, key, made):
    unit.trash[key] = unit.trash.pop(made)


def _page(key, title, published):
    def make(portal):
        school = portal.root["quan-1"]["thcs-mot"]
        node = factories.page(portal, school["tin-tuc"], title, type_name="news_item", published=published)
        _known(school, key, trash.trash_page(portal, node, by="", at=NOW))

    return make


def _school(portal):
    office = portal.root["quan-1"]
    school = factories.add_school(portal, office, "bo-di", "79-Q1-BO", "thcs")
    _known(office, "truong-bo", trash.trash_unit(portal, school, by="", at=NOW))


STATES = {"trashed page": _page("trang-bo", "Trang bỏ", False),
          "trashed public page": _page("trang-cong-khai-bo", "Trang công khai bỏ", True), "trashed unit": _school}
