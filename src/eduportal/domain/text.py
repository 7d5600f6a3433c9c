"""Vietnamese text: one form on every way in, keys to find it by, names for URLs, cells that no spreadsheet runs."""

import re
import unicodedata
from functools import cache

_MARKS = "\u0300-\u036f"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
#: Letters that look like nothing: Hangul fillers and the empty Braille cell. They count as white space.
_BLANKS = dict.fromkeys((0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0), " ")
#: Public name lists and keyboards write the Icelandic eth where đ is meant.
_ETH = {0xD0: "Đ", 0xF0: "đ"}
_UNSEEN = frozenset(("Cc", "Cf", "Cs"))
#: The joiner of emoji, wherever it does not stand between two of them (a colour or style may follow the first one).
_JOINER = "\u200d"
_PICTURE = "[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]"
_STRAY_JOINER = re.compile(f"(?<!{_PICTURE})(?<!{_PICTURE}\ufe0f){_JOINER}|{_JOINER}(?!{_PICTURE})")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SLUG_LENGTH = 60
#: Marks in a row that are kept, and the length up to which there is nothing to fear from them.
_MOST_MARKS, _SHORT = 30, 256
_FAR = re.compile(f"[\u0300-\U0001efff]{{{_MOST_MARKS + 1}}}")
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def nfc(s):
    """Return ``s`` in Unicode normal form C, in which ``"Ấn"`` is two characters however it was typed.

    Of more than thirty combining marks in a row the rest is left out (as in the stream-safe text of Unicode, UAX #15):
    nobody writes them, and ordering forty thousand of them takes twenty seconds.
    """
    # The marks have a thousand places; where nothing far behind Latin stands in such a row, no mark does.
    crowded = len(s) > _SHORT and not s.isascii() and _FAR.search(s) is not None
    return unicodedata.normalize("NFC", _crowds().sub(r"\1", s) if crowded else s)


@cache
def _crowds():
    """Return the pattern of combining marks in a row, the first thirty of them in a group."""
    marks = "".join(chr(code) for code in range(0x300, 0x1F000) if unicodedata.combining(chr(code)))
    return re.compile(f"([{marks}]{{{_MOST_MARKS}}})[{marks}]+")


def clean_line(s):
    """Return ``s`` as one line fit to be kept: NFC, stripped, white space collapsed, Ð and ð repaired to Đ and đ.

    Control, zero-width and direction characters, lone surrogates and non-characters are taken out: they cannot be seen,
    and make one name look like another. Only between two emoji a joiner stays: it makes one picture of them.
    """
    return nfc(" ".join(_STRAY_JOINER.sub("", s.translate(_SHOWN)).split()))


def clean_text(s):
    """Return ``s`` cleaned as by :func:`clean_line`, line by line; every kind of line break becomes ``"\\n"``."""
    return "\n".join(clean_line(line) for line in s.splitlines()).strip("\n")


def fold(s):
    """Return ``s`` in lower case without accents and with d for đ, for search: "Hoà" and "HÓA" are "hoa" (R11-6)."""
    return nfc(s.translate(_FOLDED))


def unify_tone(s):
    """Return ``s`` with the tone of a final oa, oe or uy on its first vowel: hoà → hòa, thuỷ → thủy (R11-4).

    After q the u is no vowel, so Quý stays as it is. The result is NFC.
    """
    return _NEW_STYLE.sub(_move_tone, nfc(s))


def exact(s):
    """Return the key by which an exact search compares: lower case, NFC, one placement of tones; accents are kept."""
    # The Turkish İ has a small form of two characters, which no word of ours contains.
    return unify_tone(nfc(s).lower().replace("i\u0307", "i"))


def slug(s, fallback="trang"):
    """Return the name of ``s`` in a URL: 1 to 60 characters of ``[a-z0-9-]`` that begin and end with a letter or digit.

    A name without any letter or digit gives ``fallback``. Never begins with "@" or "+" (view names) nor "_" or "-".
    """
    name = re.sub(r"[^a-z0-9]+", "-", fold(s)).strip("-")
    if len(name) > _SLUG_LENGTH:
        whole_words = name[:_SLUG_LENGTH + 1].rpartition("-")[0]
        name = whole_words if len(whole_words) > _SLUG_LENGTH // 2 else name[:_SLUG_LENGTH]
    return name.strip("-") or fallback


def words(s):
    """Return the words of ``s`` in order, as a list of NFC strings of letters and digits."""
    return _WORD.findall(nfc(s))


def inert_cell(text):
    """Return ``text`` so that a spreadsheet shows it and never runs it: what could begin a formula gets a ``'`` first.

    A formula begins with = + - @, a tab or a carriage return (OWASP, CSV injection); spaces before it do not protect.
    """
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


class _Table(dict):
    """A table for ``str.translate`` that works out a letter when it first meets it."""

    def __init__(self, of):
        super().__init__()
        self.of = of

    def __missing__(self, code):
        self[code] = found = self.of(chr(code))
        return found


def _shown(char):
    char = char.translate(_ETH).translate(_BLANKS)
    return char if char.isspace() or char == _JOINER or not _is_unseen(char) else ""


def _folded(char):
    bare = "".join(each for each in unicodedata.normalize("NFKD", char.lower()) if unicodedata.category(each) != "Mn")
    return nfc(bare.lower().translate({0x111: "d", 0xF0: "d"}))


_SHOWN, _FOLDED = _Table(_shown), _Table(_folded)


def _is_unseen(char):
    return unicodedata.category(char) in _UNSEEN or ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF


def _toned(vowels):
    return "".join(nfc(vowel + tone) for letter in vowels for vowel in (letter, letter.upper()) for tone in _TONES)


def _move_tone(found):
    first, second = found[0]
    vowel, tone = unicodedata.normalize("NFD", second)
    return nfc(first + tone) + vowel


_END = rf"(?![^\W_]|[{_MARKS}])"
_NEW_STYLE = re.compile(rf"(?:[oO][{_toned('ae')}]|(?<![qQ])[uU][{_toned('y')}]){_END}")
