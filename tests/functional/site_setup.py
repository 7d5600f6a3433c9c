"""A small city with a canonical host, whose first school has a domain of its own."""

import shutil

import pytest
from webtest import TestApp

from tests import factories
from tests.functional.conftest import running

CANONICAL, DOMAIN = "portal.example", "thcs-mot.example"
SCHOOL = "/quan-1/thcs-mot/"


def one(portal):
    return portal.root["quan-1"]["thcs-mot"]


def sites(built_city, folder, **settings):
    """Yield a :class:`City` in ``folder`` with a canonical host; thcs-mot has the domain :data:`DOMAIN`."""
    shutil.copytree(built_city, folder, ignore=shutil.ignore_patterns("*.lock", "*.tmp"))
    for city in running(folder, **{"eduportal.canonical_host": CANONICAL, **settings}):
        city.change(lambda portal: portal.register.give_domain(one(portal).uuid, DOMAIN))
        yield city


@pytest.fixture
def city_of_sites(built_city, tmp_path):
    yield from sites(built_city, tmp_path / "sites")


def at_host(city, host):
    """Return a visitor's browser that asks for ``host``."""
    return TestApp(city.wsgi, extra_environ={"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": host})


def news(portal, title="Khai giảng", **more):
    return factories.page(portal, one(portal)["tin-tuc"], title, type_name="news_item", published=True,
                          **{"summary": "Tóm tắt", **more})
