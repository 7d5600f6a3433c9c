"""The columns of a list of units and what may stand in their cells; headings in Vietnamese and English."""

import re
from dataclasses import dataclass

from eduportal.domain.dates import parse_day
from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line, fold

#: Column → (title in the template, further headings that are understood, longest text).
COLUMNS = {
    "code": ("Mã đơn vị", ("mã", "mã trường", "mã định danh", "code", "unit code"), 40),
    "name": ("Tên đơn vị", ("tên", "tên trường", "đơn vị", "name", "unit name"), 200),
    "kind": ("Loại đơn vị", ("loại", "loại hình trường", "cấp học", "kind", "type"), 100),
    "public": ("Công lập", ("loại hình", "công lập/ngoài công lập", "công lập hay ngoài công lập", "public",
                            "public or private"), 40),
    "parent": ("Mã đơn vị quản lý", ("mã đơn vị cấp trên", "mã cấp trên", "đơn vị quản lý", "mã phòng", "parent",
                                     "parent code"), 40),
    "address": ("Địa chỉ", ("address",), 200),
    "ward": ("Phường, xã", ("phường/xã", "xã phường", "ward"), 100),
    "head": ("Thủ trưởng", ("hiệu trưởng", "người đứng đầu", "head", "principal"), 120),
    "phone": ("Điện thoại", ("số điện thoại", "sđt", "phone", "telephone"), 40),
    "email": ("Thư điện tử", ("email", "e-mail", "mail"), 120),
    "domain": ("Tên miền", ("domain", "host"), 253),
    "owner_body": ("Cơ quan chủ quản", ("owner body", "owner"), 200),
    "opened_on": ("Ngày mở cổng", ("ngày mở", "opened on", "opened"), 20),
    "since": ("Trực thuộc từ ngày", ("từ ngày", "since", "from"), 20),
}
REQUIRED = ("code", "name", "kind")
#: The columns that are fields of a unit (content_types/unit.yaml) of the same name.
FIELDS = ("name", "public", "address", "ward", "head", "phone", "email", "owner_body")
#: Headings of the lists that we ourselves write; they say nothing to an import.
_IGNORED = frozenset(("dong", "ly do", "tinh trang", "ngay ket thuc", "stt"))
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
_EMAIL = re.compile(r"[^@\s,;<>\"'()]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_PHONE = re.compile(r"\+?[0-9][0-9 .()/-]{5,38}")
_YES = frozenset(("", "x", "1", "co", "yes", "true", "cong lap", "cong", "public", "truong cong lap"))
_NO = frozenset(("0", "khong", "no", "false", "ngoai cong lap", "tu thuc", "dan lap", "tu", "private", "tu nhan",
                 "truong ngoai cong lap"))


@dataclass(frozen=True)
class Heading:
    """Which column of the file holds what: ``places`` maps a column to its index; ``unknown`` are headings unused."""

    places: dict
    unknown: tuple


def key_of(heading):
    """Return how headings are compared: no accents, no case, letters and digits only."""
    return re.sub(r"[^a-z0-9]+", " ", fold(clean_line(heading))).strip()


_HEADINGS = {key_of(text): name for name, (title, more, _longest) in COLUMNS.items()
             for text in (title, *more, name)}


def read_heading(cells):
    """Return the :class:`Heading` of the first line of a file.

    :raises RuleError: a column that must be there is missing, or one comes twice.
    """
    places, unknown = {}, []
    for index, cell in enumerate(cells):
        text = clean_line(cell).rstrip("*").strip()
        name = _HEADINGS.get(key_of(text))
        if name is None:
            unknown += [text[:60]] if text and key_of(text) not in _IGNORED else []
        elif name in places:
            raise RuleError(_("The column “${title}” comes twice.", title=COLUMNS[name][0]))
        else:
            places[name] = index
    missing = [COLUMNS[name][0] for name in REQUIRED if name not in places]
    if missing:
        raise RuleError(_("These columns are missing in the first line: ${columns}. Start from the template.",
                          columns=", ".join(missing)))
    return Heading(places, tuple(unknown))


def read_cells(heading, cells):
    """Return {column: cleaned text} of a line; cells that the line lacks are ''."""
    return {name: clean_line(cells[index]) if index < len(cells) else "" for name, index in heading.places.items()}


def check_cells(typed, kinds):
    """Return (values, problems) of the texts of one line.

    ``values``: code, name, kind (its name in the vocabulary), public (bool), parent, address, ward, head, phone,
    email, domain, owner_body, opened_on and since (ISO days or ''); only columns that the file has. ``problems`` maps
    a column to its message.

    :param kinds: {name: UnitKind} of the vocabulary.
    """
    values, problems = {}, {}
    for name, text in typed.items():
        try:
            if len(text) > COLUMNS[name][2]:
                raise RuleError(_("At most ${longest} characters; this has ${length}.", longest=COLUMNS[name][2],
                                  length=len(text)))
            if not text and name in REQUIRED:
                raise RuleError(_("This must be filled in."))
            values[name] = _READERS[name](text, kinds) if name in _READERS else text
        except RuleError as error:
            problems[name] = error.message
    return values, problems


def read_code(text, kinds=None):
    """Return a code of a unit. :raises RuleError: it is empty, too long, or has other signs than a code has."""
    if not _CODE.fullmatch(text) or len(text) > COLUMNS["code"][2]:
        raise RuleError(_("A code has letters without accents, digits, dots, hyphens and slashes only, at most "
                          "${longest} of them.", longest=COLUMNS["code"][2]), "code")
    return text


def _parent(text, kinds):
    return read_code(text) if text else ""


def _kind(text, kinds):
    key = key_of(text)
    for name, kind in kinds.items():
        if key in (key_of(name), key_of(kind.title), key_of(kind.short_title)):
            return name
    known = ", ".join(kind.short_title for kind in kinds.values())
    raise RuleError(_("There is no kind “${text}”. Known kinds: ${kinds}.", text=text[:60], kinds=known))


def _public(text, kinds):
    key = key_of(text)
    if key in _YES:
        return True
    if key in _NO:
        return False
    raise RuleError(_("Expected “công lập” or “ngoài công lập”, not “${text}”.", text=text))


def _phone(text, kinds):
    if text and not _PHONE.fullmatch(text):
        raise RuleError(_("“${text}” is not a telephone number.", text=text))
    return text


def _email(text, kinds):
    if text and not _EMAIL.fullmatch(text):
        raise RuleError(_("“${text}” is not an e-mail address.", text=text[:80]))
    return text


def read_domain(text, kinds=None):
    """Return a host name in lower case, in ASCII; '' for none. :raises RuleError: it is none."""
    host = clean_line(text).lower().rstrip(".")
    for mark in ("https://", "http://"):
        host = host.removeprefix(mark).rstrip("/")
    if not host:
        return ""
    try:
        ascii_host = host.encode("idna").decode("ascii")
    except UnicodeError:
        ascii_host = ""
    labels = ascii_host.split(".")
    if len(ascii_host) > 253 or len(labels) < 2 or labels[-1].isdigit() or not all(map(_LABEL.fullmatch, labels)):
        raise RuleError(_("“${text}” is not a domain such as thcs-hoa-sen.edu.vn.", text=text[:80]))
    return ascii_host


def _day(text, kinds):
    return parse_day(_without_time(text)).isoformat() if text else ""


def _without_time(text):
    """A spreadsheet writes a day with midnight behind it."""
    return text.removesuffix(" 00:00:00").removesuffix("T00:00:00")


_READERS = {"code": read_code, "parent": _parent, "kind": _kind, "public": _public, "phone": _phone, "email": _email,
            "domain": read_domain, "opened_on": _day, "since": _day}
