"""The brake on guessing passwords, with a clock moved by hand; above all what it must not do (abuse case 17)."""

import sqlite3
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.sidestore import open_store
from eduportal.sidestore.throttle import failed, forget_known, may_try, succeeded
from tests.integration.sidestore_setup import NOW, later, url

SCHOOL, HOME, FAR = "203.0.113.7", "198.51.100.20", "192.0.2.1"


@pytest.fixture
def store(tmp_path):
    opened = open_store(url(tmp_path))
    yield opened
    opened.close()


@pytest.fixture
def conn(store):
    with store.begin() as opened:
        yield opened


def fail(conn, account, address, times, at=NOW, **more):
    for _ in range(times):
        failed(conn, account, address, at, **more)


def test_five_failures_of_an_account_at_an_address_stop_it_there_for_a_quarter_of_an_hour(conn):
    for minute in range(5):
        assert may_try(conn, "an", HOME, later(minutes=minute)) == (True, None)
        failed(conn, "an", HOME, later(minutes=minute))
    assert may_try(conn, "an", HOME, later(minutes=4)) == (False, later(minutes=15))
    assert may_try(conn, "an", HOME, later(minutes=15, seconds=-1)) == (False, later(minutes=15))
    assert may_try(conn, "an", HOME, later(minutes=15)) == (True, None)
    failed(conn, "an", HOME, later(minutes=15))
    assert may_try(conn, "an", HOME, later(minutes=15)) == (False, later(minutes=16))
    assert may_try(conn, "an", FAR, later(minutes=5)) == (True, None)
    assert may_try(conn, "binh", HOME, later(minutes=5)) == (True, None)


def test_a_log_in_name_is_one_however_it_is_typed(conn):
    fail(conn, "Lan.Hoa\u0300", HOME, 5)
    assert not may_try(conn, "  lan.hoà ", HOME, NOW)[0]


def test_thirty_failures_at_an_address_stop_every_unknown_account_there(conn):
    for number in range(30):
        assert may_try(conn, f"hs{number}", FAR, NOW)[0]
        failed(conn, f"hs{number}", FAR, NOW)
    assert may_try(conn, "hs99", FAR, NOW) == (False, later(minutes=15))
    assert may_try(conn, "hs99", HOME, NOW)[0]


def test_twenty_failures_of_an_account_slow_unknown_addresses_and_lock_nobody(conn):
    for number in range(20):
        failed(conn, "an", f"192.0.2.{number}", later(seconds=number))
    assert may_try(conn, "an", "192.0.2.200", later(seconds=20)) == (False, later(seconds=49))
    assert may_try(conn, "an", "192.0.2.200", later(seconds=49)) == (True, None)


def test_pupils_cannot_lock_a_teacher_out_of_an_address_that_is_known(conn):
    succeeded(conn, "co-lan", HOME, NOW)
    for number in range(200):
        failed(conn, "co-lan", f"192.0.{number}.1", later(seconds=number))
    assert may_try(conn, "co-lan", HOME, later(seconds=200)) == (True, None)


def test_pupils_behind_the_school_s_address_cannot_lock_out_a_teacher_s_own_browser(conn):
    succeeded(conn, "co-lan", SCHOOL, NOW, device="random-value-of-her-laptop")
    fail(conn, "co-lan", SCHOOL, 5, later(minutes=1))
    for number in range(400):
        failed(conn, f"hs{number}", SCHOOL, later(minutes=1))
    assert not may_try(conn, "co-lan", SCHOOL, later(minutes=2))[0]
    assert may_try(conn, "co-lan", SCHOOL, later(minutes=2), device="random-value-of-her-laptop")[0]
    assert not may_try(conn, "co-lan", SCHOOL, later(minutes=2), device="a-guess")[0]


def test_a_known_browser_has_five_tries_of_its_own(conn):
    succeeded(conn, "co-lan", SCHOOL, NOW, device="laptop")
    fail(conn, "co-lan", SCHOOL, 5, later(minutes=1), device="laptop")
    assert may_try(conn, "co-lan", SCHOOL, later(minutes=2), device="laptop") == (False, later(minutes=16))
    assert may_try(conn, "co-lan", SCHOOL, later(minutes=2))[0]


def test_mistakes_of_a_school_do_not_stop_an_account_known_there(conn):
    succeeded(conn, "co-lan", SCHOOL, NOW)
    for number in range(60):
        failed(conn, f"hs{number}", SCHOOL, NOW)
    assert may_try(conn, "co-lan", SCHOOL, NOW)[0]
    assert not may_try(conn, "thay-minh", SCHOOL, NOW)[0]


def test_success_takes_back_its_own_failures_and_nobody_else_s(conn):
    fail(conn, "an", FAR, 4)
    for number in range(29):
        failed(conn, f"hs{number}", FAR, NOW)
    assert not may_try(conn, "ke-xau", FAR, NOW)[0]
    succeeded(conn, "an", FAR, NOW)
    fail(conn, "an", FAR, 4)
    assert may_try(conn, "an", FAR, NOW)[0]
    assert not may_try(conn, "ke-xau", FAR, NOW)[0]


def test_an_attacker_s_own_account_does_not_clear_what_he_failed_with_others(conn):
    for round in range(10):
        fail(conn, f"nan-nhan-{round}", FAR, 3)
        succeeded(conn, "ke-xau", FAR, NOW)
    assert not may_try(conn, "nan-nhan-99", FAR, NOW)[0]


def test_counting_before_the_check_leaves_no_gap(conn):
    for _ in range(5):
        assert may_try(conn, "an", HOME, NOW)[0]
        failed(conn, "an", HOME, NOW)
    assert not may_try(conn, "an", HOME, NOW)[0]
    succeeded(conn, "an", HOME, NOW)
    assert may_try(conn, "an", HOME, NOW)[0]


def test_a_source_is_known_for_ninety_days_or_until_forgotten(conn):
    succeeded(conn, "an", HOME, NOW)
    for day in (89, 90):
        for number in range(20):
            failed(conn, "an", f"192.0.2.{number}", later(days=day))
        assert may_try(conn, "an", HOME, later(days=day))[0] is (day == 89)
    succeeded(conn, "an", HOME, later(days=90))
    assert forget_known(conn, "an") == 1
    assert not may_try(conn, "an", HOME, later(days=90))[0]


@pytest.mark.parametrize(("one", "same"), [
    ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"), ("::ffff:203.0.113.7", "203.0.113.7"), (" 203.0.113.7", "203.0.113.7"),
    ("unix:", "unix:"), ("\ud800", "\ud800")])
def test_addresses_of_one_customer_count_as_one(conn, one, same):
    fail(conn, "an", one, 5)
    assert not may_try(conn, "an", same, NOW)[0]
    assert may_try(conn, "an", "2001:db8:1:3::1", NOW)[0]


def test_names_and_addresses_are_not_kept_in_clear(store, tmp_path):
    with store.begin() as conn:
        fail(conn, "co-lan", SCHOOL, 2)
        succeeded(conn, "co-binh", SCHOOL, NOW, device="laptop")
    kept = "\n".join(sqlite3.connect(tmp_path / "var" / "side.sqlite").iterdump())
    assert "failed_sign_ins" in kept
    assert not any(word in kept for word in ("co-lan", "co-binh", SCHOOL, "laptop"))


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    opened = open_store(url(tmp_path_factory.mktemp("throttle")))
    yield opened
    opened.close()


@given(tries=st.lists(st.tuples(st.integers(0, 240), st.sampled_from(["an", "binh"]), st.integers(0, 3)), max_size=60))
def test_no_quarter_of_an_hour_has_more_than_five_wrong_tries_of_an_account_at_an_address(shared, tries):
    taken = {}
    with shared.begin() as conn:
        conn.exec_driver_sql("DELETE FROM failed_sign_ins")
        at = NOW
        for wait, account, number in tries:
            at += timedelta(seconds=wait)
            address = f"192.0.2.{number}"
            allowed, until = may_try(conn, account, address, at)
            assert allowed == (until is None)
            if allowed:
                failed(conn, account, address, at)
                taken.setdefault((account, address), []).append(at)
            else:
                assert at < until <= at + timedelta(minutes=15)
    for instants in taken.values():
        for first, sixth in zip(instants, instants[5:], strict=False):
            assert sixth - first >= timedelta(minutes=15)
