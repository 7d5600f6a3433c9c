"""Requests that no browser sends: answered clearly, never with a 500."""

import pytest


@pytest.mark.parametrize("address", ["/@@search?q=%ff", "/%ff%fe/", "/quan-1/@@contents?size=%b2", "/?page=%c0%ae"])
def test_what_is_not_utf_8_is_a_bad_request(still_city, address):
    answer = still_city.visitor().get(address, status=400)
    assert "không đọc được" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/..%2f..%2fetc/passwd",
        "/quan-1/%00/",
        "/quan-1/@@nothing",
        "/quan-1/@@edit@@edit",
        "/++skin++/default/../../x",
        "/++skin++/default/..%00/x",
        "/quan-1/thcs-mot/nam-hoc-2026-2027/6a1/toan-hk1/",
        "/acl_edit",
        "/manage",
        "/Data.fs",
        "/.git/config",
        "/quan-1/thcs-mot/tin-tuc/" + "a" * 3000,
        "/" + "x/" * 400,
    ],
)
def test_paths_that_lead_nowhere_are_the_same_404(still_city, address):
    answer = still_city.visitor().get(address, status="*")
    assert answer.status_int in (404, 400)
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "query", ["'", '"', "*", "-", "NEAR(a b)", "a" * 10_000, "(", "NOT", "and or", "​", "đ" * 300, "%"]
)
def test_no_query_breaks_the_search(still_city, query):
    for scope in ("unit", "city"):
        answer = still_city.visitor().get("/quan-1/thcs-mot/@@search", {"q": query, "scope": scope})
        assert answer.status_int == 200


@pytest.mark.parametrize("page", ["0", "-1", "999999", "x", "1e9", "²", ""])
def test_no_page_number_breaks_a_list(still_city, page):
    assert still_city.visitor().get("/quan-1/thcs-mot/tin-tuc/", {"page": page}).status_int == 200


def test_a_client_cannot_move_the_root(still_city):
    answer = still_city.visitor().get("/", headers={"X-Vhm-Root": "/quan-1"})
    assert "SỞ GIÁO DỤC" in answer.text.upper()
    assert 'href="/quan-1/' in answer.text
