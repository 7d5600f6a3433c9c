"""The text index of a unit: Vietnamese folding, no English stop words, all postings in two trees."""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from random import randrange
from struct import Struct
from types import MappingProxyType

from BTrees import family64
from BTrees.LLBTree import LLBTree, LLTreeSet
from BTrees.LOBTree import LOBTree
from hypatia.text import TextIndex, widcode
from hypatia.text.lexicon import CaseNormalizer, Lexicon, Splitter
from hypatia.text.okapiindex import OkapiIndex, inverse_doc_frequency
from hypatia.text.okascore import score
from hypatia.text.setops import mass_weightedIntersection
from persistent import Persistent

#: The object map of a unit gives numbers of so many bits; word and document together fit a signed 64-bit key.
DOCUMENT_BITS = 31
_DOCUMENT = (1 << DOCUMENT_BITS) - 1
#: Numbers of words end below these: hypatia packs short ones into two characters, and long ones into four at most.
_SHORT, _LONG = 0x4000, 0x10000000
#: So many documents wait before their words are sorted in among those of the others.
RECENT = 64
_NOTHING = MappingProxyType({})
_WORD = re.compile(r"\w+")


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

    def counted(self, text):
        """Return {number of a word: how often it occurs in the text}; words that are new get a number."""
        words = [text]
        for element in self._pipeline:
            words = element.process(words)
        return {self._getWordIdCreate(word): times for word, times in Counter(words).items()}

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
    max_internal_size = 40


class Postings(Persistent):
    """Word → documents of one unit.

    hypatia keeps an object for each word: of a new portal's 60 records, 50 were words. Here a key of ``tree`` is the
    word's number and the document's 31-bit number together. The words of a page lie far apart there: to save one would
    write eighty records of a large unit. So a page first comes into ``waiting``, a set of documents whose words are
    looked for in ``documents`` (document → its packed words), and :data:`RECENT` pages at a time are sorted in.

    Older databases keep the words of waiting pages in ``recent``; the next save sorts those in.
    """

    recent = _NOTHING
    waiting = documents = None

    def __init__(self, documents):
        self.tree, self.documents = LLBTree(), documents

    def add(self, document, documents):
        """Note a new document, whose words stand in ``documents`` from now on."""
        if self.documents is None:
            self.documents = documents
        if self.waiting is None:
            self.waiting = LLTreeSet()
        if len(self.waiting) >= RECENT or self.recent:
            self.settle()
        self.waiting.insert(document)

    def settle(self):
        """Sort the words of the waiting documents in among those of the others."""
        for document, words, weights in [*self._waiting()]:
            for word, weight in zip(words, weights, strict=True):
                self.tree[word << DOCUMENT_BITS | document] = weight
        if self.waiting:
            self.waiting.clear()
        if self.recent:
            self.recent.clear()

    def change(self, document, old, new):
        """Note that a document has the words ``new`` ({word: how often}) and not ``old``."""
        if self.recent:
            self.settle()
        if self.waiting and document in self.waiting:
            return
        for word in old.keys() - new.keys():
            self.tree.pop(word << DOCUMENT_BITS | document, None)
        for word, weight in new.items():
            if old.get(word) != weight:
                self.tree[word << DOCUMENT_BITS | document] = weight

    def drop(self, document, words):
        """Forget a document that has these words."""
        self.change(document, words, {})
        if self.waiting and document in self.waiting:
            self.waiting.remove(document)

    def with_words(self, words):
        """Return {word: [(document, how often)]} of those of ``words`` (numbers) that occur."""
        tree, wanted, found = self.tree, frozenset(words), {}
        for word in wanted:
            first = word << DOCUMENT_BITS
            if pairs := [(key & _DOCUMENT, weight) for key, weight in tree.items(first, first + _DOCUMENT)]:
                found[word] = pairs
        for document, theirs, weights in self._waiting():
            for word in wanted.intersection(theirs):
                found.setdefault(word, []).append((document, weights[bisect_left(theirs, word)]))
        return found

    def _waiting(self):
        """Yield (document, its words in order, their weights) of what is not sorted in."""
        for document in self.waiting or ():
            yield document, *_unpacked(self.documents[document])
        for document, packed in self.recent.items():
            pairs = Struct(f"<{len(packed) // 8}Q").unpack(packed)
            yield document, [pair >> 32 for pair in pairs], [pair & 0xFFFFFFFF for pair in pairs]


def _packed(weights):
    """Return {word: weight} as bytes: ZODB looks at every number of a tuple by itself, which took most of a save."""
    words = sorted(weights)
    wide = bool(words) and (words[-1] > 0xFFFF or max(weights.values()) > 0xFF)
    return _packing(len(words), wide).pack(wide, *words, *(weights[word] for word in words))


def _unpacked(packed):
    """Return (words, weights) of a document, the words in order."""
    if isinstance(packed, str):
        # As hypatia packed them: every word in its place.
        counted = Counter(widcode.decode(packed))
        words = sorted(counted)
        return words, [counted[word] for word in words]
    wide = packed[0]
    count = (len(packed) - 1) // (8 if wide else 3)
    numbers = _packing(count, bool(wide)).unpack(packed)
    return numbers[1:count + 1], numbers[count + 1:]


@lru_cache(4_000)
def _packing(count, wide):
    return Struct(f"<B{count}I{count}I" if wide else f"<B{count}H{count}B")


class CompactOkapiIndex(OkapiIndex):
    """hypatia's Okapi index over :class:`Postings`. It knows how often a document has a word, not where."""

    def reset(self):
        """Forget every document."""
        super().reset()
        self._docwords = Documents()
        self._wordinfo = Postings(self._docwords)

    def index_doc(self, document, text):
        """Put a document in, or in the place of what is known of it; what stays as it is is not written."""
        weights = self._lexicon.counted(text)
        length, known = sum(weights.values()), self._docwords.get(document)
        if known is None:
            self._docwords[document] = _packed(weights)
            self._wordinfo.add(document, self._docwords)
            self.indexed_count.change(1)
        elif (old := dict(zip(*_unpacked(known), strict=True))) != weights:
            self._wordinfo.change(document, old, weights)
            self._docwords[document] = _packed(weights)
        before = self._docweight.get(document)
        if before != length:
            self._docweight[document] = length
            self._change_doc_len(length - (before or 0))
        return length

    reindex_doc = index_doc

    def unindex_doc(self, document):
        """Forget a document; nothing happens to one that is not known."""
        known = self._docwords.get(document)
        if known is None:
            return
        self._wordinfo.drop(document, dict(zip(*_unpacked(known), strict=True)))
        self._change_doc_len(-self._docweight[document])
        del self._docwords[document]
        del self._docweight[document]
        self.indexed_count.change(-1)

    def found(self, words):
        """Return {document: score} of what has all of the folded ``words``; the last may be the beginning of a word."""
        words = [piece for word in words for piece in _WORD.findall(word)]
        if not words:
            return {}
        lists = [self.search(word) for word in words[:-1]] + [self.search_glob(f"{words[-1]}*")]
        return mass_weightedIntersection([(each, 1) for each in lists], self.family)

    def get_words(self, document):
        """Return the numbers of the words of a document, each once."""
        return list(_unpacked(self._docwords[document])[0])

    def search_phrase(self, phrase):
        """Return what has all words of the phrase; where they stand is not known."""
        return mass_weightedIntersection([(self.search(word), 1) for word in _WORD.findall(phrase)], self.family)

    def query_weight(self, terms):
        """Return 1: scores are for putting in order."""
        return 1.0

    def _remove_oov_wids(self, words):
        # Number 0 is a word that nobody wrote; those that occur nowhere fall out in _search_wids.
        return [word for word in words if word]

    def _search_wids(self, words):
        found, count = self._wordinfo.with_words(words), self.indexed_count()
        mean = self._totaldoclen() / count if count else 0
        return [(self._scored(pairs, count, mean), 1) for pairs in found.values()]

    def _scored(self, pairs, count, mean):
        result = self.family.IF.Bucket()
        score(result, pairs, self._docweight, inverse_doc_frequency(len(pairs), float(count)), mean)
        return result


def make_text_index():
    """Return a new text index; it indexes the string it is given."""
    lexicon = UnitLexicon(VietnameseFolder(), Splitter(), CaseNormalizer())
    return TextIndex(_itself, lexicon=lexicon, index=CompactOkapiIndex(lexicon, family=family64), family=family64)


def _itself(text, default):
    return text or default
