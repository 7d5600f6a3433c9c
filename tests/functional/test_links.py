"""Links between pages: typed as addresses, kept by identity, shown where they lead now; warnings; the short link."""

import io

import pytest
from PIL import Image

from eduportal.operations import moves, pages, short_links, trash, units
from tests.factories import NOW, page
from tests.functional.administrator_setup import NEWS, OTHER, SCHOOL, draft, fields_at, news, other_school, school
from tests.functional.conftest import form_with

WHO = {"by": "", "at": NOW}


def at(portal, path):
    node = portal.root
    for name in path.strip("/").split("/"):
        node = node[name] if name else node
    return node


def saved(city, browser, url, body):
    """Save ``body`` as the text of the page at ``url``; return the text that is kept."""
    form = browser.get(url + "@@edit").forms["edit"]
    form["body"] = body
    form.submit("save", status=303)
    return fields_at(city, url)["body"]


def other_news(city, title="Tin trường bạn", published=True):
    return city.change(lambda portal: page(portal, other_school(portal)["tin-tuc"], title, type_name="news_item",
                                           published=published).uuid)


def publish(city, path):
    def steps(portal):
        for step in ("submit", "approve"):
            pages.change_state(portal, at(portal, path), step, **WHO)

    city.change(steps)


def test_whatever_is_typed_as_an_address_of_the_portal_is_kept_by_identity(city):
    own, foreign, url = news(city, "Của mình", published=True)[0], other_news(city), draft(city)
    there, two = city.look(lambda portal: (other_school(portal).uuid, portal.root["quan-1"].uuid))
    short = city.look(lambda portal: short_links.short_id(portal, other_school(portal)["tin-tuc"]["tin-truong-ban"]))
    city.change(lambda portal: moves.rename_page(portal, school(portal)["tin-tuc"]["cua-minh"], "ten-moi", **WHO))
    typed = {
        NEWS + "ten-moi/": own,
        NEWS + "ten-moi": own,
        NEWS + "cua-minh/": own,
        "http://localhost:6543" + NEWS + "ten-moi/?page=2#muc": own,
        OTHER + "tin-tuc/tin-truong-ban/": f"{there}/{foreign}",
        f"http://localhost:6543/l/{short}": f"{there}/{foreign}",
        OTHER: there,
        "/quan-1/": two,
    }
    kept = saved(city, city.as_("bientap"), url, "".join(f'<p><a href="{each}">x</a></p>' for each in typed))
    assert [part.split('"')[0].split("?")[0] for part in kept.split("resolveuid/")[1:]] == list(typed.values())
    assert "?page=2#muc" in kept


@pytest.mark.parametrize("address", [
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "http://localhost:6543@evil.example/quan-1/",
    "http://user:pass@localhost:6543/quan-1/",
    "http://localhost:9999/quan-1/",
    "//localhost:6543/quan-1/",
    "http://[::1/quan-1/",
    "http://trường.example/quan-1/",
    "/quan-1/@@sharing",
    "/quan-1//thcs-mot/",
    "/quan-1/..%2f..%2fquan-1/",
    "/quan-1/%ff%fe/",
    "/" + "x/" * 500,
    "https://moet.gov.vn/" + "a" * 5000,
])
def test_hostile_and_foreign_addresses_become_no_reference(city, address):
    kept = saved(city, city.as_("bientap"), draft(city), f'<p><a href="{address}">chữ</a> nội dung</p>')
    assert "resolveuid" not in kept
    assert "chữ" in kept
    assert "javascript" not in kept
    assert "data:" not in kept
    publish(city, NEWS + "ban-nhap")
    assert "chữ" in city.visitor().get(NEWS + "ban-nhap/").text


def test_what_the_editor_may_not_see_stays_an_address_and_tells_nothing(city):
    other_news(city, "Bí mật", published=False)
    address = OTHER + "tin-tuc/bi-mat/"
    url = draft(city)
    browser = city.as_("bientap")
    assert "resolveuid" not in saved(city, browser, url, f'<p><a href="{address}">x</a></p>')
    # A reference that was public once and is not any more shows no new address to those who may not see it.
    open_one = other_news(city, "Từng công khai")
    kept = saved(city, browser, url, f'<p><a href="{OTHER}tin-tuc/tung-cong-khai/">x</a></p>')
    assert open_one in kept

    def hide(portal):
        node = other_school(portal)["tin-tuc"]["tung-cong-khai"]
        pages.change_state(portal, node, "withdraw", reason="x", **WHO)
        moves.rename_page(portal, node, "ten-bi-mat", **WHO)

    city.change(hide)
    shown = browser.get(url + "@@edit").forms["edit"]["body"].value
    assert "ten-bi-mat" not in shown
    assert open_one in shown
    assert open_one in saved(city, browser, url, shown), "what cannot be shown is not lost"


def test_a_link_leads_to_where_the_page_stands_now_also_from_the_cache(city):
    there = city.look(lambda portal: other_school(portal).uuid)
    foreign = other_news(city)
    city.change(lambda portal: page(portal, school(portal)["tin-tuc"], "Dẫn đi", type_name="news_item", published=True,
                                    body=f'<p><a href="resolveuid/{there}/{foreign}">xem</a></p>').uuid)
    visitor = city.visitor()
    assert f'href="{OTHER}tin-tuc/tin-truong-ban/"' in visitor.get(NEWS + "dan-di/").text
    city.change(lambda portal: moves.rename_page(portal, other_school(portal)["tin-tuc"]["tin-truong-ban"], "b", **WHO))
    assert f'href="{OTHER}tin-tuc/b/"' in visitor.get(NEWS + "dan-di/").text
    city.change(lambda portal: units.rename_unit(portal, other_school(portal), "ten-moi", **WHO))
    assert 'href="/quan-1/ten-moi/tin-tuc/b/"' in visitor.get(NEWS + "dan-di/").text
    key = city.change(lambda portal: trash.trash_page(portal, at(portal, "/quan-1/ten-moi/tin-tuc/b"), **WHO))
    text = visitor.get(NEWS + "dan-di/")
    assert text.html.find(class_="ep-prose").find("a") is None
    assert text.html.find(class_="ep-prose").text.strip() == "xem", "the words stay"
    city.change(lambda portal: trash.restore_page(portal, at(portal, "/quan-1/ten-moi"), key, **WHO))
    assert 'href="/quan-1/ten-moi/tin-tuc/b/"' in visitor.get(NEWS + "dan-di/").text
    city.change(lambda portal: units.suspend_unit(portal, at(portal, "/quan-1/ten-moi"), reason="x", **WHO))
    assert "/quan-1/ten-moi/tin-tuc/b/" not in visitor.get(NEWS + "dan-di/").text


def test_a_draft_is_a_link_for_staff_and_words_for_the_public(city):
    uuid = news(city, "Chưa đăng")[0]
    city.change(lambda portal: page(portal, school(portal)["tin-tuc"], "Dẫn đi", type_name="news_item", published=True,
                                    body=f'<p><a href="resolveuid/{uuid}">xem</a></p>').uuid)
    assert NEWS + "chua-dang/" not in city.visitor().get(NEWS + "dan-di/").text
    assert NEWS + "chua-dang/" in city.as_("bientap").get(NEWS + "dan-di/").text


def refer(city, uuid, unit=school, title="Nơi dẫn", published=True):
    owner = city.look(lambda portal: school(portal).uuid)
    city.change(lambda portal: page(
        portal, unit(portal)["gioi-thieu"], title, published=published,
        body=f'<p><a href="resolveuid/{owner}/{uuid}">xem</a></p>').uuid)


def test_who_refers_here_is_told_before_deleting(city):
    uuid = news(city, "Đích")[0]
    browser = city.as_("quantri")
    assert "Nơi dẫn" not in browser.get(NEWS + "dich/@@delete").text
    refer(city, uuid)
    refer(city, uuid, other_school, "Trường bạn")
    refer(city, uuid, other_school, "Bản nháp kín", published=False)
    answer = browser.get(NEWS + "dich/@@delete")
    told = answer.html.find(class_="ep-referring").text
    assert "Nơi dẫn" in told
    assert "Trường bạn" in told
    assert "1 trang khác của các đơn vị khác" in " ".join(told.split())
    assert "Bản nháp kín" not in answer.text
    form_with(answer, "sure").submit(status=303)


def test_who_refers_below_a_folder_or_into_a_unit_is_told_too(city):
    uuid = news(city, "Đích", published=True)[0]
    refer(city, uuid, other_school, "Trường bạn")
    assert "Trường bạn" in city.as_("quantri").get(NEWS + "@@delete").text
    so = city.as_("quantri.so")
    assert "Trường bạn" in so.get(SCHOOL + "@@delete").html.find(class_="ep-referring").text
    assert "Trường bạn" in so.get(SCHOOL + "@@state?transition=suspend").html.find(class_="ep-referring").text


def test_withdrawing_asks_once_more_when_somebody_refers_here(city):
    uuid = news(city, "Đích", published=True)[0]
    refer(city, uuid)
    browser = city.as_("hieutruong")
    view = browser.get(NEWS + "dich/")
    form = next(form for form in view.forms.values()
                if "transition" in form.fields and form["transition"].value == "withdraw")
    form["reason"] = "Hết hạn"
    asked = form.submit(status=200)
    assert "Nơi dẫn" in asked.html.find(class_="ep-referring").text
    assert city.look(lambda portal: at(portal, NEWS + "dich").live is not None)
    again = form_with(asked, "sure")
    assert again["reason"].value == "Hết hạn"
    again.submit(status=303)
    assert city.look(lambda portal: at(portal, NEWS + "dich").live is None)


def test_the_short_link_leads_everybody_by_the_rights_of_the_page(city):
    news(city, "Công khai", published=True)
    news(city, "Nháp")
    shown = city.as_("bientap").get(NEWS + "cong-khai/@@link")
    short = shown.html.find(id="short-link")["value"].removeprefix("http://localhost:6543")
    visitor = city.visitor()
    assert visitor.get(short, status=302).location.endswith(NEWS + "cong-khai/")
    assert short in visitor.get(NEWS + "cong-khai/").html.find(class_="d-print-block").text
    of_draft = city.as_("bientap").get(NEWS + "nhap/@@link").html.find(id="short-link")["value"]
    of_draft = of_draft.removeprefix("http://localhost:6543")
    hidden, unknown = visitor.get(of_draft, status=404), visitor.get("/l/zzzzzz-zzzzzzzz", status=404)
    assert hidden.text == unknown.text, "nothing tells that it exists"
    assert city.as_("bientap").get(of_draft, status=302).location.endswith(NEWS + "nhap/")


def test_the_qr_code_is_a_picture_of_the_short_link(city):
    news(city, "Công khai", published=True)
    visitor = city.visitor()
    svg = visitor.get(NEWS + "cong-khai/@@qr")
    assert svg.content_type == "image/svg+xml"
    assert b"<svg" in svg.body
    assert b"style=" not in svg.body
    png = visitor.get(NEWS + "cong-khai/@@qr?as=png")
    assert min(Image.open(io.BytesIO(png.body)).size) >= 500
    saved_as = visitor.get(NEWS + "cong-khai/@@qr?as=png&download=1").headers["Content-Disposition"]
    assert saved_as == 'attachment; filename="qr-cong-khai.png"'


def test_pages_to_link_to_are_found_by_words_and_only_what_one_may_see(city):
    news(city, "Tuyển sinh lớp 6", published=True)
    news(city, "Tuyển sinh nháp")
    found = city.as_("bientap").get(SCHOOL + "@@find-page", {"q": "tuyen sinh"}).json["found"]
    assert {"Tuyển sinh lớp 6", "Tuyển sinh nháp"} <= {each["title"] for each in found}
    assert all(each["url"].startswith(SCHOOL) for each in found)
    city.visitor().get(SCHOOL + "@@find-page", {"q": "tuyen sinh"}, status=403)
    assert city.as_("bientap").get(SCHOOL + "@@find-page", {"q": '"((*'}).json == {"found": []}
    other_news(city, "Tuyển sinh kín", published=False)
    assert city.as_("bientap").get(OTHER + "@@find-page", {"q": "kín"}).json == {"found": []}
