"""What changed between two texts: paragraphs first, then word by word where a paragraph was changed.

The cost is bounded for every input: texts that are too long to be compared word by word are shown as taken out and put
in, which is true, only longer to read.
"""

import re
from difflib import SequenceMatcher

SAME, ADDED, REMOVED = "same", "added", "removed"
#: Above so many paragraphs, or words in one changed stretch, nothing is aligned any more.
MOST_PARAGRAPHS = 2_000
MOST_WORDS = 2_000
#: Two paragraphs with less in common than this are another paragraph, not a changed one.
_ALIKE = 0.4
_WORD = re.compile(r"\s+|[^\W_]+|[^\s]")


def compare_texts(old, new):
    """Return the differences as a list of paragraphs, each a list of (kind, text).

    Kind is "same", "added" or "removed". The "same" and "removed" pieces together are the paragraphs of ``old``, the
    "same" and "added" ones those of ``new``; empty lines are left out.
    """
    before, after = _paragraphs(old), _paragraphs(new)
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    last_before, last_after = len(before) - tail, len(after) - tail
    middle = _compare_blocks(before[head:last_before], after[head:last_after])
    return [*_whole(SAME, before[:head]), *middle, *_whole(SAME, before[last_before:])]


def is_changed(paragraphs):
    """Return whether :func:`compare_texts` found any difference."""
    return any(kind != SAME for pieces in paragraphs for kind, _text in pieces)


def shortened(paragraphs, around=1):
    """Return the changed paragraphs with ``around`` unchanged ones on each side; an empty one stands for what is left
    out between them."""
    changed = {index for index, pieces in enumerate(paragraphs) if is_changed([pieces])}
    kept = [index for index in range(len(paragraphs))
            if any(near in changed for near in range(index - around, index + around + 1))]
    found, last = [], -1
    for index in kept:
        if index > last + 1:
            found.append([])
        found.append(paragraphs[index])
        last = index
    return [*found, []] if kept and last + 1 < len(paragraphs) else found


def _paragraphs(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def _common(one, other):
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _whole(kind, paragraphs):
    return [[(kind, text)] for text in paragraphs]


def _compare_blocks(before, after):
    if len(before) > MOST_PARAGRAPHS or len(after) > MOST_PARAGRAPHS:
        return _whole(REMOVED, before) + _whole(ADDED, after)
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if kind == "equal":
            found += _whole(SAME, before[a:b])
        else:
            found += _compare_changed(before[a:b], after[c:d])
    return found


def _compare_changed(before, after):
    """Compare the paragraphs of one changed stretch in pairs, as they stand; what is left over is new or gone."""
    paired = min(len(before), len(after))
    found = []
    for old, new in zip(before, after, strict=False):
        found += _compare_words(old, new)
    return found + _whole(REMOVED, before[paired:]) + _whole(ADDED, after[paired:])


def _compare_words(old, new):
    before, after = _WORD.findall(old), _WORD.findall(new)
    apart = [[(REMOVED, old)], [(ADDED, new)]]
    if len(before) > MOST_WORDS or len(after) > MOST_WORDS:
        return apart
    matcher = SequenceMatcher(None, before, after, autojunk=len(before) + len(after) > 600)
    if matcher.quick_ratio() < _ALIKE:
        return apart
    pieces = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pieces.append((SAME, "".join(before[a:b])))
            continue
        pieces += [(REMOVED, "".join(before[a:b]))] if b > a else []
        pieces += [(ADDED, "".join(after[c:d]))] if d > c else []
    return [_joined(pieces)]


def _joined(pieces):
    """Put a lone space between two changes to both of them: “đỏ xanh” reads better than four crumbs."""
    found = []
    for index, (kind, text) in enumerate(pieces):
        between = 0 < index < len(pieces) - 1 and pieces[index - 1][0] != SAME and pieces[index + 1][0] != SAME
        if kind == SAME and text.isspace() and between:
            found += [(REMOVED, text), (ADDED, text)]
        else:
            found.append((kind, text))
    merged = []
    for kind, text in _grouped(found):
        if merged and merged[-1][0] == kind:
            merged[-1] = (kind, merged[-1][1] + text)
        else:
            merged.append((kind, text))
    return merged


def _grouped(pieces):
    """Yield the pieces with all that was removed in one stretch of changes before all that was added there."""
    removed, added = [], []
    for kind, text in [*pieces, (SAME, "")]:
        if kind == REMOVED:
            removed.append((kind, text))
        elif kind == ADDED:
            added.append((kind, text))
        else:
            yield from (*removed, *added)
            removed, added = [], []
            if text:
                yield kind, text
