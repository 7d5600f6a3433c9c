"""Vietnamese words inside an English sentence, marked for whoever has the page read aloud (WCAG 2.2, 3.1.2)."""

import re
from html import escape

from eduportal.views.language import is_english

_LETTER = "ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
#: A word that is written with a letter of Vietnamese only.
_WORD = rf"\w*[{_LETTER}{_LETTER.upper()}]\w*"
#: Between two such words stands at most one that could be of either language, and is none of these English ones.
_BETWEEN = r"(?: (?!(?:a|an|and|are|as|at|by|for|from|has|in|is|it|not|of|on|only|or|so|than|the|to|was|with)\b)\w+)?"
_RUN = re.compile(rf"(?:\b[A-Z][a-z]+ (?=[a-z{_LETTER}]))?{_WORD}(?:{_BETWEEN} {_WORD})*(?: Anh\b)?")


class Spoken(str):
    """A text of which the template takes the HTML: escaped, its Vietnamese words in ``<span lang="vi">``."""

    def __html__(self):
        """Return the HTML."""
        pieces, here = [], 0
        for found in _RUN.finditer(self):
            pieces += [escape(self[here:found.start()]), f'<span lang="vi">{escape(found[0])}</span>']
            here = found.end()
        return "".join([*pieces, escape(self[here:])])


def spoken(request, text):
    """Return ``text`` as a :class:`Spoken` on English pages; as it is on Vietnamese ones. Not for attributes."""
    return Spoken(text) if is_english(request) else text
