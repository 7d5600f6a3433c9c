"""The order of what a search finds, as steps: each is a query of the full-text table and, for few rows, a test of one.

Both must agree; ``tests/integration/test_sidestore_search.py`` compares them.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from eduportal.domain.text import exact, fold
from eduportal.sidestore.words import ACCENTED, ACCENTED_TITLE, BODY, TITLE, words_of

_MAX_LETTERS, _MAX_WORDS, _MAX_WORD = 400, 12, 40
#: A longer phrase costs more to look for (0.25 s for seven common words) than it tells beside all its words.
_MAX_PHRASE = 4
_TITLES = f"{{{TITLE}}}"
_ALL = f"{{{TITLE} {BODY}}}"


@dataclass(frozen=True)
class Words:
    """The words asked for: folded, and as they were typed; ``open_end`` when the last may be a beginning."""

    folded: tuple
    typed: tuple
    open_end: bool

    @property
    def accented(self):
        return self.folded != self.typed


def read(query):
    """Return the :class:`Words` of what a person typed: letters and digits, nothing else, and not too many."""
    typed = tuple(word[:_MAX_WORD] for word in words_of(exact(query[:_MAX_LETTERS]))[:_MAX_WORDS])
    # A single letter or a number is meant as it is: "lớp 1" does not look for class 10.
    open_end = bool(typed) and len(typed[-1]) > 1 and not typed[-1].isdigit()
    return Words(tuple(fold(word) for word in typed), typed, open_end)


@dataclass(frozen=True)
class Step:
    """Rows in which every word occurs.

    :param typed: the accents typed count; a word typed without any is looked for without all the same.
    :param in_title: in the title only.
    :param phrase: one after the other, besides.
    :param begins: the last word may be a beginning.
    """

    words: Words
    typed: bool
    in_title: bool = False
    phrase: bool = False
    begins: bool = False

    @property
    def match(self):
        """The step as an expression of FTS5, in which every word of a person stands in quotes."""
        columns = _TITLES if self.in_title else _ALL
        accented = ACCENTED_TITLE if self.in_title else ACCENTED
        parts = [f'{accented} : "{word}"' if marked else f'{columns} : "{word}"' for word, marked in self._words]
        words = " AND ".join(parts) + ("*" if self.begins else "")
        if not self.phrase:
            return words
        phrase = " + ".join(f'"{word}"' for word in self.words.folded)
        return f"{_ALL} : ({phrase}) AND {words}"

    def fits(self, row):
        """Return whether a row of the full-text table, read as text, belongs to this step."""
        plain = [row.w_title] if self.in_title else [row.w_title, row.w_body]
        accented = [row.w_accented_title if self.in_title else row.w_accented]
        for pattern, (_word, marked) in zip(self._patterns, self._words, strict=True):
            if not any(pattern.search(text) for text in (accented if marked else plain)):
                return False
        return not self.phrase or any(self._phrase_pattern.search(text) for text in plain)

    @cached_property
    def _words(self):
        pairs = list(zip(self.words.folded, self.words.typed, strict=True))
        return [(typed, True) if self.typed and folded != typed else (folded, False) for folded, typed in pairs]

    @cached_property
    def _patterns(self):
        last = len(self._words) - 1
        return [_pattern(re.escape(word), self.begins and number == last)
                for number, (word, _marked) in enumerate(self._words)]

    @cached_property
    def _phrase_pattern(self):
        return _pattern(r"[\W_]+".join(map(re.escape, self.words.folded)), False)


def steps(words):
    """Return the :class:`Step` list in the order of their worth; each may find what an earlier one has found."""
    forms = (True, False) if words.accented else (False,)
    found = []
    for typed in forms:
        found.append(Step(words, typed, in_title=True))
        if 1 < len(words.folded) <= _MAX_PHRASE:
            found.append(Step(words, typed, phrase=True))
        found.append(Step(words, typed))
    return found + [Step(words, typed, begins=True) for typed in forms if words.open_end]


def _pattern(inner, open_end):
    return re.compile(rf"(?<![^\W_]){inner}" + ("" if open_end else r"(?![^\W_])"))
