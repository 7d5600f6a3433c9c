"""Suggested log-in names: always allowed, always free, and the way the house writes them."""

from hypothesis import given
from hypothesis import strategies as st

from eduportal.content.accounts import login_key
from eduportal.domain.logins import PATTERN, login_stem, suggested_login


def test_the_house_writes_the_full_name_with_dots():
    assert login_stem("Nguyễn Văn An") == "nguyen.van.an"
    assert login_stem("  ĐẶNG   Thị Ngọc Ánh ") == "dang.thi.ngoc.anh"
    assert login_stem("H'Hen Niê") == "h.hen.nie"
    assert login_stem("An") == "an.nguoidung"
    assert login_stem("=+@") == "nguoidung"


def test_a_long_name_keeps_its_ten():
    assert login_stem("Nguyễn " + "Hoàng " * 20 + "Anh").startswith("nguyen.hoang.")
    assert login_stem("Nguyễn " + "Hoàng " * 20 + "Anh").endswith(".anh")


@given(st.text(max_size=300))
def test_any_text_gives_a_name_that_is_allowed_and_stays_itself(text):
    login = login_stem(text)
    assert PATTERN.fullmatch(login)
    assert login_key(login) == login


@given(st.lists(st.text(alphabet="ăâđêôơư anvABN.'0", max_size=8), max_size=40))
def test_no_suggestion_is_taken(names):
    taken = set()
    for name in names:
        login = suggested_login(name, taken.__contains__)
        assert login not in taken
        assert PATTERN.fullmatch(login)
        taken.add(login)
