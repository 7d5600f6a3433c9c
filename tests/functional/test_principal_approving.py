"""The principal's work: what waits, what it changes, approve or return; the public sees the live version meanwhile."""

import pytest

from eduportal.operations import pages
from tests import factories

NOW = factories.NOW


def one(portal):
    return portal.root["quan-1"]["thcs-mot"]


def by(portal, login):
    return portal.accounts.by_login(login).uuid


def waiting_news(portal, title="Hội khỏe Phù Đổng", **values):
    """A news item that bientap has sent for approval."""
    author = by(portal, "bientap")
    added = factories.page(portal, one(portal)["tin-tuc"], title, type_name="news_item", by=author, **values)
    pages.change_state(portal, added, "submit", by=author, at=NOW)
    return added


def revised_news(portal):
    """A public news item of which a new version waits; returns its path."""
    item = factories.page(portal, one(portal)["tin-tuc"], "Lịch nghỉ lễ", type_name="news_item", published=True,
                          body="<p>Nhà trường nghỉ ngày 20/11.</p>", summary="Nghỉ một ngày")
    pages.edit_page(portal, item, {"body": "<p>Nhà trường nghỉ ngày 21/11.</p>"}, seen=item.revision,
                    by=by(portal, "bientap"), at=NOW)
    pages.change_state(portal, item, "submit", by=by(portal, "bientap"), at=NOW)
    return "/quan-1/thcs-mot/tin-tuc/lich-nghi-le/"


def approving(page):
    return next(form for form in page.forms.values() if form.action.endswith("@@review") and "seen" in form.fields
                and form["transition"].value == "approve")


def returning(page):
    return next(form for form in page.forms.values() if form.action.endswith("@@review") and "reason" in form.fields)


def test_from_the_inbox_to_the_public_page(city):
    city.change(waiting_news)
    browser = city.as_("hieutruong")
    inbox = browser.get("/@@inbox")
    assert "Phạm Thị Biên" in inbox.text
    assert "10:00, 21/11/2026" in inbox.text
    review = inbox.click("Hội khỏe Phù Đổng")
    assert city.visitor().get("/quan-1/thcs-mot/tin-tuc/hoi-khoe-phu-dong/", status=404)
    done = approving(review).submit(status=303).follow()
    assert "“Hội khỏe Phù Đổng”" in done.html.find(class_="ep-flash").get_text()
    assert not [form for form in done.forms.values() if form.action.endswith("@@review")]
    assert "Hội khỏe Phù Đổng" in city.visitor().get("/quan-1/thcs-mot/tin-tuc/hoi-khoe-phu-dong/").text
    assert "Hội khỏe Phù Đổng" not in browser.get("/@@inbox").html.find("main").get_text()


def test_after_a_decision_the_next_one_is_one_tap_away(city):
    city.change(waiting_news)
    city.change(lambda portal: waiting_news(portal, "Họp phụ huynh"))
    browser = city.as_("hieutruong")
    done = approving(browser.get("/quan-1/thcs-mot/tin-tuc/hoi-khoe-phu-dong/@@review")).submit().follow()
    following = done.click("Họp phụ huynh", href="@@review")
    assert approving(following)["seen"].value


def test_the_public_goes_on_seeing_the_live_version_until_the_new_one_is_approved(city):
    path = city.change(revised_news)
    assert "20/11" in city.visitor().get(path).text
    browser = city.as_("hieutruong")
    review = browser.get(path + "@@review")
    changes = review.html.find("section", class_="ep-changes")
    assert [each.get_text(" ", strip=True) for each in changes.find_all("h3")] == ["Nội dung"]
    assert [each.contents[1] for each in changes.select("h3 ~ p del")] == ["20"]
    assert [each.contents[1] for each in changes.select("h3 ~ p ins")] == ["21"]
    approving(review).submit(status=303)
    city.fed()
    assert "21/11" in city.visitor().get(path).text


def test_returning_needs_a_reason_and_the_author_reads_it(city):
    city.change(waiting_news)
    path = "/quan-1/thcs-mot/tin-tuc/hoi-khoe-phu-dong/"
    browser = city.as_("hieutruong")
    form = returning(browser.get(path + "@@review"))
    form["reason"] = "   "
    refused = form.submit(status=422)
    assert refused.html.find(class_="ep-errors").find("a")["href"] == "#reason"
    assert refused.html.find(id="reason")["aria-invalid"] == "true"
    again = returning(refused)
    again["reason"] = "Ảnh bị mờ, em thay ảnh khác."
    done = again.submit(status=303).follow()
    assert "Trả lại" in done.text
    history = city.as_("bientap").get(path + "@@history")
    assert "Ảnh bị mờ, em thay ảnh khác." in history.text
    city.visitor().get(path, status=404)


def test_what_was_not_seen_is_not_approved_and_the_reason_is_kept(city):
    path = city.change(revised_news)
    browser = city.as_("hieutruong")
    seen = browser.get(path + "@@review")
    old_approve, old_return = approving(seen), returning(seen)

    def meanwhile(portal):
        item = one(portal)["tin-tuc"]["lich-nghi-le"]
        author = by(portal, "bientap")
        pages.change_state(portal, item, "take_back", by=author, at=NOW)
        pages.edit_page(portal, item, {"title": "Nghỉ cả tuần"}, seen=item.revision, by=author, at=NOW)
        pages.change_state(portal, item, "submit", by=author, at=NOW)

    city.change(meanwhile)
    refused = old_approve.submit(status=422)
    assert "Nghỉ cả tuần" in refused.text
    assert "Nghỉ cả tuần" not in city.visitor().get(path).text
    old_return["reason"] = "Sai ngày."
    kept = old_return.submit(status=422)
    assert kept.html.find(id="reason").get_text(strip=True) == "Sai ngày."
    approving(kept).submit(status=303)
    city.fed()
    assert "Nghỉ cả tuần" in city.visitor().get(path).text


def test_a_file_slipped_into_the_page_after_it_was_seen_is_not_approved(city):
    city.change(waiting_news)
    path = "/quan-1/thcs-mot/tin-tuc/hoi-khoe-phu-dong/"
    browser = city.as_("hieutruong")
    seen = approving(browser.get(path + "@@review"))

    def slip_in(portal):
        item, author = one(portal)["tin-tuc"]["hoi-khoe-phu-dong"], by(portal, "bientap")
        pages.change_state(portal, item, "take_back", by=author, at=NOW)
        pages.add_page(portal, item, "file", {"title": "Danh sách", "file": {"name": "ds.txt", "data": b"ten"}},
                       by=author, at=NOW)
        pages.change_state(portal, item, "submit", by=author, at=NOW)

    city.change(slip_in)
    refused = seen.submit(status=422)
    assert "ds.txt" in refused.html.find(class_="ep-publish").get_text()
    city.visitor().get(path + "ds-txt/", status=404)
    assert city.look(lambda portal: one(portal)["tin-tuc"]["hoi-khoe-phu-dong"].state) == "pending"
    approving(refused).submit(status=303)
    assert city.look(lambda portal: all(child.live is not None for child in
                                        one(portal)["tin-tuc"]["hoi-khoe-phu-dong"].values()))


def test_the_toolbar_leads_to_the_difference_and_nothing_is_decided_without_it(city):
    city.change(waiting_news)
    path = "/quan-1/thcs-mot/tin-tuc/hoi-khoe-phu-dong/"
    browser = city.as_("hieutruong")
    review = browser.get(path).click(href="@@review", index=0)
    form = returning(review)
    form["reason"] = "Thiếu ảnh."
    form["seen"].force_value("")
    shown = form.submit(status=422)
    assert returning(shown)["reason"].value == "Thiếu ảnh."
    assert city.look(lambda portal: one(portal)["tin-tuc"]["hoi-khoe-phu-dong"].state) == "pending"


def test_a_second_tap_on_approve_reads_that_it_is_done(city):
    city.change(waiting_news)
    browser = city.as_("hieutruong")
    form = approving(browser.get("/quan-1/thcs-mot/tin-tuc/hoi-khoe-phu-dong/@@review"))
    form.submit(status=303)
    assert "Đã xuất bản" in form.submit(status=422).text


@pytest.mark.parametrize("login", ["quantri", "bientap"])
def test_staff_see_the_review_without_buttons_and_cannot_decide(city, login):
    city.change(waiting_news)
    path = "/quan-1/thcs-mot/tin-tuc/hoi-khoe-phu-dong/"
    browser = city.as_(login)
    page = browser.get(path + "@@review")
    assert not [form for form in page.forms.values() if form.action.endswith("@@review")]
    token = page.html.find("meta", attrs={"name": "csrf-token"})["content"]
    seen = city.look(lambda portal: pages.seen_mark(one(portal)["tin-tuc"]["hoi-khoe-phu-dong"]))
    browser.post(path + "@@review", {"csrf_token": token, "transition": "approve", "seen": seen}, status=403)
    assert city.look(lambda portal: one(portal)["tin-tuc"]["hoi-khoe-phu-dong"].state) == "pending"


@pytest.mark.parametrize("login", ["giaovien", "hieutruong.hai", "khach"])
def test_who_does_not_work_on_the_site_learns_nothing_of_it(city, login):
    city.change(waiting_news)
    browser = city.as_(login)
    browser.get("/quan-1/thcs-mot/tin-tuc/hoi-khoe-phu-dong/@@review", status=404)
    browser.get("/quan-1/thcs-mot/@@inbox", status=403)
    assert "Hội khỏe" not in browser.get("/@@inbox").text


def test_nonsense_decides_nothing(city):
    city.change(waiting_news)
    path = "/quan-1/thcs-mot/tin-tuc/hoi-khoe-phu-dong/@@review"
    browser = city.as_("hieutruong")
    form = approving(browser.get(path))
    for name in ("submit", "withdraw", "take_back", "", "approve\x00", "ả" * 900):
        form["transition"].force_value(name)
        form.submit(status=422)
    form["transition"].force_value("approve")
    for seen in ("", "0", "-1", "9" * 400, "ả"):
        form["seen"].force_value(seen)
        form.submit(status=422)
    assert city.look(lambda portal: one(portal)["tin-tuc"]["hoi-khoe-phu-dong"].state) == "pending"
    assert city.look(lambda portal: len(one(portal)["tin-tuc"]["hoi-khoe-phu-dong"].history)) == 2


def test_an_empty_inbox_is_friendly(city):
    assert "Không có việc nào đang chờ" in city.as_("hieutruong").get("/@@inbox").text
    assert "Không có việc nào đang chờ" in city.as_("hieutruong").get("/quan-1/thcs-mot/@@inbox").text


def test_the_inbox_holds_no_entry_of_a_folder_that_is_closed_to_the_principal(city):
    city.change(waiting_news)
    city.change(lambda portal: pages.set_refusal(portal, one(portal)["tin-tuc"], True, by="", at=NOW))
    assert "Hội khỏe" not in city.as_("hieutruong").get("/@@inbox").html.find("main").get_text()
    assert "Hội khỏe" in city.as_("quantri").get("/@@inbox").html.find("main").get_text()


def test_a_folder_is_not_approved(city):
    assert "không phải duyệt" in city.as_("hieutruong").get("/quan-1/thcs-mot/tin-tuc/@@review").text
