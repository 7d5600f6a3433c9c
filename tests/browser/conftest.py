"""A real server on loopback and a real Chromium. Without Chromium these tests do not run; in CI that is a failure."""

import os
import shutil
from datetime import UTC, datetime
from threading import Thread

import pytest
import transaction
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright
from waitress.server import create_server

from eduportal import app as application
from tests import factories

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
PAGES = "http://127.0.0.1"
#: What runs behind each address.
REGISTRIES = {}


def pytest_collection_modifyitems(config, items):
    """Mark everything here; without a browser fail in CI and say so elsewhere."""
    here = [item for item in items if "tests/browser" in str(item.path).replace(os.sep, "/")]
    for item in here:
        item.add_marker(pytest.mark.browser)
    if CHROMIUM is None and here:
        if os.environ.get("CI"):
            raise pytest.UsageError(
                "Chromium is missing, and in CI the browser tests must run: apt-get install chromium"
            )
        for item in here:
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine: apt-get install chromium"))


@pytest.fixture(scope="module")
def portal_url(tmp_path_factory):
    """The address of a running portal with the small city and its people, fresh for each module."""
    folder = tmp_path_factory.mktemp("portal")
    wsgi = application.main(
        {},
        **{
            "zodbconn.uri": f"filestorage://{folder}/Data.fs?connection_cache_size=20000&connection_pool_size=20"
            f"&blob_dir={folder}/blobs",
            "eduportal.sidestore": f"sqlite:///{folder}/side.sqlite",
            "eduportal.secret_file": f"{folder}/secret",
            "eduportal.nightly": "never",
        },
    )
    registry = wsgi.registry
    # A moment within the term of the made-up school year, moving on with the real clock.
    offset = factories.NOW - datetime.now(UTC)
    registry["eduportal.clock"] = lambda: datetime.now(UTC) + offset
    _fill(registry)
    server = create_server(wsgi, host="127.0.0.1", port=0, threads=4)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    url = f"{PAGES}:{server.effective_port}"
    REGISTRIES[url] = registry
    yield url
    del REGISTRIES[url]
    server.close()
    # A page that is being answered still holds a connection to the database that is closed below.
    server.task_dispatcher.shutdown(timeout=30)
    registry["eduportal.jobs"].stop()
    registry["eduportal.feeder"].stop()
    registry._zodb_databases[""].close()
    registry["eduportal.store"].close()


@pytest.fixture
def portal_registry(portal_url):
    """The registry of the running portal, for content that a test needs beside that of everybody."""
    return REGISTRIES[portal_url]


def _fill(registry):
    manager = transaction.TransactionManager()
    connection = registry._zodb_databases[""].open(manager)
    portal = factories.small_city(connection.root(), registry["eduportal.definitions"])
    factories.people(portal)
    news = portal.root["quan-1"]["thcs-mot"]["tin-tuc"]
    for number, title in enumerate(("Hội thi an toàn giao thông", "Ngày hội đọc sách", "Lễ khai giảng năm học mới"), 1):
        factories.page(
            portal,
            news,
            title,
            type_name="news_item",
            published=True,
            send_up=True,
            summary=f"Học sinh các khối tham gia hoạt động lần thứ {number}.",
        )
    manager.commit()
    connection.close()
    registry["eduportal.feeder"].queue.put(None)
    assert registry["eduportal.feeder"].wait()


@pytest.fixture(scope="session")
def chromium():
    """One Chromium for all browser tests.

    A click returns before the next page is there: what a test expects of it is awaited, for longer than the five
    seconds that Playwright gives, as three processes of tests may share two cores.
    """
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def viewport(request):
    """A wide window and a phone."""
    return request.param


@pytest.fixture
def open_browser(chromium, portal_url):
    """Return a function that opens a page for somebody: ``open_browser(viewport, login)``; errors of scripts fail."""
    contexts, mistakes = [], []

    def opened(viewport=DESKTOP, login=None, **options):
        context = chromium.new_context(viewport=viewport, locale="vi-VN", base_url=portal_url, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        page.on("console", lambda line: mistakes.append(line.text) if "Content Security Policy" in line.text else None)
        if login:
            page.goto("/@@login")
            page.fill("#login", login)
            page.fill("#password", factories.PASSWORD)
            page.click("main button[type=submit]")
            page.wait_for_url(lambda url: "@@login" not in url)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert mistakes == []


@pytest.fixture(scope="session")
def accessible():
    """Return a function that asserts that a page has no violation that axe finds, and does not scroll sideways."""
    axe = Axe()

    def check(page, sideways=False):
        page.wait_for_load_state()
        found = axe.run(page)
        told = [
            f"{each['id']}: {node['html'][:160]}" for each in found.response["violations"] for node in each["nodes"]
        ]
        assert told == []
        if not sideways:
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0

    return check
