"""Names of people and the Vietnamese order of words: letters first, then tones, word by word (R11-1 to R11-4)."""

import re
import unicodedata

from eduportal.domain.text import clean_line, fold

# Letters differ at level 1, tones at level 2 (R11-2); f, j, w and z stand at their international place.
_LETTERS = "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z".split()
_CODES = dict(zip(_LETTERS, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg", strict=True))
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = {"\u0306": "a", "\u0302": "aeo", "\u031b": "ou"}
_NUMBER_OR_CHAR = re.compile(r"\d+|.", re.DOTALL)
_LONGEST_NUMBER = 99
#: A letter without accents -> the codes of all letters that it is found in.
_ALIKE = {bare: f"[{''.join(code for letter, code in _CODES.items() if fold(letter) == bare)}]"
          for bare in {fold(letter) for letter in _LETTERS}}
# Below every code of a syllable, so a shorter name comes before a longer one that begins with it.
_PART_END = "!"


def order_key(text):
    """Return an ASCII str; such keys sort by code point as their texts sort in Vietnamese.

    Word by word; within a word the letters decide, then the tone: a < ă < â, d < đ, ma < mà < mả < mã < má < mạ.
    Numbers come before letters and by their value ("Quận 2" before "Quận 10"). Upper and lower case, NFC and NFD, hoà
    and hòa are equal; punctuation only separates. Equal keys are broken by what the caller appends.
    """
    return "".join(_syllable_key(syllable) for syllable in _syllables(text))


def sought(text):
    """Return a compiled pattern whose ``search`` finds ``text`` in an :func:`order_key`, or None without a letter.

    Accents and đ do not count: "truong" finds "trường" and "Trương". The last word may be a beginning, numbers are
    found by their digits.
    """
    words = ["".join(_pieces_sought(syllable, at == 0)) for at, syllable in enumerate(_syllables(text))]
    words = [word for word in words if word]
    return re.compile(" [1-5]* ".join(words)) if words else None


def _pieces_sought(syllable, first):
    bare = "".join(char for char in syllable.replace("đ", "d") if not unicodedata.combining(char))
    for place, piece in enumerate(_NUMBER_OR_CHAR.findall(bare)):
        if unicodedata.decimal(piece[0], None) is not None:
            digits = "".join(str(unicodedata.decimal(char)) for char in piece).lstrip("0") or "0"
            # Two digits in front tell the length of the number.
            yield rf"\d\d\d*{digits}" if first and place == 0 else rf"\d\d{digits}"
        else:
            yield _ALIKE.get(piece) or re.escape(_code(piece))


def name_key(full):
    """Return the tuple (tên, họ, đệm) of keys that sort people: by tên, then họ, then đệm (R11-1, R11-3).

    Followed by the day of birth and the code, it gives the order of a class list.
    """
    ho, dem, ten = split_name(full)
    return (order_key(ten), order_key(ho), order_key(dem))


def name_order_key(full):
    """Return the :func:`name_key` of a full name as one ASCII str that sorts by code point in the same order."""
    return _PART_END.join(name_key(full))


def split_name(full):
    """Return (họ, đệm, tên) of a full name: the first word, those between, the last word (R11-5).

    A name of one word is a tên. It is the default for double surnames and names such as "Y Ban" too: the parts are kept
    apart where a person corrects them, and a corrected name is not split again.
    """
    parts = clean_line(full).split()
    if len(parts) < 2:
        return ("", "", "".join(parts))
    return (parts[0], " ".join(parts[1:-1]), parts[-1])


def _syllables(text):
    """Return the words of ``text`` decomposed and in lower case, without the apostrophes of names such as H'Hen."""
    decomposed = unicodedata.normalize("NFD", clean_line(text).casefold())
    kept = (char if char.isalnum() or unicodedata.combining(char) else " " for char in re.sub("['’ʼ]", "", decomposed))
    return "".join(kept).split()


def _syllable_key(syllable):
    # A blank closes the letters and another the tones: it sorts below both, so a syllable that ends comes first.
    letters, tones = [], []
    for piece in _NUMBER_OR_CHAR.findall(syllable):
        if piece in _TONES:
            tones.append(_TONES[piece])
        elif piece in _SHAPES:
            if letters and letters[-1] in _SHAPES[piece]:
                letters[-1] = unicodedata.normalize("NFC", letters[-1] + piece)
        elif not unicodedata.combining(piece[0]):
            letters.append(piece)
    if not letters:
        return ""
    return f"{''.join(map(_code, letters))} {''.join(tones)} "


def _code(piece):
    if piece in _CODES:
        return _CODES[piece]
    if unicodedata.decimal(piece[0], None) is not None:
        digits = "".join(str(unicodedata.decimal(char)) for char in piece).lstrip("0") or "0"
        return f"{min(len(digits), _LONGEST_NUMBER):02d}{digits}"
    return f"~{ord(piece):06x}"
