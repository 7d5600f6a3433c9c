"""What the script of the grid sends as JSON: saved once, both marks of a conflict, and everything it would not send."""

import threading

import pytest

from tests.functional.teacher_setup import (
    AN,
    BINH,
    BOOK,
    CK,
    GK,
    OTHER_SCHOOL,
    TX1,
    TX2,
    book_of,
    grid,
    place,
    post_json,
    send,
    shown,
    written,
)


def test_the_script_saves_changed_cells_and_gets_the_averages(city):
    browser = city.as_("giaovien")
    page = browser.get(BOOK)
    answer = send(browser, [(*place(page, AN, TX1), "", "7.50"), (*place(page, BINH, CK), "", "8")], status=422)
    assert answer.json["refusals"][0]["column"] == "tx1"
    answer = send(browser, [(*place(page, AN, TX1), "", "7.5"), (*place(page, BINH, CK), "", "8")])
    student = place(page, AN, TX1)[0]
    assert answer.json["ok"] is True
    assert answer.json["saved"] == 2
    assert answer.json["cells"][0] == {"student": student, "column": "tx1", "value": "7,5"}
    assert answer.json["averages"][student] == ""
    before = written(city)
    assert send(browser, [(*place(page, AN, TX1), "", "7.5"), (*place(page, BINH, CK), "", "8")]).json == answer.json
    assert written(city) == before


def test_the_script_gets_both_marks_of_a_conflict(city):
    browser = city.as_("giaovien")
    page = browser.get(BOOK)
    send(browser, [(*place(page, AN, TX1), "", "6")])
    answer = send(browser, [(*place(page, AN, TX1), "", "9")], batch="tap-0002", status=409)
    (conflict,) = answer.json["conflicts"]
    assert (conflict["theirs"], conflict["mine"], conflict["by"]) == ("6", "9", "Đặng Thị Giáo")
    assert conflict["at"] == "10:00, 21/11/2026"
    assert "1 ô đã bị người khác sửa" in answer.json["message"]


@pytest.mark.parametrize("foreign", ["student", "column", "both"])
def test_one_foreign_cell_refuses_the_whole_save(city, foreign):
    browser = city.as_("giaovien")
    page = browser.get(BOOK)
    stranger = city.look(lambda portal: book_of(portal, school="thcs-hai").students[0])
    student, column = place(page, AN, TX1)
    cells = {"student": (stranger, column), "column": (student, "tx9"), "both": (stranger, "tx9")}
    before = written(city)
    answer = send(browser, [(student, column, "", "7"), (*cells[foreign], "", "8")], status=403)
    assert written(city) == before
    assert stranger not in answer.text


WRONG = {
    "a list": [], "a text": "7", "nothing": None, "a number": 7, "no batch": {"cells": []},
    "no cells": {"batch": "tap-0001"},
    "cells as a dict": {"batch": "tap-0001", "cells": {}}, "cells as text": {"batch": "tap-0001", "cells": "abcd"},
    "a cell as a list": {"batch": "tap-0001", "cells": [[1]]}, "a cell as null": {"batch": "tap-0001", "cells": [None]},
    "a missing key": {"batch": "tap-0001", "cells": [{"student": "x", "column": "tx1", "typed": "7"}]},
    "another key": {"batch": "tap-0001", "cells": [], "by": "x"},
    "a number batch": {"batch": 12345678, "cells": []}, "a short batch": {"batch": "x", "cells": []},
    "a list batch": {"batch": ["tap-0001"], "cells": []},
}


def test_json_that_the_grid_would_not_send_is_refused(city):
    browser = city.as_("giaovien")
    page = browser.get(BOOK)
    answers = {name: post_json(browser, body, page, status="*") for name, body in WRONG.items()}
    assert {name: answer.status_int for name, answer in answers.items() if answer.status_int != 422} == {}
    assert {answer.json["ok"] for answer in answers.values()} == {False}
    assert written(city)[1] == 0


def test_values_that_are_not_texts_are_refused(city):
    browser = city.as_("giaovien")
    page = browser.get(BOOK)
    student, column = place(page, AN, TX1)
    right = {"student": student, "column": column, "seen": "", "typed": "7"}
    for key in right:
        for value in (7, 7.5, None, True, ["7"], {"a": 1}):
            body = {"batch": "tap-0001", "cells": [{**right, key: value}]}
            assert post_json(browser, body, page, status="*").status_int == 422, (key, value)
    assert written(city)[1] == 0


def test_broken_bodies_are_refused(city):
    browser = city.as_("giaovien")
    token = grid(browser.get(BOOK))["csrf_token"].value
    for body in (b"", b"{", b"\xff\xfe{", b"[" * 200_000, b"NaN",
                 b'{"batch":"tap-0001","cells":[' + b"9" * 5000 + b"]}",
                 b'{"batch":"tap-0001","cells":' + b" " * 1_100_000 + b"[]}"):
        answer = browser.post(BOOK + "@@save", body, content_type="application/json",
                              headers={"X-CSRF-Token": token}, status="*")
        assert answer.status_int == 422, body[:40]
    assert written(city)[1] == 0


def test_ten_thousand_cells_and_the_same_cell_twice_are_refused(city):
    browser = city.as_("giaovien")
    page = browser.get(BOOK)
    here = place(page, AN, TX1)
    send(browser, [(f"{number:032x}", "tx1", "", "7") for number in range(10_000)], status=422)
    send(browser, [(*here, "", "7"), (*here, "", "8")], status=422)
    send(browser, [(*here, "", "7" * 100_000)], status=422)
    send(browser, [(*here, "", "\ud800"), (*place(page, AN, TX2), "", "8")], status=200)
    assert written(city)[1] == 1
    assert shown(browser.get(BOOK), AN, TX1) == ""


def test_eight_saves_at_once_lose_nothing(city):
    """Every save goes through the whole application; the later of two is repeated with its checks, never merged."""
    browsers = [city.as_("giaovien") for _each in range(4)]
    pages = [browser.get(BOOK) for browser in browsers]
    cells = [(name, column) for name in (AN, BINH) for column in (TX1, TX2, GK, CK)]
    answers = []

    def work(number):
        for turn in (0, 4):
            where = place(pages[number], *cells[number + turn])
            answers.append(send(browsers[number], [(*where, "", "7")], batch=f"tap-{number}-{turn:04}",
                                page=pages[number], status="*").status_int)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    page = browsers[0].get(BOOK)
    assert answers == [200] * 8
    assert [shown(page, *each) for each in cells] == ["7"] * 8
    assert city.look(lambda portal: (len(book_of(portal).journal), book_of(portal).verify())) == (8, True)


def test_the_teacher_of_another_school_cannot_send_into_this_book(city):
    browser = city.as_("giaovien.hai")
    token = grid(browser.get(OTHER_SCHOOL))["csrf_token"].value
    student = city.look(lambda portal: book_of(portal).students[0])
    body = {"batch": "tap-0001", "cells": [{"student": student, "column": "tx1", "seen": "", "typed": "7"}]}
    browser.post_json(BOOK + "@@save", body, headers={"X-CSRF-Token": token}, status=403)
    browser.post(BOOK + "@@save", {"csrf_token": token, "batch": "tap-0001", f"mark.{student}.tx1": "7",
                                   f"seen.{student}.tx1": ""}, status=404)
    assert written(city)[1] == 0
