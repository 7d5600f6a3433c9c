"""The real application over files in a temporary folder, called through WSGI in this process."""

import re
from io import BytesIO
from urllib.parse import urlencode

import transaction

from eduportal import app
from eduportal.content.portal import portal_of
from tests import factories

NOW = factories.NOW
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Site:
    """An application and its database. ``cookies`` of a call are text as in the header ``Cookie``."""

    def __init__(self, folder, *, at=NOW):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.wsgi = app.main({}, **settings_in(folder))
        self.registry = self.wsgi.registry
        if at is not None:
            self.registry["eduportal.clock"] = lambda: at
        self.db, self.declared = self.registry._zodb_databases[""], self.registry["eduportal.definitions"]
        self.feeder, self.store = self.registry["eduportal.feeder"], self.registry["eduportal.store"]

    def close(self):
        """Stop the feeder and close both databases."""
        self.registry["eduportal.jobs"].stop()
        self.feeder.stop()
        self.db.close()
        self.store.close()

    def found(self, work):
        """Run ``work(zodb_root)`` in the empty database and commit."""
        return self._in_transaction(lambda connection: work(connection.root()))

    def change(self, work):
        """Run ``work(portal)`` in a transaction and commit; return what it returned."""
        return self._in_transaction(lambda connection: work(portal_of(connection.root(), self.declared)))

    def _in_transaction(self, work):
        manager = transaction.TransactionManager()
        connection = self.db.open(manager)
        try:
            result = work(connection)
            manager.commit()
            return result
        finally:
            manager.abort()
            connection.close()

    def fed(self):
        """Wait until the side store has caught up, so that no other thread is at work while something is measured."""
        while not self.feeder.wait(600):
            pass

    def empty_cache(self, _number=0):
        """Forget every page that is kept for the public."""
        cache = self.registry["eduportal.page_cache"]
        with cache.lock:
            cache.pages.clear()

    def get(self, path, *, cookies="", **headers):
        """Return (status, headers, body) of a GET."""
        return self.call(environ("GET", path, cookies=cookies, **headers))

    def call(self, asked):
        """Return (status, headers, body) of a WSGI call with this environ; the environ is used up."""
        told = []
        answer = self.wsgi(asked, lambda status, headers, exc_info=None: told.extend((status, headers)))
        try:
            body = b"".join(answer)
        finally:
            close = getattr(answer, "close", None)
            if close is not None:
                close()
        return int(told[0][:3]), told[1], body

    def expect(self, asked, status=200):
        """Return the body of a call. :raises RuntimeError: when the status is another: then there is no figure."""
        path = asked["PATH_INFO"]
        found, _headers, body = self.call(asked)
        if found != status:
            raise RuntimeError(f"{path} answered {found} and not {status}: {body[:300]!r}")
        return body

    def sign_in(self, login):
        """Sign in through the real form; return the cookies, as the header has them, and the CSRF token."""
        cookies, token = self.login_form()
        status, headers, _body = self.call(self.login_call(login, cookies, token))
        if status != 303:
            raise RuntimeError(f"{login} cannot sign in: {status}")
        return f"{cookies}; {cookies_of(headers)}", token

    def login_form(self):
        """Return the cookies and the CSRF token of the sign-in form."""
        _status, headers, body = self.get("/@@login")
        return cookies_of(headers), _TOKEN.search(body.decode()).group(1)

    def login_call(self, login, cookies, token, password=factories.PASSWORD):
        """Return the environ of the sent sign-in form."""
        return environ("POST", "/@@login", cookies=cookies, form={
            "csrf_token": token, "login": login, "password": password, "came_from": "", "kept": ""})


def settings_in(folder):
    """Return the settings of a portal whose files are all in ``folder``."""
    return {
        "zodbconn.uri": f"filestorage://{folder}/Data.fs?connection_cache_size=20000&connection_pool_size=20"
                        f"&blob_dir={folder}/blobs",
        "eduportal.sidestore": f"sqlite:///{folder}/side.sqlite",
        "eduportal.secret_file": f"{folder}/secret",
        "eduportal.nightly": "never",
    }


def environ(method, path, *, cookies="", form=None, body=b"", content_type="", **headers):
    """Return the WSGI environ of a request, as a server would make it. ``headers`` such as If_None_Match="..."."""
    path, _mark, query = path.partition("?")
    if form is not None:
        body, content_type = urlencode(form).encode(), "application/x-www-form-urlencoded"
    asked = {
        "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query,
        "SERVER_NAME": "localhost", "SERVER_PORT": "6543", "HTTP_HOST": "localhost:6543", "REMOTE_ADDR": "127.0.0.1",
        "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": BytesIO(body),
        "wsgi.errors": BytesIO(), "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
        "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": content_type, "HTTP_ACCEPT_LANGUAGE": "vi",
        **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
    }
    if cookies:
        asked["HTTP_COOKIE"] = cookies
    return asked


def cookies_of(headers):
    """Return the cookies that an answer sets, as the header ``Cookie`` of the next request."""
    return "; ".join(value.partition(";")[0] for name, value in headers if name.lower() == "set-cookie")
