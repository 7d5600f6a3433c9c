"""Where one person has rights: rows, export, taking everything back, and who may know of whom."""

from datetime import date

import pytest

from eduportal.operations import groups, sharing
from tests import factories

NOW = factories.NOW
SCHOOL, OFFICE = "/quan-1/thcs-mot/", "/quan-1/"


def one(portal):
    return portal.root["quan-1"]["thcs-mot"]


def uuid_of(city, login):
    return city.look(lambda portal: portal.accounts.by_login(login).uuid)


def spread(city):
    """Give giaovien roles at the school, its folder, the office, and through a group."""
    def work(portal):
        account = portal.accounts.by_login("giaovien")
        factories.give(portal, one(portal)["tin-tuc"], account, "editor", until=date(2027, 1, 31))
        factories.give(portal, portal.root["quan-1"], account, "inspector", kinds=("thcs",))
        old = factories.give(portal, one(portal), account, "clerk")
        sharing.end_role(portal, one(portal), old.id, held=None, by=portal.accounts.by_login("quantri").uuid, at=NOW)
        group = groups.add_group(portal, one(portal), "Tổ Toán", asker=None, by="", at=NOW)
        groups.add_member(portal, one(portal), group.uuid, account, asker=None, by="", at=NOW)
        factories.give(portal, one(portal), group, "viewer")
    city.change(work)
    return f"@@person?id={uuid_of(city, 'giaovien')}"


def rows(page, name="now"):
    table = page.html.find(attrs={"aria-labelledby": name})
    return [row.get_text(" ", strip=True) for row in table.find("tbody").find_all("tr")]


def test_every_role_with_its_place_days_and_where_it_comes_from(city):
    view = spread(city)
    page = city.as_("quantri.so").get(SCHOOL + view)
    found = rows(page)
    assert any("Biên tập viên" in row and "31/01/2027" in row for row in found)
    assert any("Thanh tra" in row and "Phòng Giáo dục" in row for row in found)
    assert any("Người xem nội bộ" in row and "nhóm Tổ Toán" in row for row in found)
    assert any("Giáo viên bộ môn" in row and "6A1" in row for row in found)
    over = page.html.find("details", class_="ep-fold").get_text(" ", strip=True)
    assert "Văn thư" in over
    assert "Lê Thị Quản" in over


def test_one_sees_the_units_that_one_administers_and_no_others(city):
    view = spread(city)
    text = " ".join(rows(city.as_("quantri").get(SCHOOL + view)))
    assert "Biên tập viên" in text
    assert "Thanh tra" not in text


def test_the_export_holds_the_same_and_runs_no_formula(city):
    city.change(lambda portal: setattr(portal.accounts.by_login("quantri"), "name", "=1+1"))
    view = spread(city)
    answer = city.as_("quantri.so").get(SCHOOL + view.replace("person", "person-csv"))
    assert answer.content_type == "text/csv"
    assert "Tổ Toán" in answer.text
    assert '"\'=1+1",' in answer.text
    assert '"=1+1' not in answer.text


@pytest.mark.parametrize("login", ["giaovien.hai", "quantri.hai", "khach"])
def test_people_of_elsewhere_are_like_nobody(city, login):
    browser = city.as_("hieutruong")
    real = browser.get(SCHOOL + f"@@person?id={uuid_of(city, login)}", status=404)
    nobody = browser.get(SCHOOL + "@@person?id=" + "0" * 32, status=404)
    assert real.html.find("main").get_text() == nobody.html.find("main").get_text()
    for bad in ("", "x" * 5000, "%00", "../"):
        browser.get(SCHOOL + "@@person?id=" + bad, status=404)


def test_taking_everything_back_is_previewed_and_then_done(city):
    view, browser = spread(city), city.as_("quantri.so")
    page = browser.get(SCHOOL + view)
    form = next(form for form in page.forms.values() if form.action.endswith("@@person"))
    preview = form.submit("step", status=200)
    text = preview.html.find(id="revoke").get_text(" ", strip=True)
    assert "Đặng Thị Giáo mất ngay 3 quyền" in text
    assert "Thành viên nhóm “Tổ Toán”" in text
    assert any("Thanh tra" in row for row in rows(preview))
    form = next(form for form in preview.forms.values() if form.action.endswith("@@person"))
    done = form.submit("step", status=303).follow()
    assert "Đã thu hồi 3 quyền" in done.text
    left = " ".join(rows(done))
    assert "Giáo viên bộ môn" in left
    assert "Biên tập viên" not in left
    assert "Thanh tra" not in left
    city.as_("giaovien").get(SCHOOL + "tin-tuc/@@history", status=403)


def test_what_is_not_ones_own_to_end_stays_and_is_named(city):
    city.change(lambda portal: factories.give(
        portal, one(portal), portal.accounts.by_login("bientap"), "administrator"))
    browser = city.as_("hieutruong")
    page = browser.get(SCHOOL + f"@@person?id={uuid_of(city, 'bientap')}")
    preview = next(form for form in page.forms.values() if form.action.endswith("@@person")).submit("step")
    assert "Những quyền sau vẫn còn" in preview.text
    next(form for form in preview.forms.values() if form.action.endswith("@@person")).submit("step", status=303)
    day = NOW.date()
    left = city.look(lambda portal: [each.role for each in one(portal).grants.of(
        portal.accounts.by_login("bientap").uuid) if each.holds_on(day)])
    assert left == ["administrator"]


def test_ones_own_rights_need_a_word(city):
    browser = city.as_("quantri")
    page = browser.get(SCHOOL + f"@@person?id={uuid_of(city, 'quantri')}")
    preview = next(form for form in page.forms.values() if form.action.endswith("@@person")).submit("step")
    form = next(form for form in preview.forms.values() if form.action.endswith("@@person"))
    form.submit("step", status=422)
    form["sure"] = True
    form.submit("step", status=303)
    browser.get(SCHOOL + "@@sharing", status=403)


def test_more_than_fifty_rights_are_a_job(city):
    def many(portal):
        account = portal.accounts.by_login("giaovien")
        for number in range(55):
            factories.give(portal, one(portal), account, "viewer", until=date(2027, 1 + number // 28, 1 + number % 28))
    city.change(many)
    browser = city.as_("quantri")
    page = browser.get(SCHOOL + f"@@person?id={uuid_of(city, 'giaovien')}")
    preview = next(form for form in page.forms.values() if form.action.endswith("@@person")).submit("step")
    form = next(form for form in preview.forms.values() if form.action.endswith("@@person"))
    assert "@@job?id=" in form.submit("step", status=303).headers["Location"]
    city.jobs()
    day = NOW.date()
    assert city.look(lambda portal: [each for each in one(portal).grants.of(
        portal.accounts.by_login("giaovien").uuid) if each.holds_on(day)]) == []
