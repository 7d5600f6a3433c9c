"""The table of sharing: ticks with where they come from, several changes at once after a preview, a search."""

from datetime import date, timedelta

import pytest

from eduportal.operations import groups, pages
from tests import factories
from tests.functional.conftest import form_with

NOW = factories.NOW
SCHOOL, NEWS, OFFICE = "/quan-1/thcs-mot/", "/quan-1/thcs-mot/tin-tuc/", "/quan-1/"


def one(portal):
    return portal.root["quan-1"]["thcs-mot"]


def uuid_of(city, login):
    return city.look(lambda portal: portal.accounts.by_login(login).uuid)


def grants(city, login):
    def look(portal):
        found = one(portal).grants.of(portal.accounts.by_login(login).uuid)
        return sorted((each.role, each.until) for each in found)
    return city.look(look)


def table_form(page):
    return next(form for form in page.forms.values() if form.action.endswith("@@sharing-change"))


def tick(page, key, on=True):
    """Set or take away one tick of the table and return its form."""
    form = table_form(page)
    boxes = {box._value: box for box in form.fields.get("tick", [])}
    boxes[key].checked = on
    return form


def cell(page, key):
    return page.html.find("input", attrs={"name": "tick", "value": key})


def row(page, name):
    rows = page.html.find(attrs={"aria-labelledby": "ticks"}).find("tbody").find_all("tr")
    return next(each for each in rows if name in each.find("th").get_text())


def main(page):
    return page.html.find("main").get_text(" ", strip=True)


def test_a_tick_is_previewed_in_words_and_nothing_is_saved_before_it_is_confirmed(city):
    browser, guest = city.as_("quantri"), uuid_of(city, "giaovien")
    page = browser.get(SCHOOL + "@@sharing?find=dang+thi+giao")
    form = tick(page, f"{guest}:editor")
    form["until"] = "31/12/2026"
    preview = form.submit("step", status=200)
    assert "Đặng Thị Giáo sẽ là Biên tập viên tại Trường THCS MOT đến hết 31/12/2026." in main(preview)
    assert "1 người được thêm quyền ở đây" in main(preview)
    assert "Sửa nội dung" in main(preview)
    assert grants(city, "giaovien") == []
    done = table_form(preview).submit("step", status=303).follow()
    assert "cấp 1 vai trò" in done.text
    assert grants(city, "giaovien") == [("editor", date(2026, 12, 31))]
    assert "đến 31/12/2026" in row(done, "Đặng Thị Giáo").get_text()


def test_several_ticks_of_several_people_are_one_change(city):
    browser = city.as_("quantri")
    page = browser.get(SCHOOL + "@@sharing?find=giaovien")
    form = tick(page, f"{uuid_of(city, 'giaovien')}:editor")
    boxes = {box._value: box for box in form.fields["tick"]}
    boxes[f"{uuid_of(city, 'bientap')}:editor"].checked = False
    boxes[f"{uuid_of(city, 'giaovu')}:viewer"].checked = True
    preview = form.submit("step")
    assert "Phạm Thị Biên sẽ không còn là Biên tập viên" in main(preview)
    assert "1 người mất quyền ở đây" in main(preview)
    assert "2 người được thêm quyền ở đây" in main(preview)
    table_form(preview).submit("step", status=303)
    assert [each[0] for each in grants(city, "giaovien")] == ["editor"]
    assert grants(city, "bientap") == [("editor", date(2026, 11, 20))]
    assert [each[0] for each in grants(city, "giaovu")] == ["records_officer", "viewer"]


def test_what_somebody_else_changed_meanwhile_stays(city):
    browser = city.as_("quantri")
    form = tick(browser.get(SCHOOL + "@@sharing?find=giaovien"), f"{uuid_of(city, 'giaovien')}:editor")
    city.change(lambda portal: factories.give(portal, one(portal), portal.accounts.by_login("khach"), "viewer"))
    table_form(form.submit("step")).submit("step", status=303)
    assert [each[0] for each in grants(city, "khach")] == ["viewer"]
    assert [each[0] for each in grants(city, "giaovien")] == ["editor"]


def test_an_inherited_tick_cannot_be_changed_and_says_where_it_comes_from(city):
    page = city.as_("quantri").get(NEWS + "@@sharing")
    inherited = row(page, "Phạm Thị Biên")
    box = next(each for each in inherited.find_all("input") if "Biên tập viên" in each["aria-label"])
    assert box.has_attr("disabled")
    assert box.has_attr("checked")
    assert "từ Trường THCS MOT" in inherited.get_text()
    assert "từ Trường THCS MOT" in box.parent["title"]
    assert cell(page, f"{uuid_of(city, 'bientap')}:editor") is None


def test_a_refused_role_is_no_tick_and_says_so(city):
    city.change(lambda portal: pages.set_refusal(portal, one(portal)["tin-tuc"], True, by="", at=NOW))
    page = city.as_("quantri").get(NEWS + "@@sharing")
    box = cell(page, f"{uuid_of(city, 'bientap')}:editor")
    assert not box.has_attr("checked")
    assert "không có hiệu lực ở đây" in row(page, "Phạm Thị Biên").get_text()


def test_own_roles_and_roles_of_others_ranks_cannot_be_ticked(city):
    browser = city.as_("hieutruong")
    page = browser.get(SCHOOL + "@@sharing")
    assert cell(page, f"{uuid_of(city, 'hieutruong')}:editor") is None
    assert cell(page, f"{uuid_of(city, 'quantri')}:administrator") is None
    token = table_form(page)["csrf_token"].value
    for key in (f"{uuid_of(city, 'hieutruong')}:editor", f"{uuid_of(city, 'giaovien')}:administrator",
                f"{uuid_of(city, 'giaovien')}:teacher", "x:editor", ":", "ả" * 3000,
                f"{uuid_of(city, 'giaovien.hai')}:editor"):
        before = city.look(lambda portal: len(list(one(portal).grants.all())))
        for step in ("preview", "save"):
            answer = browser.post(SCHOOL + "@@sharing-change", {"csrf_token": token, "tick": key, "step": step},
                                  status="*")
            assert answer.status_int == 422 or (step == "preview" and answer.status_int == 200)
            assert "Lý Thị Hai" not in answer.text
        assert city.look(lambda portal: len(list(one(portal).grants.all()))) == before


def test_taking_away_a_tick_of_others_ranks_is_refused(city):
    browser = city.as_("hieutruong")
    token = table_form(browser.get(SCHOOL + "@@sharing"))["csrf_token"].value
    key = f"{uuid_of(city, 'quantri')}:administrator"
    browser.post(SCHOOL + "@@sharing-change", {"csrf_token": token, "was": key, "step": "save"}, status=422)
    assert grants(city, "quantri") == [("administrator", None)]


def test_many_changes_at_once_and_files_in_fields_are_refused(city):
    browser = city.as_("quantri")
    token = table_form(browser.get(SCHOOL + "@@sharing"))["csrf_token"].value
    many = [("csrf_token", token), *(("tick", f"{number}:editor") for number in range(60))]
    assert "nhiều nhất 50" in browser.post(SCHOOL + "@@sharing-change", many, status=422).text
    upload = [("tick", "a.txt", b"x"), ("until", "b.txt", b"y"), ("login", "c.txt", b"z"), ("role", "d.txt", b"")]
    for view in ("@@sharing-change", "@@sharing", "@@groups", "@@person"):
        for action in ("give", "take_in", "add", "end"):
            fields = {"csrf_token": token, "action": action}
            answer = browser.post(SCHOOL + view, fields, upload_files=upload, status="*")
            assert answer.status_int in (422, 404)


def test_nothing_changed_is_said(city):
    form = table_form(city.as_("quantri").get(SCHOOL + "@@sharing"))
    assert "chưa thay đổi ô nào" in form.submit("step", status=422).text


class TestSearch:
    @pytest.mark.parametrize("typed", ["Đặng Thị", "dang thi giao", "GIAOVIEN", "giao dang"])
    def test_people_of_the_unit_are_found_with_and_without_accents(self, city, typed):
        page = city.as_("quantri").get(SCHOOL + "@@sharing", {"find": typed})
        assert "Đặng Thị Giáo" in row(page, "Đặng Thị Giáo").get_text()

    @pytest.mark.parametrize("typed", ["giaovien.hai", "Lý Thị Hai", "hai", "khach", "x" * 5000, "%", "*", "\x00"])
    def test_people_of_elsewhere_are_not(self, city, typed):
        page = city.as_("hieutruong").get(SCHOOL + "@@sharing", {"find": typed})
        names = page.html.find(attrs={"aria-labelledby": "ticks"}).find("tbody").get_text()
        assert "Trần Văn Hiệu" in names
        assert "Lý Thị Hai" not in names
        assert "Dương Văn Khách" not in names

    def test_the_office_finds_a_person_of_a_school_by_the_whole_sign_in_name(self, city):
        browser = city.as_("truongphong")
        assert "Lý Thị Hai" in browser.get(OFFICE + "@@sharing", {"find": "giaovien.hai"}).text
        assert "Lý Thị Hai" not in browser.get(OFFICE + "@@sharing", {"find": "giaovien.ha"}).text

    def test_a_closed_account_is_not_found(self, city):
        city.change(lambda portal: setattr(portal.accounts.by_login("giaovien"), "active", False))
        page = city.as_("quantri").get(SCHOOL + "@@sharing", {"find": "giaovien"})
        assert "Đặng Thị Giáo" not in page.text


def test_who_ended_a_role_is_written_down(city):
    browser = city.as_("quantri")
    form = tick(browser.get(SCHOOL + "@@sharing"), f"{uuid_of(city, 'bientap')}:editor", on=False)
    done = table_form(form.submit("step")).submit("step", status=303).follow()
    assert "Lê Thị Quản" in done.html.find("details", class_="ep-fold").get_text()
    assert city.look(lambda portal: one(portal).grants.of(portal.accounts.by_login("bientap").uuid)[0].ended_by) == (
        uuid_of(city, "quantri"))


def test_closing_a_folder_tells_before_who_loses_what(city):
    page = city.as_("quantri").get(NEWS + "@@sharing")
    wall = page.html.find(attrs={"aria-labelledby": "wall"}).get_text(" ", strip=True)
    assert "2 người mất quyền ở đây" in wall
    assert "Phạm Thị Biên" in wall
    assert "Đỗ Văn Sở" not in wall
    city.change(lambda portal: pages.set_refusal(portal, one(portal)["tin-tuc"], True, by="", at=NOW))
    page = city.as_("quantri").get(NEWS + "@@sharing")
    wall = page.html.find(attrs={"aria-labelledby": "wall"}).get_text(" ", strip=True)
    assert "2 người được thêm quyền ở đây" in wall


def test_a_role_for_the_office_only_does_not_reach_its_schools(city):
    browser = city.as_("quantri.so")
    form = tick(browser.get(OFFICE + "@@sharing?find=truongphong"), f"{uuid_of(city, 'truongphong')}:editor")
    form["here_only"] = True
    done = table_form(form.submit("step")).submit("step", status=303).follow()
    assert "chỉ đơn vị này" in row(done, "Huỳnh Thị Phòng").get_text()
    city.as_("truongphong").get(NEWS + "@@history", status=403)
    city.as_("truongphong").get(OFFICE + "tin-tuc/@@history", status=200)


def test_a_group_is_a_row_and_its_people_are_counted(city):
    def make(portal):
        group = groups.add_group(portal, one(portal), "Tổ Toán", asker=None, by="", at=NOW)
        for login in ("giaovien", "giaovien.van"):
            account = portal.accounts.by_login(login)
            groups.add_member(portal, one(portal), group.uuid, account, asker=None, by="", at=NOW)
        factories.give(portal, one(portal), group, "viewer", until=(NOW + timedelta(days=40)).date())
        return group.uuid

    group = city.change(make)
    browser = city.as_("quantri")
    page = browser.get(SCHOOL + "@@sharing")
    assert "nhóm, 2 người" in row(page, "Tổ Toán").get_text(" ", strip=True)
    preview = tick(page, f"{group}:editor").submit("step", status=200)
    assert "Nhóm Tổ Toán (2 người) sẽ là Biên tập viên" in main(preview)
    assert "2 người được thêm quyền ở đây" in main(preview)
    table_form(preview).submit("step", status=303)
    city.as_("giaovien").get(NEWS + "@@history", status=200)
    who = browser.get(NEWS + "@@who?login=giaovien").text
    assert "qua nhóm Tổ Toán" in who


def test_hiding_a_folder_tells_before_what_becomes_of_its_pages_and_who_sees_it_still(city):
    city.change(lambda portal: factories.page(portal, one(portal)["tin-tuc"], "Tin", published=True))
    browser = city.as_("quantri")
    page = browser.get(NEWS + "@@sharing")
    link = page.html.find(attrs={"aria-labelledby": "hide"}).find("a")
    asked = browser.get(link["href"])
    assert "không còn thấy thư mục và các trang đã xuất bản bên trong (1 trang)" in asked.text
    assert "Phạm Thị Biên" in asked.text
    form_with(asked, "transition").submit(status=303)
    city.visitor().get(NEWS + "tin/", status=404)
    link = browser.get(NEWS + "@@sharing").html.find(attrs={"aria-labelledby": "hide"}).find("a")
    assert "sẽ lại thấy thư mục" in browser.get(link["href"]).text


def test_a_role_of_the_office_alone_is_said_to_count_only_there(city):
    page = city.as_("hieutruong").get(SCHOOL + "@@sharing")
    above = page.html.find(attrs={"aria-labelledby": "above"})
    line = next(row for row in above.find_all("tr") if "Huỳnh Thị Phòng" in row.get_text())
    assert "chỉ có hiệu lực ở đó" in line.get_text()
    assert "Huỳnh Thị Phòng" not in page.html.find(attrs={"aria-labelledby": "ticks"}).get_text()
