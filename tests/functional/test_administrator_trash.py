"""The trash: asked first, listed, brought back, and no way around the right to take something down."""

from eduportal.operations.trash import trash_page
from tests.factories import NOW, page
from tests.functional.administrator_setup import NEWS, OTHER, SCHOOL, names_in, news, other_school, school, token_of
from tests.functional.conftest import form_with


def test_a_page_goes_to_the_trash_and_comes_back(city):
    news(city, "Bỏ đi")
    browser = city.as_("quantri")
    form_with(browser.get(NEWS + "bo-di/@@delete"), "sure").submit(status=303)
    assert names_in(city, "tin-tuc") == []
    browser.get(NEWS + "bo-di/", status=404)
    trash = browser.get(SCHOOL + "@@trash")
    assert "Bỏ đi" in trash.text
    assert "Lê Thị Quản" in trash.html.find("main").text
    key = form_with(trash, "key")
    key.submit(status=303)
    assert names_in(city, "tin-tuc") == ["bo-di"]
    key.submit(status=422)


def test_the_question_says_what_goes_with_a_folder(city):
    news(city, "Một", "Hai", "Ba")
    assert "3 mục" in city.as_("quantri").get(NEWS + "@@delete").html.find("main").text


def test_what_is_public_is_not_deleted_by_who_may_not_take_it_down(city):
    news(city, "Công khai", published=True)
    editor = city.as_("bientap")
    editor.get(NEWS + "cong-khai/@@delete", status=403)
    form = editor.get(NEWS + "cong-khai/@@edit").forms["edit"]
    form["title"] = "Bản mới"
    form.submit("save")
    token = token_of(editor, NEWS + "@@edit")
    editor.post(NEWS + "cong-khai/@@delete", {"csrf_token": token, "sure": "yes"}, status=403)
    editor.post(NEWS + "@@delete", {"csrf_token": token, "sure": "yes"}, status=(403, 422))
    assert names_in(city, "tin-tuc") == ["cong-khai"]


def test_what_is_ticked_goes_together_after_asking(city):
    uuids = news(city, "Một", "Hai", "Ba")
    browser = city.as_("quantri")
    form = browser.get(NEWS + "@@contents").forms["things"]
    for box in form.fields["uuid"]:
        box.checked = box._value in uuids[:2]
    form.action = NEWS + "@@delete-selected"
    asked = form.submit(status=200)
    assert names_in(city, "tin-tuc") == ["ba", "hai", "mot"]
    form_with(asked, "sure").submit(status=303)
    assert names_in(city, "tin-tuc") == ["ba"]
    # The same page in a second window: what happened is told, and the way back leads to the list.
    late = form_with(asked, "sure").submit(status=403)
    assert "có thể ai đó đã chuyển hoặc xóa" in late.text
    assert late.html.select_one(".ep-error a.btn")["href"] == NEWS + "@@contents"
    # Many are told as a number among the last acts.
    assert "2 mục" in browser.get("/@@undo").html.select_one("tbody tr th").get_text()


def test_a_foreign_identity_among_the_ticked_refuses_all(city):
    own = news(city, "Một")[0]
    foreign = city.change(lambda portal: page(portal, other_school(portal)["tin-tuc"], "Của họ").uuid)
    browser = city.as_("quantri")
    posted = [("csrf_token", token_of(browser)), ("sure", "yes"), ("uuid", own), ("uuid", foreign)]
    browser.post(NEWS + "@@delete-selected", posted, status=403)
    assert names_in(city, "tin-tuc") == ["mot"]
    assert city.look(lambda portal: len(other_school(portal).trash)) == 0


def test_what_was_public_is_brought_back_only_by_who_may_take_it_down(city):

    news(city, "Từng công khai", published=True)
    city.change(lambda portal: trash_page(portal, school(portal)["tin-tuc"]["tung-cong-khai"], by="", at=NOW))
    editor, key = city.as_("bientap"), city.look(lambda portal: next(iter(school(portal).trash)))
    assert "key" not in [name for form in editor.get(SCHOOL + "@@trash").forms.values() for name in form.fields]
    editor.post(SCHOOL + "@@restore", {"csrf_token": token_of(editor, NEWS + "@@edit"), "key": key}, status=403)
    form_with(city.as_("quantri").get(SCHOOL + "@@trash"), "key").submit(status=303)
    assert city.visitor().get(NEWS + "tung-cong-khai/").status_int == 200


def test_a_unit_goes_to_the_trash_of_its_office_and_its_people_rest(city):
    browser = city.as_("quantri.so")
    form_with(browser.get(OTHER + "@@delete"), "sure").submit(status=303)
    city.visitor().get(OTHER, status=404)
    form = form_with(city.visitor().get("/@@login"), "password")
    form["login"], form["password"] = "quantri.hai", "Truong-hoc-2026"
    form.submit(status=422)
    form_with(browser.get("/quan-1/@@trash"), "key").submit(status=303)
    assert city.visitor().get(OTHER).status_int == 200
    city.as_("quantri.hai")


def test_a_unit_does_not_delete_itself(city):
    browser = city.as_("quantri")
    browser.post(SCHOOL + "@@delete", {"csrf_token": token_of(browser), "sure": "yes"}, status=403)
    assert city.visitor().get(SCHOOL).status_int == 200
