"""``eduportal assess``: the examples of the issue, the vectors by its questions, lines in order, both languages."""

import json
import time

import pytest

from .assess_lines import ask, refused, run, student, told


@pytest.mark.parametrize(("question", "expected"), [
    ({"ask": "subject_term", "rules": "tt58", "tx": ["8", "7,5"], "dk": ["7", "8"], "ck": "8"}, {"average": "7.7"}),
    ({"ask": "subject_term", "rules": "tt58", "comments": ["Đ", "CĐ", "Đ"], "ck": "Đ"}, {"result": "Đ"}),
    ({"ask": "subject_term", "rules": "tt26", "comments": ["Đ", "CĐ", "Đ"], "ck": "Đ"}, {"result": "Đ"}),
    ({"ask": "subject_term", "rules": "tt22", "comments": ["Đ", "CĐ", "Đ"], "gk": "Đ", "ck": "Đ"}, {"result": "CĐ"}),
    ({"ask": "subject_term", "rules": "tt22", "tx": ["8", "9"], "ck": "8"}, {"average": None, "missing": ["gk"]}),
    ({"ask": "subject_year", "rules": "tt22", "term1": "7.9", "term2": "8.5"}, {"average": "8.3"}),
    ({"ask": "subject_year", "rules": "tt58", "term1": "CĐ", "term2": "Đ"}, {"result": "Đ"}),
    ({"ask": "year_end", "rules": "tt58", "conduct": "Khá", "level": "Giỏi", "absences": 12},
     {"decision": "Lên lớp", "title": "Học sinh tiên tiến"}),
    ({"ask": "year_end", "rules": "tt22", "training": "Tốt", "learning": "Khá", "absences": 12, "subjects_from_9": 2},
     {"decision": "Được lên lớp", "award": None}),
    ({"ask": "ruleset", "level": "THCS", "grade": 9, "year": 2022}, {"rules": "tt26"}),
    ({"ask": "classify", **student("8,0", "Anh 4,9; Lí 9,5; Hóa 9,5; Sử 9"), "specialised": None},
     {"average": "8.1", "base": "Trung bình", "level": "Khá"}),
])
def test_the_examples_of_the_issue(question, expected):
    found = told(json.dumps(question))[0]
    assert {name: found[name] for name in expected} == expected
    assert found["rule"]


@pytest.mark.parametrize(("rules", "fields", "average"), [
    pytest.param("tt58", ("8 7 9", "7.5 8", None, "8"), "7.9", id="TV58-1"),
    pytest.param("tt58", ("7 7", "6.5", None, "7.5"), "7.1", id="TV58-2"),
    pytest.param("tt58", ("8 7 9 10", "7 8.5", None, "6.5"), "7.7", id="TV58-3"),
    pytest.param("tt26", ("8 8 9", None, "8.5", "8"), "8.3", id="TV58-4"),
    pytest.param("tt22", ("8 9", None, "7", "8"), "7.9", id="TV22-1"),
    pytest.param("tt22", ("7 8 9", None, "7.5", "8"), "7.9", id="TV22-2"),
    pytest.param("tt22", ("8 8 9", None, "8.5", "8"), "8.3", id="TV22-3"),
    pytest.param("tt22", ("8 8 9 10", None, "6.5", "7.3"), "7.8", id="TV22-4"),
    pytest.param("tt22", ("5 6", None, "4.5", "5"), "5.0", id="TV22-5"),
    pytest.param("tt22", ("0 8", None, "6", "7"), "5.9", id="TV22-6"),
    ("tt22", ("10 10", None, "10,0", "10.0"), "10.0"), ("tt26", ("0 0", None, "0", "0"), "0.0"),
])
def test_term_averages(rules, fields, average):
    tx, dk, gk, ck = fields
    question = {"rules": rules, "tx": tx.split(), "gk": gk, "ck": ck, "dk": dk and dk.split()}
    for each in (question, json.loads(json.dumps(question).replace(".", ","))):
        found = ask("subject_term", **each, comments=None)
        assert found["average"] == average
        assert "missing" not in found
        assert "rounded half up" in found["because"]


@pytest.mark.parametrize(("term1", "term2", "average"), [
    pytest.param("7.9", "8.5", "8.3", id="TV58-5"), pytest.param("6.4", "6.5", "6.5", id="TV58-6"),
    pytest.param("4.9", "5.0", "5.0", id="TV58-7"), pytest.param("4.8", "5.0", "4.9", id="TV58-8"),
    pytest.param("4.7", "5.1", "5.0", id="TV58-9"), pytest.param("8.0", "7.9", "7.9", id="TV58-10"),
    pytest.param("7,9", "8,5", "8.3", id="TV22-7"), pytest.param("7,8", "8,1", "8.0", id="TV22-8"), ("10", 10, "10.0"),
])
@pytest.mark.parametrize("rules", ["tt58", "tt26", "tt22"])
def test_year_averages(rules, term1, term2, average):
    assert ask("subject_year", rules=rules, term1=term1, term2=term2)["average"] == average


@pytest.mark.parametrize(("marks", "average"), [
    pytest.param(["8,3", "8,4"], "8.4", id="TV58-11"), pytest.param(["8"] * 8 + ["7,5", "8"], "8.0", id="TV58-12a"),
    pytest.param(["8"] * 8 + ["7,5", "7,9"], "7.9", id="TV58-12b"),
])
@pytest.mark.parametrize("rules", ["tt58", "tt26"])
def test_means_of_subjects(rules, marks, average):
    given = {f"Môn {place}": mark for place, mark in enumerate(marks)}
    assert ask("classify", rules=rules, marks=given, comments={}, core=["Môn 0"])["average"] == average


@pytest.mark.parametrize(("rules", "tests", "result"), [
    pytest.param("tt58", "Đ Đ CĐ - Đ", "Đ", id="TV58-13"), pytest.param("tt58", "Đ CĐ - Đ", "Đ", id="TV58-14"),
    pytest.param("tt58", "Đ Đ Đ - CĐ", "CĐ", id="TV58-15"), pytest.param("tt58", "Đ CĐ CĐ - Đ", "CĐ", id="TV58-16"),
    pytest.param("tt26", "Đ Đ CĐ - Đ", "Đ", id="TV58-13 under TT 26"), ("tt26", "Đ CĐ Đ Đ", "Đ"),
    ("tt26", "Đ CĐ CĐ Đ", "CĐ"), pytest.param("tt22", "Đ Đ Đ Đ", "Đ", id="TV22-9a"),
    pytest.param("tt22", "Đ CĐ Đ Đ", "CĐ", id="TV22-9b"), ("tt22", "Đ Đ CĐ Đ", "CĐ"), ("tt22", "Đ Đ Đ CĐ", "CĐ"),
])
def test_terms_by_comments(rules, tests, result):
    *comments, middle, final = tests.split()
    middle = {} if middle == "-" else {"gk": middle}
    found = ask("subject_term", rules=rules, comments=comments, **middle, ck=final, tx=None)
    assert found["result"] == result
    assert "average" not in found


@pytest.mark.parametrize(("term1", "term2", "result"), [
    pytest.param("CĐ", "Đ", "Đ", id="TV22-10a"), pytest.param("Đ", "CĐ", "CĐ", id="TV22-10b"), ("cđ", "Ð", "Đ"),
    ("miễn", "CĐ", "CĐ"), ("Đ", "MIỄN", "Đ"), ("miễn", "mie\u0302\u0303n", "miễn"), ("Ð", "miễn", "Đ"),
])
@pytest.mark.parametrize("rules", ["tt58", "tt26", "tt22"])
def test_years_by_comments(rules, term1, term2, result):
    assert ask("subject_year", rules=rules, term1=term1, term2=term2)["result"] == result


def test_a_subject_of_one_term():
    for term in (1, 2):
        assert ask("subject_year", rules="tt22", **{f"term{term}": "7,3"}, only=term)["average"] == "7.3"
        assert ask("subject_year", rules="tt58", **{f"term{term}": "CĐ"}, only=term)["result"] == "CĐ"
        assert ask("subject_year", rules="tt58", only=term)["missing"] == [f"term{term}"]
        assert refused("subject_year", rules="tt22", term1="7", term2="8", only=term)[0] == f"term{3 - term}"
    assert ask("subject_year", rules="tt22", term1="miễn", term2="7,3")["average"] == "7.3"


@pytest.mark.parametrize(("question", "missing"), [
    ({"tx": ["8", None], "gk": "7", "ck": "8"}, ["tx2"]), ({"tx": ["8", "", "7"], "gk": None, "ck": ""},
                                                          ["tx2", "gk", "ck"]),
    ({}, ["tx", "gk", "ck"]), ({"tx": [], "gk": "8", "ck": "8"}, ["tx"]), ({"lessons": 71}, ["tx", "gk", "ck"]),
    ({"tx": ["8"], "gk": "8", "ck": "8", "lessons": 36}, ["tx2", "tx3"]),
    ({"comments": [], "gk": "Đ", "ck": "Đ"}, ["comments"]), ({"comments": None, "gk": "Đ", "ck": "Đ"}, ["comments"]),
    ({"comments": ["Đ", None], "gk": "Đ", "ck": "Đ"}, ["comments2"]),
])
def test_what_is_missing_is_named_and_can_be_given_up(question, missing):
    found = ask("subject_term", rules="tt22", **question)
    name = "result" if "comments" in question else "average"
    assert (found[name], found["missing"]) == (None, missing)
    given = ask("subject_term", rules="tt22", **question, no_make_up=missing)
    assert given[name] is not None
    assert "missing" not in given
    assert ask("subject_term", rules="tt22", **question, no_make_up=missing[:1])[name] == (
        None if len(missing) > 1 else given[name])


def test_years_that_are_missing():
    for question, name, missing in (({"term1": "8"}, "average", ["term2"]), ({"term2": "8"}, "average", ["term1"]),
                                    ({"term1": "Đ"}, "result", ["term2"]), ({}, "average", ["term1", "term2"]),
                                    ({"term1": None, "term2": ""}, "average", ["term1", "term2"])):
        found = ask("subject_year", rules="tt22", **question)
        assert (found[name], found["missing"]) == (None, missing)


def test_a_test_that_was_not_made_up_is_a_zero():
    found = ask("subject_term", rules="tt22", tx=["8", None], gk="6", ck="7", no_make_up=["tx2"])
    assert found["average"] == "5.9"  # TV22-6
    found = ask("subject_term", rules="tt58", comments=["Đ", None, "Đ"], ck="Đ", no_make_up=["tx2"])
    assert found["result"] == "Đ"
    question = {"rules": "tt22", "tx": ["8", None], "gk": "6", "ck": "7"}
    for name in ("tx1", "gk2", "", "ck"):
        assert refused("subject_term", **question, no_make_up=[name])[0] == "no_make_up"


@pytest.mark.parametrize(("rules", "options", "columns"), [
    ("tt22", {"lessons": 35}, {"tx": 2, "gk": 1, "ck": 1}), ("tt22", {"lessons": "36"}, {"tx": 3, "gk": 1, "ck": 1}),
    ("tt26", {"lessons": 70}, {"tx": 3, "gk": 1, "ck": 1}), ("tt26", {"lessons": 71}, {"tx": 4, "gk": 1, "ck": 1}),
    ("tt22", {"lessons": 105, "kind": "comment"}, {"tx": 2, "gk": 1, "ck": 1}),
    ("tt58", {"lessons_per_week": 1}, {"tx": 2, "dk": 2, "ck": 1}),
    ("tt58", {"lessons_per_week": "1,1", "periodic": 0}, {"tx": 3, "ck": 1}),
    ("tt58", {"lessons_per_week": 2.9, "periodic": 1}, {"tx": 3, "dk": 1, "ck": 1}),
    ("tt58", {"lessons_per_week": 3}, {"tx": 4, "dk": 2, "ck": 1}),
    ("tt58", {"lessons_per_week": "0,5"}, {"tx": 2, "dk": 2, "ck": 1}),
])
def test_columns(rules, options, columns):
    assert ask("columns", rules=rules, **options)["columns"] == columns


FIRST_22 = {6: 2021, 7: 2022, 8: 2023, 9: 2024, 10: 2022, 11: 2023, 12: 2024}


@pytest.mark.parametrize(("level", "grade"), [*(("THCS", grade) for grade in range(6, 10)),
                                              *(("THPT", grade) for grade in range(10, 13))])
def test_rule_0_of_secondary_schools(level, grade):
    for year in range(2011, 2031):
        rules = "tt22" if year >= FIRST_22[grade] else "tt26" if year >= 2020 else "tt58"
        assert ask("ruleset", level=level, grade=grade, year=year)["rules"] == rules


@pytest.mark.parametrize("grade", range(1, 6))
def test_rule_0_of_primary_schools(grade):
    for year in range(2009, 2031):
        rules = ("tt27" if year >= 2019 + grade else "tt30-22" if year >= 2016 else "tt30" if year >= 2014 else "tt32")
        assert ask("ruleset", level="TH", grade=str(grade), year=str(year))["rules"] == rules


def test_a_retest_is_asked():
    question = student("6,0", "Anh 3,4", ("Thể dục",))
    assert ask("reassess", **question, retests={"Tiếng Anh": "5", "Thể dục": "Đ"})["level"] == "Trung bình"
    assert ask("reassess", **question, retests={"Thể dục": "Đ"})["base"] == "Yếu"
    assert ask("reassess", **question, retests={"Tiếng Anh": "1,9"})["base"] == "Kém"
    for retests, field in (({"Toán": "9"}, "retests.Toán"), ({"Thể dục": "8"}, "retests.Thể dục"),
                           ({"Tiếng Anh": None}, "retests.Tiếng Anh"), ({"Nhạc": "Đ"}, "retests"), (None, "retests"),
                           ([], "retests"), ({"Tiếng Anh": "miễn"}, "retests.Tiếng Anh")):
        assert refused("reassess", **question, retests=retests)[0] == field


def test_switches_are_told():
    found = ask("switches")["switches"]
    for key in ("tt58_uplift_causes", "tt58_uplift_comments", "tt22_uplift_comments"):
        assert found[key]["default"] in found[key]["choices"]
        assert found[key]["why"]


def test_the_command_answers_every_line_in_order_in_both_languages():
    lines = [json.dumps({"id": place, "ask": "ruleset", "level": "THCS", "grade": place % 12, "year": 2022})
             for place in range(24)]
    data = "\n".join([*lines[:12], "", "{bad", *lines[12:]]).encode()
    for lang in ("en", "vi"):
        done = run(data, "--lang", lang)
        assert (done.returncode, done.stderr) == (0, b"")
        found = [json.loads(line) for line in done.stdout.decode().splitlines()]
        assert [each.get("id") for each in found] == [*range(12), None, None, *range(12, 24)]
        assert [each["id"] for each in found if "rules" in each] == [*range(6, 10), *range(18, 22)]
    assert "lớp" in found[1]["error"]
    assert run(b"").stdout == b""
    assert run(data).stdout == done.stdout


def test_help_documents_every_question():
    shown = run(b"", "--help").stdout.decode()
    assert all(asked in shown for asked in ("subject_term", "subject_year", "columns", "classify", "reassess", "title",
                                            "training_year", "year_end", "ruleset", "switches", "tt27"))


def test_a_thousand_lines_take_no_time():
    line = (json.dumps({"ask": "classify", **student("8,0", "Anh 4,9; Lí 9,5; Hóa 9,5; Sử 9")}) + "\n").encode()
    began = time.process_time()
    assert {each["level"] for each in told(*[line] * 1000)} == {"Khá"}
    assert time.process_time() - began < 2
