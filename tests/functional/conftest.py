"""A whole portal behind WebTest: real application, real files, people who sign in with the real form."""

import shutil
from collections import defaultdict

import pytest
import transaction
from pyramid_zodbconn import db_from_uri
from transaction.interfaces import TransientError
from webtest import TestApp

from eduportal import app as application
from eduportal.content.portal import portal_of
from eduportal.views.downloads import Counter
from eduportal.views.scales import DrawnScales
from tests import factories

NOW = factories.NOW


class City:
    """A small city with people; ``change()`` gives a portal in a transaction, ``as_(login)`` a signed-in browser."""

    def __init__(self, wsgi, registry):
        self.wsgi, self.registry = wsgi, registry
        self.db = registry._zodb_databases[""]
        self.declared = registry["eduportal.definitions"]

    def change(self, work):
        """Run ``work(portal)`` in a transaction, commit it, let the feeder catch up, and return what it returned.

        After a conflict with a job that is at work it is done again, as pyramid_retry does for people.
        """
        for attempt in range(8):
            manager = transaction.TransactionManager()
            connection = self.db.open(manager)
            try:
                result = work(portal_of(connection.root(), self.declared))
                manager.commit()
                break
            except TransientError:
                if attempt == 7:
                    raise
            finally:
                manager.abort()
                connection.close()
        self.fed()
        return result

    def look(self, question):
        """Return the answer of ``question(portal)``, read in a transaction of its own."""
        manager = transaction.TransactionManager()
        connection = self.db.open(manager)
        try:
            return question(portal_of(connection.root(), self.declared))
        finally:
            manager.abort()
            connection.close()

    def fed(self):
        """Wait until the side store has caught up."""
        assert self.registry["eduportal.feeder"].wait()

    def jobs(self):
        """Wait until no job is waiting or at work, and the side store has caught up with what they did."""
        assert self.registry["eduportal.jobs"].wait()
        self.fed()

    def visitor(self):
        """Return a browser of somebody who is not signed in."""
        return TestApp(self.wsgi, extra_environ={"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "localhost:6543"})

    def as_(self, login, password=factories.PASSWORD):
        """Return a browser in which ``login`` has signed in through the form."""
        browser = self.visitor()
        form = form_with(browser.get("/@@login"), "password")
        form["login"], form["password"] = login, password
        answer = form.submit()
        assert answer.status_int == 303, answer.text
        return browser


def form_with(page, field):
    """Return the form of ``page`` that has ``field``."""
    return next(form for form in page.forms.values() if field in form.fields)


def settings_in(folder):
    """Return the settings of a portal on files in ``folder``."""
    return {
        "zodbconn.uri": f"filestorage://{folder}/Data.fs?connection_cache_size=20000&blob_dir={folder}/blobs",
        "eduportal.sidestore": f"sqlite:///{folder}/side.sqlite",
        "eduportal.secret_file": f"{folder}/secret",
        # Tests set the clock; what happens at night is started by those that are about it.
        "eduportal.nightly": "never",
    }


@pytest.fixture
def settings(tmp_path):
    """The settings of a portal on files in a folder of this test."""
    return settings_in(tmp_path)


#: Configured applications that nobody uses: {other settings: [(application, registry as it was)]}.
FREE = defaultdict(list)


def running(folder, **more):
    """Yield the :class:`City` in ``folder`` while its application runs, with ``more`` settings.

    Reading some 280 views takes longer than most tests. An application that a test has left is given other files and
    a registry as it was at its start; what it remembered of the old files is forgotten.
    """
    settings, kind = {**settings_in(folder), **more}, tuple(sorted(more.items()))
    if FREE[kind]:
        wsgi, before = FREE[kind].pop()
        _serve(wsgi.registry, before, settings)
    else:
        wsgi = application.main({}, **settings)
        before = dict(wsgi.registry), dict(wsgi.registry.settings)
    registry = wsgi.registry
    registry["eduportal.clock"] = lambda: NOW
    city = City(wsgi, registry)
    yield city
    registry["eduportal.jobs"].stop()
    registry["eduportal.feeder"].stop()
    registry._zodb_databases[""].close()
    registry["eduportal.store"].close()
    FREE[kind].append((wsgi, before))


def _serve(registry, before, settings):
    """Let a configured application go on with the files that ``settings`` name."""
    registry.clear()
    registry.update(before[0])
    registry.settings.clear()
    registry.settings.update({**before[1], **settings})
    application.open_files(registry, settings)
    registry["eduportal.page_cache"].pages.clear()
    registry["eduportal.scales"] = DrawnScales()
    registry["eduportal.downloads"] = Counter(registry["eduportal.store"])
    del registry._zodb_databases[""]
    registry._zodb_databases[""] = db_from_uri(settings["zodbconn.uri"], "", registry._zodb_databases)
    application.start(registry)


@pytest.fixture
def empty_city(tmp_path):
    """The application over an empty database."""
    yield from running(tmp_path)


@pytest.fixture(scope="session")
def built_city(tmp_path_factory):
    """The files of the small city with its people, built once; every test works on a copy."""
    folder = tmp_path_factory.mktemp("city")
    for city in running(folder):
        manager = transaction.TransactionManager()
        connection = city.db.open(manager)
        portal = factories.small_city(connection.root(), city.declared)
        factories.people(portal)
        manager.commit()
        connection.close()
        city.registry["eduportal.feeder"].queue.put(None)
        city.fed()
    return folder


@pytest.fixture
def city(built_city, tmp_path):
    """A small city: one Phòng, two THCS, one THPT, and the people of ``factories.people``."""
    folder = tmp_path / "city"
    shutil.copytree(built_city, folder, ignore=shutil.ignore_patterns("*.lock", "*.tmp"))
    yield from running(folder)


@pytest.fixture(scope="module")
def still_city(built_city, tmp_path_factory):
    """The small city for tests that only read: one for all of a module, which must leave it as it was."""
    folder = tmp_path_factory.mktemp("still") / "city"
    shutil.copytree(built_city, folder, ignore=shutil.ignore_patterns("*.lock", "*.tmp"))
    for city in running(folder):
        before = city.db.lastTransaction()
        yield city
        assert city.db.lastTransaction() == before, "A test of this module wrote into the city that they share."
