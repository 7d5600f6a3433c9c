import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.domain.text import clean_line, clean_text, exact, fold, inert_cell, nfc, slug, unify_tone, words

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyAĂĐÊÔƠƯ áàảãạòóoeyùý-_.@+/'\u0300\u0301\u0323\u200b\u202e\t\n"
TEXTS = st.one_of(st.text(), st.text(alphabet=LETTERS))


def nfd(s):
    return unicodedata.normalize("NFD", s)


@pytest.mark.parametrize(("typed", "kept"), [
    ("  Nguyễn \t Văn\u00a0\u3000An \n", "Nguyễn Văn An"),
    ("Ðặng Văn ðức", "Đặng Văn đức"),
    (nfd("Trần Thị Ấn"), "Trần Thị Ấn"),
    ("An\u200b\u200d\ufeff\u2060\u00ad", "An"),
    ("\u202eAn\u202c\u2066\u200f", "An"),
    ("A\x00n\x07\x1b", "An"),
    ("An\ud800\ufffe\uffff\ufdd0", "An"),
    ("\u3164\u2800", ""),
    ("dòng 1\r\ndòng 2", "dòng 1 dòng 2"),
    ("", ""),
])
def test_a_line_is_cleaned(typed, kept):
    assert clean_line(typed) == kept


FAMILY, NURSE, FLAG, HEART = "👨\u200d👩\u200d👧\u200d👦", "👩🏽\u200d⚕\ufe0f", "🏳\ufe0f\u200d🌈", "❤\ufe0f\u200d🔥"


@pytest.mark.parametrize("emoji", [FAMILY, NURSE, FLAG, HEART])
def test_joined_emoji_stay_whole(emoji):
    assert clean_line(f" Chúc mừng {emoji}!") == f"Chúc mừng {emoji}!"
    assert clean_text(f"{emoji}\r\n{emoji}\u200d") == f"{emoji}\n{emoji}"


@pytest.mark.parametrize(("typed", "kept"), [
    ("An\u200dBình", "AnBình"), ("\u200d👨", "👨"), ("👨\u200d", "👨"), ("👨\u200d An", "👨 An"),
    ("👨\u200dAn", "👨An"),
    ("An\u200d👨", "An👨"), ("👨\u200d\u200d👩", "👨👩"), ("👨\u200d\u200b👩", "👨\u200d👩"),
    ("A\ufe0f\u200d👩", "A\ufe0f👩"),
])
def test_a_joiner_elsewhere_is_taken_out(typed, kept):
    assert clean_line(typed) == kept


@given(st.text(alphabet="Aa 👨👩🏽⚕❤\ufe0f\u200d\u200b\n\u0301"))
def test_joiners_stand_between_emoji_only(s):
    line = clean_line(s)
    assert clean_line(line) == line
    assert not re.search("(?:^|[^👨👩🏽⚕❤\ufe0f])\u200d|\u200d(?:[^👨👩🏽⚕❤]|$)", line)


def test_a_zero_width_character_does_not_keep_a_letter_and_its_accent_apart():
    assert clean_line("e\u200b\u0301") == "\u00e9"


def test_a_text_keeps_its_line_breaks():
    assert clean_text("\n  Dòng  1\r\nDòng\u20282\r\r  Ðoạn 2 \u200b\n\n") == "Dòng 1\nDòng\n2\n\nĐoạn 2"


@given(TEXTS)
def test_cleaning_is_done_once(s):
    line, text = clean_line(s), clean_text(s)
    assert clean_line(line) == line
    assert clean_text(text) == text
    assert line == nfc(line) == line.strip()
    # Of the joiners see test_joiners_stand_between_emoji_only.
    assert not [char for char in line if unicodedata.category(char) in ("Cc", "Cf", "Cs") and char != "\u200d"]
    assert "\n" not in line
    assert clean_line(text) == line
    assert line.encode("utf-8").decode("utf-8") == line


@pytest.mark.parametrize(("s", "folded"), [
    ("Hòa", "hoa"), ("HOÁ", "hoa"), ("Đường Ðặng", "duong dang"), ("Nguyễn Thị Ưng", "nguyen thi ung"),
    (nfd("Phước Ấn"), "phuoc an"), ("ÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬ", "a" * 17), ("10A1 – Toán", "10a1 – toan"), ("ﬁ ①", "fi 1"),
])
def test_search_ignores_accents_case_and_the_bar_of_d(s, folded):
    assert fold(s) == folded


@given(TEXTS)
def test_folding_is_done_once_and_does_not_depend_on_the_normal_form(s):
    assert fold(fold(s)) == fold(s)
    assert fold(nfd(s)) == fold(nfc(s))


@pytest.mark.parametrize(("new", "old"), [
    ("hoà", "hòa"), ("Hoá", "Hóa"), ("HOẠ", "HỌA"), ("khoẻ", "khỏe"), ("loè", "lòe"), ("thuỷ", "thủy"),
    ("UỶ BAN", "ỦY BAN"), ("hoà,", "hòa,"), ("Trần Thị Hoà (6A1)", "Trần Thị Hòa (6A1)"), ("hoà_bình", "hòa_bình"),
])
def test_both_placements_of_a_tone_become_one(new, old):
    assert unify_tone(new) == unify_tone(nfd(new)) == unify_tone(old) == old
    assert exact(new) == exact(old) == old.lower()


@pytest.mark.parametrize("s", "Quý quỳ QUỶ hoàn Hoàng khoẻn thuyền quà khuỷu mía hoả2 của".split())
def test_other_words_keep_their_tone_where_it_is(s):
    assert unify_tone(s) == s


def test_an_exact_search_keeps_accents():
    assert exact("HOÀ") == "hòa"
    assert exact("hoa") != exact("hòa")
    assert exact("dung") != exact("đung")


@given(TEXTS)
def test_exact_keys_are_made_once(s):
    assert exact(exact(s)) == exact(s)
    assert unify_tone(unify_tone(s)) == unify_tone(s)
    assert exact(nfd(s)) == exact(nfc(s))


@pytest.mark.parametrize(("title", "name"), [
    ("Trường THCS Lê Lợi", "truong-thcs-le-loi"),
    ("  Đề thi – Học kì I (2026/2027)  ", "de-thi-hoc-ki-i-2026-2027"),
    ("@@login", "login"), ("++add++", "add"), ("_acl-", "acl"), ("../../etc", "etc"),
    ("", "trang"), ("???", "trang"), ("校長", "trang"),
])
def test_a_title_becomes_a_name_in_the_url(title, name):
    assert slug(title) == name


def test_a_name_in_the_url_is_cut_between_words_when_it_can_be():
    assert slug("giáo viên chủ nhiệm " * 5) == "giao-vien-chu-nhiem-giao-vien-chu-nhiem-giao-vien-chu-nhiem"
    assert slug("a" * 59 + " b") == "a" * 59
    assert slug("a" * 100) == "a" * 60
    assert slug("ab " + "c" * 100) == "ab-" + "c" * 57
    assert slug("!", fallback="tin") == "tin"


@given(TEXTS)
def test_every_name_in_a_url_is_harmless(s):
    assert re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?", slug(s))
    assert slug(slug(s)) == slug(s)


def test_words_are_letters_and_digits():
    found = words("Công văn 1529/SY-GDĐT, “sao y_bản” chính!")
    assert found == ["Công", "văn", "1529", "SY", "GDĐT", "sao", "y", "bản", "chính"]
    assert words(nfd("Ấn độ")) == ["Ấn", "độ"]
    assert words(" … ") == []


@pytest.mark.parametrize("text", [
    "=HYPERLINK(\"http://x\")", "+84 912", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n-1", "＝1", "\u00a0+1",
])
def test_a_formula_is_made_inert(text):
    assert inert_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Nguyễn Văn An", "8,5", "a=1", "'=1", "10-A1"])
def test_other_cells_stay_as_they_are(text):
    assert inert_cell(text) == text


def test_marks_in_a_row_without_end_are_cut_and_take_no_time():
    crowd = "\u0301\u0323" * 200_000
    assert nfc(f"Nguyễn a{crowd} b") == nfc("Nguyễn a" + "\u0301\u0323" * 15) + " b"
    assert len(clean_line(crowd)) <= 31


@given(st.text(alphabet="aăâđêôơư \u0300\u0301\u0303\u0309\u0323", max_size=2000))
def test_texts_that_people_write_are_in_the_form_of_unicode(text):
    runs = re.findall("[\u0300-\u0323]{31,}", text)
    assert runs or nfc(text) == unicodedata.normalize("NFC", text)
