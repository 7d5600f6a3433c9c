"""Files as a browser gets them: never run, never under another name, with the rights of their page."""

import pytest

from eduportal.operations import pages
from tests import factories
from tests.integration.pictures import drawn

NOW = factories.NOW
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
HOSTILE_NAME = 'báo cáo "2026"\r\nSet-Cookie: x=1; ../\u202efdp.html'


@pytest.mark.parametrize(
    ('name', 'data', 'kind', 'inline'),
    [
        ("a.svg", SVG, "application/octet-stream", False),
        ("a.html", HTML, "application/octet-stream", False),
        (HOSTILE_NAME, HTML, "application/octet-stream", False),
        ("a.txt", HTML, "text/plain", False),
        ("a.pdf", b"%PDF-1.7 x", "application/pdf", True),
        ("anh.png", drawn("PNG"), "image/png", True),
    ],
)
def test_a_download_is_never_run_by_a_browser(city, name, data, kind, inline):
    def add(portal):
        folder = portal.root["quan-1"]["thcs-mot"]["tin-tuc"]
        page = factories.page(portal, folder, "Có tệp", type_name="news_item")
        pages.add_page(
            portal, page, "file", {"title": "Tệp", "file": {"name": name, "data": data}}, by="", at=NOW, name="tep"
        )
        for step in ("submit", "approve"):
            pages.change_state(portal, page, step, by="", at=NOW)

    city.change(add)
    answer = city.visitor().get("/quan-1/thcs-mot/tin-tuc/co-tep/tep/")
    assert answer.content_type == kind
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("inline" if inline else "attachment")
    assert (
        "\r" not in disposition
    )
    assert (
        "\n" not in disposition
    )
    assert (
        ".." not in disposition
    )
    assert (
        "%E2%80%AE" not in disposition
    )
    assert "Set-Cookie" not in answer.headers
    if kind != "application/pdf":
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert (
        city.visitor()
        .get("/quan-1/thcs-mot/tin-tuc/co-tep/tep/?download=1")
        .headers["Content-Disposition"]
        .startswith("attachment")
    )


def test_the_picture_of_a_draft_is_nobodys_business(city):
    def add(portal):
        page = factories.page(portal, portal.root["quan-1"]["thcs-mot"]["tin-tuc"], "Bản nháp", type_name="news_item")
        pages.add_page(
            portal,
            page,
            "image",
            {"title": "Ảnh", "alt": "Ảnh", "file": {"name": "a.png", "data": drawn("PNG")}},
            by="",
            at=NOW,
            name="anh",
        )

    city.change(add)
    url = "/quan-1/thcs-mot/tin-tuc/ban-nhap/anh/"
    city.visitor().get(url, status=404)
    city.as_("quantri.hai").get(url, status=404)
    seen = city.as_("bientap").get(url)
    assert seen.content_type == "image/png"
    assert seen.headers["Cache-Control"] == "private, no-store"
