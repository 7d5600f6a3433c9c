"""Signing in: where it leads, what caches keep, forged forms, and a session that ends while somebody writes."""


from datetime import timedelta

import pytest

from tests import factories
from tests.functional.conftest import form_with
from tests.functional.test_sign_in_sessions import LOGIN, NEW, is_signed_in, one, try_sign_in


class TestWhereItLeads:
    @pytest.mark.parametrize("came_from", [
        "//evil.example", "https://evil.example/", "/\\evil.example", "\\\\evil.example", "http:evil.example",
        "/a\r\nLocation: https://evil.example", "/\t/evil.example", "javascript:alert(1)", "//[", "https://[evil",
        " //evil.example", "/@@logout", "/@@login?came_from=//evil.example", "", "///evil.example", "/\x00",
        "//localhost:6543@evil.example/",
    ])
    def test_never_off_the_site(self, city, came_from):
        answer = try_sign_in(city.visitor(), "hieutruong", factories.PASSWORD, came_from)
        assert answer.status_int == 303
        assert answer.headers["Location"] == "http://localhost:6543/quan-1/thcs-mot/"

    @pytest.mark.parametrize("path", ["/quan-1/thcs-mot/@@contents", "/@@search?q=tr%C6%B0%E1%BB%9Dng&page=2"])
    def test_back_to_where_one_wanted_to_go(self, city, path):
        answer = try_sign_in(city.visitor(), "hieutruong", factories.PASSWORD, path)
        assert answer.headers["Location"] == "http://localhost:6543" + path

    def test_letters_with_accents_do_not_break_the_answer(self, city):
        answer = try_sign_in(city.visitor(), "hieutruong", factories.PASSWORD, "/@@search?q=trường")
        assert answer.status_int == 303
        assert answer.headers["Location"].isascii()


class TestCachesAndCookies:
    def test_signed_in_pages_are_kept_nowhere(self, city):
        browser = city.as_("hieutruong")
        for path in ("/", "/quan-1/thcs-mot/", "/@@account", "/@@inbox", "/quan-1/thcs-mot/@@sharing"):
            assert "no-store" in browser.get(path).headers["Cache-Control"]

    def test_public_pages_set_no_cookie(self, city):
        city.change(lambda portal: factories.page(portal, one(portal)["tin-tuc"], "Tin", published=True))
        visitor = city.visitor()
        school = "/quan-1/thcs-mot/"
        for path in ("/", "/quan-1/", school, school + "tin-tuc/", school + "tin-tuc/tin/"):
            answer = visitor.get(path)
            assert "Set-Cookie" not in answer.headers
            assert "no-store" not in answer.headers["Cache-Control"]

    def test_a_page_of_a_signed_in_person_is_not_given_to_the_next_visitor(self, city):
        city.as_("hieutruong").get("/quan-1/thcs-mot/")
        assert "Trần Văn Hiệu" not in city.visitor().get("/quan-1/thcs-mot/").text


class TestForgedForms:
    @pytest.mark.parametrize("action", ["password", "end", "end_all"])
    def test_without_its_token_nothing_happens(self, city, action):
        browser, phone = city.as_("hieutruong"), city.as_("hieutruong")
        values = {"action": action, "old": factories.PASSWORD, "new": NEW, "again": NEW, "session": "x"}
        for mark in ({}, {"csrf_token": ""}, {"csrf_token": "f" * 64}):
            browser.post("/@@account", {**values, **mark}, status=403)
        browser.post_json("/@@account", values, status=403)
        assert is_signed_in(browser)
        assert is_signed_in(phone)
        assert try_sign_in(city.visitor(), "hieutruong", factories.PASSWORD).status_int == 303

    def test_signing_in_and_out_need_it_too(self, city):
        city.visitor().post(LOGIN, {"login": "hieutruong", "password": factories.PASSWORD}, status=403)
        browser = city.as_("hieutruong")
        browser.post("/@@logout", {}, status=403)
        assert is_signed_in(browser)

    def test_the_token_of_another_browser_is_none(self, city):
        browser = city.as_("hieutruong")
        foreign = city.as_("quantri").get("/@@account").html.find("meta", attrs={"name": "csrf-token"})["content"]
        browser.post("/@@account", {"csrf_token": foreign, "action": "end_all"}, status=403)
        assert is_signed_in(browser)


class TestSessionThatEndsWhileWriting:
    def test_what_was_typed_is_carried_through_the_sign_in(self, city):
        browser = city.as_("bientap")
        added = browser.get("/quan-1/thcs-mot/tin-tuc/@@add?type=page")
        form = form_with(added, "title")
        form["title"] = "Viết dở “chừng” <b>&"
        city.registry["eduportal.clock"] = lambda: factories.NOW + timedelta(hours=9)
        asked = form.submit(status=403)
        assert "những gì" in asked.text.lower() or "đã nhập" in asked.text.lower()
        again = form_with(asked, "password")
        again["login"], again["password"] = "bientap", factories.PASSWORD
        kept = again.submit(status=200)
        carried = form_with(kept, "title")
        assert carried["title"].value == "Viết dở “chừng” <b>&"
        saved = carried.submit()
        assert saved.status_int == 303
        titles = city.look(lambda portal: [each.title for each in one(portal)["tin-tuc"].values()])
        assert titles == ["Viết dở “chừng” <b>&"]

    def test_a_wrong_password_does_not_lose_it(self, city):
        browser = city.as_("bientap")
        form = form_with(browser.get("/quan-1/thcs-mot/tin-tuc/@@add?type=page"), "title")
        form["title"] = "Viết dở"
        city.registry["eduportal.clock"] = lambda: factories.NOW + timedelta(hours=9)
        again = form_with(form.submit(status=403), "password")
        again["login"], again["password"] = "bientap", "sai"
        once_more = form_with(again.submit(status=422), "password")
        once_more["password"] = factories.PASSWORD
        assert form_with(once_more.submit(status=200), "title")["title"].value == "Viết dở"

    def test_broken_kept_text_is_only_a_sign_in(self, city):
        browser = city.visitor()
        mark = form_with(browser.get(LOGIN), "password")["csrf_token"].value
        for kept in ("[", "{}", "[1,2]", '[["a"]]', '"x"', "null", "[[null, null]]", "[" * 5000):
            browser.post(LOGIN, {"csrf_token": mark, "login": "bientap", "password": factories.PASSWORD, "kept": kept},
                         status=[200, 303])
            assert is_signed_in(browser)
