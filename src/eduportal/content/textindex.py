"""The text index of a unit: Vietnamese folding, no English stop words, postings that do not conflict."""

import unicodedata

from BTrees import family64
from hypatia.text import TextIndex
from hypatia.text.lexicon import CaseNormalizer, Lexicon, Splitter
from hypatia.text.okapiindex import OkapiIndex


def _fold(text):
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


class VietnameseFolder:
    """First step of the lexicon: letters without accents, so that "truong" finds "trường" in any normal form."""

    def process(self, texts):
        return [_fold(text) for text in texts]

    processGlob = process


class GentleOkapiIndex(OkapiIndex):
    """Postings are BTrees from the first document: hypatia's dicts of ten made four of five conflicts."""

    def _mass_add_wordinfo(self, weights, docid):
        new = 0
        for word, weight in weights.items():
            postings = self._wordinfo.get(word)
            if postings is None:
                postings = self._wordinfo[word] = self.family.IF.BTree()
                new += 1
            postings[docid] = weight
        if new:
            self.word_count.change(new)

    def _add_wordinfo(self, word, weight, docid):
        self._mass_add_wordinfo({word: weight}, docid)


def make_text_index():
    """Return a new text index; it indexes the string it is given."""
    lexicon = Lexicon(VietnameseFolder(), Splitter(), CaseNormalizer())
    return TextIndex(_itself, lexicon=lexicon, index=GentleOkapiIndex(lexicon, family=family64), family=family64)


def _itself(text, default):
    return text or default
