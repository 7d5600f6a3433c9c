"""When others were quicker each time: nothing is saved, and nothing that somebody typed is lost."""

from types import SimpleNamespace as Show

from pyramid.response import Response
from pyramid.view import exception_view_config
from pyramid_retry import RetryableException
from ZODB.POSException import ConflictError

from eduportal.domain.messages import _
from eduportal.operations.files import LARGEST, safe_name
from eduportal.sidestore import kept_files
from eduportal.views.errors import frame_of, is_json
from eduportal.views.kept_uploads import KEPT
from eduportal.views.login import PASSWORD_VIEWS
from eduportal.views.page import shell, size_text, with_token
from eduportal.views.references import readable

_TITLE = _("Very many people are saving just now")
#: What buttons and forms post beside what somebody typed.
_NOT_TYPED = frozenset(("seen", "type", "save", "save_and_stay", "name", "transition", "listed", "page"))
#: Seconds after which it is worth another try, for scripts that ask.
_AGAIN = 5


@exception_view_config(ConflictError, retryable_error=True)
@exception_view_config(RetryableException, retryable_error=True)
def again(request):
    """What nobody sees: the request is repeated at once, so no page is drawn."""
    return Response(status=503)


@exception_view_config(ConflictError, renderer="busy.html")
@exception_view_config(RetryableException, renderer="busy.html")
def busy(request):
    """Eight attempts met other writers each time: the same form with all that was sent, to be sent again."""
    request.response.status_int = 503
    request.response.headers["Retry-After"] = str(_AGAIN)
    if is_json(request):
        request.override_renderer = "json"
        return {"ok": False, "message": request.translate(_("Very many people are saving just now. Nothing has been "
                                                            "changed; send it again in a moment."))}
    rows, files = _sent(request)
    page = with_token(shell(request, request.translate(_TITLE), node=frame_of(request), robots="noindex"), request)
    page.toolbar = None
    return {"page": page, "title": request.translate(_TITLE), "target": request.path_qs, "rows": rows, "files": files,
            "shown": [row.shown for row in rows if row.typed], "back_url": page.unit_url}


def _sent(request):
    """Return (rows, files) of the form that was sent; nothing of one with a password, which no page repeats."""
    if request.method != "POST" or getattr(request, "view_name", "") in PASSWORD_VIEWS:
        return [], []
    rows, files = [], []
    for name, value in request.POST.items():
        if isinstance(value, str):
            rows += [_row(name, value)] if name != "csrf_token" else []
        elif (kept := _kept_file(request, value)) is not None:
            rows.append(_row(name + KEPT, kept.token))
            files.append(kept)
    return rows, files


def _row(name, value):
    shown = readable(value)
    typed = bool(shown.strip()) and not name.startswith("_") and not name.endswith(KEPT) and name not in _NOT_TYPED
    return Show(name=name, value=value, shown=shown, typed=typed)


def _kept_file(request, upload):
    """Keep a chosen file for the person who sent it; None where it cannot be kept."""
    if request.account is None or not hasattr(upload, "file"):
        return None
    upload.file.seek(0)
    data = upload.file.read(LARGEST + 1)
    with request.store.begin() as side:
        token = kept_files.keep_file(side, request.account.uuid, upload.filename, data, request.at)
    return Show(token=token, name=safe_name(upload.filename), size=size_text(len(data))) if token else None
