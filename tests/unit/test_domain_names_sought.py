"""Finding a piece of a title in its key of order: without accents, over words, by numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.domain.names import order_key, sought
from eduportal.domain.text import fold

SYLLABLES = st.text("aăâeêioôơuưybcdđghklmnpqrstvx", min_size=1, max_size=6)
TITLES = st.lists(SYLLABLES, min_size=1, max_size=6).map(" ".join)


def found(words, title):
    pattern = sought(words)
    return pattern is not None and pattern.search(order_key(title)) is not None


@pytest.mark.parametrize(("words", "title"), [
    ("truong", "Trường học"), ("TRƯỜNG", "truong"), ("học si", "Học sinh lớp 6A1"), ("inh lop 6", "Học sinh lớp 6A1"),
    ("6a1", "Lớp 6A1"), ("dong", "Đông"), ("đông", "dong"), ("202", "Năm 2026"), ("nam 2026", "Năm 2026"),
    ("lớp 06", "Lớp 6"), ("hoà", "Hòa bình"), ("quan 10", "Quận 10"), ("khen thuong hoc sinh", "Khen thưởng: học sinh"),
])
def test_it_is_found(words, title):
    assert found(words, title)


@pytest.mark.parametrize(("words", "title"), [
    ("hocsinh", "Học sinh"), ("1", "Mã"), ("4", "Má"), ("truong hoc", "Trường đại học"), ("6a1", "Lớp 6A2"),
    ("10", "Quận 1"), ("", "Trường"), ("***", "Trường"), (" \u0301 ", "Trường"), (".", "x"),
])
def test_it_is_not_found(words, title):
    assert not found(words, title)


@given(TITLES, st.data())
def test_every_piece_of_a_title_without_digits_finds_it(title, data):
    begin = data.draw(st.integers(0, len(title) - 1))
    piece = title[begin:data.draw(st.integers(begin + 1, len(title)))]
    if piece.strip() and piece == " ".join(piece.split()):
        assert found(piece, title)
        assert found(fold(piece), title)


@given(TITLES, TITLES)
def test_letters_find_just_what_folded_texts_contain(words, title):
    assert found(words, title) == (fold(words) in fold(title))


@given(st.text(min_size=1, max_size=80))
def test_whatever_is_typed_finds_a_title_of_just_that(text):
    pattern = sought(text)
    assert pattern is None or pattern.search(order_key(text))
