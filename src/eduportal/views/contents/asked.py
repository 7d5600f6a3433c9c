"""What is asked of the contents by the address: filter, order, batch; and the columns that a person keeps."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlencode

from webob.cookies import CookieProfile

SIZES = (20, 50, 100, 500)
USUAL_SIZE = 50
#: By what the table can be sorted: the columns, the order of the folder itself, and the title.
SORTS = ("order", "title", "type", "state", "step", "modified", "size", "tags", "shown", "who", "name")
#: These are read from the newest or largest on, so a first click sorts them downwards.
DOWNWARDS = ("modified", "size")
COLUMNS = ("type", "state", "step", "modified", "size", "tags", "shown", "who", "name")
USUAL_COLUMNS = ("type", "state", "modified")
_COOKIE, _KEPT_DAYS = "eduportal_contents", 365
_LONGEST = 200


@dataclass(frozen=True)
class Asked:
    """``q`` is part of a title, ``type`` and ``state`` names; '' asks for all. ``usual``: the size that goes
    without saying."""

    q: str = ""
    type: str = ""
    state: str = ""
    sort: str = "order"
    reverse: bool = False
    size: int = USUAL_SIZE
    usual: int = USUAL_SIZE

    @property
    def filters(self):
        """Whether not everything is shown."""
        return bool(self.q or self.type or self.state)

    @property
    def is_order(self):
        """Whether the table shows the folder's own order, with nothing left out."""
        return self.sort == "order" and not self.filters

    def query(self, **changes):
        """Return the query of an address that asks for this, with ``changes``; the first batch of it."""
        other = replace(self, **changes)
        told = {"q": other.q, "type": other.type, "state": other.state,
                "sort": other.sort if other.sort != "order" else "", "reverse": "1" if other.reverse else "",
                "size": other.size if other.size != other.usual else ""}
        return urlencode({name: value for name, value in told.items() if value})


def asked_of(values, usual_size=USUAL_SIZE):
    """Return the :class:`Asked` of the parameters of an address (anything with ``get``); nonsense is ignored."""
    sort = _text(values, "sort")
    sort = sort if sort in SORTS else "order"
    return Asked(_text(values, "q").strip(), _text(values, "type"), _text(values, "state"), sort,
                 sort != "order" and _text(values, "reverse") == "1", _size(_text(values, "size"), usual_size),
                 usual_size)


def listed_in(request):
    """Return the :class:`Asked` of the query that a posted form of the table carries in ``listed``."""
    query = request.POST.get("listed", "")
    query = query[:2000] if isinstance(query, str) and query.count("&") < 20 else ""
    return asked_of({name: values[0] for name, values in parse_qs(query).items()}, kept_columns(request)[1])


def back_to(request, **changes):
    """Return where the table was left: this folder's own contents, as the posted form has them, with ``changes``."""
    own, page = request.url_of(request.context, "@@contents"), request.POST.get("page", "")
    told = listed_in(request).query(**changes)
    if not changes and isinstance(page, str) and page.isascii() and page.isdigit() and len(page) < 7:
        told = f"{told}&page={page}".lstrip("&") if page != "1" else told
    return f"{own}?{told}" if told else own


def _text(values, name):
    value = values.get(name, "")
    return value[:_LONGEST].replace("\0", "") if isinstance(value, str) else ""


def _size(text, usual):
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else usual
    return min(max(number, 1), SIZES[-1])


def kept_columns(request):
    """Return (columns, batch size) that the person has chosen in this browser; somebody else's choice is not theirs."""
    whose, _dot, rest = (_cookie(request).get_value() or "").partition(".")
    if request.account is None or whose != request.account.uuid[:12]:
        return USUAL_COLUMNS, USUAL_SIZE
    names, _dot, size = rest.partition(".")
    chosen = names.split("-")
    return tuple(each for each in COLUMNS if each in chosen), _size(size, USUAL_SIZE)


def keep_columns(request, response, columns, size):
    """Keep a choice of columns and batch size for the person who is signed in."""
    chosen = "-".join(each for each in COLUMNS if each in columns)
    size = size if size in SIZES else USUAL_SIZE
    response.headers.extend(_cookie(request).get_headers(f"{request.account.uuid[:12]}.{chosen}.{size}"))
    return response


def _cookie(request):
    secure = request.registry.settings.get("eduportal.https", "false") in ("true", True)
    return CookieProfile(_COOKIE, secure=secure, httponly=True, samesite="lax", path="/",
                         max_age=_KEPT_DAYS * 86400, serializer=_Plain()).bind(request)


class _Plain:
    """A cookie of letters, digits, dots and dashes, that needs no signature: it says only how a table looks."""

    def dumps(self, value):
        return value.encode("ascii")

    def loads(self, data):
        return data.decode("ascii", "ignore")[:200]
