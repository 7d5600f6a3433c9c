"""Taking back, going back to an old version, bringing back elsewhere: in the words of the people who do it."""

from datetime import timedelta

from eduportal.operations.pages import add_page
from tests.factories import NOW
from tests.functional.administrator_setup import NEWS, SCHOOL, draft, fields_at, names_in, school
from tests.functional.conftest import form_with


def test_a_wrong_save_is_taken_back_with_the_button_beside_the_message(city):
    url, browser = draft(city, "Tin đúng"), city.as_("quantri")
    form = browser.get(url + "@@edit").forms["edit"]
    form["title"] = "Tin sai"
    page = form.submit("save").follow()
    assert "Hoàn tác: Đã lưu" in page.text
    after = form_with(page, "act").submit().follow()
    assert "Đã hoàn tác: Đã lưu, “Tin đúng”." in after.text
    assert fields_at(city, url)["title"] == "Tin đúng"
    assert "Đã hoàn tác" in browser.get(url + "@@history").text


def test_the_button_is_gone_on_the_next_page_but_the_list_keeps_the_act(city):
    url, browser = draft(city, "Tin cũ"), city.as_("quantri")
    form = browser.get(url + "@@edit").forms["edit"]
    form["title"] = "Tin mới"
    form.submit("save").follow()
    assert 'name="act"' not in browser.get(url).text
    listed = browser.get("/@@undo")
    assert "Tin mới" in listed.text
    form_with(listed, "act").submit()
    assert fields_at(city, url)["title"] == "Tin cũ"
    assert "đã hoàn tác" in browser.get("/@@undo").text


def test_what_somebody_else_changed_since_stays(city):
    url, mine, other = draft(city, "Gốc"), city.as_("quantri"), city.as_("bientap")
    form = mine.get(url + "@@edit").forms["edit"]
    form["title"] = "Của tôi"
    form.submit("save")
    form = other.get(url + "@@edit").forms["edit"]
    form["title"] = "Của bạn"
    form.submit("save")
    answer = form_with(mine.get("/@@undo"), "act").submit(status=422)
    assert "Không hoàn tác được nữa" in answer.text
    assert fields_at(city, url)["title"] == "Của bạn"


def test_an_act_of_another_account_cannot_be_named(city):
    url, browser = draft(city, "Gốc"), city.as_("quantri")
    form = browser.get(url + "@@edit").forms["edit"]
    form["title"] = "Đổi"
    id = form_with(form.submit("save").follow(), "act")["act"].value
    thief = city.as_("hieutruong")
    own = draft(city, "Của hiệu trưởng")
    form = thief.get(own + "@@edit").forms["edit"]
    form["title"] = "Khác"
    stolen = form_with(form.submit("save").follow(), "act")
    for value in (id, "", "x" * 5000, "0" * 32):
        stolen["act"] = value
        assert stolen.submit(status=422).status_int == 422
    assert fields_at(city, url)["title"] == "Đổi"


def test_deleting_is_taken_back_at_once(city):
    url, browser = draft(city, "Lỡ tay"), city.as_("quantri")
    form = next(each for each in browser.get(url + "@@delete").forms.values() if "@@delete" in each.action)
    after = form.submit().follow()
    assert "lo-tay" not in names_in(city, "tin-tuc")
    form_with(after, "act").submit()
    assert "lo-tay" in names_in(city, "tin-tuc")


def test_a_folder_with_many_pages_goes_to_the_trash_and_comes_back_as_a_job(city):
    def fill(portal):
        folder = add_page(portal, school(portal)["tin-tuc"], "folder", {"title": "Kho"}, by="", at=NOW)
        for number in range(60):
            add_page(portal, folder, "page", {"title": f"Bài {number}"}, by="", at=NOW)

    city.change(fill)
    browser = city.as_("quantri")
    form = next(each for each in browser.get(NEWS + "kho/@@delete").forms.values() if "@@delete" in each.action)
    assert "@@job" in form.submit().location
    city.jobs()
    assert "kho" not in names_in(city, "tin-tuc")
    form = form_with(browser.get(SCHOOL + "@@trash"), "key")
    assert "@@job" in form.submit().location
    city.jobs()
    assert len(names_in(city, "tin-tuc", "kho")) == 60


def test_what_lost_its_folder_is_brought_back_elsewhere(city):
    url, browser = draft(city, "Mồ côi"), city.as_("quantri")
    for place in (url, NEWS):
        form = next(each for each in browser.get(place + "@@delete").forms.values() if "@@delete" in each.action)
        form.submit()
    page = browser.get(SCHOOL + "@@trash")
    form = next(each for each in page.forms.values() if "parent" in each.fields and "Mồ côi" in _row(page, each))
    form["parent"] = city.look(lambda portal: school(portal)["gioi-thieu"].uuid)
    assert form.submit("elsewhere").status_int == 303
    assert "mo-coi" in names_in(city, "gioi-thieu")


def _row(page, form):
    return page.html.find(id=f"parent-{form['key'].value}").find_parent("tr").text


def test_deleting_for_good_asks_whether_one_is_sure_and_editors_cannot(city):
    url, browser = draft(city, "Rác"), city.as_("quantri")
    next(each for each in browser.get(url + "@@delete").forms.values() if "@@delete" in each.action).submit()
    form = form_with(browser.get(SCHOOL + "@@trash"), "sure")
    assert "chắc chắn" in form.submit(status=422).text
    assert city.look(lambda portal: len(school(portal).trash)) == 1
    form["sure"] = True
    assert form.submit().status_int == 303
    assert city.look(lambda portal: len(school(portal).trash)) == 0
    assert "name=\"sure\"" not in city.as_("bientap").get(SCHOOL + "@@trash").text


def test_an_old_version_is_chosen_in_the_history(city):
    url, browser = draft(city, "Bản một", published=True), city.as_("quantri")
    form = browser.get(url + "@@edit").forms["edit"]
    form["title"] = "Bản hai"
    form.submit("save")
    history = browser.get(url + "@@history")
    form_with(history, "version").submit()
    assert fields_at(city, url)["title"] == "Bản một"
    stale = form_with(history, "version").submit(status=422)
    assert "đã lưu trang này sau khi bạn mở" in stale.text


def test_the_night_empties_what_has_waited_too_long(city):
    url, browser = draft(city, "Cũ"), city.as_("quantri")
    next(each for each in browser.get(url + "@@delete").forms.values() if "@@delete" in each.action).submit()
    days = city.declared.retention["trash"].days
    assert (NOW + timedelta(days=days)).strftime("%d/%m/%Y") in browser.get(SCHOOL + "@@trash").text
