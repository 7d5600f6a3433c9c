"""Short forms of identities: the beginning of a random uuid, in letters that cannot be mistaken for each other.

Nothing is stored for them, so they are as permanent as the identity. 40 random bits cannot be guessed one by one.
"""

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_READ = {letter: number for number, letter in enumerate(_LETTERS)} | {"o": 0, "i": 1, "l": 1}
_BITS, _UUID_BITS = 5, 128
LONGEST = 25


def letters_of(uuid, length):
    """Return the first ``length`` letters (5 bits each, at most 25) of a uuid of 32 hexadecimal digits."""
    number = int(uuid, 16) >> (_UUID_BITS - _BITS * length)
    return "".join(_LETTERS[(number >> (_BITS * place)) & 31] for place in reversed(range(length)))


def range_of(letters):
    """Return (lowest, highest) uuid that begins with ``letters``, or None for what is no short form.

    Capitals count as small letters; o reads as 0, i and l as 1.
    """
    letters = letters.lower()
    if not 1 <= len(letters) <= LONGEST or any(letter not in _READ for letter in letters):
        return None
    number = 0
    for letter in letters:
        number = number << _BITS | _READ[letter]
    rest = _UUID_BITS - _BITS * len(letters)
    return f"{number << rest:032x}", f"{(number + 1 << rest) - 1:032x}"
