"""The piece of a text that shows why it was found."""

from eduportal.domain.text import fold

_BEFORE, _AFTER = 60, 180
#: So many places of words are looked at for the best piece.
_PLACES = 50


def snippet(original, folded, words, prefix):
    """Return the piece of ``original`` around the first words found, as ``[(text, marked), ...]``.

    :param folded: the folded text as stored; used when it is as long as the original, letter by letter.
    :param words: folded words that were looked for.
    :param prefix: whether the last of ``words`` may be the beginning of a longer one.
    """
    if len(folded) != len(original):
        folded = _same_length(original)
    spans = _spans(folded, words, prefix)
    start = max(0, _densest(spans) - _BEFORE)
    end = min(len(original), start + _BEFORE + _AFTER)
    start, end = _at_words(folded, start, end)
    pieces, here = [("…", False)] if start else [], start
    for first, last, _number in spans:
        if last > end:
            break
        if first < here:
            continue
        if here < first:
            pieces.append((original[here:first], False))
        pieces.append((original[first:last], True))
        here = last
    pieces.append((original[here:end] + ("…" if end < len(original) else ""), False))
    return [piece for piece in pieces if piece[0]]


def _same_length(original):
    # One letter for one letter; a letter that folds to none or to two keeps its place as a letter that no word has.
    return "".join(each if len(each) == 1 else "\ufffd" for each in (fold(letter) for letter in original))


def _spans(folded, words, prefix):
    """Return where the words stand, ``(first, last, number of the word)`` in order.

    The last word counts as a beginning only in a text that does not have it whole.
    """
    found = set()
    for number, word in enumerate(words):
        whole, begun = set(), set()
        at = folded.find(word)
        while at >= 0:
            end = at + len(word)
            while end < len(folded) and folded[end].isalnum():
                end += 1
            if at == 0 or not folded[at - 1].isalnum():
                (whole if end == at + len(word) else begun).add((at, end, number))
            at = folded.find(word, at + 1)
        found |= whole or (begun if prefix and number == len(words) - 1 else set())
    return sorted(found)


def _densest(spans):
    """Return where the piece begins that has the most different words; the first of equals."""
    best, start = 0, 0
    different = len({number for _at, _end, number in spans[:_PLACES]})
    for place, (first, _last, _number) in enumerate(spans[:_PLACES]):
        near = {number for at, _end, number in spans[place:place + _PLACES] if at < first + _AFTER - _BEFORE}
        if len(near) > best:
            best, start = len(near), first
        if best == different:
            break
    return start


def _at_words(folded, start, end):
    """Move both ends of a window inwards to the next gap between words, if there is one near."""
    gap = folded.find(" ", start, start + 20) if start else -1
    start = gap + 1 if gap >= 0 else start
    gap = folded.rfind(" ", max(start, end - 20), end) if end < len(folded) else -1
    return start, gap if gap >= 0 else end
