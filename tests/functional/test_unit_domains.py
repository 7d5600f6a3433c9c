"""A unit's own domain: short addresses there, staff on the canonical host, and no host that anybody makes up."""

import pytest

from eduportal.operations import trash, units
from tests import factories
from tests.functional.conftest import form_with
from tests.functional.site_setup import CANONICAL, DOMAIN, SCHOOL, at_host, city_of_sites, news, one, sites

__all__ = ["city_of_sites"]
NOW = factories.NOW


def links(page):
    return [each["href"] for each in page.html.select("a[href]")]


def test_addresses_are_short_on_the_domain_and_lead_to_the_canonical_host_outside(city_of_sites):
    name = city_of_sites.change(lambda portal: news(portal).__name__)
    school = at_host(city_of_sites, DOMAIN)
    home = school.get("/")
    assert "Trường THCS MOT" in home.text
    assert f"/tin-tuc/{name}/" in links(home)
    assert not any("/quan-1/thcs-mot" in each for each in links(home))
    assert f"http://{CANONICAL}/" in links(home)
    assert f"http://{CANONICAL}/@@login" in links(home)
    page = school.get(f"/tin-tuc/{name}/")
    assert page.html.select_one("h1").text == "Khai giảng"
    assert page.html.select_one("link[rel=canonical]")["href"] == f"http://{DOMAIN}/tin-tuc/{name}/"
    same = at_host(city_of_sites, CANONICAL).get(f"{SCHOOL}tin-tuc/{name}/")
    assert same.html.select_one("link[rel=canonical]")["href"] == f"http://{DOMAIN}/tin-tuc/{name}/"
    assert f"{SCHOOL}tin-tuc/" in links(same)
    school.get("/quan-1/", status=404)
    assert school.get(f"/l/{same.text.partition('/l/')[2].partition('<')[0].strip()}").location.endswith(f"/{name}/")


def test_staff_views_lead_to_the_canonical_host_and_public_ones_do_not(city_of_sites):
    school = at_host(city_of_sites, DOMAIN)
    for path in ("/@@login", "/@@edit", "/tin-tuc/@@contents?x=1", "/@@control-panel", "/@@account", "/tin-tuc/@@add"):
        answer = school.get(path, status=302)
        assert answer.location == f"http://{CANONICAL}/quan-1/thcs-mot{path}"
        assert "Set-Cookie" not in answer.headers
    answer = school.post("/@@login", {"login": "quantri", "password": factories.PASSWORD}, status=303)
    assert answer.location == f"http://{CANONICAL}/quan-1/thcs-mot/@@login"
    assert school.get("/@@search?q=truong").status_int == 200
    school.get("/@@nothing", status=404)
    school.get("/khong-co/", status=404)


def test_a_session_counts_on_the_canonical_host_only(city_of_sites):
    staff = at_host(city_of_sites, CANONICAL)
    form = form_with(staff.get("/@@login"), "password")
    form["login"], form["password"] = "quantri", factories.PASSWORD
    form.submit(status=303)
    assert "quantri" in staff.get(SCHOOL).text or "@@logout" in staff.get(SCHOOL).text
    cookies = "; ".join(f"{name}={value}" for name, value in staff.cookies.items())
    assert "eduportal=" in cookies
    page = at_host(city_of_sites, DOMAIN).get("/", headers={"Cookie": cookies})
    assert "@@logout" not in page.text
    assert page.headers["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_a_client_cannot_move_the_root(city_of_sites):
    portal = at_host(city_of_sites, CANONICAL)
    for value in ("/quan-1/thcs-mot", "/quan-1\r\nX: y", "/../..", "\u0111"):
        page = portal.get("/", extra_environ={"HTTP_X_VHM_ROOT": value})
        assert page.html.select_one(".ep-unit").text == "Sở Giáo dục và Đào tạo Thành phố Mẫu"
    school = at_host(city_of_sites, DOMAIN).get("/", extra_environ={"HTTP_X_VHM_ROOT": "/thpt-mot"})
    assert school.html.select_one(".ep-unit").text == "Trường THCS MOT"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "thcs-mot.example.evil.example", "127.0.0.1",
                                  "[::1]:6543", "xn--80ak6aa92e.example", "portal.example.evil.example"])
def test_a_host_that_is_not_known_is_named_nowhere(city_of_sites, host):
    name = city_of_sites.change(lambda portal: news(portal).__name__)
    stranger = at_host(city_of_sites, host)
    bare = host.partition(":")[0] if not host.startswith("[") else "::1"
    for path in ("/", f"{SCHOOL}tin-tuc/{name}/", "/khong-co/", "/@@search?q=a", f"{SCHOOL}@@feed", "/robots.txt"):
        answer = stranger.get(path, status="*")
        assert bare not in answer.text
        assert bare not in str(answer.headers)
    assert stranger.get("/@@login").location == f"http://{CANONICAL}/@@login"
    assert bare not in stranger.get("/en").headers.get("Location", "")


@pytest.mark.parametrize("host", ["a b", "evil/x", "evil\\x", "a@b", "x" * 400, "a..", "-a", "évil.example", "<a>",
                                  "a,b", "a\tb", "a?b", "a#b", "a:b", "a:123456"])
def test_what_is_no_host_is_refused(city_of_sites, host):
    answer = at_host(city_of_sites, host).get("/", status=400)
    assert host not in answer.text
    assert answer.content_type == "text/plain"


def test_the_spelling_of_a_host_makes_no_difference(city_of_sites):
    for host in ("THCS-Mot.Example", f"{DOMAIN}.", f"{DOMAIN}:8080"):
        page = at_host(city_of_sites, host).get("/")
        assert page.html.select_one(".ep-unit").text == "Trường THCS MOT"
        assert page.html.select_one("link[rel=canonical]")["href"] == f"http://{DOMAIN}/"


def test_hosts_that_are_made_up_fill_no_cache(city_of_sites):
    at_host(city_of_sites, CANONICAL).get(SCHOOL)
    before = len(city_of_sites.registry["eduportal.page_cache"].pages)
    for number in range(20):
        at_host(city_of_sites, f"h{number}.example").get(SCHOOL)
    assert len(city_of_sites.registry["eduportal.page_cache"].pages) == before
    at_host(city_of_sites, DOMAIN).get("/")
    assert len(city_of_sites.registry["eduportal.page_cache"].pages) == before + 1


def test_a_host_that_is_not_known_may_be_refused(built_city, tmp_path):
    for city in sites(built_city, tmp_path / "refusing", **{"eduportal.unknown_hosts": "refuse"}):
        answer = at_host(city, "evil.example").get("/", status=421)
        assert "evil" not in answer.text
        assert at_host(city, CANONICAL).get("/").status_int == 200
        assert at_host(city, DOMAIN).get("/").status_int == 200


def test_the_domain_of_a_unit_rests_with_it(city_of_sites):
    city = city_of_sites
    city.change(lambda portal: units.suspend_unit(portal, one(portal), reason="Sửa", by="", at=NOW))
    at_host(city, DOMAIN).get("/", status=404)
    city.change(lambda portal: units.resume_unit(portal, one(portal), by="", at=NOW))
    assert at_host(city, DOMAIN).get("/").status_int == 200
    entry = city.change(lambda portal: trash.trash_unit(portal, one(portal), by="", at=NOW))
    gone = at_host(city, DOMAIN).get("/", status=410)
    assert "THCS MOT" not in gone.text

    def other(portal):
        portal.register.give_domain(portal.root["quan-1"]["thcs-hai"].uuid, DOMAIN)

    city.change(other)
    assert at_host(city, DOMAIN).get("/").html.select_one(".ep-unit").text == "Trường THCS HAI"
    city.change(lambda portal: trash.restore_unit(portal, portal.root["quan-1"], entry, by="", at=NOW))
    assert at_host(city, DOMAIN).get("/").html.select_one(".ep-unit").text == "Trường THCS HAI"
    assert city.look(lambda portal: portal.register.records[one(portal).uuid].domain) == ""


def test_the_office_above_enters_a_domain_and_takes_it_back(city_of_sites):
    city = city_of_sites
    staff = at_host(city, CANONICAL)
    form = form_with(staff.get("/@@login"), "password")
    form["login"], form["password"] = "quantri.so", factories.PASSWORD
    form.submit(status=303)
    url = "/quan-1/thcs-hai/@@unit-domain"
    form = form_with(staff.get(url), "domain")
    for wrong in (CANONICAL, DOMAIN, "a b", "x", "http://", "evil.example/path", "a" * 400, "a..b", "127.0.0.1"):
        form["domain"] = wrong
        answer = form.submit(status=422)
        assert wrong[:200] in form_with(answer, "domain")["domain"].value
    form["domain"] = "THCS-Hai.example"
    form.submit(status=303)
    assert at_host(city, "thcs-hai.example").get("/").html.select_one(".ep-unit").text == "Trường THCS HAI"
    assert "Đổi tên miền" in staff.get("/quan-1/thcs-hai/@@history").text
    form["domain"] = ""
    form.submit(status=303)
    assert "THCS HAI" not in at_host(city, "thcs-hai.example").get("/").html.select_one(".ep-unit").text
