"""A cell of a mark book: one byte. 0 to 100 are tenths of a mark; the other codes are said below."""

import re

from eduportal.domain.errors import RuleError
from eduportal.domain.messages import _
from eduportal.domain.text import clean_line

#: No mark yet. Never a zero: a zero is an explicit act of the teacher (R58-5).
EMPTY = 255
#: Đ (đạt) and CĐ (chưa đạt) of a subject assessed by comments.
ACHIEVED = 201
NOT_ACHIEVED = 202
#: Exempt ("miễn"): not assessed and not counted; neither a zero nor Đ (R58-20).
EXEMPT = 203
HIGHEST = 100
KINDS = ("mark", "comment")

_MARK = re.compile(r"([0-9]|10)(?:[.,]([0-9]))?")
_NUMBER = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?")
_COMMENTS = {"đ": ACHIEVED, "d": ACHIEVED, "cđ": NOT_ACHIEVED, "cd": NOT_ACHIEVED}
_COMMENT_CODES, _MARK_CODES = frozenset(_COMMENTS.values()), range(HIGHEST + 1)
_SHOWN = {EMPTY: "", ACHIEVED: "Đ", NOT_ACHIEVED: "CĐ", EXEMPT: "miễn"}
_EXEMPTIONS = frozenset(("m", "mg", "miễn", "mien"))
_LONGEST_SHOWN = 20


def parse_mark(text, kind, field=None):
    """Return the code of what was typed into a cell; nothing typed is EMPTY.

    ``kind`` "mark": 0 to 10 with at most one decimal after a comma or a point (R58-4, R22-3). ``kind`` "comment": Đ or
    CĐ, also d and cd. Anything else raises :class:`RuleError` about ``field``; nothing is clamped, rounded or guessed.
    """
    _check_kind(kind)
    typed = clean_line(text)
    word = typed.lower()
    if not typed:
        return EMPTY
    if word in _EXEMPTIONS:
        raise RuleError(_("An exemption is not typed into the mark book. It follows from the principal's decision on "
                          "the student (TT 58/2011, Điều 12; TT 22/2021, Điều 10)."), field)
    if kind == "comment":
        if word not in _COMMENTS:
            raise RuleError(_("“${text}” is not a result here: this subject is assessed by comments. Expected Đ or CĐ; "
                              "leave the cell empty if there is no result yet.", text=typed[:_LONGEST_SHOWN]), field)
        return _COMMENTS[word]
    return _parse_tenths(typed, word, field)


def format_mark(code, *, average=False):
    """Return a cell's code as it is shown: ``"8,5"``, ``"8"``, ``"10"``, ``"Đ"``, ``"CĐ"``, ``"miễn"`` or ``""``.

    With ``average`` a whole number below 10 keeps its decimal ("8,0"). Raises ValueError for a byte that is no code.
    """
    if code in _SHOWN:
        return _SHOWN[code]
    if not 0 <= code <= HIGHEST:
        raise ValueError(f"{code} is not the code of a mark.")
    whole, tenth = divmod(code, 10)
    return f"{whole},{tenth}" if tenth or (average and code < HIGHEST) else str(whole)


def check_code(code, kind, field=None):
    """Return ``code`` if a cell of a subject of this ``kind`` may hold it; EMPTY and EXEMPT stand in both kinds.

    Raises :class:`RuleError` otherwise.
    """
    _check_kind(kind)
    if code in (EMPTY, EXEMPT) or code in (_COMMENT_CODES if kind == "comment" else _MARK_CODES):
        return code
    raise RuleError(_("The code ${code} cannot stand in this mark book.", code=code), field)


def _parse_tenths(typed, word, field):
    found = _MARK.fullmatch(typed)
    tenths = int(found[1]) * 10 + int(found[2] or 0) if found else None
    if tenths is not None and tenths <= HIGHEST:
        return tenths
    shown = typed[:_LONGEST_SHOWN]
    if word in _COMMENTS:
        raise RuleError(_("“${text}” is not a mark: this subject is assessed by marks. Expected a number from 0 to 10.",
                          text=shown), field)
    number = _NUMBER.fullmatch(typed)
    if number and (tenths is not None or len(number[1].lstrip("0")) > 2 or int(number[1]) > 10):
        raise RuleError(_("“${text}” is above 10. Expected a number from 0 to 10; a decimal is typed after a comma, "
                          "for example 8,5.", text=shown), field)
    if number and len(number[2] or "") > 1:
        raise RuleError(_("“${text}” has more than one decimal. Expected at most one, for example 7,5: rounding is "
                          "the teacher's (TT 22/2021, TT 26/2020).", text=shown), field)
    raise RuleError(_("“${text}” is not a mark. Expected a number from 0 to 10 with at most one decimal, for example 8 "
                      "or 8,5; leave the cell empty if there is no mark.", text=shown), field)


def _check_kind(kind):
    if kind not in KINDS:
        raise ValueError(f"{kind!r} is not a kind of subject; expected one of {', '.join(KINDS)}.")
