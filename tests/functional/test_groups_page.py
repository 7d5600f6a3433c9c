"""Groups of a unit through their page: make, rename, take in, let out, end; nobody gains what nobody could give."""

from datetime import date

import pytest

from eduportal.operations import groups
from tests import factories

NOW = factories.NOW
SCHOOL, NEWS = "/quan-1/thcs-mot/", "/quan-1/thcs-mot/tin-tuc/"


def one(portal):
    return portal.root["quan-1"]["thcs-mot"]


def make(city, title="Tổ Toán", *members, role=None, unit=one):
    """Make a group with members, and give it a role at the school; return its uuid."""
    def work(portal):
        group = groups.add_group(portal, unit(portal), title, asker=None, by="", at=NOW)
        for login in members:
            account = portal.accounts.by_login(login)
            groups.add_member(portal, unit(portal), group.uuid, account, asker=None, by="", at=NOW)
        if role:
            factories.give(portal, one(portal), group, role)
        return group.uuid
    return city.change(work)


def form_of(page, action, group=None):
    return next(form for form in page.forms.values() if "action" in form.fields and form["action"].value == action
                and (group is None or form["group"].value == group))


def members(city, group, unit=one):
    def look(portal):
        rows = unit(portal).groups.get(group).members_on(factories.NOW.date())
        return sorted(portal.accounts.get(row[1]).login for row in rows)
    return city.look(look)


def test_a_group_is_made_gets_people_and_a_role_and_they_have_it(city):
    browser = city.as_("quantri")
    form = form_of(browser.get(SCHOOL + "@@groups"), "add")
    form["title"] = "  Tổ   Toán "
    page = form.submit(status=303).follow()
    assert "Đã lập nhóm “Tổ Toán”" in page.text
    form = form_of(page, "take_in")
    form["login"] = "GiaoVien"
    page = form.submit(status=303).follow()
    assert "Đặng Thị Giáo" in page.html.find(class_="ep-members").get_text()
    form = next(form for form in browser.get(SCHOOL + "@@sharing").forms.values()
                if "action" in form.fields and form["action"].value == "give")
    form["group"].select(text="Tổ Toán")
    form["role"] = "editor"
    form.submit(status=303)
    teacher = city.as_("giaovien")
    assert teacher.get(NEWS + "@@history").status_int == 200
    assert "qua nhóm Tổ Toán" in teacher.get("/@@account").text
    assert "Biên tập viên" in browser.get(SCHOOL + "@@groups").html.find("main").get_text()


def test_who_is_let_out_loses_the_role_at_once(city):
    group = make(city, "Tổ Toán", "giaovien", "giaovien.van", role="editor")
    teacher, browser = city.as_("giaovien"), city.as_("quantri")
    teacher.get(NEWS + "@@history", status=200)
    page = browser.get(SCHOOL + "@@groups")
    form = next(form for form in page.forms.values() if "row" in form.fields and "Giáo" in form.text)
    form.submit(status=303)
    teacher.get(NEWS + "@@history", status=403)
    assert members(city, group) == ["giaovien.van"]
    assert "Đặng Thị Giáo" in browser.get(SCHOOL + "@@groups").html.find("details", class_="ep-fold").parent.get_text()


def test_adding_a_group_changes_nothing_for_those_who_are_not_in_it(city):
    make(city, "Tổ Toán", "giaovien", role="administrator")
    for login in ("giaovien.van", "khach", "hieutruong.hai"):
        city.as_(login).get(NEWS + "@@history", status=403)
    city.as_("giaovien").get(NEWS + "@@history", status=200)


def test_an_ended_group_gives_nothing_and_its_roles_are_over(city):
    make(city, "Tổ Toán", "giaovien", role="editor")
    browser = city.as_("quantri")
    form_of(browser.get(SCHOOL + "@@groups"), "end").submit(status=303)
    city.as_("giaovien").get(NEWS + "@@history", status=403)
    assert "Nhóm đã giải thể" in browser.get(SCHOOL + "@@groups").text
    grants = city.look(lambda portal: [each.until for each in one(portal).grants.all() if each.role == "editor"])
    assert date(2026, 11, 20) in grants


def test_a_membership_has_its_days(city):
    make(city, "Tổ Toán", role="editor")
    browser = city.as_("quantri")
    form = form_of(browser.get(SCHOOL + "@@groups"), "take_in")
    form["login"], form["since"], form["until"] = "giaovien", "01/12/2026", "31/12/2026"
    form.submit(status=303)
    city.as_("giaovien").get(NEWS + "@@history", status=403)
    form = form_of(browser.get(SCHOOL + "@@groups"), "take_in")
    form["login"], form["since"], form["until"] = "giaovien.van", "02/12/2026", "01/12/2026"
    refused = form.submit(status=422)
    assert form_of(refused, "take_in")["login"].value == "giaovien.van"


def test_a_principal_takes_nobody_into_a_group_of_administrators_nor_out_of_it(city):
    group = make(city, "Ban quản trị", "giaovien", role="administrator")
    browser = city.as_("hieutruong")
    page = browser.get(SCHOOL + "@@groups")
    assert "mà bạn không được cấp" in page.text
    token = form_of(page, "add")["csrf_token"].value
    row = city.look(lambda portal: one(portal).groups.get(group).rows[0][0])
    acts = ({"action": "take_in", "login": "giaovien.van"}, {"action": "let_out", "row": row}, {"action": "end"})
    for fields in acts:
        answer = browser.post(SCHOOL + "@@groups", {"csrf_token": token, "group": group, **fields}, status=422)
        assert "mà bạn không được cấp" in answer.text
    assert members(city, group) == ["giaovien"]


def test_nobody_takes_themselves_in_and_nobody_gives_a_role_to_their_own_group(city):
    group = make(city, "Tổ Toán", "quantri")
    browser = city.as_("quantri")
    page = browser.get(SCHOOL + "@@groups")
    other = make(city, "Tổ Văn", role="principal")
    token = form_of(page, "add")["csrf_token"].value
    answer = browser.post(SCHOOL + "@@groups", {"csrf_token": token, "group": other, "action": "take_in",
                                                "login": "quantri"}, status=422)
    assert "Không ai tự thêm mình vào nhóm" in answer.text
    answer = browser.post(SCHOOL + "@@sharing", {"csrf_token": token, "group": group, "action": "give",
                                                 "role": "principal"}, status=422)
    assert "Chính bạn ở trong nhóm" in answer.text
    assert city.look(lambda portal: one(portal).grants.of(group)) == ()


@pytest.mark.parametrize("login", ["giaovien.hai", "khach", "khong.co.ai", "", "x" * 5000])
def test_people_of_elsewhere_read_like_nobody(city, login):
    group = make(city)
    browser = city.as_("quantri")
    form = form_of(browser.get(SCHOOL + "@@groups"), "take_in")
    form["login"] = login
    answer = form.submit(status=422)
    assert "Không có ai mang tên đăng nhập này thuộc đơn vị" in answer.text
    assert members(city, group) == []


def test_a_group_of_the_office_holds_a_role_at_a_school_and_its_people_come_from_the_schools(city):
    office = lambda portal: portal.root["quan-1"]  # noqa: E731
    group = make(city, "Cụm trưởng", "giaovien.hai", unit=office, role="viewer")
    city.as_("giaovien.hai").get(NEWS + "@@history", status=200)
    assert members(city, group, office) == ["giaovien.hai"]
    assert "Cụm trưởng" not in city.as_("quantri").get(SCHOOL + "@@groups").text


def test_a_group_of_one_school_cannot_hold_a_role_at_another(city):
    group = make(city, "Tổ Toán", "giaovien")
    browser = city.as_("quantri.hai")
    token = form_of(browser.get("/quan-1/thcs-hai/@@groups"), "add")["csrf_token"].value
    answer = browser.post("/quan-1/thcs-hai/@@sharing", {"csrf_token": token, "group": group, "action": "give",
                                                         "role": "editor"}, status=422)
    assert "không có nhóm này" in answer.text
    for action in ("rename", "take_in", "end"):
        browser.post("/quan-1/thcs-hai/@@groups", {"csrf_token": token, "group": group, "action": action,
                                                   "title": "Mới", "login": "giaovien.hai"}, status=422)
    assert city.look(lambda portal: one(portal).groups.get(group).title) == "Tổ Toán"


@pytest.mark.parametrize("title", ["", "   ", "x" * 101, "TỔ TOÁN", "to toan"])
def test_names_that_do_not_do(city, title):
    make(city)
    form = form_of(city.as_("quantri").get(SCHOOL + "@@groups"), "add")
    form["title"] = title
    form.submit(status=422)
    assert city.look(lambda portal: len(one(portal).groups.all())) == 1


def test_leaving_a_group_that_makes_one_the_administrator_is_asked_about(city):
    make(city, "Ban quản trị", "giaovien", role="administrator")
    browser = city.as_("giaovien")
    page = browser.get(SCHOOL + "@@groups")
    asked = next(form for form in page.forms.values() if "row" in form.fields).submit(status=422)
    assert "vai trò quản trị cuối cùng của chính bạn" in asked.text
    form = next(form for form in asked.forms.values() if "sure" in form.fields)
    left = form.submit(status=303)
    assert left.headers["Location"].endswith(SCHOOL)
    browser.get(SCHOOL + "@@groups", status=403)
