"""Addresses of the portal itself that people type or paste into a text: by identity, or told before handing in."""

import pytest

from eduportal.operations import moves, outside_links, pages, units
from tests import factories
from tests.factories import NOW, page
from tests.functional.administrator_setup import (
    NEWS,
    OTHER,
    SCHOOL,
    draft,
    fields_at,
    news,
    other_school,
    png,
    school,
)
from tests.functional.blocks_setup import add as add_block
from tests.functional.blocks_setup import apply
from tests.functional.conftest import form_with
from tests.functional.site_setup import CANONICAL, DOMAIN, at_host, city_of_sites

__all__ = ["city_of_sites"]
WHO = {"by": "", "at": NOW}
HOST = "http://localhost:6543"


def saved(city, browser, url, body):
    """Save ``body`` as the text of the page at ``url``; return the text that is kept."""
    form = browser.get(url + "@@edit").forms["edit"]
    form["body"] = body
    form.submit("save", status=303)
    return fields_at(city, url)["body"]


def links(*addresses):
    return "".join(f'<p><a href="{each}">Thông báo số {number}</a></p>' for number, each in enumerate(addresses))


def told(browser, url):
    """Return what is told of the page before it is handed in."""
    return browser.get(url + "@@state?transition=submit").text


def picture_in(city, url, title="Cờ đỏ"):
    """Put a picture into the page at ``url``; return its uuid and its name."""
    def put(portal):
        node = pages.add_page(portal, school(portal)["tin-tuc"][url.strip("/").rpartition("/")[2]], "image",
                              {"title": title, "alt": title, "file": {"name": "co.png", "data": png()}}, **WHO)
        return node.uuid, node.__name__

    return city.change(put)


@pytest.mark.parametrize("address", [
    NEWS + "dich/", "/en" + NEWS + "dich/", HOST + NEWS + "dich", "https://LOCALHOST:6543" + NEWS + "dich/",
    HOST + "/en" + NEWS + "dich/", "../dich/", "../../tin-tuc/dich", NEWS + "dich/@@view",
    "../../../thcs-mot/tin-tuc/dich/",
])
def test_every_way_to_write_an_own_address_survives_the_move_of_its_target(city, address):
    uuid, url, browser = news(city, "Đích", published=True)[0], draft(city, "Nơi dẫn"), city.as_("bientap")
    kept = saved(city, browser, url, links(address + "?trang=2#muc"))
    assert f'href="resolveuid/{uuid}?trang=2#muc"' in kept
    city.change(lambda portal: moves.move_page(portal, school(portal)["tin-tuc"]["dich"],
                                               school(portal)["gioi-thieu"], **WHO))
    assert f'href="{SCHOOL}gioi-thieu/dich/?trang=2#muc"' in browser.get(url).text
    asked = city.as_("hieutruong").get(SCHOOL + "gioi-thieu/dich/@@state?transition=withdraw")
    assert "Nơi dẫn" in asked.html.find(class_="ep-referring").text


def test_own_pictures_are_kept_however_their_address_is_written_and_foreign_ones_are_not(city):
    url, browser = draft(city), city.as_("bientap")
    uuid, name = picture_in(city, url)
    sources = [f"{url}{name}/", f"{HOST}{url}{name}", f"{name}/", f"../ban-nhap/{name}/@@scale?w=640&amp;x=1",
               f"{url}{name}/@@view", f"/en{url}{name}/"]
    kept = saved(city, browser, url, "".join(f"<p>x<img alt='Cờ' src='{each}'></p>" for each in sources))
    assert kept.count(f'src="resolveuid/{uuid}"') == len(sources)
    kept = saved(city, browser, url, '<p>chữ <img alt="Cờ" src="https://evil.example/a.png">'
                 f'<img alt="x" src="//localhost:6543{url}{name}/"></p>')
    assert "<img" not in kept
    # The page of a picture is another thing than the picture: a link to it leads there, wherever it stands.
    kept = saved(city, browser, url, links(f"{url}{name}/@@view?x=1"))
    assert f'href="resolveuid/{uuid}/@@view?x=1"' in kept
    assert f"{url}{name}/@@view?x=1" in browser.get(url + "@@edit").forms["edit"]["body"].value
    assert f'href="{url}{name}/@@view?x=1"' in browser.get(url).text


def test_addresses_on_the_domain_of_a_unit_are_its_own(city_of_sites):
    uuid = news(city_of_sites, "Đích", published=True)[0]
    url = draft(city_of_sites)
    staff = at_host(city_of_sites, CANONICAL)
    form = form_with(staff.get("/@@login"), "password")
    form["login"], form["password"] = "bientap", factories.PASSWORD
    form.submit(status=303)
    addresses = (f"http://{DOMAIN}/tin-tuc/dich/", f"https://{DOMAIN}:443/en/tin-tuc/dich/",
                 f"http://{CANONICAL}{NEWS}dich/")
    assert saved(city_of_sites, staff, url, links(*addresses)).count(f'href="resolveuid/{uuid}"') == 3
    others = (f"http://{DOMAIN}:9999/tin-tuc/dich/", f"http://x{DOMAIN}/tin-tuc/dich/", f"//{CANONICAL}{NEWS}dich/")
    assert "resolveuid" not in saved(city_of_sites, staff, url, links(*others))
    assert saved(city_of_sites, staff, url, links(f"http://{DOMAIN}/khong-co/")).count(f"http://{DOMAIN}/khong-co/")
    assert f"http://{DOMAIN}/khong-co/" in told(staff, url)


@pytest.mark.parametrize("address", [
    "/quan-1/khong-co/", "/quan-1/khong-co/@@search?q=a", HOST + NEWS + "khong-co/", "../khong-co/", "www.moet.gov.vn",
    "/l/zzzzzz-zzzzzzzz", NEWS + "khong%2fco/", "/" + "x/" * 60,
])
def test_a_dead_own_address_stays_as_typed_and_is_told_with_the_words_of_the_link(city, address):
    url, browser = draft(city), city.as_("bientap")
    assert f'href="{address}"' in saved(city, browser, url, links(address))
    page_asked = told(browser, url)
    assert "Thông báo số 0" in page_asked
    assert "trong cổng không có" in page_asked
    # Told, not refused.
    form_with(browser.get(url + "@@state?transition=submit"), "sure").submit(status=303)


@pytest.mark.parametrize("address", [
    "https://moet.gov.vn/khong-co/", "mailto:a@b.example", "tel:0123", "#muc", "?trang=2", "/", "/quan-1/",
    SCHOOL + "@@search?q=a", "/@@coverage", "//localhost:6543/khong-co/", "http://localhost:9999/khong-co/",
    "http://a:b@localhost:6543/khong-co/", "/+static/x.css", "/robots.txt", "/sitemap.xml",
])
def test_what_leads_somewhere_or_out_of_the_portal_is_told_nothing_about(city, address):
    url, browser = draft(city), city.as_("bientap")
    saved(city, browser, url, links(address))
    assert "Thông báo số 0" not in told(browser, url)


def test_a_hidden_target_looks_exactly_like_one_that_is_not_there(city):
    city.change(lambda portal: page(portal, other_school(portal)["tin-tuc"], "Bí mật", type_name="news_item").uuid)
    url, browser, answers = draft(city), city.as_("bientap"), []
    for name in ("bi-mat", "ko-coo"):
        for suffix in ("/", "/@@view", "/?a=b", "/@@search"):
            address = f"{OTHER}tin-tuc/{name}{suffix}"
            kept = saved(city, browser, url, links(address))
            assert f'href="{address}"' in kept
            page_told = told(browser, url)
            assert address in page_told
            answers.append(browser.get(url + "@@state?transition=submit").html.find(
                attrs={"aria-labelledby": "findings-title"}).text.replace(name, "N"))
    assert answers[:4] == answers[4:]
    # Whoever may see it is told nothing, and it is kept by identity.
    hidden = links(f"{OTHER}tin-tuc/bi-mat/")
    saved(city, browser, url, hidden)
    assert "Thông báo số 0" in told(browser, url)
    assert "Thông báo số 0" not in told(city.as_("quantri.so"), url)


def test_a_text_block_of_the_home_page_keeps_own_addresses_by_identity(city):
    uuid, admin = news(city, "Đích", published=True)[0], city.as_("quantri")
    add_block(admin, "text", title="Chào mừng", body=links(HOST + NEWS + "dich/", "tin-tuc/dich/"))
    apply(admin)
    city.change(lambda portal: moves.rename_page(portal, school(portal)["tin-tuc"]["dich"], "ten-moi", **WHO))
    assert city.visitor().get(SCHOOL).text.count(f'href="{NEWS}ten-moi/"') >= 2
    assert uuid in city.look(lambda portal: str(school(portal).index.links.out[school(portal).uuid]))
    asked = city.as_("hieutruong").get(NEWS + "ten-moi/@@state?transition=withdraw")
    assert asked.html.find(class_="ep-referring") is not None


def test_only_so_many_addresses_of_one_text_are_looked_up(city):
    url, browser = draft(city), city.as_("bientap")
    news(city, "Đích", published=True)
    body = links(*(f"/quan-1/khong-co-{number}/" for number in range(1_200)), NEWS + "dich/")
    kept = saved(city, browser, url, body)
    assert "resolveuid" not in kept
    assert kept.count("<a ") == 1_201
    assert told(browser, url).count("trong cổng không có") <= 21


def test_the_nightly_check_tells_own_addresses_that_lead_visitors_nowhere(city):
    body = links("/quan-1/khong-co/", NEWS + "nhap/", NEWS + "dich/", "../nua/", SCHOOL + "@@search?q=a", "#x")
    news(city, "Nháp")
    news(city, "Đích", published=True)
    draft(city, "Nơi dẫn", body=body, published=True)

    def of_an_older_database(portal):
        index = school(portal).index.links
        for uuid, (targets, _outside) in list(index.out.items()):
            index.put(uuid, targets, ())
        del index.paths

    city.change(of_an_older_database)
    city.change(lambda portal: outside_links.check_outside_links(portal, school(portal), **WHO))
    shown = city.as_("quantri").get(SCHOOL + "@@links")
    rows = {row.find("th").text.strip(): row.text for row in shown.html.select("tbody tr")}
    assert set(rows) == {"/quan-1/khong-co/", NEWS + "nhap/", "../nua/"}
    assert all("Nơi dẫn" in row for row in rows.values())
    city.change(lambda portal: units.rename_unit(portal, school(portal), "ten-moi", **WHO))
    city.change(lambda portal: outside_links.check_outside_links(
        portal, portal.root["quan-1"]["ten-moi"], **WHO))
    shown = city.as_("quantri").get("/quan-1/ten-moi/@@links")
    assert NEWS + "dich/" not in shown.html.find("tbody").text, "an old address leads on"
