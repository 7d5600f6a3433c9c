"""Headers of every answer: a strict policy for content, no caching of what is personal, no forged host paths."""

from pyramid.response import Response

#: In the environment of a request on a unit's domain: where pictures of the offices above are.
PICTURES_FROM = "eduportal.pictures_from"

#: Of every page of ours; ``inline`` and ``blob`` are filled in where texts are written.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{inline}; img-src 'self' data:{blob}; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
#: Of a PDF, which our own pages may show in a frame.
FRAMED = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data: blob:; object-src 'self'; "
    "frame-ancestors 'self'; base-uri 'none'; form-action 'none'"
)


def headers_factory(handler, registry):
    """Return the tween that adds the headers."""
    https = registry.settings.get("eduportal.https", "false") in ("true", True)

    def add_headers(request):
        # Only the tween that maps unit domains may set this; from a client it would move the root.
        request.environ.pop("HTTP_X_VHM_ROOT", None)
        response = handler(request) if _is_readable(request) else Response(
            "Địa chỉ này không đọc được (mã ký tự sai).", status=400, content_type="text/plain", charset="utf-8")
        headers = response.headers
        rich = getattr(request, "has_rich_text", False)
        headers.setdefault(
            "Content-Security-Policy",
            POLICY.format(inline=" 'unsafe-inline'" if rich else "",
                          blob=(" blob:" if rich else "") + request.environ.get(PICTURES_FROM, "")),
        )
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        if https:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        if _is_personal(request, response):
            headers["Cache-Control"] = "private, no-store"
        return response

    return add_headers


def _is_readable(request):
    """Return whether path and query are UTF-8; everything behind would fail on them, the page of the error too."""
    try:
        return request.path_info is not None and request.GET is not None
    except UnicodeDecodeError:
        return False


def _is_personal(request, response):
    if "/++skin++/" in request.environ.get("PATH_INFO", ""):
        return False
    return (
        bool(request.cookies.get("eduportal"))
        or request.method not in ("GET", "HEAD")
        or ("Set-Cookie" in response.headers)
        or "Cache-Control" not in response.headers
    )


def includeme(config):
    """Add the tween outside of everything."""
    config.add_tween("eduportal.views.headers.headers_factory")
