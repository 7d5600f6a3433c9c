"""What the publishing guard finds, and what it leaves alone: made-up people and numbers only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.domain.personal_data import BIRTH_DATE, CITIZEN_ID, MOST_HITS, PHONE, find_personal_data


def found(*texts, own=()):
    return [(hit.kind, hit.found) for hit in
            find_personal_data([(("line", str(n)), text) for n, text in enumerate(texts)], year=2026, own_phones=own)]


@pytest.mark.parametrize("text", [
    "CCCD: 079201001234", "Số 079 201 001 234.", "079.201.001.234", "(079201001234)", "mã định danh 001315000123;",
])
def test_an_identity_number_of_twelve_digits_is_found(text):
    assert [kind for kind, _ in found(text)] == [CITIZEN_ID]


@pytest.mark.parametrize("text", [
    "Số 3630/GDĐT-TTTT", "tài khoản 0123456789012345", "079-201-001-234-5", "1.234.567.890.123", "năm học 2026-2027",
    "12/11/2026", "Quyết định số 19/2025/QĐ-TTg", "ISBN 978-604-000-0000-1", "100.000.000 đồng",
])
def test_other_numbers_are_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize("text", [
    "ĐT 0912345678", "0912 345 678", "091.234.5678", "+84 912 345 678", "+84912345678", "(028) 3829 1234",
    "028-38291234",    "84 912345678",
])
def test_a_telephone_number_is_found(text):
    assert [kind for kind, _ in found(text)] == [PHONE]


def test_the_numbers_of_the_unit_itself_may_stand_there():
    assert found("Liên hệ (028) 3829 1234", own=("028.38291234",)) == []
    assert found("Liên hệ +84 28 3829 1234", own=("028 3829 1234",)) == []
    assert [kind for kind, _ in found("Cô Lan 0912 345 678", own=("028 3829 1234",))] == [PHONE]
    assert found("Tổng đài 1900 1234, 18001234") == []


@pytest.mark.parametrize("text", [
    "Nguyễn Văn A, sinh ngày 12/3/2013", "ngày sinh: 12-03-2013", "Sinh năm 2013, ngày 12 tháng 3 năm 2013",
    "số hồ sơ 12, sinh ngày 12/3/2013", "Ngày, tháng, năm sinh 2013-03-12", "Ngày, tháng, năm sinh 12.03.2013",
])
def test_a_birth_date_is_found(text):
    assert [kind for kind, _ in found(text)] == [BIRTH_DATE]


def test_the_head_of_a_table_makes_its_dates_birth_dates():
    assert [kind for kind, _ in found("Họ tên", "Ngày sinh", "Trần Thị B", "05/09/2014")] == [BIRTH_DATE]
    assert found("Họ tên", "Ngày nộp", "Trần Thị B", "05/09/2014") == []


def test_the_day_of_a_paper_and_days_to_come_are_no_birth_dates():
    assert found("Ngày sinh của hồ sơ theo Quyết định số 12/QĐ ngày 22/9/2017") == []
    assert found("Ngày sinh hoạt 05/09/2026") == []
    assert found("Ngày sinh: nộp trước 30/09/2026") == []


def test_decomposed_letters_are_found_too():
    import unicodedata

    assert [kind for kind, _ in found(unicodedata.normalize("NFD", "Ngày sinh 12/3/2013"))] == [BIRTH_DATE]


def test_a_hit_says_where_it_stands_and_a_log_does_not_hold_the_number():
    hit = find_personal_data([(("cell", "Sheet1!B2"), "Em Hoa, số 079201001234, lớp 6A1")], year=2026)[0]
    assert hit.place == ("cell", "Sheet1!B2")
    assert "Em Hoa" in hit.around
    assert hit.masked == "079•••••••••"


def test_there_is_an_end_to_the_hits():
    assert len(found(*["079201001234"] * 500)) == MOST_HITS + 1


@given(st.integers(0, 10**12 - 1), st.text("ăâđêôơư ,.;:()\n", max_size=20), st.text("ăâđêôơư ;:()\n", max_size=20))
def test_twelve_digits_between_words_are_always_found(number, before, after):
    text = f"{before} x {number:012d} y{after}"
    assert any(kind in (CITIZEN_ID, PHONE) for kind, _ in found(text))


@given(st.text(max_size=300))
def test_any_text_is_read_to_its_end(text):
    for hit in find_personal_data([(("line", "1"), text)], year=2026):
        assert hit.kind in (CITIZEN_ID, PHONE, BIRTH_DATE)
