"""Cut, copy, paste, in the words of the people who do it."""

from eduportal.operations.pages import add_page, change_state
from tests.factories import NOW, give, page
from tests.functional.administrator_setup import NEWS, OTHER, SCHOOL, names_in, news, other_school, school, state_of
from tests.functional.bulk_setup import answers, pasted, press
from tests.functional.conftest import form_with

ABOUT = SCHOOL + "gioi-thieu/"


def test_a_draft_is_cut_here_and_pasted_there(city):
    one, _two = news(city, "Một", "Hai")
    browser = city.as_("bientap")
    after = press(browser, "@@clipboard?do=cut", [one]).follow()
    assert "1 mục đang chờ dán" in answers(after)
    assert "1 mục đã cắt đang chờ dán." in browser.get(ABOUT + "@@contents").text
    shown, answer = pasted(browser, ABOUT)
    assert f"{NEWS}mot/" in shown.text
    assert f"{ABOUT}mot/" in shown.text
    assert "Đã dán 1 mục." in answers(answer.follow())
    assert "mot" in names_in(city, "gioi-thieu")
    assert "mot" not in names_in(city, "tin-tuc")
    assert "đang chờ dán" not in browser.get(ABOUT + "@@contents").text


def test_what_waits_survives_the_session_and_can_be_emptied(city):
    one, = news(city, "Một")
    press(city.as_("bientap"), "@@clipboard?do=copy", [one])
    browser = city.as_("bientap")
    page_ = browser.get(ABOUT + "@@contents")
    assert "1 mục đã sao chép đang chờ dán." in page_.text
    form = next(each for each in page_.forms.values() if "do=clear" in each.action)
    assert "Không còn mục nào chờ dán" in answers(form.submit().follow())
    assert "Không có mục nào chờ dán" in answers(browser.get(ABOUT + "@@paste").follow())
    assert "đang chờ dán" not in city.as_("quantri").get(ABOUT + "@@contents").text


def test_a_folder_is_copied_with_its_pages_as_drafts_and_links_inside_lead_to_the_copies(city):
    def make(portal):
        folder = add_page(portal, school(portal)["tin-tuc"], "folder", {"title": "Kho"}, by="", at=NOW)
        outside = page(portal, school(portal)["tin-tuc"], "Ngoài kho")
        target = page(portal, folder, "Đích", published=True)
        page(portal, folder, "Nguồn", body=f'<p><a href="resolveuid/{target.uuid}">a</a> '
             f'<a href="resolveuid/{outside.uuid}">b</a></p>')
        return folder.uuid, target.uuid, outside.uuid

    folder, target, outside = city.change(make)
    browser = city.as_("bientap")
    press(browser, "@@clipboard?do=copy", [folder])
    shown, answer = pasted(browser, ABOUT)
    assert "tất cả 3 mục" in " ".join(shown.html.text.split())
    assert "Đã dán 3 mục." in answers(answer.follow())

    def look(portal):
        copy = school(portal)["gioi-thieu"]["kho"]
        return copy["dich"].uuid, copy["dich"].live, copy["dich"].state, copy["nguon"].fields["body"], copy.uuid

    copied, live, state, body, new_folder = city.look(look)
    assert (live, state) == (None, "draft")
    assert copied != target
    assert new_folder != folder
    assert copied in body
    assert outside in body
    assert target not in body
    assert state_of(city, "kho") == "visible"


def test_only_the_folders_are_copied_when_asked_so(city):
    def make(portal):
        folder = add_page(portal, school(portal)["tin-tuc"], "folder", {"title": "Kho"}, by="", at=NOW)
        add_page(portal, folder, "folder", {"title": "Trong kho"}, by="", at=NOW)
        page(portal, folder, "Trang")
        return folder.uuid

    folder = city.change(make)
    browser = city.as_("bientap")
    press(browser, "@@clipboard?do=copy", [folder])
    pasted(browser, ABOUT, "?only=folders")
    assert names_in(city, "gioi-thieu", "kho") == ["trong-kho"]


def test_a_copy_beside_the_original_gets_a_free_name_and_can_be_pasted_again(city):
    one, = news(city, "Một")
    browser = city.as_("bientap")
    press(browser, "@@clipboard?do=copy", [one])
    pasted(browser, NEWS)
    pasted(browser, NEWS)
    assert names_in(city, "tin-tuc") == ["mot", "mot-2", "mot-3"]


def test_a_long_copy_is_a_job(city):
    def make(portal):
        folder = add_page(portal, school(portal)["tin-tuc"], "folder", {"title": "Kho"}, by="", at=NOW)
        for number in range(60):
            page(portal, folder, f"Bài {number}")
        return folder.uuid

    folder = city.change(make)
    browser = city.as_("bientap")
    press(browser, "@@clipboard?do=copy", [folder])
    shown, answer = pasted(browser, ABOUT)
    assert "chế độ nền" in shown.text
    assert "@@job?id=" in answer.location
    city.jobs()
    assert len(names_in(city, "gioi-thieu", "kho")) == 60
    assert "61" in browser.get(answer.location).text


def test_the_whole_list_on_all_pages_is_cut_at_once(city):
    news(city, *(f"Tin {number:02}" for number in range(30)))
    browser = city.as_("bientap")
    form = browser.get(NEWS + "@@contents?size=20").forms["things"]
    form["all"] = True
    browser.post(NEWS + "@@clipboard?do=cut", form.submit_fields())
    pasted(browser, ABOUT)
    assert names_in(city, "tin-tuc") == []
    assert len([each for each in names_in(city, "gioi-thieu")
                                                     if each.startswith("tin-")]) == 30


def test_between_schools_a_draft_moves_and_a_public_page_needs_who_approves_there(city):
    def both(portal):
        give(portal, other_school(portal), portal.accounts.by_login("quantri"), "editor")

    city.change(both)
    draft, public = *news(city, "Nháp"), *news(city, "Đã đăng", published=True)
    browser = city.as_("quantri")
    press(browser, "@@clipboard?do=cut", [draft, public])
    shown, answer = pasted(browser, OTHER + "tin-tuc/")
    assert "đang công khai, mà nội dung công khai ở" in shown.text
    assert "Những người không còn quyền" in shown.text
    assert "Những người sẽ có quyền" in shown.text
    assert "Đã dán 1 mục. | Chưa làm được: “Đã đăng”." in answers(answer.follow())
    assert names_in(city, "tin-tuc") == ["da-dang"]
    assert city.look(lambda portal: "nhap" in other_school(portal)["tin-tuc"])


def test_without_a_right_at_the_target_nothing_is_pasted(city):
    one, = news(city, "Một")
    browser = city.as_("bientap")
    press(browser, "@@clipboard?do=copy", [one])
    browser.get(OTHER + "tin-tuc/@@paste", status=403)
    assert city.look(lambda portal: list(other_school(portal)["tin-tuc"].keys())) == []


def test_what_waits_for_approval_stays_and_an_editor_takes_nothing_public_away(city):
    waiting, public = *news(city, "Chờ"), *news(city, "Công khai", published=True)
    city.change(lambda portal: change_state(portal, school(portal)["tin-tuc"]["cho"], "submit", by="", at=NOW))
    browser = city.as_("bientap")
    press(browser, "@@clipboard?do=cut", [waiting, public])
    page_ = browser.get(ABOUT + "@@paste")
    assert "Không dán được mục nào vào đây" in page_.text
    form_with(page_, "token").submit()
    assert names_in(city, "tin-tuc") == ["cho", "cong-khai"]


def test_a_folder_is_pasted_neither_into_itself_nor_below_itself(city):
    def make(portal):
        folder = add_page(portal, school(portal)["tin-tuc"], "folder", {"title": "Kho"}, by="", at=NOW)
        add_page(portal, folder, "folder", {"title": "Con"}, by="", at=NOW)
        return folder.uuid

    folder = city.change(make)
    browser = city.as_("quantri")
    for how in ("cut", "copy"):
        press(browser, f"@@clipboard?do={how}", [folder])
        for place in ("kho/", "kho/con/"):
            page_, answer = pasted(browser, NEWS + place)
            assert "vào chính nó" in page_.text
            assert "vào chính nó" in answers(answer.follow())
            press(browser, f"@@clipboard?do={how}", [folder])
    assert names_in(city, "tin-tuc", "kho") == ["con"]
    assert names_in(city, "tin-tuc", "kho", "con") == []


def test_a_move_is_taken_back_with_one_button(city):
    news(city, "Trước", "Giữa", "Sau")
    uuid = city.look(lambda portal: school(portal)["tin-tuc"]["giua"].uuid)
    browser = city.as_("bientap")
    press(browser, "@@clipboard?do=cut", [uuid])
    _shown, answer = pasted(browser, ABOUT)
    after = answer.follow()
    assert "Hoàn tác" in after.text
    form_with(after, "act").submit()
    assert city.look(lambda portal: [card.title for _oid, card in school(portal).index.children(
        school(portal)["tin-tuc"].uuid)]) == ["Trước", "Giữa", "Sau"]


def test_two_people_cut_the_same_and_the_second_reads_what_happened(city):
    one, = news(city, "Một")
    mine, other = city.as_("quantri"), city.as_("bientap")
    for browser in (mine, other):
        press(browser, "@@clipboard?do=cut", [one])
    waiting = mine.get(ABOUT + "@@paste")
    pasted(other, ABOUT)
    answer = form_with(waiting, "token").submit().follow()
    assert "đã chuyển nội dung này đi nơi khác" in answers(answer) or "đã ở đây rồi" in answers(answer)
    again = form_with(waiting, "token").submit(status=422)
    assert "đã được dán rồi" in again.text
    assert names_in(city, "tin-tuc") == []


def test_the_browser_names_no_things_when_it_pastes(city):
    one, two = news(city, "Một", "Hai")
    browser = city.as_("bientap")
    press(browser, "@@clipboard?do=cut", [one])
    form = form_with(browser.get(ABOUT + "@@paste"), "token")
    browser.post(ABOUT + "@@paste", [*form.submit_fields(), ("uuid", two)])
    assert names_in(city, "tin-tuc") == ["hai"]
    for token in ("", "x" * 5000, "0" * 32, "\0"):
        browser.post(ABOUT + "@@paste", {"csrf_token": form["csrf_token"].value, "token": token}, status=422)


def test_foreign_things_and_nonsense_are_refused_alike(city):
    foreign = city.change(lambda portal: page(portal, other_school(portal)["tin-tuc"], "Của họ").uuid)
    one, = news(city, "Một")
    browser = city.as_("quantri")
    token = browser.get(NEWS + "@@contents").forms["things"]["csrf_token"].value
    said = set()
    for wrong in (foreign, "0" * 32, "x" * 50_000, "", "'; --"):
        for view in ("@@clipboard?do=cut", "@@clipboard?do=copy", "@@bulk?act=tags", "@@delete-selected"):
            answer = browser.post(NEWS + view, [("csrf_token", token), ("uuid", one), ("uuid", wrong)], status=403)
            said.add(answer.html.select_one("main").get_text(" ", strip=True))
    assert len(said) == 1
    browser.post(NEWS + "@@clipboard?do=eat", {"csrf_token": token}, status=422)
    browser.post(NEWS + "@@clipboard?do=cut", {"uuid": one}, status=403)
    assert "Chưa chọn mục nào" in answers(browser.post(NEWS + "@@clipboard?do=cut", {"csrf_token": token}).follow())
    many = [("csrf_token", token), *(("uuid", f"{number:032x}") for number in range(10_000))]
    browser.post(NEWS + "@@clipboard?do=cut", many, status=403)
    assert "đang chờ dán" not in browser.get(NEWS + "@@contents").text


def test_files_move_between_pages_and_a_page_does_not_go_into_a_page(city):
    from eduportal.operations.pages import add_page as add

    def make(portal):
        folder = school(portal)["tin-tuc"]
        first, _second = (page(portal, folder, title, type_name="news_item") for title in ("Một", "Hai"))
        return add(portal, first, "file", {"title": "Tệp", "file": {"name": "a.txt", "data": b"abc"}}, by="",
                   at=NOW).uuid, first.uuid

    uuid, first = city.change(make)
    browser = city.as_("bientap")
    press(browser, "@@clipboard?do=copy", [uuid], NEWS + "mot/")
    pasted(browser, NEWS + "hai/")
    assert names_in(city, "tin-tuc", "hai") == ["tep"]
    assert browser.get(NEWS + "hai/tep/").body == b"abc"
    press(browser, "@@clipboard?do=copy", [first])
    assert "Không dán được mục nào vào đây" in browser.get(NEWS + "hai/@@paste").text
