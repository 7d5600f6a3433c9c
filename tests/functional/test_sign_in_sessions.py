"""Signing in and out: new ids, ended sessions, the brake on guessing, equal answers, no way off the site."""

import re
from datetime import timedelta

import pytest
from webtest import TestApp

from eduportal.operations import accounts, trash
from tests import factories
from tests.functional.conftest import form_with

NEW = "Hoa phượng đỏ sân trường"
LOGIN = "/@@login"


def one(portal):
    return portal.root["quan-1"]["thcs-mot"]


def session_cookie(browser):
    return browser.cookies.get("eduportal")


def carrying(city, token):
    """A browser that knows nothing but a session token."""
    browser = city.visitor()
    browser.set_cookie("eduportal", token)
    return browser


def try_sign_in(browser, login, password, came_from=""):
    form = form_with(browser.get(LOGIN), "password")
    form["login"], form["password"] = login, password
    form["came_from"].force_value(came_from)
    return form.submit(expect_errors=True)


def is_signed_in(browser):
    return browser.get("/@@account", expect_errors=True).status_int == 200


def password_form(page):
    return form_with(page, "old")


def change_password(browser, old=factories.PASSWORD, new=NEW, again=None):
    form = password_form(browser.get("/@@account"))
    form["old"], form["new"], form["again"] = old, new, new if again is None else again
    return form.submit(expect_errors=True)


class TestSessionIds:
    def test_each_sign_in_gets_a_new_id_and_the_old_one_is_dead(self, city):
        browser = city.as_("hieutruong")
        first = session_cookie(browser)
        assert try_sign_in(browser, "hieutruong", factories.PASSWORD).status_int == 303
        assert session_cookie(browser) != first
        assert not is_signed_in(carrying(city, first))
        assert is_signed_in(browser)

    def test_an_id_planted_before_signing_in_is_not_the_session(self, city):
        browser = carrying(city, "A" * 43)
        assert try_sign_in(browser, "hieutruong", factories.PASSWORD).status_int == 303
        assert session_cookie(browser) != "A" * 43
        assert not is_signed_in(carrying(city, "A" * 43))

    def test_signing_out_ends_the_session_in_the_store(self, city):
        browser = city.as_("hieutruong")
        token = session_cookie(browser)
        form = next(form for form in browser.get("/").forms.values() if form.action.endswith("@@logout"))
        form.submit(status=303)
        assert not is_signed_in(carrying(city, token))

    def test_a_session_ends_after_eight_hours_without_use(self, city):
        browser = city.as_("hieutruong")
        city.registry["eduportal.clock"] = lambda: factories.NOW + timedelta(hours=8, minutes=1)
        assert not is_signed_in(browser)

    @pytest.mark.parametrize("token", ["", "x", "\x7f", "A" * 5000, "%00", "../..", "eyJhbGciOiJub25lIn0.e30."])
    def test_nonsense_for_a_token_is_a_visitor(self, city, token):
        browser = city.visitor()
        browser.set_cookie("eduportal", token)
        assert browser.get("/", status=200)
        assert not is_signed_in(browser)

    def test_cookies_are_kept_from_scripts_and_other_sites(self, city):
        browser = city.visitor()
        answer = try_sign_in(browser, "hieutruong", factories.PASSWORD)
        cookie = next(each for each in answer.headers.getall("Set-Cookie") if each.startswith("eduportal="))
        assert "httponly" in cookie.lower()
        assert "samesite=lax" in cookie.lower()
        assert len(session_cookie(browser)) >= 43


class TestPassword:
    def test_a_new_password_ends_all_other_sessions_and_keeps_this_one_under_a_new_id(self, city):
        here, elsewhere = city.as_("hieutruong"), city.as_("hieutruong")
        old = session_cookie(here)
        done = change_password(here)
        assert done.status_int == 303
        assert "Đã đổi mật khẩu" in done.follow().html.find(class_="ep-flash").get_text()
        assert session_cookie(here) != old
        assert is_signed_in(here)
        assert not is_signed_in(elsewhere)
        assert not is_signed_in(carrying(city, old))
        assert try_sign_in(city.visitor(), "hieutruong", factories.PASSWORD).status_int == 422
        assert try_sign_in(city.visitor(), "hieutruong", NEW).status_int == 303

    @pytest.mark.parametrize(("old", "new", "again", "field"), [
        ("sai mat khau", NEW, NEW, "old"), (factories.PASSWORD, NEW, NEW + "!", "again"),
        (factories.PASSWORD, "ngắn", "ngắn", "new"), (factories.PASSWORD, "hieutruong2026", "hieutruong2026", "new"),
        ("", "", "", "old"),
    ])
    def test_a_refused_change_changes_nothing_and_says_where(self, city, old, new, again, field):
        here, elsewhere = city.as_("hieutruong"), city.as_("hieutruong")
        refused = change_password(here, old, new, again)
        assert refused.status_int == 422
        assert refused.html.find(id=field)["aria-invalid"] == "true"
        assert all(each.get("value", "") == "" for each in refused.html.find_all("input", type="password"))
        assert is_signed_in(elsewhere)
        assert try_sign_in(city.visitor(), "hieutruong", factories.PASSWORD).status_int == 303

    def test_the_present_password_cannot_be_guessed_at_an_open_screen(self, city):
        browser = city.as_("hieutruong")
        for number in range(5):
            assert change_password(browser, f"thu lan {number}").status_int == 422
        assert change_password(browser).status_int == 429
        assert try_sign_in(city.visitor(), "quantri", factories.PASSWORD).status_int == 303


class TestMySessions:
    def test_i_see_where_i_am_signed_in_and_end_one(self, city):
        browser = city.as_("hieutruong")
        phone = TestApp(city.wsgi, extra_environ={
            "REMOTE_ADDR": "203.0.113.9", "HTTP_HOST": "localhost:6543",
            "HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/142.0 Mobile Safari/537.36"})
        try_sign_in(phone, "hieutruong", factories.PASSWORD)
        page = browser.get("/@@account")
        rows = page.html.find(attrs={"aria-labelledby": "sessions"}).find("tbody").find_all("tr")
        assert len(rows) == 2
        assert "203.0.113.9" in page.text
        assert "Chrome, Android" in page.text
        form_with(page, "session").submit(status=303)
        assert not is_signed_in(phone)
        assert is_signed_in(browser)

    def test_signing_out_everywhere_ends_all_and_only_mine(self, city):
        here, phone, other = city.as_("hieutruong"), city.as_("hieutruong"), city.as_("quantri")
        form = next(form for form in here.get("/@@account").forms.values()
                    if "action" in form.fields and form["action"].value == "end_all")
        form.submit(status=303)
        assert (is_signed_in(here), is_signed_in(phone), is_signed_in(other)) == (False, False, True)

    def test_the_session_of_somebody_else_cannot_be_ended(self, city):
        mine, other = city.as_("hieutruong"), city.as_("quantri")
        city.as_("quantri")
        theirs = form_with(other.get("/@@account"), "session")["session"].value
        city.as_("hieutruong")
        form = form_with(mine.get("/@@account"), "session")
        for value in (theirs, "", "%", "ả", "0" * 9000):
            form["session"].force_value(value)
            form.submit(status=303)
        rows = other.get("/@@account").html.find(attrs={"aria-labelledby": "sessions"}).find("tbody").find_all("tr")
        assert len(rows) == 2

    def test_my_page_shows_my_roles_and_my_classes(self, city):
        text = city.as_("hieutruong").get("/@@account").html.find("main").get_text(" ", strip=True)
        assert "Trần Văn Hiệu" in text
        assert "Thủ trưởng đơn vị (duyệt)" in text
        assert "Trường THCS MOT" in text
        text = city.as_("giaovien").get("/@@account").html.find("main").get_text(" ", strip=True)
        assert "Giáo viên bộ môn" in text
        assert "6A1" in text
        assert "chưa có vai trò" in city.as_("khach").get("/@@account").text

    def test_the_page_is_for_who_is_signed_in_and_stands_at_the_root(self, city):
        city.visitor().get("/@@account", status=403)
        assert city.as_("khach").get("/quan-1/@@account", status=303).headers["Location"].endswith("/@@account")


class TestGuessing:
    def test_after_five_failures_there_is_a_pause_that_names_its_end(self, city):
        browser = city.visitor()
        for _number in range(5):
            assert try_sign_in(browser, "hieutruong", "sai").status_int == 422
        stopped = try_sign_in(browser, "hieutruong", factories.PASSWORD)
        assert stopped.status_int == 429
        assert "10:15, 21/11/2026" in stopped.text
        assert form_with(stopped, "password")["login"].value == "hieutruong"

    def test_the_owner_signs_in_from_another_address_meanwhile(self, city):
        guesser = city.visitor()
        for _number in range(6):
            try_sign_in(guesser, "hieutruong", "sai")
        owner = TestApp(city.wsgi, extra_environ={"REMOTE_ADDR": "198.51.100.7", "HTTP_HOST": "localhost:6543"})
        assert try_sign_in(owner, "hieutruong", factories.PASSWORD).status_int == 303

    def test_after_the_pause_it_works_again(self, city):
        browser = city.visitor()
        for _number in range(6):
            try_sign_in(browser, "hieutruong", "sai")
        city.registry["eduportal.clock"] = lambda: factories.NOW + timedelta(minutes=16)
        assert try_sign_in(browser, "hieutruong", factories.PASSWORD).status_int == 303

    def test_a_name_that_nobody_has_reads_like_a_wrong_password(self, city):
        city.change(lambda portal: accounts.close_account(portal.accounts.by_login("khach")))
        answers = []
        for login in ("quantri", "khong.co.ai", "khach"):
            answer = try_sign_in(city.visitor(), login, "sai mat khau")
            text = re.sub(r'name="csrf_token" value="[^"]*"', "", answer.text.replace(f'value="{login}"', ""))
            answers.append((answer.status_int, text, sorted(answer.headers)))
        assert answers[0] == answers[1] == answers[2]
        assert answers[0][0] == 422

    def test_a_name_that_nobody_has_is_slowed_like_any_other(self, city):
        browser = city.visitor()
        statuses = [try_sign_in(browser, "khong.co.ai", "sai").status_int for _number in range(6)]
        assert statuses == [422] * 5 + [429]

    @pytest.mark.parametrize("login", [
        "", "ả" * 5000, "\x00", "hieutruong\x00", "' or 1=1 --", "\u202ehieutruong", "\U0001f600"])
    def test_nonsense_for_a_name_is_refused(self, city, login):
        browser = city.visitor()
        mark = form_with(browser.get(LOGIN), "password")["csrf_token"].value
        answer = browser.post(LOGIN, {"csrf_token": mark, "login": login, "password": "x" * 100_000}, status=422)
        assert session_cookie(browser) is None
        assert "không đúng" in answer.text


class TestWhoMayNotSignIn:
    def test_a_closed_account(self, city):
        browser = city.as_("hieutruong")
        city.change(lambda portal: accounts.close_account(portal.accounts.by_login("hieutruong")))
        assert not is_signed_in(browser)
        assert try_sign_in(city.visitor(), "hieutruong", factories.PASSWORD).status_int == 422

    def test_the_people_of_a_unit_in_the_trash_until_it_is_restored(self, city):
        browser = city.as_("hieutruong")
        key = city.change(lambda portal: trash.trash_unit(portal, one(portal), by="", at=factories.NOW))
        assert not is_signed_in(browser)
        assert try_sign_in(city.visitor(), "hieutruong", factories.PASSWORD).status_int == 422
        assert try_sign_in(city.visitor(), "hieutruong.hai", factories.PASSWORD).status_int == 303
        city.change(lambda portal: trash.restore_unit(portal, portal.root["quan-1"], key, by="", at=factories.NOW))
        assert try_sign_in(city.visitor(), "hieutruong", factories.PASSWORD).status_int == 303


def test_signing_in_leads_to_the_own_unit_which_the_menu_of_the_person_names_on_every_page(city):
    browser = city.visitor()
    form = form_with(browser.get(LOGIN), "password")
    form["login"], form["password"] = "quantri", factories.PASSWORD
    assert form.submit().location.endswith("/quan-1/thcs-mot/")
    own = browser.get("/").html.select_one('.ep-person a[href="/quan-1/thcs-mot/"]')
    assert own.get_text(strip=True) == "Đơn vị của tôi"
