"""The text index of a unit: what was sorted in and what still waits are found alike; word numbers do not meet."""

import random

from hypothesis import given
from hypothesis import strategies as st

from eduportal.content import textindex
from eduportal.content.textindex import Postings, make_text_index

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
        elif index.index._wordinfo.recent:
            index.index._wordinfo.settle()
    for word in WORDS:
        with_word = {document for document, text in texts.items() if word in text.split()}
        assert set(index.apply(word)) == with_word
        number = index.lexicon.get_wid(word)
        assert (number in index.index._wordinfo) == bool(with_word)
        assert index.index._wordinfo[number] == {each: texts[each].split().count(word) for each in with_word}


def test_a_full_waiting_room_is_sorted_in_and_nothing_is_lost(monkeypatch):
    monkeypatch.setattr(textindex, "RECENT", 4)
    postings = Postings()
    for document in range(1, 12):
        postings.add(document, {7: document, 100 + document: 1})
    assert postings[7] == {document: document for document in range(1, 12)}
    assert all(postings[100 + document] == {document: 1} for document in range(1, 12))
    assert len(postings.recent) == 3
    assert len(postings.tree) == 2 * 8


def test_an_index_without_documents_makes_no_room_for_them():
    postings = Postings()
    assert (7 in postings, postings[7], list(vars(postings))) == (False, {}, ["tree"])


def test_two_who_write_new_words_at_once_choose_different_numbers():
    random.seed(5)  # by chance they may still meet: then one of them is repeated
    one, other = make_text_index().lexicon, make_text_index().lexicon
    mine, yours = (lexicon.sourceToWordIds(f"{name}{number}" for number in range(50))
                   for lexicon, name in ((one, "a"), (other, "b")))
    assert len(set(mine)) == len(set(yours)) == 50
    assert set(mine).isdisjoint(yours)
    assert all(0 < number < 0x4000 for number in (*mine, *yours))
