"""Words typed in the encodings before Unicode: TCVN3 ("gi¸o dôc"), VNI ("giaùo duïc").

They come out of old documents with their fonts left behind. Readers see nonsense, and no search finds such a word.
Only signs that Vietnamese, and names of other languages, hardly ever have count; a doubt is told, nothing is refused.
"""

import re
import unicodedata

_SIGNS = "µ¸¶·¹®\xad¬«ª©¨»¼½¾"
#: A word as these encodings write it; of a longer run of letters the beginning is enough.
_PIECE = re.compile(f"[A-Za-zÀ-ÖØ-öø-ÿ×§{_SIGNS}]{{2,60}}")
#: TCVN3 (.VnTime) writes ư as a soft hyphen (taken out on the way in), à as µ, á as ¸, đ as ®, ệ as Ö and so on.
_TCVN3 = re.compile(f"[a-zµ¸¶·¹®\xad][{_SIGNS}ÆËÑÖ×ØÜÞß]|[\xad®§][a-zµ¸¶·¹\xad]")
#: VNI writes the tone as a letter of its own behind the vowel: aø, öôø, eä; đ is ñ.
_VNI = re.compile("[aeouyôö][øûõïåäëü]|[aeuyôö]ù|öô|^ñ[aeiouyöô]")
_WORD = re.compile(r"\S{2,}")
#: Every eighth word, or so many different ones in a long text.
_SHARE, _MANY = 8, 8


def old_words(text):
    """Return at most five words of ``text`` that look like TCVN3 or VNI; none where it may be a foreign name or two."""
    text = unicodedata.normalize("NFC", text)
    words, pieces = len(_WORD.findall(text)), list(dict.fromkeys(_PIECE.findall(text)))
    found = max(([each for each in pieces if pattern.search(each)] for pattern in (_TCVN3, _VNI)), key=len)
    return found[:5] if found and (len(found) * _SHARE >= words or len(found) >= _MANY) else []
