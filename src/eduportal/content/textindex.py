"""The text index of a unit: Vietnamese folding, no English stop words, all postings in two trees."""

import unicodedata
from bisect import bisect_left
from functools import lru_cache
from random import randrange
from struct import Struct
from types import MappingProxyType

from BTrees import family64
from BTrees.LLBTree import LLBTree
from BTrees.LOBTree import LOBTree
from hypatia.text import TextIndex
from hypatia.text.lexicon import CaseNormalizer, Lexicon, Splitter
from hypatia.text.okapiindex import OkapiIndex
from persistent import Persistent

#: The object map of a unit gives numbers of so many bits; word and document together fit a signed 64-bit key.
DOCUMENT_BITS = 31
_DOCUMENT = (1 << DOCUMENT_BITS) - 1
#: Numbers of words end below these: hypatia packs short ones into two characters, and long ones into four at most.
_SHORT, _LONG = 0x4000, 0x10000000
_WEIGHT_BITS = 32
_WEIGHT = (1 << _WEIGHT_BITS) - 1
#: So many documents wait, each with all its words together, before their words are sorted in among those of the others.
RECENT = 64
_NOTHING = MappingProxyType({})


def _fold(text):
    # A site says the same few thousand words again and again; what is long is no word and not remembered.
    return " ".join(_remembered(word) if len(word) < 40 else _bare(word) for word in text.split(" "))


def _bare(word):
    plain = unicodedata.normalize("NFD", word.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


_remembered = lru_cache(20_000)(_bare)


class VietnameseFolder:
    """First step of the lexicon: letters without accents, so that "truong" finds "trường" in any normal form."""

    def process(self, texts):
        return [_fold(text) for text in texts]

    processGlob = process


class UnitLexicon(Lexicon):
    """hypatia's lexicon, in which two people who write new words at once do not choose the same number for them."""

    _v_next = None

    def _new_wid(self):
        self.word_count.change(1)
        end = _SHORT if self.word_count() < _SHORT // 2 else _LONG
        while not self._v_next or self._v_next in self._words or self._v_next >= end:
            self._v_next = randrange(1, end)
        word, self._v_next = self._v_next, self._v_next + 1
        return word


class Documents(LOBTree):
    """Document → something packed. Few in one record: each may be a kilobyte, and a save writes the record whole."""

    max_leaf_size = 15


class Postings(Persistent):
    """Word → documents of one unit.

    hypatia keeps an object for each word: of a new portal's 60 records, 50 were words. Here a key of ``tree`` is the
    word's number and the document's 31-bit number together. The words of a page lie far apart there: to save one would
    write eighty records of a large unit. So a page comes into ``recent`` first, which maps a document to its words;
    two writers rarely meet there, and :data:`RECENT` pages at a time are sorted into the tree.
    """

    recent = _NOTHING

    def __init__(self):
        self.tree = LLBTree()

    def add(self, document, weights):
        """Note all words of a new document: {word (its number): how often it occurs}."""
        if self.recent is _NOTHING:
            self.recent = Documents()
        elif len(self.recent) >= RECENT:
            self.settle()
        self.recent[document] = _packed(weights)

    def settle(self):
        """Sort the words of the recent documents in among those of the others."""
        for document, packed in self.recent.items():
            for word, weight in _unpacked(packed).items():
                self.tree[word << DOCUMENT_BITS | document] = weight
        self.recent.clear()

    def put(self, word, document, weight):
        """Note that ``word`` occurs ``weight`` times in a document that is known."""
        if document in self.recent:
            self.recent[document] = _packed({**_unpacked(self.recent[document]), word: weight})
        else:
            self.tree[word << DOCUMENT_BITS | document] = weight

    def drop(self, word, document):
        """Forget a word of a document."""
        if document not in self.recent:
            self.tree.pop(word << DOCUMENT_BITS | document, None)
            return
        words = _unpacked(self.recent[document])
        words.pop(word, None)
        if words:
            self.recent[document] = _packed(words)
        else:
            del self.recent[document]

    def __contains__(self, word):
        return next(iter(self.tree.keys(*_range(word))), None) is not None or any(
            _weight_in(packed, word) for packed in self.recent.values())

    def __getitem__(self, word):
        found = {key & _DOCUMENT: weight for key, weight in self.tree.items(*_range(word))}
        for document, packed in self.recent.items():
            weight = _weight_in(packed, word)
            if weight:
                found[document] = weight
        return found


def _packed(weights):
    """Return {word: weight} as bytes: ZODB looks at every number of a tuple by itself, which took most of a save."""
    return _packing(len(weights)).pack(*sorted(word << _WEIGHT_BITS | weight for word, weight in weights.items()))


def _unpacked(packed):
    return {key >> _WEIGHT_BITS: key & _WEIGHT for key in _packing(len(packed) // 8).unpack(packed)}


def _weight_in(packed, word):
    keys = _packing(len(packed) // 8).unpack(packed)
    place = bisect_left(keys, word << _WEIGHT_BITS)
    return keys[place] & _WEIGHT if place < len(keys) and keys[place] >> _WEIGHT_BITS == word else 0


@lru_cache(4_000)
def _packing(count):
    return Struct(f"<{count}Q")


def _range(word):
    return word << DOCUMENT_BITS, (word << DOCUMENT_BITS) + _DOCUMENT


class CompactOkapiIndex(OkapiIndex):
    """hypatia's Okapi index over :class:`Postings`."""

    def reset(self):
        """Forget every document."""
        super().reset()
        self._wordinfo, self._docwords = Postings(), Documents()

    def _mass_add_wordinfo(self, weights, docid):
        self._wordinfo.add(docid, weights)

    def _add_wordinfo(self, word, weight, docid):
        self._wordinfo.put(word, docid, weight)

    def _del_wordinfo(self, word, docid):
        self._wordinfo.drop(word, docid)


def make_text_index():
    """Return a new text index; it indexes the string it is given."""
    lexicon = UnitLexicon(VietnameseFolder(), Splitter(), CaseNormalizer())
    return TextIndex(_itself, lexicon=lexicon, index=CompactOkapiIndex(lexicon, family=family64), family=family64)


def _itself(text, default):
    return text or default
