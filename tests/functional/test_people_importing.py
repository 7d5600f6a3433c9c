"""Many people from a file: looked at first, written once, wrong rows handed back, hostile files refused."""

import io

from python_calamine import CalamineWorkbook

from eduportal.operations import sharing
from eduportal.papers.tables import as_xlsx, read_table
from tests.functional.people_setup import (
    HEADINGS,
    NOW,
    OTHER,
    PEOPLE,
    SCHOOL,
    confirm,
    token,
    upload,
    workbook,
)
from tests.hostile_tables import HOSTILE

IMPORT = SCHOOL + "@@people-import"


def count(city):
    return city.look(lambda portal: len(portal.root["quan-1"]["thcs-mot"].people.cards))


def verdicts(page):
    rows = page.html.select(".ep-people-rows tbody tr")
    return {row.find("th").get_text(): row.select_one(".ep-state").get_text() for row in rows}


def test_the_template_comes_back_filled_in_and_is_added(city):
    browser = city.as_("quantri")
    template = browser.get(SCHOOL + "@@people-template")
    assert template.headers["Content-Disposition"].startswith("attachment")
    assert read_table(template.body) == [HEADINGS]
    shown = upload(browser, workbook(
        ["Nguyễn Thị Hoa", "", "007", "hoa@example.vn", "Biên tập viên; Người xem nội bộ"],
        ["Trần Văn Nam", "nam.toan", "", "", ""]), status=303).follow()
    assert set(verdicts(shown).values()) == {"Sẽ thêm"}
    assert count(city) == 6
    assert "nguyen.thi.hoa" in shown.text
    done = confirm(shown).follow()
    assert "Đã thêm 2 người" in done.text
    assert count(city) == 8

    def look(portal):
        account = portal.accounts.by_login("nguyen.thi.hoa")
        grants = portal.root["quan-1"]["thcs-mot"].grants.of(account.uuid)
        return account.code, account.email, account.state, len(grants)
    assert city.look(look) == ("007", "hoa@example.vn", "waiting", 2)


def test_a_csv_file_does_too(city):
    browser = city.as_("quantri")
    data = "Họ và tên;Mã cán bộ\nNguyễn Thị Hoa;007\n".encode("utf-8-sig")
    confirm(upload(browser, data, "danh-sach.csv", status=303).follow())
    assert city.look(lambda portal: portal.accounts.by_login("nguyen.thi.hoa").code) == "007"


def test_the_same_file_twice_adds_nobody_twice(city):
    browser = city.as_("quantri")
    data = workbook(["Nguyễn Thị Hoa", "", "", "", ""], ["Nguyễn Thị Hoà", "", "12", "", ""])
    first = upload(browser, data, status=303).follow()
    assert confirm(first).status_int == 303
    assert confirm(first).status_int == 422
    again = upload(browser, data, status=303).follow()
    assert set(verdicts(again).values()) == {"Đã có; bỏ qua"}
    assert count(city) == 8


def test_every_wrong_row_says_why_and_comes_back_as_a_file_that_runs_nothing(city):
    browser = city.as_("quantri")
    rows = (
        ["", "a.b.c", "", "", ""],
        ["=HYPERLINK(\"http://x\")", "", "", "", ""],
        ["Nguyễn Văn Ba", "giaovien", "", "", ""],
        ["Nguyễn Văn Bốn", "", "1", "", ""],
        ["Nguyễn Văn Năm", "", "1", "", ""],
        ["Nguyễn Văn Sáu", "trung.ten", "", "@SUM(A1)", ""],
        ["Nguyễn Văn Bảy", "trung.ten", "", "", "Vua"],
        ["Nguyễn Văn Tám", "", "", "", ""],
        ["Nguyễn Văn Tám", "", "", "", ""],
        ["Nguyễn Văn Chín", "", "x" * 300, "", ""],
        ["Đặng Thị Giáo", "", "", "", ""],
    )
    shown = upload(browser, workbook(*rows), status=303).follow()
    found = verdicts(shown)
    assert [found[str(number)] for number in range(2, 13)] == [
        "Không thêm được", "Không thêm được", "Không thêm được", "Sẽ thêm", "Không thêm được", "Không thêm được",
        "Không thêm được", "Sẽ thêm", "Không thêm được", "Không thêm được", "Đã có; bỏ qua"]
    back = browser.get(SCHOOL + "@@people-wrong")
    table = CalamineWorkbook.from_filelike(io.BytesIO(back.body)).get_sheet_by_index(0).to_python()
    assert table[0] == [*HEADINGS, "Lý do"]
    assert len(table) == 9
    assert all(row[-1] for row in table)
    cells = [cell for row in table for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert "'@SUM(A1)" in cells
    assert "@SUM(A1)" in [row[3] for row in read_table(back.body)]
    confirm(shown)
    assert count(city) == 8


def test_sixty_people_are_a_job_with_a_line_for_each(city):
    browser = city.as_("quantri")
    shown = upload(browser, workbook(*([f"Nguyễn Văn {chr(65 + n // 10)}{'abcdefghij'[n % 10]}", "", "", "", ""]
                                       for n in range(60))), status=303).follow()
    answer = confirm(shown)
    assert "@@job?id=" in answer.location
    city.jobs()
    assert count(city) == 66
    assert browser.get(answer.location).status_int == 200


def test_rows_are_judged_again_by_my_rights_when_they_are_confirmed(city):
    browser = city.as_("quantri")
    shown = upload(browser, workbook(["Nguyễn Thị Hoa", "", "", "", "Biên tập viên"]), status=303).follow()

    def demote(portal):
        school = portal.root["quan-1"]["thcs-mot"]
        grant = school.grants.of(portal.accounts.by_login("quantri").uuid)[0]
        sharing.end_role(portal, school, grant.id, held=None, by="", at=NOW)
    city.change(demote)
    assert confirm(shown).status_int == 403
    assert count(city) == 6


def test_nobody_else_sees_or_confirms_my_rows_and_the_browser_sends_none(city):
    mine, theirs = city.as_("quantri"), city.as_("hieutruong")
    shown = upload(mine, workbook(["Nguyễn Thị Hoa", "", "", "", ""]), status=303).follow()
    assert "Nguyễn Thị Hoa" not in theirs.get(IMPORT).text
    kept = next(form for form in shown.forms.values() if "token" in form.fields)["token"].value
    fields = {"csrf_token": token(theirs.get(PEOPLE)), "action": "confirm", "token": kept, "name": "Nguyễn Văn Gian"}
    assert theirs.post(IMPORT, fields, status="*").status_int == 422
    office = city.as_("quantri.so")
    upload(office, workbook(["Nguyễn Thị Hoa", "", "", "", ""]), status=303)
    assert "Nguyễn Thị Hoa" not in office.get(OTHER + "@@people-import").text
    assert count(city) == 6


def test_hostile_files_and_tables_of_other_things_are_refused_with_a_text(city):
    browser, people = city.as_("quantri"), ["Nguyễn Văn A"]
    files = [(name, HOSTILE[name]()) for name in ("empty.xlsx", "far-cell.xlsx", "page.xls", "nul.csv", "large.csv")]
    files += [("table.xlsx", as_xlsx(head, rows, sheet="a")) for head, rows in (
        (["Họ và tên"], [people] * 5_001), (["Name", "Phone"], [people * 2]), (["Họ và tên"] * 2, [people * 2]),
        (["Họ và tên"], []))]
    for name, data in files:
        answer = upload(browser, data, name)
        assert (answer.status_int, bool(answer.html.select_one(".ep-errors p").get_text().strip())) == (422, True), name
    assert count(city) == 6


def test_posts_without_a_file_or_with_a_text_in_its_place(city):
    browser = city.as_("quantri")
    fields = {"csrf_token": token(browser.get(PEOPLE))}
    for more in ({}, {"action": "read"}, {"action": "read", "file": "text"}, {"action": "confirm"}, {"action": "x"}):
        assert browser.post(IMPORT, {**fields, **more}, status="*").status_int == 422
    assert browser.get(SCHOOL + "@@people-wrong", status=404)


def test_a_dropped_list_is_gone(city):
    browser = city.as_("quantri")
    shown = upload(browser, workbook(["Nguyễn Thị Hoa", "", "", "", ""]), status=303).follow()
    form = next(form for form in shown.forms.values() if "token" in form.fields)
    assert "Nguyễn Thị Hoa" not in form.submit("action", value="drop", status=303).follow().text
