"""An entry of the trash is looked at before it is brought back: where it stood, its words, what stands in it."""

from eduportal.operations.pages import add_page
from eduportal.operations.trash import trash_page, trash_unit
from tests.factories import NOW, page
from tests.functional.administrator_setup import SCHOOL, names_in, school
from tests.functional.conftest import form_with

BODY = "<h2>Mục một</h2><p>Lời văn <strong>đậm</strong></p>"


def _fill(portal):
    folder = add_page(portal, school(portal)["tin-tuc"], "folder", {"title": "Kho cũ"}, by="", at=NOW)
    inner = add_page(portal, folder, "folder", {"title": "Bên trong"}, by="", at=NOW)
    for number in range(3):
        page(portal, inner, f"Trang {number}")
    news = page(portal, school(portal)["tin-tuc"], "Tin có lời", type_name="news_item", body=BODY, published=True)
    by = portal.accounts.by_login("quantri").uuid
    return (trash_page(portal, folder, by=by, at=NOW), trash_page(portal, news, by=by, at=NOW),
            trash_unit(portal, portal.root["quan-1"]["thcs-hai"], by=by, at=NOW))


def test_titles_lead_to_what_is_inside_and_from_there_it_is_brought_back(city):
    folder, news, unit = city.change(_fill)
    browser = city.as_("quantri")
    links = {each.text: each["href"] for each in browser.get(SCHOOL + "@@trash").html.select(".ep-trash th a")}
    shown = browser.get(links["Kho cũ"])
    main = shown.html.find("main").get_text(" ", strip=True)
    assert "Tin tức" in main
    assert "Lê Thị Quản" in main
    assert "4 mục" in main
    assert [each.get_text(" ", strip=True) for each in shown.html.select("tbody tr")] == ["Bên trong Thư mục 3"]
    read = browser.get(links["Tin có lời"]).html.find("main")
    assert "Lời văn đậm" in read.get_text(" ", strip=True)
    assert read.select("strong") == []
    assert "từng được công khai" in read.text
    form_with(browser.get(links["Kho cũ"]), "key").submit(status=303)
    assert names_in(city, "tin-tuc") == ["kho-cu"]
    browser.get(links["Kho cũ"], status=404)
    for key in ("x" * 9000, "", "../../", unit):
        browser.get(SCHOOL + "@@trashed", params={"key": key}, status=404)
    above = city.as_("quantri.so")
    trash = above.get("/quan-1/@@trash").html.select_one(".ep-trash th a")
    assert "Tin tức" in above.get(trash["href"]).html.find("main").text
    # What was public is read by those only who may make it public again.
    editor = city.as_("bientap")
    assert [each.text for each in editor.get(SCHOOL + "@@trash").html.select(".ep-trash th a")] == []
    editor.get(f"{SCHOOL}@@trashed?key={news}", status=403)
    assert folder != news
