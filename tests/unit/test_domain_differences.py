"""Differences of texts: nothing invented, nothing lost, words marked, bounded time."""

import time

from hypothesis import given
from hypothesis import strategies as st

from eduportal.domain.differences import ADDED, REMOVED, SAME, compare_texts, is_changed, shortened


def lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def side(paragraphs, kind):
    """The paragraphs of one text, read back from the differences."""
    found = ("".join(text for each, text in pieces if each in (SAME, kind)) for pieces in paragraphs
             if any(each in (SAME, kind) for each, _text in pieces))
    return list(found)


TEXTS = st.text(alphabet="aăâ bđ.\n", max_size=80)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back(old, new):
    found = compare_texts(old, new)
    assert side(found, REMOVED) == lines(old)
    assert side(found, ADDED) == lines(new)
    assert is_changed(found) == (lines(old) != lines(new))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text):
    assert not is_changed(compare_texts(text, text))


def test_one_changed_word_is_marked_alone():
    assert compare_texts("Nhà trường nghỉ ngày 20/11.", "Nhà trường nghỉ ngày 21/11.") == [
        [(SAME, "Nhà trường nghỉ ngày "), (REMOVED, "20"), (ADDED, "21"), (SAME, "/11.")]]


def test_two_changed_words_in_a_row_are_one_change():
    assert compare_texts("Mời toàn thể phụ huynh đến dự", "Mời toàn thể giáo viên đến dự") == [
        [(SAME, "Mời toàn thể "), (REMOVED, "phụ huynh"), (ADDED, "giáo viên"), (SAME, " đến dự")]]


def test_a_paragraph_put_in_between_leaves_the_others_alone():
    assert compare_texts("Một\nHai", "Một\nChen vào\nHai") == [
        [(SAME, "Một")], [(ADDED, "Chen vào")], [(SAME, "Hai")]]


def test_paragraphs_with_nothing_in_common_are_not_mixed_word_by_word():
    assert compare_texts("Lịch thi học kỳ một", "Kết quả bóng đá") == [
        [(REMOVED, "Lịch thi học kỳ một")], [(ADDED, "Kết quả bóng đá")]]


def test_an_empty_text_is_all_new():
    assert compare_texts("", "Một\n\nHai") == [[(ADDED, "Một")], [(ADDED, "Hai")]]


def test_only_what_changed_is_kept_with_its_neighbours():
    old = "\n".join(f"Dòng {number}" for number in range(20))
    found = shortened(compare_texts(old, old.replace("Dòng 10", "Dòng mười")))
    assert found == [[], [(SAME, "Dòng 9")], [(SAME, "Dòng "), (REMOVED, "10"), (ADDED, "mười")],
                     [(SAME, "Dòng 11")], []]
    assert shortened(compare_texts(old, old)) == []


def test_hostile_texts_take_bounded_time():
    begun = time.process_time()
    few = "\n".join(f"{i % 7} {i % 11}" for i in range(1_900))
    for old, new in ((" ".join("ab"[i % 2] for i in range(60_000)), " ".join("ab"[i % 3 % 2] for i in range(60_000))),
                     ("a a b\n" * 20_000, "a b a\n" * 20_000),
                     (few, "\n".join(f"{i % 5} {i % 9}" for i in range(1_900))),
                     (" ".join(str(i % 90) for i in range(990)), " ".join(str(i % 89) for i in range(990)))):
        assert is_changed(compare_texts(old, new))
    assert time.process_time() - begun < 8
