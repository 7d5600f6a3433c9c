"""Two people at one page, and drafts that survive: through the endpoints that the script uses, and without it."""

from tests.functional.administrator_setup import NEWS, draft, fields_at
from tests.functional.conftest import form_with


def keep(browser, url, view="@@draft", status=None, **pairs):
    """Send what the script sends some seconds after something was typed."""
    return browser.post(url + view, {"csrf_token": browser.cookies["eduportal_csrf"], **pairs}, status=status)


def test_the_second_editor_reads_who_is_editing_and_since_when(city):
    url, first, second = draft(city), city.as_("bientap"), city.as_("quantri")
    assert "đang sửa nội dung này" not in first.get(url + "@@edit").text
    page = second.get(url + "@@edit")
    assert "đang sửa nội dung này từ 10:00, 21/11/2026" in " ".join(page.text.split())


def test_taking_over_is_told_to_the_first_who_loses_nothing(city):
    url, first, second = draft(city), city.as_("bientap"), city.as_("quantri")
    form = first.get(url + "@@edit").forms["edit"]
    page = second.get(url + "@@edit")
    next(each for each in page.forms.values() if "@@take-over" in each.action).submit()
    assert "đang sửa nội dung này" not in second.get(url + "@@edit").text
    told = keep(first, url, title="Của tôi", seen=form["seen"].value).json
    assert "đã tiếp quản" in told["taken"]
    theirs = second.get(url + "@@edit").forms["edit"]
    theirs["title"] = "Của họ"
    theirs.submit("save")
    form["title"] = "Của tôi"
    conflict = form.submit("save", status=409)
    assert "Của tôi" in conflict.text
    assert "Của họ" in conflict.text


def test_after_saving_or_leaving_nobody_is_editing(city):
    url, first, second = draft(city), city.as_("bientap"), city.as_("quantri")
    first.get(url + "@@edit").forms["edit"].submit("save")
    assert "đang sửa nội dung này" not in second.get(url + "@@edit").text
    first.get(url + "@@edit")
    keep(first, url, "@@leave")
    assert "đang sửa nội dung này" not in second.get(url + "@@edit").text


def test_a_draft_is_offered_after_a_power_cut_and_restored_without_a_script(city):
    url, browser = draft(city), city.as_("bientap")
    form = browser.get(url + "@@edit").forms["edit"]
    told = keep(browser, url, title="Gõ dở", body="<p>Nửa câu</p>", seen=form["seen"].value).json
    assert told["saved"] == "10:00, 21/11/2026"
    again = city.as_("bientap")
    page = again.get(url + "@@edit")
    assert "Bạn có bản nháp lúc 10:00, 21/11/2026 chưa được lưu" in " ".join(page.text.split())
    assert page.forms["edit"]["title"].value == "Bản nháp"
    form = page.click("Tiếp tục bản nháp").forms["edit"]
    assert (form["title"].value, form["body"].value) == ("Gõ dở", "<p>Nửa câu</p>")
    form.submit("save")
    assert fields_at(city, url)["title"] == "Gõ dở"
    assert "Bạn có bản nháp" not in again.get(url + "@@edit").text


def test_a_draft_belongs_to_one_person(city):
    url, mine, other = draft(city), city.as_("bientap"), city.as_("quantri")
    mine.get(url + "@@edit")
    keep(mine, url, title="Bí mật", seen="1")
    assert "Bạn có bản nháp" not in other.get(url + "@@edit").text
    assert "Bí mật" not in other.get(url + "@@edit?draft=1").text


def test_a_draft_of_an_older_version_meets_the_newer_one_as_a_conflict(city):
    url, mine, other = draft(city), city.as_("bientap"), city.as_("quantri")
    seen = mine.get(url + "@@edit").forms["edit"]["seen"].value
    keep(mine, url, title="Nháp cũ", body="<p>x</p>", seen=seen)
    form = other.get(url + "@@edit").forms["edit"]
    form["title"] = "Bản mới"
    form.submit("save")
    restored = mine.get(url + "@@edit?draft=1").forms["edit"]
    assert restored["title"].value == "Nháp cũ"
    conflict = restored.submit("save", status=409)
    assert "Bản mới" in conflict.text
    assert fields_at(city, url)["title"] == "Bản mới"


def test_a_draft_of_something_new_is_kept_for_its_folder_and_type(city):
    browser = city.as_("bientap")
    browser.get(NEWS + "@@add?type=news_item")
    keep(browser, NEWS, "@@draft?type=news_item", title="Tin dở", body="<p>a</p>")
    page = browser.get(NEWS + "@@add?type=news_item")
    assert "Bạn có bản nháp" in page.text
    assert "Bạn có bản nháp" not in browser.get(NEWS + "@@add?type=page").text
    form = page.click("Tiếp tục bản nháp").forms["edit"]
    assert form["title"].value == "Tin dở"
    assert form.submit("save").status_int == 303
    assert "Bạn có bản nháp" not in browser.get(NEWS + "@@add?type=news_item").text


def test_a_draft_is_dropped(city):
    url, browser = draft(city), city.as_("bientap")
    browser.get(url + "@@edit")
    keep(browser, url, title="Bỏ đi", seen="1")
    page = browser.get(url + "@@edit")
    next(each for each in page.forms.values() if "@@drop-draft" in each.action).submit()
    assert "Bạn có bản nháp" not in browser.get(url + "@@edit").text


def test_hostile_drafts_are_refused_or_shown_as_text(city):
    url, browser = draft(city), city.as_("bientap")
    browser.get(url + "@@edit")
    assert keep(browser, url, title="x" * 2_000_000).json["saved"] == ""
    many = {f"n{number}": "x" for number in range(2_500)}
    assert keep(browser, url, status=400, **many).status_int == 400
    keep(browser, url, title='"><script>alert(1)</script>', seen="99999999999999")
    page = browser.get(url + "@@edit?draft=1")
    assert "<script>alert(1)" not in page.text
    keep(browser, url, __start__="a:mapping", __end__="b:sequence")
    assert browser.get(url + "@@edit?draft=1").status_int == 200
    assert browser.post(url + "@@draft", {"title": "x"}, status="*").status_int in (400, 403)


def test_a_conflict_is_settled_field_by_field(city):
    url, mine, other = draft(city), city.as_("bientap"), city.as_("quantri")
    form = mine.get(url + "@@edit").forms["edit"]
    theirs = other.get(url + "@@edit").forms["edit"]
    theirs["title"], theirs["summary"] = "Tiêu đề của họ", "Trích yếu của họ"
    theirs.submit("save")
    form["title"], form["summary"] = "Tiêu đề của tôi", "Trích yếu của tôi"
    screen = form_with(form.submit("save", status=409), "theirs")
    screen.set("theirs", True, [each._value for each in screen.fields["theirs"]].index("title"))
    assert screen.submit("save").status_int == 303
    fields = fields_at(city, url)
    assert (fields["title"], fields["summary"]) == ("Tiêu đề của họ", "Trích yếu của tôi")
