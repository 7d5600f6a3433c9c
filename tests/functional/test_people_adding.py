"""The people of a unit: the list, adding one, the slip, and the first sign-in."""

from datetime import timedelta

from tests import factories
from tests.functional.people_setup import (
    NOW,
    OTHER,
    PASSWORD,
    PEOPLE,
    SCHOOL,
    account_url,
    activate,
    add,
    book,
    codes,
    token,
    uuid_of,
)


def names(page):
    return [each.get_text() for each in page.html.select(".ep-people tbody th a")]


def test_the_list_has_everybody_of_the_unit_and_nobody_else_by_ten(city):
    page = city.as_("quantri").get(PEOPLE)
    assert names(page) == ["Phạm Thị Biên", "Bùi Văn Chương", "Đặng Thị Giáo", "Trần Văn Hiệu", "Lê Thị Quản",
                           "Võ Văn Vụ"]
    assert "Lý Thị Hai" not in page.text


def test_search_state_and_role_narrow_the_list(city):
    browser = city.as_("quantri")
    assert names(browser.get(PEOPLE + "?q=bien+pham")) == ["Phạm Thị Biên"]
    assert names(browser.get(PEOPLE + "?role=principal")) == ["Trần Văn Hiệu"]
    assert names(browser.get(PEOPLE + "?state=closed")) == []
    assert len(names(browser.get(PEOPLE + "?state=nonsense&role=%00&page=x"))) == 6


def test_a_unit_of_an_older_database_shows_its_people_without_writing(city):
    def forget(portal):
        portal.root["quan-1"]["thcs-mot"].people = None
    city.change(forget)
    browser = city.as_("quantri.so")
    assert len(names(browser.get(PEOPLE))) == 6
    assert city.look(lambda portal: portal.root["quan-1"]["thcs-mot"].people) is None


def test_somebody_of_an_older_database_without_a_role_is_listed_at_the_next_sign_in(city):
    def forget(portal):
        school = portal.root["quan-1"]["thcs-mot"]
        factories.person(portal, "lao.cong", "Nguyễn Văn Công", school)
        school.people = None
    city.change(forget)
    browser = city.as_("quantri.so")
    assert "Nguyễn Văn Công" not in names(browser.get(PEOPLE))
    city.as_("lao.cong")
    assert "Nguyễn Văn Công" in names(browser.get(PEOPLE))
    assert len(names(browser.get(PEOPLE))) == 7


def test_a_new_teacher_gets_a_slip_and_signs_in_with_a_password_of_her_own(city):
    browser = city.as_("quantri")
    slip = add(browser, "Nguyễn Thị Hoà", roles=("editor",), status=303).follow()
    assert "Nguyễn Thị Hoà" in slip.text
    code = codes(slip)["nguyen.thi.hoa"]
    visitor = city.visitor()
    answer = activate(visitor, "Nguyen.Thi.Hoa", code.lower().replace("-", " "))
    assert answer.status_int == 303
    assert "Nguyễn Thị Hoà" in answer.follow().text
    assert visitor.get(SCHOOL + "@@contents").status_int == 200
    city.as_("nguyen.thi.hoa", PASSWORD)
    shown = browser.get(account_url(city, "nguyen.thi.hoa"))
    assert "Biên tập viên" in shown.text
    lines = book(shown)
    for said in ("Tạo tài khoản", "Cấp vai trò", "Lập và hiện phiếu kích hoạt", "Kích hoạt, tự chọn mật khẩu",
                 "Lê Thị Quản"):
        assert said in lines


def test_nobody_signs_in_before_the_account_is_activated(city):
    add(city.as_("quantri"), "Nguyễn Thị Hoa", status=303)
    for guess in ("", "Truong-hoc-2026", "!"):
        visitor = city.visitor()
        page = visitor.get("/@@login")
        form = next(form for form in page.forms.values() if "password" in form.fields)
        form["login"], form["password"] = "nguyen.thi.hoa", guess
        assert form.submit(status="*").status_int == 422


def test_the_second_of_a_name_gets_a_number_and_a_taken_name_is_refused(city):
    browser = city.as_("quantri")
    add(browser, "Nguyễn Văn An", status=303)
    add(browser, "Nguyễn Văn Ân", status=303)
    assert uuid_of(city, "nguyen.van.an") != uuid_of(city, "nguyen.van.an2")
    refused = add(browser, "Trần Văn An", login="nguyen.van.an", status=422)
    assert "Tên đăng nhập này đã có người dùng" in refused.text or "login-error" in refused.text
    assert "Trần Văn An" in refused.text


def test_suggest_fills_in_the_sign_in_name_and_writes_nothing(city):
    browser = city.as_("quantri")
    page = browser.get(SCHOOL + "@@people-add")
    form = next(form for form in page.forms.values() if "name" in form.fields)
    form["name"] = "Đỗ Thị Ngọc Ánh"
    shown = form.submit("action", value="suggest", status=200)
    assert shown.html.find(id="login")["value"] == "do.thi.ngoc.anh"
    assert city.look(lambda portal: portal.accounts.by_login("do.thi.ngoc.anh")) is None


def test_a_code_works_once_and_only_until_its_day_and_a_new_slip_voids_it(city):
    browser = city.as_("quantri")
    first = codes(add(browser, "Nguyễn Thị Hoa", status=303).follow())["nguyen.thi.hoa"]
    page = browser.get(account_url(city, "nguyen.thi.hoa"))
    form = next(form for form in page.forms.values() if "Lập phiếu kích hoạt mới" in str(form.text))
    second = codes(form.submit("action", value="slip", status=303).follow())["nguyen.thi.hoa"]
    assert first != second
    assert activate(city.visitor(), "nguyen.thi.hoa", first).status_int == 422
    clock = city.registry["eduportal.clock"]
    city.registry["eduportal.clock"] = lambda: NOW + timedelta(days=15)
    assert activate(city.visitor(), "nguyen.thi.hoa", second).status_int == 422
    city.registry["eduportal.clock"] = clock
    assert activate(city.visitor(), "nguyen.thi.hoa", second).status_int == 303
    assert activate(city.visitor(), "nguyen.thi.hoa", second).status_int == 422


def test_a_weak_password_is_refused_and_the_code_stays_good(city):
    code = codes(add(city.as_("quantri"), "Nguyễn Thị Hoa", status=303).follow())["nguyen.thi.hoa"]
    visitor = city.visitor()
    assert "new-error" in activate(visitor, "nguyen.thi.hoa", code, "12345678901").text
    assert "again-error" in activate(visitor, "nguyen.thi.hoa", code, PASSWORD, "x").text
    assert activate(visitor, "nguyen.thi.hoa", code).status_int == 303


def test_wrong_codes_give_one_answer_for_everybody_and_are_braked(city):
    add(city.as_("quantri"), "Nguyễn Thị Hoa", status=303)
    bodies = set()
    for login in ("nguyen.thi.hoa", "quantri", "khong.co.ai"):
        answer = activate(city.visitor(), login, "ABCD-EFGH-JKLM")
        assert answer.status_int == 422
        bodies.add(answer.html.find("main").get_text().strip())
    assert len(bodies) == 1
    visitor = city.visitor()
    found = [activate(visitor, "nguyen.thi.hoa", f"{number:012}").status_int for number in range(6)]
    assert found[-1] == 429


def test_a_batch_is_shown_to_its_maker_for_an_hour_only(city):
    browser = city.as_("quantri")
    answer = add(browser, "Nguyễn Thị Hoa", status=303)
    assert codes(browser.get(answer.location))
    assert city.as_("hieutruong").get(answer.location, status=404)
    assert city.as_("quantri.hai").get(answer.location.replace(SCHOOL, OTHER), status=404)
    city.registry["eduportal.clock"] = lambda: NOW + timedelta(minutes=61)
    assert browser.get(answer.location, status=404)


def test_the_code_is_nowhere_in_the_database(city):
    code = codes(add(city.as_("quantri"), "Nguyễn Thị Hoa", status=303).follow())["nguyen.thi.hoa"]
    city.db.storage._file.flush()
    raw = open(city.db.storage.getName(), "rb").read()
    assert b"nguyen.thi.hoa" in raw
    assert code.encode() not in raw
    assert code.replace("-", "").encode() not in raw


def test_slips_for_all_who_wait_and_for_sixty_by_a_job(city):
    def crowd(portal):
        school = portal.root["quan-1"]["thcs-mot"]
        for number in range(60):
            account = factories.person(portal, f"nguoi{number}", "Người Thử", school)
            account.password_hash = ""
            school.people.put(account, school.uuid)
    city.change(crowd)
    browser = city.as_("quantri")
    page = browser.get(PEOPLE)
    answer = browser.post(PEOPLE, {"csrf_token": token(page), "action": "slips_all"}, status=303)
    city.jobs()
    assert len(codes(browser.get(answer.location))) == 60


def test_roles_beyond_my_own_hostile_names_and_broken_posts_change_nothing(city):
    browser = city.as_("hieutruong")
    page = browser.get(SCHOOL + "@@people-add")
    for values in ({"name": "Nguyễn A", "roles": "administrator"}, {"name": "Nguyễn A", "roles": "king"},
                   {"name": "=HYPERLINK(1)"}, {"name": "<script>"}, {"name": ""}, {}, {"name": "x" * 5000},
                   {"name": "Nguyễn A", "email": "a@b"}, {"name": "Nguyễn A", "code": "mã"},
                   {"name": "Nguyễn A", "login": "../a"}, {"name": "\u202e"}):
        fields = {"csrf_token": token(page), "action": "add", **values}
        answer = browser.post(SCHOOL + "@@people-add", fields, status="*")
        assert answer.status_int == 422, values
    assert len(names(browser.get(PEOPLE))) == 6
