"""The text index of a unit: what was sorted in and what still waits are found alike; word numbers do not meet."""

import random
import struct

import transaction
from hypatia.text import widcode
from hypothesis import given
from hypothesis import strategies as st

from eduportal.content import textindex
from eduportal.content.textindex import make_text_index

WORDS = ("truong", "lop", "hoc", "sinh", "tin")
STEPS = st.lists(st.one_of(
    st.tuples(st.just("index"), st.integers(1, 12), st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)),
    st.tuples(st.just("forget"), st.integers(1, 12), st.just("")),
    st.tuples(st.just("settle"), st.just(0), st.just(""))), max_size=40)


@given(STEPS)
def test_what_waits_and_what_is_sorted_in_are_found_alike(steps):
    index, texts = make_text_index(), {}
    for act, document, text in steps:
        if act == "index":
            index.index_doc(document, text)
            texts[document] = text
        elif act == "forget":
            index.unindex_doc(document)
            texts.pop(document, None)
        else:
            index.index._wordinfo.settle()
    for word in WORDS:
        with_word = {document for document, text in texts.items() if word in text.split()}
        assert set(index.index.found([word])) == set(index.apply(word)) == with_word
        number = index.lexicon.get_wid(word)
        found = index.index._wordinfo.with_words([number]).get(number, [])
        assert dict(found) == {each: texts[each].split().count(word) for each in with_word}
        assert len(found) == len(with_word)
    assert index.indexed_count() == len([text for text in texts.values() if text])
    assert index.index._totaldoclen() == sum(len(text.split()) for text in texts.values())


def test_a_full_waiting_room_is_sorted_in_and_nothing_is_lost(monkeypatch):
    monkeypatch.setattr(textindex, "RECENT", 4)
    index = make_text_index().index
    for document in range(1, 12):
        index.index_doc(document, "bay " * document + f"rieng{document}")
    number = index.lexicon.get_wid("bay")
    assert dict(index._wordinfo.with_words([number])[number]) == {document: document for document in range(1, 12)}
    assert all(set(index.found([f"rieng{document}"])) == {document} for document in range(1, 12) if document != 1)
    assert set(index.found(["rieng1"])) == {1, 10, 11}, "the last word may go on"
    assert set(index.found(["rieng1", "bay"])) == {1}
    assert len(index._wordinfo.waiting) == 3
    assert len(index._wordinfo.tree) == 2 * 8


def test_an_index_without_documents_makes_no_room_for_them():
    index = make_text_index().index
    assert (dict(index.found(["bay"])), index._wordinfo.with_words([7])) == ({}, {})
    assert sorted(vars(index._wordinfo)) == ["documents", "tree"]


@given(st.dictionaries(st.integers(1, 2**28), st.integers(1, 2**20), max_size=20),
       st.dictionaries(st.integers(1, 0xFFFF), st.integers(1, 0xFF), max_size=20))
def test_packed_words_come_out_as_they_went_in(wide, narrow):
    for weights in (wide, narrow):
        assert dict(zip(*textindex._unpacked(textindex._packed(weights)), strict=True)) == weights
    assert len(textindex._packed(narrow)) == 1 + 3 * len(narrow)


def test_what_is_indexed_again_as_it_was_writes_nothing(db):
    connection = db.open()
    connection.root()["index"] = index = make_text_index()
    index.index_doc(5, "Khai giang nam hoc")
    transaction.commit()
    index.index_doc(5, "nam hoc khai giang")
    assert not connection._registered_objects
    index.index_doc(5, "nam hoc moi")
    assert connection._registered_objects
    transaction.abort()
    connection.close()


def of_an_older_database(documents):
    """Return an index as older versions of the portal stored it: ``documents`` is {number: (text, is it waiting)}."""
    index = make_text_index().index
    postings = index._wordinfo
    del postings.documents
    for document, (text, waits) in documents.items():
        weights = index.lexicon.counted(text)
        if waits:
            postings.recent = postings.recent or textindex.Documents()
            postings.recent[document] = struct.pack(f"<{len(weights)}Q", *sorted(
                word << 32 | weight for word, weight in weights.items()))
        for word, weight in () if waits else weights.items():
            postings.tree[word << textindex.DOCUMENT_BITS | document] = weight
        index._docwords[document] = widcode.encode([index.lexicon.get_wid(word) for word in text.split()])
        index._docweight[document] = len(text.split())
        index.indexed_count.change(1)
        index._change_doc_len(len(text.split()))
    return index


@given(STEPS)
def test_an_index_of_an_older_database_goes_on(steps):
    texts = {1: "truong lop", 2: "hoc hoc sinh", 3: "tin truong", 4: "lop lop"}
    index = of_an_older_database({document: (text, document > 2) for document, text in texts.items()})
    assert all(set(index.found([word])) == {each for each, text in texts.items() if word in text.split()}
               for word in WORDS)
    for act, document, text in steps:
        if act == "index" and text:
            index.index_doc(document, text)
            texts[document] = text
        elif act == "forget":
            index.unindex_doc(document)
            texts.pop(document, None)
    for word in WORDS:
        number = index.lexicon.get_wid(word)
        assert dict(index._wordinfo.with_words([number]).get(number, [])) == {
            each: text.split().count(word) for each, text in texts.items() if word in text.split()}
    assert (index.indexed_count(), index._totaldoclen()) == (len(texts), sum(map(len, map(str.split, texts.values()))))


def test_two_who_write_new_words_at_once_choose_different_numbers():
    random.seed(5)  # by chance they may still meet: then one of them is repeated
    one, other = make_text_index().lexicon, make_text_index().lexicon
    mine, yours = (lexicon.sourceToWordIds(f"{name}{number}" for number in range(50))
                   for lexicon, name in ((one, "a"), (other, "b")))
    assert len(set(mine)) == len(set(yours)) == 50
    assert set(mine).isdisjoint(yours)
    assert all(0 < number < 0x4000 for number in (*mine, *yours))
