"""The table of results and the calculation of a cell: who sees what, hostile questions, keeping and opening again."""

import io

import pytest
from python_calamine import CalamineWorkbook

from eduportal.operations.mark_books import enter_marks
from tests import factories
from tests.functional.conftest import form_with
from tests.functional.results_setup import CLASS, HOMEROOM, NOW, YEAR, class_of, homeroom, whole_class
from tests.functional.teacher_setup import AN, BINH, CUC, book_of, row

RESULTS, CALCULATION = CLASS + "@@results", CLASS + "@@calculation"


@pytest.fixture
def filled(city):
    city.change(whole_class)
    return city


def students(city):
    """Return the uuids of the class by register number."""
    return city.look(lambda portal: [each[0] for each in class_of(portal).roll])


def cells(page, student):
    """Return {head of the column: text} of a student's row."""
    table = page.html.select_one("table.rs-table")
    heads = [each.get("title") or each.get_text(strip=True) for head in table.select("thead tr:nth-of-type(2) th")
             for each in (head.select_one("[title]") or head,)]
    found = next(each for each in table.select("tbody tr") if student in each.th.get_text())
    return dict(zip(heads, [each.get_text(" ", strip=True) for each in found.find_all("td")[1:]], strict=True))


def change_mark(city, text="10", subject="toan-hk1"):
    """Change every mark of the first student in a book."""
    def change(portal):
        book = book_of(portal, subject)
        first = book.students[0]
        enter_marks(book, {(first, key): ("8,5", text) for key in book.column_keys}, batch="doi-diem-1", by="", at=NOW,
                    workflow=portal.definitions.workflow_of("mark_book"))
    city.change(change)


def test_the_homeroom_teacher_reads_the_table_of_the_class(filled):
    page = filled.as_(HOMEROOM).get(CLASS).click("Bảng kết quả của lớp")
    year = page.click("Cả năm")
    assert cells(page, AN)["Toán"] == "8,5"
    assert cells(page, BINH) | {"Kết quả học tập": "Khá", "Kết quả rèn luyện": "Tốt"} == cells(page, BINH)
    assert list(cells(page, AN))[-2:] == ["Kết quả học tập", "Kết quả rèn luyện"]
    assert cells(year, AN)["Khen thưởng"] == "Học sinh Giỏi"
    assert cells(year, CUC)["Xét lên lớp"] == "Đánh giá lại trong hè"
    assert cells(year, AN)["Số buổi nghỉ"] == "2"
    assert "Nhà trường chưa hoàn thành tổng kết" in page
    assert "rs-keep" not in page.text
    assert not page.html.find("button", string=lambda text: text and "Chốt" in text)


def test_there_is_no_average_and_no_rank_under_tt22(filled):
    page = filled.as_("hieutruong").get(RESULTS + "?part=year")
    assert "ĐTB các môn" not in page
    assert "Xếp hạng" not in page
    assert "Danh hiệu" not in page


def test_an_unfinished_class_says_what_is_missing_and_of_whom(city):
    city.change(homeroom)
    page = city.as_("hieutruong").get(RESULTS + "?part=1")
    told = page.html.select_one(".ep-notice").get_text(" ", strip=True)
    assert "còn thiếu của 3 học sinh" in told
    assert f"1. {AN}" in told
    assert cells(page, AN)["Kết quả học tập"].startswith("–")
    answer = form_with(page, "act").submit(status=422)
    assert "Chưa chốt được" in answer
    assert "Toán: còn thiếu của 3 học sinh" in answer
    assert city.look(lambda portal: class_of(portal).kept_results) is None


@pytest.mark.parametrize("login", [HOMEROOM, "giaovu", "thanhtra"])
def test_who_reads_results_does_not_keep_them(filled, login):
    browser = filled.as_(login)
    browser.get(RESULTS)
    browser.get("/@@account")
    token = browser.cookies["eduportal_csrf"]
    browser.post(RESULTS, {"csrf_token": token, "part": "1", "act": "keep"}, status=403)
    assert filled.look(lambda portal: class_of(portal).kept_results) is None


def test_a_subject_teacher_sees_the_calculation_of_the_own_subject_only(filled):
    teacher, (first, *_rest) = filled.as_("giaovien"), students(filled)
    teacher.get(RESULTS, status=403)
    teacher.get(f"{CALCULATION}?student={first}&of=subject&subject=thcs_mathematics&part=1", status=403)
    page = teacher.get(CLASS + "toan-hk1/")
    link = row(page, AN).select_one("a.marks-why")["href"]
    page = teacher.get(link)
    assert "8,5" in page.html.select_one(".rs-value").get_text()
    assert "TT 22/2021, Điều 9" in page
    year = teacher.get(link + "&part=year")
    assert "Học kì I" in year.html.select_one(".rs-inputs").get_text()
    year.click("8,5", index=0)
    asked = teacher.get(link + "&of=learning&subject=thcs_literature")
    assert "Cách tính: Toán" in asked.html.h1.get_text(" ", strip=True)
    teacher.get(CLASS + f"ngu-van-hk1/@@calculation?student={first}", status=404)


def test_a_stranger_and_the_neighbour_know_of_nothing(filled):
    first = students(filled)[0]
    for login in ("khach", "hieutruong.hai", "giaovien.hai", "truongphong", "quantri.so"):
        browser = filled.as_(login)
        for url in (RESULTS, f"{CALCULATION}?student={first}&of=learning&part=year", YEAR + "@@results",
                    f"{CLASS}toan-hk1/@@calculation?student={first}", RESULTS + "?as=xlsx"):
            browser.get(url, status=404)


def test_the_inspector_reads_classes_and_school(filled):
    browser = filled.as_("thanhtra")
    page = browser.get("/quan-1/thcs-mot/@@control-panel").click("Kết quả của trường").follow()
    page = page.click("6A1")
    assert cells(page, AN)["Toán"] == "8,5"
    assert "Tính lại cả trường" not in browser.get(YEAR + "@@results")


def test_the_pages_of_a_homeroom_teacher_lead_to_each_other(filled):
    browser = filled.as_(HOMEROOM)
    page = browser.get("/@@my-classes").click("Bảng kết quả của lớp")
    page = page.click("Rèn luyện, hạnh kiểm và chuyên cần")
    assert "P: số buổi nghỉ có phép; K: không phép." in page.text
    page = page.click("Sau hè")
    assert "Kết quả sau hè do thủ trưởng nhập" in page.text
    assert "Kết quả lớp 6A1" in page.click("Bảng kết quả của lớp").html.h1.get_text()
    assert "do thủ trưởng nhập" not in filled.as_("hieutruong").get(CLASS + "@@after-summer").text


def test_results_are_linked_from_year_and_class_for_who_may_see_them(filled):
    browser = filled.as_("thanhtra")
    year = browser.get("/@@my-classes").click("2026")
    assert "Tổng hợp kết quả" in year.click("Kết quả của trường").html.h1.get_text()
    page = year.click("6A1")
    assert "Kết quả lớp 6A1" in page.click("Bảng kết quả|Kết quả của lớp").html.h1.get_text()
    assert not page.html.find("th", string="Ngày sinh")
    teacher = filled.as_("giaovien").get(CLASS)
    assert "@@results" not in teacher.text
    filled.as_("giaovien").get(YEAR, status=404)
    filled.as_("quantri").get(CLASS, status=404)


def test_every_cell_of_the_year_leads_to_its_calculation(filled):
    browser = filled.as_("hieutruong")
    page = browser.get(RESULTS + "?part=year")
    links = {each["href"] for each in page.html.select("table.rs-table td a")}
    assert len(links) > 40
    for link in sorted(links):
        shown = browser.get(link)
        assert shown.html.select_one(".rs-reason").get_text(strip=True)
        assert "Căn cứ: TT 22/2021" in shown.html.select_one(".rs-reason + p").get_text(" ", strip=True)
        assert "@@assessment-guide?rules=tt22" in shown.text


def test_the_calculation_of_a_raised_level_names_the_subject_and_the_conditions(filled):
    found = students(filled)[1]
    page = filled.as_("hieutruong").get(f"{CALCULATION}?student={found}&of=learning&part=year")
    assert "nâng" in page.html.select_one(".rs-reason").get_text().lower() \
        or "điều chỉnh" in page.html.select_one(".rs-reason").get_text().lower()
    assert "Toán" in page.html.select_one(".rs-reason").get_text()
    assert "không đáp ứng (Toán)" in page.html.select_one(".rs-checks").get_text(" ", strip=True)
    assert "Đang áp dụng" in page.html.select_one(".rs-switches").get_text()
    page.click("Về bảng của lớp")


def test_htmx_gets_the_panel_alone_and_caches_know(filled):
    found = students(filled)[0]
    url = f"{CALCULATION}?student={found}&of=subject&subject=thcs_mathematics&part=1"
    part = filled.as_("hieutruong").get(url, headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert "data-panel-title" in part.text
    assert "HX-Request" in part.headers["Vary"]


HOSTILE = ("", "?student=khong-co&of=learning&part=1", "?student={0}&of=learning&part=3", "?student={0}&of=rank&part=1",
           "?student={0}&of=subject&part=1&subject=thpt_physics", "?student={0}&of=subject&part=1",
           "?student={0}&of=learning&part=after", "?student={0}&of=award&part=1", "?student={0}&of=decision&part=2",
           "?student={0}&part=1&of=" + "x" * 5000, "?student=" + "%C3%A1" * 2000, "?student={0}&student=x&of=learning",
           "?student=%00&of=learning&part=1", "?student={0}&of=__class__&part=year", "?part[]=1&student[]={0}",
           "?student={0}&of=subject&subject=thcs_mathematics&part=after")


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_questions_get_not_found(filled, query):
    first = students(filled)[0]
    filled.as_("hieutruong").get(CALCULATION + query.format(first), status=404)


@pytest.mark.parametrize("query", ["?part=3", "?part=" + "9" * 4000, "?as=exe", "?part=year&as=", "?part=%00"])
def test_hostile_tabs_show_the_term_of_today(filled, query):
    page = filled.as_("hieutruong").get(RESULTS + query)
    assert page.html.select_one(".ep-scopes [aria-current]").get_text() in ("Học kì I", "Cả năm")


def test_a_student_of_another_class_is_not_found(filled):
    other = filled.look(lambda portal: class_of(portal, "thcs-hai").roll[0][0])
    browser = filled.as_("hieutruong")
    browser.get(f"{CALCULATION}?student={other}&of=learning&part=1", status=404)
    browser.get(f"{CLASS}toan-hk1/@@calculation?student={other}", status=404)


def test_keeping_comparing_and_opening_again(filled):
    head = filled.as_("hieutruong")
    kept = form_with(head.get(RESULTS + "?part=year"), "act").submit().follow()
    told = kept.html.select_one(".ep-flash-success[role=note]").get_text(" ", strip=True)
    assert "Đã chốt lúc" in told
    assert "21/11/2026" in told
    assert "Trần Văn Hiệu" in told
    assert "Nhà trường chưa hoàn thành tổng kết" not in kept
    change_mark(filled)
    page = head.get(RESULTS + "?part=year")
    told = page.html.select_one(".ep-flash-warning").get_text(" ", strip=True)
    assert "Đã thay đổi sau khi chốt: 1 chỗ" in told
    assert "Toán: khi chốt 8,5, hiện nay 9,0" in told
    form = form_with(page, "reason")
    form["reason"] = " "
    assert "Hãy ghi lý do" in form.submit(status=422)
    form["reason"] = "Nhập nhầm điểm"
    again = form.submit().follow()
    assert "Nhập nhầm điểm" in again
    assert form_with(again, "act")["act"].value == "keep"
    earlier = filled.look(lambda portal: [(kept.part, reason) for kept, _at, _by, reason
                                          in class_of(portal).kept_results.earlier])
    assert earlier == [("year", "Nhập nhầm điểm")]


@pytest.mark.parametrize("fields", [{}, {"act": "keep", "part": "3"}, {"act": "x", "part": "1"},
                                    {"act": "reopen", "part": "1", "reason": "x" * 5000}, {"act": "reopen", "part": "2",
                                                                                           "reason": "Lý do"}])
def test_a_hostile_decision_changes_nothing(filled, fields):
    head = filled.as_("hieutruong")
    head.get(RESULTS)
    head.post(RESULTS, {"csrf_token": head.cookies["eduportal_csrf"], **fields}, status=422)
    assert filled.look(lambda portal: class_of(portal).kept_results) is None


def test_the_table_as_a_file(filled):
    browser = filled.as_("hieutruong")
    answer = browser.get(RESULTS + "?part=year&as=xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.body)).get_sheet_by_index(0).to_python()
    texts = [str(cell) for row in rows for cell in row]
    assert AN in texts
    assert "Học sinh Giỏi" in texts
    assert any("chưa hoàn thành tổng kết" in each for each in texts)
    assert any("cho riêng từng học sinh" in each for each in texts)
    csv = browser.get(RESULTS + "?part=1&as=csv").text
    assert "Giáo dục thể chất" in csv
    assert "8,5" in csv


def test_the_school_table_is_computed_by_a_job(filled):
    head = filled.as_("hieutruong")
    page = head.get(YEAR).click("Kết quả của trường")
    assert "Chưa tính" in page
    page.forms[len(page.forms) - 1].submit().follow()
    filled.jobs()
    page = head.get(YEAR + "@@results?part=year")
    line = next(each for each in page.html.select("table.rs-table tbody tr") if "6A1" in each.get_text())
    numbers = [each.get_text(strip=True) for each in line.find_all("td")]
    assert numbers[:2] == ["3", "0"]
    assert "21/11/2026" in numbers[-1]
    total = page.html.select_one("table.rs-table tfoot").get_text(" ", strip=True)
    assert total.startswith("Toàn trường 3 0")
    stored = filled.look(lambda portal: class_of(portal).result_counts.parts["year"])
    assert stored["decision"] == {"Được lên lớp": 2, "Đánh giá lại trong hè": 1}


def test_a_primary_school_is_told_that_its_results_come_from_elsewhere(city):
    def make(portal):
        unit = factories.add_school(portal, portal.root["quan-1"], "tieu-hoc-ba", "79-Q1-TH-003", "tieu_hoc")
        factories.school_class(portal, unit, "1A", 1, "TH")
        factories.give(portal, unit, portal.accounts.by_login("hieutruong"), "principal")

    city.change(make)
    head, year = city.as_("hieutruong"), "/quan-1/tieu-hoc-ba/nam-hoc-2026-2027/"
    for url in (year + "@@results", year + "1a/@@results?part=year", year + "1a/@@results?as=xlsx"):
        assert "Kết quả của lớp tiểu học không tính từ sổ điểm" in head.get(url)
    head.post(year + "@@results", {"csrf_token": head.cookies["eduportal_csrf"]}, status=422)
    head.post(year + "1a/@@results", {"csrf_token": head.cookies["eduportal_csrf"], "act": "keep", "part": "1"},
              status=422)
