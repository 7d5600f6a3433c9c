"""Importing a list of units: a verdict for every row and cell, nothing before it is confirmed, taken back at once."""

import io
from datetime import datetime, timedelta

import pytest
import xlsxwriter
from webtest import Upload

from eduportal.operations import units
from eduportal.sidestore.units import units_below
from tests import factories
from tests.factories import NOW
from tests.functional.conftest import form_with
from tests.functional.test_units_registry import administrator_of_office, rows_of
from tests.hostile_tables import HOSTILE

HEAD = "Mã đơn vị;Tên đơn vị;Loại;Loại hình;Mã đơn vị quản lý;Điện thoại;Email;Tên miền;Ngày mở cổng"
GOOD = """79-Q2-TH-001;Trường Tiểu học Sen;Tiểu học;công lập;79-Q2;028 1111 2222;sen@example.vn;sen.edu.vn;05/09/2018
79-Q2;Phòng Giáo dục và Đào tạo Quận 2;Phòng GDĐT;;;;;;05/09/2017
79-Q2-MN-001;Trường Mầm non Mai;mầm non;tư thục;79-Q2;;;;"""


def upload(browser, text, *, office="/", since="01/08/2017", name="don-vi.csv", status=303):
    """Send a list through the form; return the answer."""
    form = form_with(browser.get(f"{office}@@import-units"), "file")
    form["file"] = Upload(name, text if isinstance(text, bytes) else text.encode())
    form["since"] = since
    return form.submit(status=status)


def checked(browser, *lines, head=HEAD, **options):
    """Send lines below the heading; return the page of verdicts."""
    return upload(browser, "\n".join((head, *lines)), **options).follow()


def confirm(page):
    return form_with(page, "draft").submit("action", value="confirm", status=303)


def codes(city):
    return city.look(lambda portal: set(portal.register.codes))


def test_a_list_is_checked_confirmed_and_taken_back(city):
    browser, before = city.as_("quantri.so"), codes(city)
    page = checked(browser, *GOOD.splitlines())
    assert page.text.count("sẽ được thêm") >= 3 or page.text.count("will be added") >= 3
    assert codes(city) == before
    confirm(page)
    school = city.look(lambda portal: portal.unit(portal.register.codes["79-Q2-TH-001"]).state)
    assert codes(city) - before == {"79-Q2", "79-Q2-TH-001", "79-Q2-MN-001"}
    assert school == "open"
    assert city.look(lambda portal: portal.register.domains["sen.edu.vn"]) == city.look(
        lambda portal: portal.register.codes["79-Q2-TH-001"])
    city.fed()
    form_with(browser.get("/@@import-units"), "import").submit(status=303)
    assert codes(city) == before
    assert city.look(lambda portal: "sen.edu.vn" in portal.register.domains) is False
    city.fed()
    root = city.look(lambda portal: portal.root.uuid)
    with city.registry["eduportal.store"].read() as side:
        assert {row.code for row in units_below(side, root)} == before - {"79"}


@pytest.mark.parametrize(("line", "reason"), [
    ("79-A;Trường A;Trường lạ;;79-Q1;;;;", "Trường lạ"),
    ("79-A;Trường A;thpt;;79-Q1;;;;", "THPT"),
    ("79-A;Trường A;thcs;;79-KHONG;;;;", "79-KHONG"),
    ("79-A;Trường A;thcs;;79-A;;;;", "79-A"),
    ("79-A;;thcs;;79-Q1;;;;", "Tên đơn vị"),
    (";Trường A;thcs;;79-Q1;;;;", "Mã đơn vị"),
    ("mã á;Trường A;thcs;;79-Q1;;;;", "Mã đơn vị"),
    (f"79-A;{'x' * 201};thcs;;79-Q1;;;;", "201"),
    ("79-A;Trường A;thcs;chưa rõ;79-Q1;;;;", "chưa rõ"),
    ("79-A;Trường A;thcs;;79-Q1;không có;;;", "không có"),
    ("79-A;Trường A;thcs;;79-Q1;;a@b@c;;", "a@b@c"),
    ("79-A;Trường A;thcs;;79-Q1;;;khong phai ten mien;", "khong phai ten mien"),
    ("79-A;Trường A;thcs;;79-Q1;;;;31/02/2018", "31"),
    ("79-A;Trường A;thcs;;79-Q1;;;;13/13/2018", "13"),
    ("79-A;Trường A;thcs;;79-Q1;;;;01/01/2999", "2999"),
    ("79-Q1-THCS-001;Trường A;thpt;;;;;;", "THCS"),
    ("79-Q1-THCS-001;Trường A;thcs;;79;;;;", "79-Q1"),
])
def test_a_wrong_cell_is_told_and_not_written(city, line, reason):
    browser, before = city.as_("quantri.so"), codes(city)
    page = checked(browser, line)
    assert reason in page.text.partition("<table")[2].partition("</table>")[0]
    assert "value=\"confirm\"" not in page.text
    token = form_with(page, "draft")
    browser.post("/@@import-check", {"csrf_token": token["csrf_token"].value, "draft": token["draft"].value,
                                     "action": "confirm"}, status=422)
    assert codes(city) == before


def test_rows_are_judged_by_each_other(city):
    page = checked(city.as_("quantri.so"), "79-A;Trường A;thcs;;79-B;;;a.vn;", "79-B;Phòng B;phong;;79-A;;;;",
                   "79-C;Trường C;thcs;;79-Q1;;;a.vn;", *(2 * ["79-D;Trường D;thcs;;79-Q1;;;;"]))
    refused = page.text.partition("<table")[2].partition("</table>")[0].count("ep-state-danger")
    assert refused == 4


def test_what_is_there_is_changed_cell_by_cell_and_changed_back(city):
    browser = city.as_("quantri.so")
    page = checked(browser, "79-Q1-THCS-001;Trường THCS Mới;THCS;;79-Q1;028 3333 4444;;;")
    table = page.text.partition("<table")[2]
    assert "Trường THCS MOT" in table
    assert "Trường THCS Mới" in table
    assert "028 3333 4444" in table
    confirm(page)
    fields = city.look(lambda portal: dict(portal.root["quan-1"]["thcs-mot"].fields))
    assert (fields["name"], fields["phone"]) == ("Trường THCS Mới", "028 3333 4444")
    city.change(lambda portal: units.edit_unit(
        portal, portal.root["quan-1"]["thcs-mot"], {**fields, "phone": "028 5555 6666"},
        seen=portal.root["quan-1"]["thcs-mot"].revision, by="", at=NOW))
    answer = form_with(browser.get("/@@import-units"), "import").submit(status=303).follow()
    fields = city.look(lambda portal: dict(portal.root["quan-1"]["thcs-mot"].fields))
    assert (fields["name"], fields["phone"]) == ("Trường THCS MOT", "028 5555 6666")
    assert answer.status_int == 200


def test_a_unit_in_use_stays_when_the_import_is_taken_back(city):
    browser = city.as_("quantri.so")
    confirm(checked(browser, *GOOD.splitlines()))
    city.change(lambda portal: factories.page(
        portal, portal.unit(portal.register.codes["79-Q2-TH-001"])["tin-tuc"], "Tin", type_name="news_item"))
    answer = form_with(browser.get("/@@import-units"), "import").submit(status=303).follow()
    assert {"79-Q2", "79-Q2-TH-001"} <= codes(city)
    assert "79-Q2-MN-001" not in codes(city)
    assert "Trường Tiểu học Sen" in answer.text


def test_a_value_changed_between_check_and_confirmation_is_not_overwritten(city):
    browser = city.as_("quantri.so")
    page = checked(browser, "79-Q1-THCS-001;Trường THCS Mới;THCS;;;;;;")
    city.change(lambda portal: units.edit_unit(
        portal, portal.root["quan-1"]["thcs-mot"], {"name": "Tên của người khác"},
        seen=portal.root["quan-1"]["thcs-mot"].revision, by="", at=NOW))
    confirm(page)
    assert city.look(lambda portal: portal.root["quan-1"]["thcs-mot"].title) == "Tên của người khác"


def test_the_refused_rows_come_back_as_a_file_that_runs_nothing(city):
    browser = city.as_("quantri.so")
    page = checked(browser, '79-A;"=cmd|\' /C calc\'!A0";lạ;;79-Q1;;;;', *GOOD.splitlines()[1:2])
    draft = form_with(page, "draft")["draft"].value
    rows = rows_of(browser.get(f"/@@import-wrong?draft={draft}"))
    assert rows[0][-1] == "Lý do"
    assert rows[1][1].startswith("'=")
    assert len(rows) == 2


def test_the_template_goes_in_again(city):
    browser = city.as_("quantri.so")
    for name in ("mau.xlsx", "mau.csv"):
        data = browser.get(f"/@@import-template{'?format=csv' if name.endswith('csv') else ''}").body
        assert upload(browser, data, name=name).follow().status_int == 200


def test_english_headings_and_a_title_above_them_are_understood(city):
    text = "List of units 2017\n\nCode,Name,Kind,Public or private,Parent code\n79-Q2,Phòng Quận 2,phong,public,79\n"
    page = upload(city.as_("quantri.so"), text).follow()
    assert "ep-state-success" in page.text


def test_the_export_goes_in_again_and_changes_nothing(city):
    browser = city.as_("quantri.so")
    page = upload(browser, browser.get("/@@units-export").body, name="don-vi.xlsx").follow()
    assert "ep-state-danger" not in page.text.partition("<table")[2]
    assert "value=\"confirm\"" not in page.text


def test_hostile_files_and_tables_of_other_things_are_refused_and_nothing_is_kept(city):
    browser, before = city.as_("quantri.so"), codes(city)
    files = [HOSTILE[name]() for name in ("empty.xlsx", "far-cell.xlsx", "page.xls", "nul.csv", "large.csv")]
    files += [b"A;B;C\n1;2;3", b"M\xc3\xa3;T\xc3\xaan\n1;2", HEAD.encode(), (HEAD + ";Tên\n1").encode(),
              b"M\xe3\n" + b"1\n" * 6000]
    for data in files:
        answer = upload(browser, data, status=422)
        assert "ep-errors" in answer.text, data[:60]
    assert codes(city) == before
    assert city.look(lambda portal: len(portal.register.book("drafts"))) == 0


def test_days_are_read_one_way_from_workbooks_and_csv(city):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet()
    page.write_row(0, 0, HEAD.split(";"))
    page.write_row(1, 0, GOOD.splitlines()[1].split(";")[:8])
    page.write_datetime(1, 8, datetime(2017, 9, 5), book.add_format({"num_format": "d mmm yyyy"}))
    book.close()
    browser = city.as_("quantri.so")
    confirm(upload(browser, out.getvalue(), name="a.xlsx").follow())
    assert city.look(lambda portal: portal.register.records[portal.register.codes["79-Q2"]].opened_on) == "2017-09-05"


def test_a_form_without_a_file_or_with_a_wrong_day_is_refused(city):
    browser = city.as_("quantri.so")
    token = form_with(browser.get("/@@import-units"), "file")["csrf_token"].value
    browser.post("/@@import-units", {"csrf_token": token}, status=422)
    browser.post("/@@import-units", {"csrf_token": token, "file": "text"}, status=422)
    upload(browser, "\n".join((HEAD, GOOD)), since="tomorrow", status=422)


def test_a_list_belongs_to_its_person_office_and_day(city):
    browser, office = city.as_("quantri.so"), administrator_of_office(city)
    draft = form_with(checked(browser, *GOOD.splitlines()), "draft")["draft"].value
    office.get(f"/quan-1/@@import-check?draft={draft}", status=422)
    browser.get(f"/quan-1/@@import-check?draft={draft}", status=422)
    browser.get("/@@import-check?draft=x", status=422)
    city.registry["eduportal.clock"] = lambda: NOW + timedelta(hours=25)
    browser = city.as_("quantri.so")
    browser.get(f"/@@import-check?draft={draft}", status=422)


def test_an_officer_of_one_office_imports_only_below_it(city):
    browser = administrator_of_office(city)
    page = checked(browser, "79-THPT-001;Trường khác;THPT;;;;;;", "79-Q1-X;Trường X;thpt;;79;;;;",
                   "79-Q1-TH-009;Trường Chín;Tiểu học;;;;;;", office="/quan-1/")
    table = page.text.partition("<table")[2].partition("</table>")[0]
    assert table.count("ep-state-danger") == 2
    assert table.count("ep-state-success") == 1
    confirm(page)
    assert "79-Q1-TH-009" in codes(city)
    assert "79-Q1-X" not in codes(city)
    log = city.look(lambda portal: next(iter(portal.register.book("imports"))))
    so = city.as_("quantri.so")
    token = form_with(so.get("/@@import-units"), "file")["csrf_token"].value
    so.post("/@@import-undo", {"csrf_token": token, "import": log}, status=422)
    assert "79-Q1-TH-009" in codes(city)


def test_three_hundred_units_are_a_job(city):
    browser = city.as_("quantri.so")
    lines = [f"79-Q1-MN-{number:03};Trường Mầm non {number};mầm non;;79-Q1;;;;" for number in range(1, 301)]
    answer = confirm(checked(browser, *lines))
    assert "@@job" in answer.location
    city.jobs()
    assert len(codes(city)) == 305
    form_with(browser.get("/@@import-units"), "import").submit(status=303)
    city.jobs()
    assert len(codes(city)) == 5
