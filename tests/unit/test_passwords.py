"""Passwords: how they are kept, that an unknown log-in costs the same, and which are refused."""

import re
import threading
import unicodedata

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from eduportal.domain.messages import Message
from eduportal.security import passwords
from eduportal.security.passwords import check_password, dummy_check, hash_password, password_problems

LOGIN, NAME = "nvan.thcs12", "Nguyễn Văn An"
GOOD = ["mưa rơi trên mái ngói", "Con mèo trèo cây cau", "k9#Vt2!pQz", "tím 7 quả mơ", "Hoa hồng nở 15/08/2010",
        "đi bộ 10 cây số", "lớp em có 3 bạn An", "correct horse battery"]


def test_a_password_is_kept_as_argon2id_with_nineteen_mebibytes():
    kept = hash_password(GOOD[0])
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert kept != hash_password(GOOD[0])
    assert check_password(kept, GOOD[0]) == (True, False)
    assert check_password(kept, GOOD[1]) == (False, False)


def test_a_password_is_the_same_however_its_accents_were_typed():
    kept = hash_password(unicodedata.normalize("NFD", GOOD[0]))
    assert check_password(kept, unicodedata.normalize("NFC", GOOD[0]))[0]
    assert not check_password(kept, GOOD[0].replace("ư", "u"))[0]


def test_an_older_hash_asks_to_be_renewed():
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash("mưa rơi")
    assert check_password(weak, "mưa rơi") == (True, True)
    assert check_password(weak, "nắng lên") == (False, False)


@pytest.mark.parametrize("kept", ["", "x", "$argon2id$", "$2b$12$abc", "\0", passwords._NOBODY])
@pytest.mark.parametrize("typed", ["", "mưa rơi", "\ud800", "\0", "x" * 100_000])
def test_a_broken_hash_or_a_strange_text_is_a_wrong_password(kept, typed):
    assert check_password(kept, typed) == (False, False)


def test_nobody_s_hash_has_the_parameters_of_a_real_one(monkeypatch):
    seen = []
    verify = passwords._hasher.verify
    shape = re.compile(r"\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}")

    class Watching:
        def verify(self, kept, typed):
            if kept:
                seen.append(kept)
            return verify(kept, typed)

    monkeypatch.setattr(passwords, "_hasher", Watching())
    assert dummy_check("mưa rơi") == (False, False)
    assert check_password("", "mưa rơi") == (False, False)
    assert check_password("", "x" * 100_000) == (False, False)
    assert len(seen) == 3
    assert all(shape.fullmatch(kept) for kept in seen)
    monkeypatch.undo()
    assert shape.fullmatch(hash_password("mưa rơi"))


def test_at_most_two_are_worked_on_at_once(monkeypatch):
    now, most, lock = 0, 0, threading.Lock()
    real = passwords._hasher.hash

    class Counting:
        def hash(self, text):
            nonlocal now, most
            with lock:
                now += 1
                most = max(most, now)
            try:
                return real(text)
            finally:
                with lock:
                    now -= 1

    monkeypatch.setattr(passwords, "_hasher", Counting())
    threads = [threading.Thread(target=hash_password, args=("mưa rơi",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert 1 <= most <= 2
    assert now == 0


def problems(text, login=LOGIN, name=NAME):
    found = password_problems(text, login, name)
    assert all(isinstance(each, Message) for each in found)
    return [each.msgid for each in found]


@pytest.mark.parametrize("text", GOOD)
def test_a_good_password_is_taken(text):
    assert problems(text) == []


@pytest.mark.parametrize(("text", "word"), [
    ("", "at least"), ("ngắn quá", "at least"), ("o\u0300" * 9, "at least"), ("mưa rơi " * 40, "at most"),
    ("aaaaaaaaaaaa", "repeats"), ("ababababab", "repeats"), ("ạàaáạàaáạà", "repeats"), ("xyzxyzxyzxyz", "repeats"),
    ("👩👩👩👩👩👩👩👩👩👩", "repeats"),
    ("1234567890", "number"), ("0912345678", "number"), ("001210012345", "number"), ("15/08/2010", "number"),
    ("2010-08-15", "number"), ("15 08 2010", "number"), ("7302856194", "number"),
    ("nvan.thcs12", "log-in name"), ("NVAN.THCS12", "log-in name"), ("nvanthcs12!", "log-in name"),
    ("Nguyễn Văn An", "log-in name"), ("nguyenvanan", "log-in name"), ("nguyenvanan2010", "log-in name"),
    ("an15082010", "log-in name"), ("An 2010-08-15!", "log-in name"), ("văn an 123456", "log-in name"),
    ("ngay15082010"[2:], "log-in name"),
    ("matkhau123", "first"), ("Mật khẩu 2026", "first"), ("P@ssw0rd123", "first"), ("password!!", "first"),
    ("123password", "first"), ("giáo viên 2026", "first"), ("qwertyuiop", "first"), ("poiuytrewq1", "first"),
    ("abcdefghij", "first"), ("0123456789a", "first"), ("anhyeuem2008", "first"), ("vietnamvietnam", "first"),
    ("emyeutruongem", "first"),
])
def test_an_easy_password_is_refused_with_its_reason(text, word):
    assert any(word in msgid for msgid in problems(text)), problems(text)


def test_the_length_is_counted_in_letters_not_in_bytes():
    assert problems("mưa rơi êm") == []
    assert problems(unicodedata.normalize("NFD", "mưa rơi êm")) == []
    assert problems("Trăng " * 42 + "sáng") == []


@given(text=st.text(max_size=300), login=st.text(max_size=20), name=st.text(max_size=40))
def test_any_text_has_an_answer(text, login, name):
    found = problems(text, login, name)
    assert found or 10 <= len(unicodedata.normalize("NFC", text)) <= 256


@given(name=st.lists(st.sampled_from(["Nguyễn", "Lê", "Văn", "Thị", "An", "Bình", "Hoà"]), min_size=2, max_size=4),
       year=st.integers(1950, 2020))
def test_a_name_with_a_year_is_refused_whoever_has_it(name, year):
    text = "".join(name) + str(year)
    if len(text) >= 10:
        assert problems(text, "x", " ".join(name))


def test_every_reason_is_translated():
    ids = {each for text in ["", "x" * 300, "aaaaaaaaaa", "0912345678", "nguyenvanan", "matkhau123"]
           for each in problems(text)}
    kept = (passwords.__file__.rsplit("/security/", 1)[0]) + "/locale/vi/sidestore.po"
    with open(kept, encoding="utf-8") as file:
        content = file.read()
    assert len(ids) == 6
    assert all(f'msgid "{each}"\nmsgstr "' in content for each in ids)
