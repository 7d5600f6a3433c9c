"""A file chosen in a form: kept while the form is refused or its session has ended, and taken again when it is saved.

A file control called ``x`` posts ``x`` (the file), ``x-kept`` (the token of one that was chosen before) and ``x-drop``
(a tick: that one is not wanted). Whatever comes from here is checked as if it had been sent just now.
"""

from types import SimpleNamespace as Show

from eduportal.domain.messages import _
from eduportal.operations.files import LARGEST, safe_name
from eduportal.sidestore import kept_files
from eduportal.views.page import size_text

KEPT, DROP = "-kept", "-drop"
#: What a form says at a control whose file was kept and is not there any more.
GONE = _("The file that you chose before is no longer kept. Choose it again; without it nothing is replaced.")
#: What a form says where a file that was sent could not be kept.
LOST = _("The file that you chose was not kept. Please choose it again.")


class Choice:
    """What one file control posted. ``file`` is {"name", "data"} or None, ``gone`` tells of a token without a file."""

    def __init__(self, request, upload, token="", dropped=False, most=LARGEST):
        """``upload``, ``token`` are as posted, of any type; of a file at most one byte more than ``most`` is read."""
        self.request, self.most, self.file, self.token, self.gone = request, most, None, "", False
        token = token if isinstance(token, str) else ""
        if hasattr(upload, "file"):
            # After a conflict the request is carried out again, and the file was read to its end already.
            upload.file.seek(0)
            self.file = {"name": upload.filename, "data": upload.file.read(most + 1)}
        elif token and not dropped:
            self._take(token)
        if token and not self.gone:
            _forget_when_saved(request, token)

    def _take(self, token):
        with self.request.store.read() as side:
            found = kept_files.file_kept(side, _holder(self.request), token, self.request.at)
        self.gone = found is None
        if found is not None:
            self.token, self.file = token, {"name": found.name, "data": found.data[:self.most + 1]}

    def shown(self):
        """Keep the file, and return what the form shows of it: token, name, size; None where nothing is kept."""
        if self.file is None or len(self.file["data"]) > self.most:
            return None
        if not self.token:
            with self.request.store.begin() as side:
                self.token = kept_files.keep_file(side, _holder(self.request), self.file["name"], self.file["data"],
                                                  self.request.at) or ""
        if not self.token:
            return None
        return Show(token=self.token, name=safe_name(self.file["name"]), size=size_text(len(self.file["data"])))


def choice(request, name, most=LARGEST):
    """Return the :class:`Choice` of the control ``name`` of a form that deform does not draw; the same each time."""
    known = request.__dict__.setdefault("file_choices", {})
    if name not in known:
        posted = request.POST
        known[name] = Choice(request, posted.get(name), posted.get(name + KEPT, ""), bool(posted.get(name + DROP)),
                             most)
    return known[name]


def kept_before(request, *names):
    """Return (name, reader) of the files that were kept of controls that take several, without those that are gone."""
    tokens = [each for name in names for each in request.POST.getall(name + KEPT)][:kept_files.MOST]
    found = [file for token in tokens if (file := Choice(request, None, token).file) is not None]
    return [(file["name"], lambda most, data=file["data"]: data[:most]) for file in found]


def keep_for_browser(request, device, upload):
    """Keep a file of a form whose session has ended; return its token, '' where nobody ever signed in from here."""
    upload.file.seek(0)
    data = upload.file.read(LARGEST + 1)
    with request.store.begin() as side:
        if not kept_files.knows_device(side, device, request.at):
            return ""
        return kept_files.keep_file(side, kept_files.holder_of_device(device), upload.filename, data, request.at) or ""


def handed_over(request, device, account, rows):
    """Give the files that ``rows`` of (name, value) tell of to the account that signed in; return names, sizes."""
    tokens = [value for name, value in rows if name.endswith(KEPT)][:kept_files.MOST]
    if not tokens:
        return []
    with request.store.begin() as side:
        if device:
            for token in tokens:
                kept_files.hand_over(side, device, account, token)
        found = [kept_files.file_kept(side, account, token, request.at, with_data=False) for token in tokens]
    return [Show(name=safe_name(each.name), size=size_text(each.size)) for each in found if each is not None]


def _forget_when_saved(request, token):
    holder = _holder(request)

    def forget(request, response):
        # After the commit: a transaction that is repeated needs the file again.
        if response.status_int == 303:
            with request.store.begin() as side:
                kept_files.drop_file(side, holder, token)

    request.add_response_callback(forget)


def _holder(request):
    return request.account.uuid if request.account is not None else ""
