"""The city that the access matrix is asked in: a thing of every type in every state, each at its own address."""

import io
from datetime import timedelta

import transaction
from PIL import Image
from pyramid_tm import default_commit_veto

from eduportal import app as application
from eduportal.operations import mark_books, pages, school, trash, units
from tests import factories
from tests.functional.conftest import City
from tests.functional.matrix_states import more_states

NOW = factories.NOW
PEOPLE = (
    "anonymous",
    "khach",
    "giaovien",
    "giaovien.van",
    "bientap",
    "giaovu",
    "quantri",
    "hieutruong",
    "quantri.hai",
    "hieutruong.hai",
    "truongphong",
    "quantri.so",
)
VETO = "eduportal.matrix"


def veto(environ_request, response):
    """Keep nothing of what a request of the matrix did: its next row meets the same city."""
    return VETO in environ_request.environ or default_commit_veto(environ_request, response)


def matrix_city(folder):
    """Return the :class:`City` of the matrix on files in ``folder``."""
    return _city(
        folder,
        STATES.values(),
        {"tm.commit_veto": "tests.functional.matrix_setup.veto", "eduportal.jobs.workers": "0"},
    )


def plain_city(folder):
    """Return a :class:`City` with its people and nothing else on files in ``folder``."""
    return _city(folder, (), {})


def _city(folder, states, settings):
    # Blobs are the FileStorage's own here: see tests/unit/test_blobs_kept.py.
    conf = folder / "zodb.conf"
    conf.write_text(
        f"<zodb>\n cache-size 20000\n pool-size 20\n <filestorage>\n  path {folder}/Data.fs\n"
        f"  blob-dir {folder}/blobs\n </filestorage>\n</zodb>\n"
    )
    files = {
        "zodbconn.uri": f"zconfig://{conf}",
        "eduportal.sidestore": f"sqlite:///{folder}/side.sqlite",
        "eduportal.secret_file": f"{folder}/secret",
        "eduportal.nightly": "never",
    }
    wsgi = application.main({}, **files, **settings)
    wsgi.registry["eduportal.clock"] = lambda: NOW
    city = City(wsgi, wsgi.registry)
    manager = transaction.TransactionManager()
    connection = city.db.open(manager)
    portal = factories.small_city(connection.root(), city.declared)
    factories.people(portal)
    for make in states:
        make(portal)
    manager.commit()
    connection.close()
    city.registry["eduportal.feeder"].queue.put(None)
    city.fed()
    return city


def close(city):
    city.registry["eduportal.jobs"].stop()
    city.registry["eduportal.feeder"].stop()
    city.db.close()
    city.registry["eduportal.store"].close()


def _school(portal):
    return portal.root["quan-1"]["thcs-mot"]


def _news(portal):
    return _school(portal)["tin-tuc"]


def _item(name, *steps, folder=_news):
    """Return a function that adds a news item with a file and a picture and takes it through the steps."""

    def add(portal):
        author = portal.accounts.by_login("bientap").uuid
        item = pages.add_page(
            portal, folder(portal), "news_item", {"title": name, "body": "<p>x</p>"}, by=author, at=NOW, name=name
        )
        _files(portal, item, author)
        for step in steps:
            pages.change_state(portal, item, step, by=author, at=NOW, reason="Lý do")
        return item

    return add


def _files(portal, parent, author):
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    pages.add_page(
        portal, parent, "file", {"title": "Tệp", "file": {"name": "a.txt", "data": b"a"}}, by=author, at=NOW, name="tep"
    )
    pages.add_page(
        portal,
        parent,
        "image",
        {"title": "Ảnh", "alt": "Ảnh", "file": {"name": "a.png", "data": picture.getvalue()}},
        by=author,
        at=NOW,
        name="anh",
    )


def _revised(portal):
    item = _item("dang-sua", "submit", "approve")(portal)
    pages.edit_page(portal, item, {"title": "Bản mới"}, seen=item.revision, by=item.created_by, at=NOW)


def _hidden(portal):
    folder = pages.add_page(portal, _news(portal), "folder", {"title": "Ẩn"}, by="", at=NOW, name="an")
    _item("ben-trong", "submit", "approve", folder=lambda portal: folder)(portal)
    pages.change_state(portal, folder, "hide", by="", at=NOW)


def _file_in_folder(portal):
    _files(portal, pages.add_page(portal, _news(portal), "folder", {"title": "Kho"}, by="", at=NOW, name="kho"), "")


def _registered(portal):
    units.add_unit(
        portal,
        portal.root["quan-1"],
        code="79-Q1-DK",
        kind="thcs",
        by="",
        at=NOW,
        since=factories.SINCE,
        name="chua-mo",
        values=factories.unit_values("Trường chưa mở cổng"),
    )


def _suspended(portal):
    closed = factories.add_school(portal, portal.root["quan-1"], "tam-ngung", "79-Q1-TN", "thcs")
    _item("tin", "submit", "approve", folder=lambda portal: closed["tin-tuc"])(portal)
    units.suspend_unit(portal, closed, reason="Sửa chữa", by="", at=NOW)


def _books(portal):
    """Toán is open in term 1 and approved in term 2; Ngữ văn is submitted in term 1 and returned in term 2."""
    year = _school(portal)["nam-hoc-2026-2027"]
    school_class = year["6a1"]
    school.open_mark_books(portal, school_class, ["thcs_mathematics", "thcs_literature"], 2, by="", at=NOW)
    acts = {"by": "", "at": NOW, "workflow": portal.definitions.workflow_of("mark_book")}
    for name in ("ngu-van-hk1", "toan-hk2", "ngu-van-hk2"):
        mark_books.submit_mark_book(school_class[name], missing_confirmed=True, **acts)
    mark_books.approve_mark_book(school_class["toan-hk2"], **acts)
    mark_books.return_mark_book(school_class["ngu-van-hk2"], "Thiếu điểm", **acts)
    school.set_window(year, 1, "Học kỳ I", NOW - timedelta(days=9), NOW + timedelta(days=9), "Võ Văn Vụ")


def _trash(portal):
    trash.trash_page(portal, _item("trong-thung-rac")(portal), by="", at=NOW)


#: Named states, each made by its function.
STATES = {
    "draft": _item("nhap"),
    "pending": _item("cho-duyet", "submit"),
    "returned": _item("tra-lai", "submit", "return"),
    "published": _item("da-dang", "submit", "approve"),
    "revised": _revised,
    "withdrawn": _item("da-go", "submit", "approve", "withdraw"),
    "archived": _item("luu-tru", "submit", "approve", "withdraw", "archive"),
    "hidden": _hidden,
    "file in a folder": _file_in_folder,
    "registered": _registered,
    "suspended": _suspended,
    "books": _books,
    "trash": _trash,
    **more_states(),
}


class Walker:
    """Asks as every person; each signs in once."""

    def __init__(self, city):
        self.city, self.browsers = city, {}

    def status(self, person, method, url, fields=None):
        """Return the status of the answer to ``person``. Nothing that the request did is kept."""
        browser = self._browser(person)
        if method == "GET":
            return browser.get(url, status="*", extra_environ={VETO: "1"}).status_int
        token = browser.cookies.get("eduportal_csrf") or self._token(browser)
        return browser.post(
            url, {"csrf_token": token, **(fields or {})}, status="*", extra_environ={VETO: "1"}
        ).status_int

    def _browser(self, person):
        if person not in self.browsers:
            self.browsers[person] = self.city.visitor() if person == "anonymous" else self.city.as_(person)
        return self.browsers[person]

    def _token(self, browser):
        browser.get("/@@login")
        return browser.cookies["eduportal_csrf"]
