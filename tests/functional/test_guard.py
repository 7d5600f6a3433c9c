"""The publishing guard and the checks before handing in, as the editor and the principal meet them."""

import io

import docx
import pytest
import xlsxwriter
from webtest import Upload

from eduportal.operations.guard import PersonalDataFound
from eduportal.operations.pages import change_state
from tests.factories import NOW
from tests.functional.administrator_setup import draft, school, state_of
from tests.functional.conftest import form_with

SECRET = "<p>Em Hoa, số định danh 079201001234, điện thoại 0912 345 678, sinh ngày 12/3/2014.</p>"


def submit(browser, url, **fields):
    """Press “Trình duyệt” in the toolbar and then again on the page that asks; return the last answer."""
    toolbar = next(each for each in browser.get(url).forms.values()
                   if "transition" in each.fields and each["transition"].value == "submit")
    answer = toolbar.submit(status="*")
    if answer.status_int == 303:
        return answer
    form = form_with(answer, "answer_name") if "answer_name" in answer.text else form_with(answer, "sure")
    for name, value in fields.items():
        form[name] = value
    return form.submit(status="*")


def attach(browser, url, name, data):
    form = browser.get(f"{url}@@add?type=file").forms["edit"]
    form["title"], form["upload"] = "Danh sách", Upload(name, data)
    return form.submit("save")


def workbook():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Lớp 6A1")
    for row, values in enumerate((("Họ tên", "Ngày sinh"), ("Trần Thị B", "05/09/2014"))):
        sheet.write_row(row, 0, values)
    book.close()
    return out.getvalue()


def letter():
    out = io.BytesIO()
    paper = docx.Document()
    paper.add_paragraph("Phụ huynh em Lan: 0987 654 321")
    paper.save(out)
    return out.getvalue()


def test_personal_data_in_the_text_stops_the_submission_and_shows_each_hit(city):
    url, browser = draft(city, "Danh sách", body=SECRET), city.as_("bientap")
    answer = submit(browser, url)
    assert answer.status_int == 422
    for words in ("Luật 91/2025/QH15", "Số định danh", "Số điện thoại", "Ngày sinh", "079201001234"):
        assert words in answer.text
    assert state_of(city, "danh-sach") == "draft"


def test_the_answer_needs_a_name_and_a_reason_and_what_was_typed_is_kept(city):
    url, browser = draft(city, "Danh sách", body=SECRET), city.as_("bientap")
    answer = submit(browser, url, answer_name="Lê Thị Hiệu", answer_reason="vội")
    assert answer.status_int == 422
    assert "Hãy ghi một câu vì sao được công khai" in answer.text
    assert form_with(answer, "answer_name")["answer_name"].value == "Lê Thị Hiệu"
    assert state_of(city, "danh-sach") == "draft"


def test_with_an_answer_it_goes_on_and_the_history_keeps_it_without_the_numbers(city):
    url, browser = draft(city, "Danh sách", body=SECRET), city.as_("bientap")
    submit(browser, url)
    answer = submit(browser, url, answer_name="Lê Thị Hiệu", answer_reason="Gia đình đã đồng ý bằng văn bản")
    assert answer.status_int == 303
    assert state_of(city, "danh-sach") == "pending"
    history = browser.get(url + "@@history").text
    assert "Lê Thị Hiệu: Gia đình đã đồng ý bằng văn bản" in history
    assert "079•••" in history
    assert "079201001234" not in history
    review = city.as_("hieutruong").get(url + "@@review")
    assert "Gia đình đã đồng ý bằng văn bản" in review.text
    form = next(each for each in review.forms.values() if "transition" in each.fields
                and each["transition"].value == "approve")
    assert form.submit().status_int == 303
    assert state_of(city, "danh-sach") == "published"


def test_a_change_after_the_answer_asks_anew(city):
    url, browser = draft(city, "Danh sách", body=SECRET), city.as_("bientap")
    submit(browser, url, answer_name="Lê Thị Hiệu", answer_reason="Gia đình đã đồng ý bằng văn bản")
    city.change(lambda portal: change_state(portal, school(portal)["tin-tuc"]["danh-sach"], "return", by="", at=NOW,
                                            reason="Thêm đơn"))
    assert attach(browser, url, "don.docx", letter()).status_int == 303
    answer = submit(browser, url)
    assert answer.status_int == 422
    assert "0987 654 321" in answer.text
    assert state_of(city, "danh-sach") == "returned"


def test_personal_data_in_attached_word_and_excel_files_is_found_with_its_place(city):
    for name, data, words in (("don.docx", letter(), "0987 654 321"), ("lop.xlsx", workbook(), "05/09/2014")):
        title = f"Tin {name.split('.')[0]}"
        url, browser = draft(city, title), city.as_("bientap")
        assert attach(browser, url, name, data).status_int == 303
        answer = submit(browser, url)
        assert answer.status_int == 422, name
        assert words in answer.text
        assert "Danh sách" in answer.text


def test_the_back_door_is_guarded_too(city):
    """A job, an import, another view: all of them go through the same operation."""
    draft(city, "Danh sách", body=SECRET)
    with pytest.raises(PersonalDataFound):
        city.change(lambda portal: change_state(portal, school(portal)["tin-tuc"]["danh-sach"], "submit", by="",
                                                at=NOW))
    assert state_of(city, "danh-sach") == "draft"


def test_the_units_own_number_may_stand_on_its_pages(city):
    city.change(lambda portal: school(portal).fields.update(phone="028 3829 1234")
                or setattr(school(portal), "fields", dict(school(portal).fields)))
    url = draft(city, "Liên hệ", body="<p>Văn phòng: (028) 3829 1234</p>")
    assert submit(city.as_("bientap"), url).status_int == 303


def test_what_is_missing_is_told_before_it_is_handed_in_and_can_be_handed_in_all_the_same(city):
    url = draft(city, "Quyết định khen thưởng", body='<h2>Một</h2><h4>Hai</h4><p><a href="/x">tại đây</a></p>')
    browser = city.as_("bientap")
    toolbar = next(each for each in browser.get(url).forms.values()
                   if "transition" in each.fields and each["transition"].value == "submit")
    page = toolbar.submit()
    for words in ("chọn cấp 3", "không cho biết dẫn đến đâu", "chưa có số, kí hiệu", "chưa có ngày ban hành",
                  "chưa có người kí"):
        assert words in page.text
    assert state_of(city, "quyet-dinh-khen-thuong") == "draft"
    assert form_with(page, "sure").submit().status_int == 303
    assert state_of(city, "quyet-dinh-khen-thuong") == "pending"


def test_a_decision_of_the_type_document_names_its_facts(city):
    browser = city.as_("quantri")
    form = browser.get("/quan-1/thcs-mot/van-ban/@@add?type=document").forms["edit"]
    form["title"], form["kind"] = "Về việc khen thưởng", "decision"
    form.submit("save")
    url = "/quan-1/thcs-mot/van-ban/ve-viec-khen-thuong/"
    toolbar = next(each for each in browser.get(url).forms.values()
                   if "transition" in each.fields and each["transition"].value == "submit")
    page = toolbar.submit()
    assert "chưa có người kí" in page.text
    form = browser.get(url + "@@edit").forms["edit"]
    form["number"], form["signer"] = "12/QĐ-THCS", "Lê Thị Hiệu, Hiệu trưởng"
    form.set("date", "05/09/2026", 0)
    form.submit("save")
    assert submit(browser, url).status_int == 303


def test_hostile_answers_are_refused_with_the_form_again(city):
    url, browser = draft(city, "Danh sách", body=SECRET), city.as_("bientap")
    for name, reason in (("x" * 100_000, ""), ("", "y" * 100_000), ("<script>alert(1)</script>", "ngắn")):
        answer = submit(browser, url, answer_name=name, answer_reason=reason)
        assert answer.status_int == 422
        assert "<script>alert(1)" not in answer.text
    assert state_of(city, "danh-sach") == "draft"
