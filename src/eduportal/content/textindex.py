"""The text index of a unit: Vietnamese folding, no English stop words, all postings in one tree."""

import unicodedata

from BTrees import family64
from BTrees.LLBTree import LLBTree
from hypatia.text import TextIndex
from hypatia.text.lexicon import CaseNormalizer, Lexicon, Splitter
from hypatia.text.okapiindex import OkapiIndex
from persistent import Persistent

#: The object map of a unit gives numbers of so many bits; word and document together fit a signed 64-bit key.
DOCUMENT_BITS = 31
_DOCUMENT = (1 << DOCUMENT_BITS) - 1


def _fold(text):
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


class VietnameseFolder:
    """First step of the lexicon: letters without accents, so that "truong" finds "trường" in any normal form."""

    def process(self, texts):
        return [_fold(text) for text in texts]

    processGlob = process


class Postings(Persistent):
    """Word → documents of one unit, in a single tree of integers.

    hypatia keeps an object for each word: of a new portal's 60 records, 50 were words. Here a key is the word's number
    and the document's 31-bit number together, so a small unit has a handful of records and two writers rarely meet.
    """

    def __init__(self):
        self.tree = LLBTree()

    def put(self, word, document, weight):
        """Note that ``word`` (its number) occurs ``weight`` times in ``document``."""
        self.tree[word << DOCUMENT_BITS | document] = weight

    def drop(self, word, document):
        """Forget a word of a document."""
        self.tree.pop(word << DOCUMENT_BITS | document, None)

    def __contains__(self, word):
        return next(iter(self.tree.keys(*_range(word))), None) is not None

    def __getitem__(self, word):
        return {key & _DOCUMENT: weight for key, weight in self.tree.items(*_range(word))}


def _range(word):
    return word << DOCUMENT_BITS, (word << DOCUMENT_BITS) + _DOCUMENT


class CompactOkapiIndex(OkapiIndex):
    """hypatia's Okapi index over :class:`Postings`."""

    def reset(self):
        """Forget every document."""
        super().reset()
        self._wordinfo = Postings()

    def _mass_add_wordinfo(self, weights, docid):
        for word, weight in weights.items():
            self._wordinfo.put(word, docid, weight)

    def _add_wordinfo(self, word, weight, docid):
        self._wordinfo.put(word, docid, weight)

    def _del_wordinfo(self, word, docid):
        self._wordinfo.drop(word, docid)


def make_text_index():
    """Return a new text index; it indexes the string it is given."""
    lexicon = Lexicon(VietnameseFolder(), Splitter(), CaseNormalizer())
    return TextIndex(_itself, lexicon=lexicon, index=CompactOkapiIndex(lexicon, family=family64), family=family64)


def _itself(text, default):
    return text or default
