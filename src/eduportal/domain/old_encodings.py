"""Words typed in the encodings before Unicode: TCVN3 ("gi¸o dôc"), VNI ("giaùo duïc").

They come out of old documents with their fonts left behind. Readers see nonsense, and no search finds such a word.
Only signs that Vietnamese, and names of other languages, hardly ever have count; a doubt is told, nothing is refused.
"""

import re
import unicodedata

_LETTER = "A-Za-zÀ-ÖØ-öø-ÿ"
#: TCVN3 (.VnTime) writes ư as a soft hyphen (taken out on the way in), à as µ, á as ¸, đ as ®, ệ as Ö and so on.
_TCVN3 = re.compile(rf"[{_LETTER}]*(?:[a-zµ¸¶·¹®­][­®¬«ª©¨µ¸¶·¹»¼½¾ÆËÑÖ×ØÜÞß]|[­®§][a-zµ¸¶·¹­])[{_LETTER}­®¬«ª©¨µ¸¶·¹»¼½¾]*")
#: VNI writes the tone as a letter of its own behind the vowel: aø, öôø, eä; đ is ñ.
_VNI = re.compile(rf"[{_LETTER}]*(?:[aeouyôö][øûõïåäëü]|[aeuyôö]ù|öô|\bñ[aeiouyöô])[{_LETTER}]*")
_WORD = re.compile(r"\S{2,}")
#: Every eighth word, or so many different ones in a long text.
_SHARE, _MANY = 8, 8


def old_words(text):
    """Return at most five words of ``text`` that look like TCVN3 or VNI; none where it may be a foreign name or two."""
    text = unicodedata.normalize("NFC", text)
    words = len(_WORD.findall(text))
    found = max(([each[0] for each in pattern.finditer(text)] for pattern in (_TCVN3, _VNI)), key=len)
    found = list(dict.fromkeys(found))
    return found[:5] if found and (len(found) * _SHARE >= words or len(found) >= _MANY) else []
