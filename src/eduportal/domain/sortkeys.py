"""Fractional sort keys: between any two there is room for another, so moving one thing rewrites only that thing.

A key is a path of whole numbers; a path sorts before the paths that continue it. Putting things at the same place again
and again counts on in one number, so a key grows with the logarithm of the number of insertions. Only an insertion
between the two newest keys, over and over, adds a number every few times (measured in test_domain_sortkeys.py).
"""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)
_VALUES = {digit: value for value, digit in enumerate(_DIGITS)}
# A number begins with how many digits it has: a (1) to z (26), and for negative ones Z (1) down to A (26).
_PLUS, _MINUS, _LONGEST = ord("a") - 1, ord("Z") + 1, 26
# Room left between neighbours: enough for a few insertions before a path gets longer.
_STEP = 32


def key_between(a, b):
    """Return a key (ASCII letters and digits) that sorts after ``a`` and before ``b``; None is an open end.

    Raises ValueError when ``a`` does not sort before ``b`` or one of them is no such key. Two writers can get the same
    key for the same gap: the caller breaks the tie by what it sorts by next, and asks for a place beside a tie.
    """
    if a is not None and b is not None and a >= b:
        raise ValueError(f"There is nothing between {a!r} and {b!r}.")
    low = None if a is None else _path(a)
    high = None if b is None else _path(b)
    return "".join(map(_text, _between(low, high)))


def keys_between(a, b, n):
    """Return ``n`` keys in order, all after ``a`` and before ``b``; as :func:`key_between`."""
    keys = []
    for _number in range(n):
        keys.append(key_between(keys[-1] if keys else a, b))
    return keys


def _between(low, high):
    if low is None:
        return (0,) if high is None else (high[0] - _STEP,)
    if high is None:
        return (low[0] + _STEP,)
    same = 0
    while same < min(len(low), len(high)) and low[same] == high[same]:
        same += 1
    if same == len(low):
        return (*low, high[same]) if len(high) > same + 1 else (*low, high[same] - _STEP)
    if high[same] - low[same] > 1:
        return (*low[:same], (low[same] + high[same]) // 2)
    # Neighbours: what continues ``low`` is still below ``high``.
    after = low[same + 1] + _STEP if len(low) > same + 1 else 0
    return (*low[:same + 1], after)


def _text(number):
    size, digits = abs(number), ""
    while size or not digits:
        size, digit = divmod(size, _BASE)
        digits = _DIGITS[digit if number >= 0 else _BASE - 1 - digit] + digits
    return chr(_PLUS + len(digits) if number >= 0 else _MINUS - len(digits)) + digits


def _path(key):
    """Return the tuple of whole numbers that ``key`` writes. Raises ValueError when this module did not write it."""
    numbers, rest = [], key
    while rest:
        head = rest[0]
        length = ord(head) - _PLUS if head >= "a" else _MINUS - ord(head)
        digits, rest = rest[1:1 + length], rest[1 + length:]
        if not 1 <= length <= _LONGEST or len(digits) < length or not set(digits) <= _VALUES.keys():
            raise ValueError(f"{key!r} is not a sort key.")
        numbers.append(_number(digits, negative=head <= "Z"))
    if not numbers or "".join(map(_text, numbers)) != key:
        raise ValueError(f"{key!r} is not a sort key.")
    return tuple(numbers)


def _number(digits, *, negative):
    size = 0
    for digit in digits:
        size = size * _BASE + (_BASE - 1 - _VALUES[digit] if negative else _VALUES[digit])
    return -size if negative else size
