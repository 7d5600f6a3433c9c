"""Sharing: who has which role from where; give, end, close a folder; who can do what, and why."""

from datetime import date

import pytest

from eduportal.operations import accounts, pages, sharing
from tests import factories
from tests.functional.conftest import form_with

NOW = factories.NOW
SCHOOL = "/quan-1/thcs-mot/"
NEWS = SCHOOL + "tin-tuc/"
YEAR = SCHOOL + "nam-hoc-2026-2027/"
RECORDS = (YEAR, YEAR + "6a1/", YEAR + "6a1/toan-hk1/")


def one(portal):
    return portal.root["quan-1"]["thcs-mot"]


def grants(city, login):
    """The (role, since, until, kinds) that ``login`` has in the first school."""
    def look(portal):
        found = one(portal).grants.of(portal.accounts.by_login(login).uuid)
        return sorted((each.role, each.since, each.until, each.kinds) for each in found)
    return city.look(look)


def give_form(page):
    return next(form for form in page.forms.values() if "action" in form.fields and form["action"].value == "give")


def row_of(page, login):
    rows = page.html.find(attrs={"aria-labelledby": "here"}).find_all("tr")
    return next(row for row in rows if login in row.get_text())


def end_form(page, login):
    grant = row_of(page, login).find("input", attrs={"name": "grant"})["value"]
    return next(form for form in page.forms.values() if "grant" in form.fields and form["grant"].value == grant)


def section(page, name):
    found = page.html.find(attrs={"aria-labelledby": name})
    return found.get_text(" ", strip=True) if found else ""


def token(page):
    return page.html.find("meta", attrs={"name": "csrf-token"})["content"]


def test_a_principal_makes_an_editor_for_some_weeks(city):
    browser = city.as_("hieutruong")
    form = give_form(browser.get(SCHOOL + "@@sharing"))
    form["login"], form["role"], form["since"], form["until"] = "GiaoVien", "editor", "21/11/2026", "05/1/2027"
    done = form.submit(status=303).follow()
    assert "Đặng Thị Giáo" in section(done, "here")
    assert "05/01/2027" in section(done, "here")
    assert "Trần Văn Hiệu, 21/11/2026" in section(done, "here")
    assert grants(city, "giaovien") == [("editor", date(2026, 11, 21), date(2027, 1, 5), ())]
    city.as_("giaovien").get(NEWS + "@@history", status=200)


def test_a_role_ends_at_once_and_stays_readable(city):
    browser = city.as_("quantri")
    editor = city.as_("bientap")
    assert editor.get(NEWS + "@@history").status_int == 200
    done = end_form(browser.get(SCHOOL + "@@sharing"), "bientap").submit(status=303).follow()
    assert "bientap" not in section(done, "here")
    assert "bientap" in done.html.find("details", class_="ep-fold").get_text()
    editor.get(NEWS + "@@history", status=403)


def test_a_role_does_not_end_twice(city):
    browser = city.as_("quantri")
    form = end_form(browser.get(SCHOOL + "@@sharing"), "bientap")
    form.submit(status=303)
    before = grants(city, "bientap")
    assert "đã chấm dứt từ trước" in form.submit(status=422).text
    assert grants(city, "bientap") == before


def test_what_comes_from_above_is_named_with_its_place(city):
    text = section(city.as_("hieutruong").get(NEWS + "@@sharing"), "above")
    assert "Phòng Giáo dục và Đào tạo Quận 1" in text
    assert "Đỗ Văn Sở" in text
    page = city.as_("hieutruong").get(NEWS + "@@sharing")
    links = [each["href"] for each in page.html.find(attrs={"aria-labelledby": "above"}).find_all("a")]
    assert set(links) == {SCHOOL + "@@sharing"}
    links = city.as_("quantri.so").get(NEWS + "@@sharing").html.find(attrs={"aria-labelledby": "above"}).find_all("a")
    assert "/@@sharing" in [each["href"] for each in links]


@pytest.mark.parametrize("login", ["bientap", "giaovu", "giaovien", "khach", "hieutruong.hai", None])
@pytest.mark.parametrize("path", [SCHOOL, NEWS])
@pytest.mark.parametrize("view", ["@@sharing", "@@who"])
def test_who_does_not_decide_about_roles_does_not_see_them(city, login, path, view):
    browser = city.as_(login) if login else city.visitor()
    assert "Lê Thị Quản" not in browser.get(path + view, status=403).html.find("main").get_text()


def test_an_editor_does_not_see_the_sharing_of_a_page_either(city):
    city.change(lambda portal: factories.page(portal, one(portal)["tin-tuc"], "Tin", published=True))
    city.as_("bientap").get(NEWS + "tin/@@sharing", status=403)
    city.as_("bientap").get(NEWS + "tin/@@who", status=403)
    assert "hieutruong" in city.as_("quantri").get(NEWS + "tin/@@sharing").text


def test_a_role_at_one_page_is_a_role_at_that_page_only(city):
    city.change(lambda portal: factories.page(portal, one(portal)["tin-tuc"], "Tin", published=True))
    form = give_form(city.as_("hieutruong").get(NEWS + "tin/@@sharing"))
    form["login"], form["role"] = "khach", "editor"
    form.submit(status=303)
    guest = city.as_("khach")
    assert guest.get(NEWS + "tin/@@history").status_int == 200
    guest.get(NEWS + "@@history", status=403)


def test_only_roles_that_the_giver_may_give_are_offered_and_taken(city):
    browser = city.as_("hieutruong")
    form = give_form(browser.get(SCHOOL + "@@sharing"))
    offered = [value for value, _chosen, _title in form["role"].options]
    assert offered == ["editor", "clerk", "records_officer", "viewer"]
    for role in ("administrator", "principal", "inspector", "teacher", "everyone", "", "ả"):
        form["login"] = "khach"
        form["role"].force_value(role)
        form.submit(status=422)
    assert grants(city, "khach") == []


def test_nobody_gives_a_role_to_themselves(city):
    form = give_form(city.as_("quantri").get(SCHOOL + "@@sharing"))
    form["login"], form["role"] = "quantri", "principal"
    assert "Không ai tự cấp vai trò cho mình" in form.submit(status=422).text
    assert [each[0] for each in grants(city, "quantri")] == ["administrator"]


def test_an_unknown_name_reads_like_a_closed_account_and_what_was_typed_is_kept(city):
    city.change(lambda portal: accounts.close_account(portal.accounts.by_login("khach")))
    form = give_form(city.as_("quantri").get(SCHOOL + "@@sharing"))
    answers = []
    for login in ("khach", "khong.co.ai"):
        form["login"], form["role"], form["until"] = login, "editor", "01/12/2026"
        refused = form.submit(status=422)
        kept = give_form(refused)
        assert (kept["login"].value, kept["role"].value, kept["until"].value) == (login, "editor", "01/12/2026")
        answers.append(refused.html.find(class_="ep-errors").get_text())
    assert answers[0] == answers[1]


def test_no_account_is_found_out_by_forms_that_cannot_succeed(city):
    form = give_form(city.as_("hieutruong").get(SCHOOL + "@@sharing"))
    answers = []
    for login in ("giaovien.hai", "khong.co.ai"):
        form["login"], form["role"], form["since"], form["until"] = login, "editor", "21/11/2026", "20/11/2026"
        answers.append(form.submit(status=422).html.find(class_="ep-errors").get_text())
    assert answers[0] == answers[1]


@pytest.mark.parametrize(("field", "value"), [("since", "31/02/2027"), ("until", "hôm nay"), ("until", "2026"),
                                              ("since", "01/01/0001"), ("until", "99/99/9999")])
def test_days_that_are_none_give_nothing(city, field, value):
    form = give_form(city.as_("quantri").get(SCHOOL + "@@sharing"))
    form["login"], form["role"] = "khach", "editor"
    form[field] = value
    refused = form.submit(status=422)
    assert refused.html.find(id=field)["aria-invalid"] == "true"
    assert give_form(refused)[field].value == value
    assert grants(city, "khach") == []


def test_a_role_of_an_office_for_some_kinds_of_unit(city):
    browser = city.as_("quantri.so")
    form = give_form(browser.get("/quan-1/@@sharing"))
    form["login"], form["role"] = "khach", "inspector"
    form.set("kinds", True, index=[each._value for each in form.fields["kinds"]].index("tieu_hoc"))
    form.submit(status=303)
    assert "Dương Văn Khách" not in section(browser.get(SCHOOL + "@@sharing"), "above")
    assert "kinds" not in give_form(city.as_("quantri").get(SCHOOL + "@@sharing")).fields


def test_grants_of_elsewhere_cannot_be_ended_from_here(city):
    def foreign(portal):
        two = portal.root["quan-1"]["thcs-hai"]
        return next(each.id for each in two.grants.of(portal.accounts.by_login("hieutruong.hai").uuid))
    grant = city.look(foreign)
    browser = city.as_("quantri")
    mark = token(browser.get(SCHOOL + "@@sharing"))
    for bad in (grant, "", "ả", "0" * 5000):
        browser.post(SCHOOL + "@@sharing", {"csrf_token": mark, "action": "end", "grant": bad}, status=422)
    ends = city.look(lambda portal: [each.until for each in portal.root["quan-1"]["thcs-hai"].grants.all()])
    assert ends == [None, None]


def test_a_principal_does_not_end_the_administrators_role(city):
    browser = city.as_("hieutruong")
    page = browser.get(SCHOOL + "@@sharing")
    assert row_of(page, "quantri").find("input", attrs={"name": "grant"}) is None
    grant = city.look(lambda portal: one(portal).grants.of(portal.accounts.by_login("quantri").uuid)[0].id)
    browser.post(SCHOOL + "@@sharing", {"csrf_token": token(page), "action": "end", "grant": grant}, status=422)
    assert grants(city, "quantri")[0][2] is None


def test_a_closed_folder_shuts_out_the_principal_but_never_the_offices_administrator(city):
    browser = city.as_("quantri")
    page = browser.get(NEWS + "@@sharing")
    form = form_with(page, "refuses")
    closed = form.submit(status=303).follow()
    assert "không có hiệu lực ở đây" in section(closed, "above")
    city.as_("bientap").get(NEWS + "@@history", status=403)
    city.as_("hieutruong").get(NEWS + "@@sharing", status=403)
    opened = form_with(city.as_("quantri.so").get(NEWS + "@@sharing"), "refuses").submit(status=303).follow()
    assert "không có hiệu lực" not in section(opened, "above")
    assert city.as_("bientap").get(NEWS + "@@history").status_int == 200


def test_a_principal_who_closes_a_folder_is_warned_and_lands_on_a_page_that_is_theirs(city):
    browser = city.as_("hieutruong")
    page = browser.get(NEWS + "@@sharing")
    assert "bạn cũng sẽ không còn làm việc được" in section(page, "wall")
    done = form_with(page, "refuses").submit(status=303)
    assert done.headers["Location"].endswith(SCHOOL)
    done.follow(status=200)


def test_a_unit_cannot_refuse_what_comes_from_above(city):
    browser = city.as_("quantri")
    page = browser.get(SCHOOL + "@@sharing")
    assert not [form for form in page.forms.values() if "refuses" in form.fields]
    browser.post(SCHOOL + "@@sharing", {"csrf_token": token(page), "action": "refuse", "refuses": "1"}, status=422)
    assert city.look(lambda portal: one(portal).refuses_roles) is False


def test_without_its_token_the_form_gives_nothing(city):
    browser = city.as_("quantri")
    browser.get(SCHOOL + "@@sharing")
    browser.post(SCHOOL + "@@sharing", {"action": "give", "login": "khach", "role": "editor"}, status=403)
    browser.post_json(SCHOOL + "@@sharing", {"action": "give", "login": "khach", "role": "editor"}, status=403)
    assert grants(city, "khach") == []


class TestWho:
    def test_each_permission_names_people_and_reasons(self, city):
        page = city.as_("hieutruong").get(NEWS + "@@who")
        rows = {title.get_text(strip=True): row.find("td").get_text(" ", strip=True)
                for row in page.html.find(attrs={"aria-labelledby": "all"}).find("tbody").find_all("tr")
                for title in row.find("th").find_all("li")}
        assert "Phạm Thị Biên" in rows["Thêm nội dung ở đây"]
        assert "Trường THCS MOT" in rows["Thêm nội dung ở đây"]
        assert "Phạm Thị Biên" not in rows["Cấp và chấm dứt quyền"]
        assert rows["Xem bản đang công khai"] == "Mở cho mọi người."

    def test_one_person_gets_every_answer_with_its_reason(self, city):
        browser = city.as_("quantri")
        form = next(form for form in browser.get(NEWS + "@@who").forms.values() if "login" in form.fields)
        form["login"] = "bientap"
        page = form.submit()
        rows = {row.find("th").get_text(strip=True): [cell.get_text(" ", strip=True) for cell in row.find_all("td")]
                for row in page.html.find(attrs={"aria-labelledby": "one"}).find("tbody").find_all("tr")}
        assert rows["Sửa nội dung"][0] == "Có"
        assert "Biên tập viên" in rows["Sửa nội dung"][1]
        assert rows["Cấp và chấm dứt quyền"][0] == "Không"
        assert "Quản trị" in rows["Cấp và chấm dứt quyền"][1]

    def test_people_of_other_units_cannot_be_told_from_names_that_nobody_has(self, city):
        browser = city.as_("hieutruong")
        real, made_up = (browser.get(NEWS + "@@who?login=" + login).text for login in ("giaovien.hai", "giaovien.xyz"))
        assert real.replace("giaovien.hai", "") == made_up.replace("giaovien.xyz", "")

    @pytest.mark.parametrize("login", ["hieutruong", "giaovu"])
    def test_the_school_may_ask_about_its_records(self, city, login):
        browser = city.as_(login)
        for path in RECORDS:
            text = browser.get(path + "@@who").html.find("main").get_text()
            assert "Trần Văn Hiệu" in text
            assert ("Đặng Thị Giáo" in text) == ("6a1" in path)

    @pytest.mark.parametrize("login", ["quantri.so", "quantri", "bientap", "giaovien", "hieutruong.hai"])
    def test_records_are_closed_to_administrators_and_to_teachers_questions(self, city, login):
        browser = city.as_(login)
        for path in RECORDS:
            answer = browser.get(path + "@@who", expect_errors=True)
            assert answer.status_int in (403, 404)
            assert "Đặng Thị Giáo" not in answer.html.find("main").get_text()

    def test_it_is_the_same_decision_as_at_the_door(self, city):
        city.change(lambda portal: sharing.give_role(
            portal, one(portal)["tin-tuc"], portal.accounts.by_login("khach"), "editor", held=None, by="", at=NOW,
            since=date(2026, 12, 1)))
        text = city.as_("hieutruong").get(NEWS + "@@who").text
        assert "Dương Văn Khách" not in text
        city.as_("khach").get(NEWS + "@@history", status=403)

    def test_a_closed_folder_says_so(self, city):
        city.change(lambda portal: pages.set_refusal(portal, one(portal)["tin-tuc"], True, by="", at=NOW))
        page = city.as_("quantri").get(NEWS + "@@who?login=bientap")
        assert "không nhận" in section(page, "one") or "từ chối" in section(page, "one")
