"""Personal data in what is about to become public: identity numbers, telephone numbers, birth dates.

A public page never holds personal data of students (NĐ 13/2023; from 01/01/2026 Luật 91/2025/QH15, Điều 24: the private
life of a child needs consent). What is found here stops the publication until somebody answers for it by name.
"""

import re
from dataclasses import dataclass

from eduportal.domain.text import nfc

#: So many hits are shown; where there are more, the text needs another look in any case.
MOST_HITS = 50
#: So many letters before and behind a hit are shown with it.
_AROUND = 30
CITIZEN_ID, PHONE, BIRTH_DATE = "citizen_id", "phone", "birth_date"

#: Twelve digits, also written in groups; a part of a longer number (an account, a code) is none.
_ID = re.compile(r"(?<![\d.,/-])(?<!\d )\d(?:[ .]?\d){11}(?![ .,]?\d|[-/]\d)")
#: Mobile 03 05 07 08 09, fixed lines 02 (Thông tư 22/2014/TT-BTTTT, 06/2017), with 0, 84 or +84 in front.
_PHONE = re.compile(r"(?<![\d.,/-])(?:\+?84[ .-]?\(?0?\)?|\(?0)[ .-]?"
                    r"(?:[35789]\d(?:\)?[ .-]?\d){7}|2\d{1,2}\)?(?:[ .-]?\d){7,8})(?![.,]?\d|[-/]\d)")
_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})[ ]?[/.-][ ]?(\d{1,2})[ ]?[/.-][ ]?(\d{4})(?![\d]|[/.-]\d)"
                   r"|ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})|(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)", re.IGNORECASE)
_BIRTH = re.compile(r"ngày(?:,? tháng,? năm)? sinh|sinh ngày|năm sinh|sinh năm|ngày/tháng/năm sinh"
                    r"|date of birth|\bdob\b|\bngsinh\b|\bng\.? ?sinh\b|\bsinh ngay\b|\bngay sinh\b|\bnam sinh\b",
                    re.IGNORECASE)
#: A day behind one of these is that of a paper, not of a birth.
_OF_A_PAPER = re.compile(r"\b(?:số|quyết định|nghị định|thông tư|công văn|luật|ban hành|kế hoạch|tờ trình|QĐ-\w+|"
                         r"TT-\w+|NĐ-CP)[^.;\n]{0,40}$", re.IGNORECASE)
_OLDEST = 90
_YOUNGEST = 2


@dataclass(frozen=True)
class Hit:
    """One thing found. ``kind`` is citizen_id, phone or birth_date; ``place`` is where, as it was given with the text;
    ``found`` is what stands there, ``around`` a piece of the line with it."""

    kind: str
    place: tuple
    found: str
    around: str

    @property
    def masked(self):
        """What is kept in a log of it: the beginning and the length, never the data itself."""
        letters = [each for each in self.found if each.isalnum()]
        return "".join(letters[:3]) + "•" * max(0, len(letters) - 3)


def find_personal_data(pieces, *, year, own_phones=()):
    """Return the :class:`Hit`\\ s of a document, at most :data:`MOST_HITS` and one more when there are more.

    :param pieces: (place, text) of the whole document, in order; a word such as "Ngày sinh" in one piece (the head of
        a table) makes dates in the others birth dates. :param year: the present year.
    :param own_phones: telephone numbers that may stand there: those of the unit and of the offices above it.
    """
    pieces = [(place, nfc(text)) for place, text in pieces]
    births = any(_BIRTH.search(text) for _place, text in pieces)
    own = {_digits(each) for each in own_phones if _digits(each)}
    hits = []
    for place, text in pieces:
        for kind, match in _matches(text, births, year, own):
            hits.append(Hit(kind, place, match.group().strip(), _piece(text, match)))
            if len(hits) > MOST_HITS:
                return hits
    return hits


def _matches(text, births, year, own):
    """Yield (kind, match) of one text; what was an identity number is not a telephone number too."""
    taken = []
    for match in _ID.finditer(text):
        if _digits(match.group()) not in own and not _PHONE.fullmatch(match.group()):
            taken.append(match.span())
            yield CITIZEN_ID, match
    for match in _PHONE.finditer(text):
        if _digits(match.group()) not in own and not any(a < match.end() and match.start() < b for a, b in taken):
            yield PHONE, match
    for match in _DATE.finditer(text) if births else ():
        if _is_birth_date(match, text, year):
            yield BIRTH_DATE, match


def _is_birth_date(match, text, year):
    numbers = [int(each) for each in match.groups() if each]
    day, month, born = numbers if match.group(7) is None else reversed(numbers)
    if not (1 <= month <= 12 and 1 <= day <= 31 and year - _OLDEST <= born <= year - _YOUNGEST):
        return False
    # Of two words before the day, one of birth and one of a paper, the nearer one tells what day it is.
    before = text[max(0, match.start() - 60):match.start()]
    births = [each.end() for each in _BIRTH.finditer(before)]
    paper = _OF_A_PAPER.search(before[births[-1]:] if births else before)
    return paper is None


def _digits(text):
    """Return the digits of a number in its national form: 84 in front becomes 0."""
    digits = re.sub(r"\D", "", text)
    if digits.startswith("84") and len(digits) > 10:
        return "0" + digits[2:].lstrip("0")
    return digits


def _piece(text, match):
    start, end = max(0, match.start() - _AROUND), min(len(text), match.end() + _AROUND)
    piece = " ".join(text[start:end].split())
    return ("…" if start else "") + piece + ("…" if end < len(text) else "")
