"""The text index of a unit: Vietnamese folding, no English stop words, all postings in two trees."""

import unicodedata
from random import randrange

from BTrees import family64
from BTrees.LLBTree import LLBTree, LLTreeSet
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
#: So many documents wait, each with all its words together, before their words are sorted in among those of the others.
RECENT = 128


def _fold(text):
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


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


class Postings(Persistent):
    """Word → documents of one unit, in trees of integers.

    hypatia keeps an object for each word: of a new portal's 60 records, 50 were words. Here a key of ``tree`` is the
    word's number and the document's 31-bit number together. The words of a page lie far apart there: to save one would
    write eighty records of a large unit. So a page comes into ``recent`` first, whose keys begin with the document: its
    words lie together, two writers rarely meet, and :data:`RECENT` pages at a time are sorted in.
    """

    recent, fresh = None, ()

    def __init__(self):
        self.tree = LLBTree()

    def add(self, document, weights):
        """Note all words of a new document: {word (its number): how often it occurs}."""
        if self.recent is None:
            self.recent, self.fresh = LLBTree(), LLTreeSet()
        elif len(self.fresh) >= RECENT:
            self.settle()
        self.fresh.insert(document)
        for word, weight in weights.items():
            self.recent[document << DOCUMENT_BITS | word] = weight

    def settle(self):
        """Sort the words of the recent documents in among those of the others."""
        for key, weight in self.recent.items():
            self.tree[(key & _DOCUMENT) << DOCUMENT_BITS | key >> DOCUMENT_BITS] = weight
        self.recent.clear()
        self.fresh.clear()

    def put(self, word, document, weight):
        """Note that ``word`` occurs ``weight`` times in a document that is known."""
        if document in self.fresh:
            self.recent[document << DOCUMENT_BITS | word] = weight
        else:
            self.tree[word << DOCUMENT_BITS | document] = weight

    def drop(self, word, document):
        """Forget a word of a document."""
        if document in self.fresh:
            self.recent.pop(document << DOCUMENT_BITS | word, None)
        else:
            self.tree.pop(word << DOCUMENT_BITS | document, None)

    def __contains__(self, word):
        return next(iter(self.tree.keys(*_range(word))), None) is not None or any(
            document << DOCUMENT_BITS | word in self.recent for document in self.fresh)

    def __getitem__(self, word):
        found = {key & _DOCUMENT: weight for key, weight in self.tree.items(*_range(word))}
        for document in self.fresh:
            weight = self.recent.get(document << DOCUMENT_BITS | word)
            if weight is not None:
                found[document] = weight
        return found


def _range(word):
    return word << DOCUMENT_BITS, (word << DOCUMENT_BITS) + _DOCUMENT


class DocumentWords(LOBTree):
    """Document → its words in their order, as hypatia packs them. Few in one record: each may be a kilobyte."""

    max_leaf_size = 15


class CompactOkapiIndex(OkapiIndex):
    """hypatia's Okapi index over :class:`Postings`."""

    def reset(self):
        """Forget every document."""
        super().reset()
        self._wordinfo, self._docwords = Postings(), DocumentWords()

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
