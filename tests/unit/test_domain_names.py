import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.domain.names import name_key, name_order_key, order_key, split_name

ALPHABET = "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z".split()
SYLLABLES = ("an anh ánh ân ấn ban bàn bình đăng dũng đức duyên hoa hoà hòa hoá hóa hoàn hoàng lê lễ lý lí nguyên "
             "nguyễn quý thủy thuỷ trần văn y ý 2 10 10a1 h'hen žižek").split()
NAMES = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=5).map(" ".join)
TEXTS = st.one_of(NAMES, st.text(alphabet="aăâdđ áạ019!.-", max_size=12), st.text(max_size=12))


def nfd(s):
    return unicodedata.normalize("NFD", s)


def in_order(names):
    """Return whether both keys put ``names``, given backwards, into this order without a tie."""
    keys = [name_order_key(name) for name in names]
    backwards = names[::-1]
    return sorted(backwards, key=name_key) == names and sorted(set(keys)) == keys


def test_tv11_1_the_given_name_decides_then_the_family_name():
    assert in_order(["Nguyễn Văn An", "Hoàng Anh", "Nguyễn Thị Anh", "Nguyễn Văn Ánh", "Trần Thị Ánh", "Lê Hoàng Ân"])


def test_tv11_2_d_comes_before_barred_d():
    assert in_order(["Phạm Đăng Dũng", "Bùi Thị Duyên", "Vũ Đình Đức"])


def test_tv11_3_both_placements_of_a_tone_are_one_name():
    assert in_order(["Lê Thị Hoa", "Lê Thị Hoà", "Trần Thị Hòa", "Lê Thị Hoá", "Hồ Thị Hoàn"])


def test_tv11_4_the_order_of_tones():
    assert sorted("ma má mà mả mã mạ".split(), key=order_key) == "ma mà mả mã má mạ".split()


def test_tv11_5_birth_then_code_break_a_tie():
    students = [("Lê Thị Hoà", "2014-02-01", "2"), ("Lê Thị Hòa", "2014-02-01", "1"), ("Lê Thị Hòa", "2013-12-31", "3")]
    assert [code for _name, _born, code in sorted(students, key=lambda each: (name_key(each[0]), *each[1:]))] == \
        ["3", "1", "2"]


def test_tv11_6_composed_and_decomposed_names_are_equal():
    assert name_key(nfd("Trần Thị Ấn")) == name_key("Trần Thị Ấn")
    assert name_order_key(nfd("Trần Thị Ấn")) == name_order_key("TRẦN  thị ấn ")


def test_tv11_7_a_name_of_two_words():
    assert split_name("Y Ban") == ("Y", "", "Ban")
    assert name_key("Y Ban") == (order_key("Ban"), order_key("Y"), "")


@pytest.mark.parametrize(("full", "parts"), [
    ("Nguyễn Thị Minh Khai", ("Nguyễn", "Thị Minh", "Khai")),
    ("  Ðỗ   Văn An ", ("Đỗ", "Văn", "An")),
    ("An", ("", "", "An")),
    ("", ("", "", "")),
])
def test_a_name_is_split_by_its_words(full, parts):
    assert split_name(full) == parts


def test_the_alphabet_stands_in_its_order():
    backwards = ALPHABET[::-1]
    assert sorted(backwards, key=order_key) == ALPHABET
    assert sorted("".join(backwards).upper(), key=order_key) == list("".join(ALPHABET).upper())


def test_letters_decide_before_tones_within_a_word_and_words_one_after_the_other():
    assert sorted(["Lê Thị Á", "Lê Thị An", "Lê Thị A"], key=order_key) == ["Lê Thị A", "Lê Thị Á", "Lê Thị An"]
    assert sorted(["Hoàng An", "Hoa Yến", "Hoà An"], key=order_key) == ["Hoa Yến", "Hoà An", "Hoàng An"]


def test_numbers_sort_by_value_and_before_letters():
    titles = ["Quận 1", "Quận 2", "Quận 10", "Quận 10 A", "Quận Bình Tân", "Quận Tân Phú"]
    backwards = titles[::-1]
    assert sorted(backwards, key=order_key) == titles
    assert sorted(["10A10", "10A2", "9A1"], key=order_key) == ["9A1", "10A2", "10A10"]
    assert order_key("07") == order_key("7")
    assert order_key("1" * 150) > order_key("9" * 98)


@pytest.mark.parametrize(("one", "other"), [
    ("hoà", "hòa"), ("thuỷ", "thủy"), ("Ðức", "Đức"), ("HOÀ", "hoà"), ("H'Hen", "H’hen"), ("Lê-Lợi", "Lê  Lợi"),
    ("An.", "(An)"),     ("a\u0306", "ă"), ("b\u0302", "b"), ("１２", "12"),
])
def test_what_sorts_as_one(one, other):
    assert order_key(one) == order_key(other)


def test_i_and_y_stay_different_letters():
    assert order_key("Lí") != order_key("Lý")


def test_letters_of_other_scripts_come_last():
    assert sorted(["Я", "z", "校", "ø"], key=order_key)[0] == "z"
    assert len({order_key(char) for char in "Я校ø"}) == 3


@given(TEXTS, TEXTS)
def test_the_key_of_a_name_sorts_as_its_tuple(one, other):
    assert (name_key(one) < name_key(other)) == (name_order_key(one) < name_order_key(other))
    assert (name_key(one) == name_key(other)) == (name_order_key(one) == name_order_key(other))


@given(TEXTS, TEXTS)
def test_a_text_sorts_before_a_longer_one_that_begins_with_its_words(one, more):
    assert order_key(one) <= order_key(f"{one} {more}")
    assert order_key(f"{one} {more}") == order_key(one) + order_key(more)


@given(TEXTS)
def test_keys_are_ascii_and_do_not_depend_on_form_or_case(s):
    assert order_key(s).isascii()
    assert order_key(nfd(s)) == order_key(s)


@given(NAMES)
def test_splitting_loses_nothing(full):
    assert " ".join(part for part in split_name(full) if part) == full
    assert order_key(full.upper()) == order_key(full)
