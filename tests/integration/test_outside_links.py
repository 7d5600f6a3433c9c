"""The nightly check of links to the outside, against a real server on this computer that behaves in every bad way."""

import socket
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

from eduportal.domain.messages import Message
from eduportal.jobs.running import run_all
from eduportal.operations import outside_links, pages, tasks, web_client
from eduportal.operations.web_client import Verdict, WebClient, is_outside
from tests import factories
from tests.factories import NOW

WHO = {"by": "", "at": NOW}


class Site(BaseHTTPRequestHandler):
    """One path for each way of answering."""

    def do_HEAD(self):
        self.server.asked.append((self.command, self.path))
        path = self.path.split("?")[0]
        if path == "/head-is-refused" and self.command == "HEAD":
            return self.answer(405)
        if path == "/head-says-gone" and self.command == "HEAD":
            return self.answer(404)
        if path.startswith("/to/"):
            return self.answer(301, self.path.removeprefix("/to/"))
        if path.startswith("/for-now/"):
            return self.answer(302, "/ok")
        if path == "/round":
            return self.answer(301, "/round")
        if path == "/drip":
            return self.drip()
        if path == "/silent":
            return self.server.closing.wait(5)
        if path == "/nonsense":
            return self.wfile.write(b"\x00\xff this is no HTTP\r\n\r\n")
        return self.answer({"/gone": 410, "/broken": 500, "/secret": 403}.get(path, 200))

    do_GET = do_HEAD

    def answer(self, status, location=""):
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def drip(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        try:
            while not self.server.closing.wait(0.05):
                self.wfile.write(b"a")
                self.wfile.flush()
        except OSError:
            self.close_connection = True

    def log_message(self, *args):
        """Say nothing on the terminal of the tests."""


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads, server.asked, server.closing = True, [], Event()
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    server.url = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.closing.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def client():
    return WebClient(allow_private=True, gap=0, timeout=1, deadline=2)


def test_every_way_of_answering_has_its_verdict(site, client):
    check = lambda path: client.check(site.url + path)  # noqa: E731
    assert check("/ok") == Verdict("ok", 200)
    assert check("/tin tức".replace(" ", "%20")) == Verdict("ok", 200)
    assert check("/head-is-refused").state == "ok"
    assert check("/head-says-gone").state == "ok", "a 404 to HEAD is asked again with GET"
    assert check("/gone") == Verdict("gone", 410)
    assert check("/broken").state == "unreachable"
    assert check("/secret").state == "ok", "it is there, and not for machines"
    assert check("/to//ok") == Verdict("moved", 200, site.url + "/ok")
    assert check("/for-now/x").state == "ok", "moved for now is not moved"
    assert check("/to//gone").state == "gone"
    assert check("/round") == Verdict("unreachable", 301, why="redirects")
    assert sum(path == "/round" for _method, path in site.asked) == web_client.HOPS + 1
    assert check("/nonsense").state == "unreachable"
    assert check("/silent") == Verdict("unreachable", why="timeout")


def test_a_server_that_sends_a_letter_at_a_time_is_cut_off(site, client):
    began = time.monotonic()
    assert client.check(site.url + "/drip").state == "unreachable"
    assert time.monotonic() - began < 10


def test_the_inside_of_the_network_is_never_touched(site):
    client = WebClient(gap=0, timeout=1)
    port = site.server_port
    for url in (site.url, f"http://localhost:{port}/", "http://127.0.0.1/", "http://[::1]/", "http://10.0.0.1/",
                "http://169.254.169.254/latest/meta-data/", "http://0.0.0.0/", "http://2130706433/", "http://0x7f.1/",
                "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/",
                "http://192.168.1.1:8080/", "http://[fe80::1]/"):
        assert client.check(url).state in ("refused", "unreachable"), url
    assert client.check("http://127.0.0.1/") == Verdict("refused", why="private")
    assert site.asked == []


def test_a_redirect_into_the_network_is_refused_as_well(site, monkeypatch):
    """The first host counts as public here, the one it leads to does not."""
    monkeypatch.setattr(web_client, "is_outside", lambda address: address == "127.0.0.1")
    monkeypatch.setattr(web_client, "PORTS", {site.server_port})
    client = WebClient(gap=0, timeout=1)
    assert client.check(site.url + "/ok").state == "ok"
    assert client.check(f"{site.url}/to/http://10.0.0.1:{site.server_port}/") == Verdict("refused", why="private")


def test_the_connection_goes_to_the_address_that_was_checked(site, monkeypatch):
    """A name that resolves to something else the second time (DNS rebinding) is not asked a second time."""
    asked = []
    real = socket.getaddrinfo

    def resolve(host, port, *args, **more):
        asked.append(host)
        return real("127.0.0.1", port, *args, **more) if len(asked) == 1 else real("127.0.0.2", port, *args, **more)

    client = WebClient(allow_private=True, gap=0, timeout=1)
    monkeypatch.setattr(web_client.socket, "getaddrinfo", lambda host, port, *args, **more: (
        resolve(host, port, *args, **more) if host == "truong.example" else real(host, port, *args, **more)))
    assert client.check(f"http://truong.example:{site.server_port}/ok").state == "ok"
    assert asked == ["truong.example"]


@pytest.mark.parametrize(("url", "why"), [
    ("ftp://moet.gov.vn/", "address"), ("javascript:alert(1)", "address"), ("file:///etc/passwd", "address"),
    ("http://user:pass@moet.gov.vn/", "password"), ("http://moet.gov.vn:22/", "port"),
    ("http://moet.gov.vn:99999/", "address"), ("http://[::1/", "address"), ("http://", "address"),
    ("http://a b/", "address"), ("http://a\r\nX: y/", "address"), ("https://" + "a" * 3000, "address"),
    ("http://" + "ắ" * 100 + ".vn/", "address"), ("", "address"),
])
def test_hostile_addresses_are_not_asked(url, why):
    assert WebClient(gap=0).check(url) == Verdict("refused", why=why)


@pytest.mark.parametrize("address", ["8.8.8.8", "203.162.4.190", "2606:4700::1111"])
def test_public_addresses_are_outside(address):
    assert is_outside(address)


@pytest.mark.parametrize("address", [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::",
    "2001:0:1::", "ff02::1", "192.0.2.1", "198.18.0.1"])
def test_private_addresses_are_inside(address):
    assert not is_outside(address)


@pytest.fixture
def night(client):
    """A function that checks the links of a unit as the night does."""
    before = outside_links.use_client(client)
    yield lambda portal, unit, at=NOW: outside_links.check_outside_links(portal, unit, by="", at=at)
    outside_links.use_client(before)


def page_with(portal, unit, *links):
    body = "".join(f'<p><a href="{link}">x</a></p>' for link in links)
    return factories.page(portal, unit["gioi-thieu"], "Liên kết", published=True, body=body)


def test_the_night_keeps_what_it_found_and_since_when(portal, one, site, night):
    page = page_with(portal, one, site.url + "/ok", site.url + "/gone", site.url + "/to//ok")
    told = night(portal, one)
    assert isinstance(told, Message)
    assert told.values == {"bad": 2, "count": 3}
    found = outside_links.checked_links_of(one)
    assert [(link.state, link.pages) for link in found] == [("gone", (page.uuid,)), ("moved", (page.uuid,))]
    later = NOW + timedelta(days=1)
    outside_links.use_client(WebClient(allow_private=True, gap=0))
    night(portal, one, later)
    gone = outside_links.checked_links_of(one)[0]
    assert (gone.since, gone.checked) == (NOW.isoformat(), later.isoformat())
    assert outside_links.count_bad(one) == 2
    pages.edit_page(portal, page, {"body": f'<p><a href="{site.url}/ok">x</a></p>'}, seen=page.revision, **WHO)
    for step in ("submit", "approve"):
        pages.change_state(portal, page, step, **WHO)
    assert night(portal, one, later) is None
    assert outside_links.checked_links_of(one) == []
    assert list(one.checked_links) == [site.url + "/ok"]


def test_a_link_of_two_units_is_asked_once(portal, one, two, site, night):
    for unit in (one, two):
        page_with(portal, unit, site.url + "/gone")
        night(portal, unit)
    assert [path for method, path in site.asked if method == "HEAD"] == ["/gone"]
    assert outside_links.count_bad(one) == outside_links.count_bad(two) == 1


def test_of_many_links_those_asked_longest_ago_come_first_and_few_of_one_host(portal, one):
    one.checked_links = {f"https://{number:03}.vn/": ("ok", 200, "", "", "", f"2026-11-{number % 28 + 1:02}")
                         for number in range(200)}
    links = [f"https://{number:03}.vn/" for number in range(200)] + [f"https://moi.vn/{n}" for n in range(100)]
    chosen = outside_links.links_to_check(one, links)
    assert len(chosen) == outside_links.MOST
    assert sum(link.startswith("https://moi.vn/") for link in chosen) == outside_links.MOST_OF_HOST
    old = [one.checked_links[link][5] for link in chosen if link in one.checked_links]
    assert old == sorted(old)


def test_a_polite_client_lets_a_host_rest(site):
    client = WebClient(allow_private=True, gap=0.2)
    began = time.monotonic()
    for _number in range(3):
        assert client.check(site.url + "/ok").state == "ok"
    assert time.monotonic() - began >= 0.4


def test_the_job_of_the_night_checks_every_open_unit(db, portal, one, two, commit, declared, site, night):
    for unit in (one, two):
        page_with(portal, unit, site.url + "/gone")
    tasks.start_night(portal, day=NOW.date(), at=NOW)
    commit()
    assert run_all(db, declared, NOW) >= 1
    portal.root._p_jar.sync()
    assert outside_links.count_bad(one) == outside_links.count_bad(two) == 1
