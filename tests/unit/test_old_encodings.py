"""Words in TCVN3 and VNI are told apart from Vietnamese, from foreign names, from units and marks."""

import unicodedata

import pytest

from eduportal.domain.old_encodings import old_words


@pytest.mark.parametrize(("text", "word"), [
    ("Tr\xadêng THCS Phan Huy Chó", "Tr\xadêng"), ("Phßng gi¸o dôc vµ ®µo t¹o QuËn 3", "gi¸o"),
    ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "hßa"), ("Tröôøng THCS Phan Huy Chuù", "Tröôøng"),
    ("Phoøng giaùo duïc vaø ñaøo taïo", "Phoøng"), ("COÄNG HOØA - Ñoäc laäp, töï do, haïnh phuùc", "laäp"),
])
def test_old_encodings_are_seen(text, word):
    assert word in old_words(text)


@pytest.mark.parametrize("text", [
    "", "a" * 300_000, "ñ" * 300_000,
    "Trường THCS Phan Huy Chú", "Cộng hòa xã hội chủ nghĩa Việt Nam", "giùm, quỳnh, khuỷu tay, thuở, yêu",
    "Thầy Müller và cô Björk đến thăm trường, trao đổi với giáo viên tiếng Đức về chương trình năm học mới.",
    "Nhiệt độ 37 °C, diện tích 25 m², sai số ±0,5 µm, giá 1/2 hay ½, «trích», 3 × 4, ngày 05/9 § 12",
    "Học sinh đọc truyện Noël và tham quan triển lãm café naïve cùng thầy cô của nhà trường.",
    unicodedata.normalize("NFD", "Trường trung học cơ sở, giáo dục và đào tạo, độc lập tự do hạnh phúc"),
])
def test_vietnamese_and_names_and_units_are_not(text):
    assert old_words(text) == []
