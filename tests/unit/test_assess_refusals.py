"""Whatever comes in: one answer a line, in order; a refusal names its field and leaves the other lines alone."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduportal.domain.assessment.asking import ASKS, answer
from eduportal.domain.errors import RuleError

from .assess_lines import ask, refused, student, told

GOOD = {"ask": "ruleset", "level": "THCS", "grade": 9, "year": 2022}
OLD, NEW = student("8,0"), {"rules": "tt22", "marks": {"Toán": "8"}, "comments": {"Nhạc": "Đ"}}
FAILED_22 = {"rules": "tt22", "marks": {"Toán": "3,4", "Văn": "3,4", **{f"Môn {each}": "6" for each in range(5)}},
             "comments": {"Nhạc": "Đ"}}
#: One right question for each asking, from which one field after the other is spoilt.
QUESTIONS = [
    ("subject_term", {"rules": "tt58", "tx": ["8"], "dk": ["7"], "ck": "8"}),
    ("subject_term", {"rules": "tt22", "tx": ["8", 9], "gk": "7", "ck": "8", "lessons": "35", "no_make_up": []}),
    ("subject_term", {"rules": "tt22", "comments": ["Đ"], "gk": "Đ", "ck": "CĐ"}),
    ("subject_year", {"rules": "tt26", "term1": "8", "term2": "7"}),
    ("subject_year", {"rules": "tt26", "term2": "7", "only": 2}),
    ("columns", {"rules": "tt58", "kind": "mark", "lessons": 70, "periodic": 2}),
    ("columns", {"rules": "tt58", "lessons_per_week": 2}),
    ("classify", {**OLD, "specialised": "Toán", "switches": {}}), ("classify", NEW),
    ("reassess", {**student("6,0", "GDCD 3,4"), "conduct": "Khá", "absences": 45, "retests": {"GDCD": "5"}}),
    ("reassess", {**FAILED_22, "training": "Đạt", "absences": "0", "core": ["Toán"], "specialised": "Toán",
                  "retests": {"Toán": "5"}}),
    ("training_year", {"rules": "tt22", "term1": "Tốt", "term2": "Đạt"}),
    ("title", {"rules": "tt58", "conduct": "Tốt", "level": "Khá"}),
    ("year_end", {"rules": "tt58", "conduct": "Khá", "level": "Giỏi", "absences": 12, "after": False}),
    ("year_end", {"rules": "tt22", "training": "Tốt", "learning": "Khá", "absences": 0, "subjects_from_9": 2}),
    ("ruleset", {"level": "THCS", "grade": 9, "year": 2022}),
]
FIELDS = [(asked, question, field) for asked, question in QUESTIONS for field in question]
HUGE = "9" * 5000
#: Values that fit no field, as they are written in JSON.
SPOILT = ["1e1", "-1", "NaN", "Infinity", "1.25", "1e999", HUGE, "9" * 400, '"' + "x" * 3000 + '"', "[[[[]]]]",
          '[{"a":[]}]', '{"Toán":{"a":[1]}}', '"không"', '"\\ud800x"', '"8\\u0000;"', "[true]", '[["8"]]',
          "9007199254740993", '"' + "a\u0301\u0323" * 20000 + '"', "[" * 10000 + "]" * 10000, "[" * 960 + "]" * 960]


@pytest.mark.parametrize(("asked", "question"), QUESTIONS)
def test_the_questions_are_right_as_they_are(asked, question):
    assert "error" not in ask(asked, **question)


@pytest.mark.parametrize(("asked", "question", "field"), FIELDS)
def test_a_spoilt_field_is_named_and_stops_nothing(asked, question, field):
    text = json.dumps({"ask": asked, **question, field: "@@"}, ensure_ascii=False)
    before, *answered, after = told(json.dumps(GOOD), *(text.replace('"@@"', value) for value in SPOILT),
                                    json.dumps(GOOD))
    assert before == after == {"rules": "tt26", "rule": before["rule"]}
    for value, found in zip(SPOILT, answered, strict=True):
        assert found.keys() == {"error", "field"}, (value[:100], found)
        nested = value.startswith("[" * 900)
        assert found["field"].split(".")[0].split("[")[0] in (field, *["line"] * nested)
        assert len(found["error"]) < 1000


OPTIONAL = {"no_make_up", "kind", "periodic", "specialised", "switches", "core", "after"}
#: Fields that are asked for in other questions.
OPTIONAL_IN = {("subject_term", "lessons"), ("training_year", "rules"), ("classify", "comments"),
               ("reassess", "comments"), ("reassess", "conduct"), ("reassess", "training"), ("reassess", "absences")}
#: What is asked for where another field is not there: without comments "Đ" is no mark of the mid-term test.
ASKED_FOR = {("subject_term", "comments"): "gk", ("subject_year", "only"): "term1",
             ("columns", "lessons_per_week"): "lessons"}


@pytest.mark.parametrize(("asked", "question", "field"), FIELDS)
def test_a_field_that_is_not_there_is_named(asked, question, field):
    optional = field in OPTIONAL or (asked, field) in OPTIONAL_IN
    gone = {name: value for name, value in question.items() if name != field}
    for each in (gone, {**gone, field: None}):
        found = ask(asked, **each)
        named = [found["field"]] if "error" in found else found.get("missing", [])
        allowed = ([],) if optional else ([field], [ASKED_FOR.get((asked, field))])
        assert named in allowed


@pytest.mark.parametrize("text", ["-1", "10,1", "11", "7,25", "7.50", "8,", ",5", "+8", "1e1", "tám", "A", "8/10", "８",
                                  "08", "Đ", "NaN", "0x8", "8 5", "10,05", "100", "85", "8;5", "⑧", "٨"])
def test_no_mark_is_clamped_or_guessed(text):
    for asked, question, field in (
            ("subject_term", {"rules": "tt22", "tx": ["8", text], "gk": "7", "ck": "8"}, "tx[2]"),
            ("subject_term", {"rules": "tt22", "tx": ["8"], "gk": text, "ck": "8"}, "gk"),
            ("subject_term", {"rules": "tt58", "tx": ["8"], "dk": [text], "ck": "8"}, "dk[1]"),
            ("subject_year", {"rules": "tt22", "term1": "8", "term2": text}, "term1" if text == "Đ" else "term2"),
            ("classify", {**NEW, "marks": {"Toán": "8", "Văn": text}}, "marks.Văn")):
        assert refused(asked, **question)[0] == field


@pytest.mark.parametrize("text", ["8", "Đạt", "đ đ", "CĐĐ", "x", "0", "chưa đạt"])
def test_no_comment_is_guessed(text):
    assert refused("subject_term", rules="tt22", comments=["Đ", text], gk="Đ", ck="Đ")[0] == "comments[2]"
    assert refused("classify", **{**NEW, "comments": {"Nhạc": text}})[0] == "comments.Nhạc"


CONTRADICTIONS = [
    ("classify", {**OLD, "core": ["Toán", "Hoá"]}, "core"), ("classify", {**OLD, "core": []}, "core"),
    ("classify", {**OLD, "core": ["Thể dục"]}, "core"), ("classify", {**OLD, "core": "Toán"}, "core"),
    ("classify", {**OLD, "specialised": "Hoá"}, "specialised"), ("classify", {**OLD, "specialised": ""}, "specialised"),
    ("classify", {**OLD, "specialised": "Thể dục"}, "specialised"), ("classify", {**OLD, "marks": {}}, "marks"),
    ("classify", {**OLD, "comments": {"Toán": "Đ"}}, "comments"),
    ("classify", {**NEW, "marks": {"Toán": "miễn"}}, "marks"),
    ("classify", {**NEW, "comments": {"Toán": "Đ"}}, "comments"), ("classify", {**NEW, "marks": {"": "8"}}, "marks"),
    ("classify", {**NEW, "marks": {"Toán": "8", "Toa\u0301n ": "9"}}, "marks.Toán"),
    ("classify", {"rules": "tt58"}, "marks"), ("classify", {"rules": "tt22", "comments": {"Nhạc": "Đ"}}, "marks"),
    ("classify", {**NEW, "marks": {"\u200b": "8"}}, "marks"), ("classify", {**NEW, "average": "8"}, "average"),
    ("classify", {**NEW, "core": ["Hoá"]}, "core"), ("classify", {**NEW, "core": "Toán"}, "core"),
    ("classify", {**NEW, "core": ["Toán", "Nhạc"]}, "core"), ("classify", {**NEW, "core": [["Toán"]]}, "core"),
    ("classify", {**NEW, "specialised": "Nhạc"}, "specialised"), ("classify", {**NEW, "specialised": 5}, "specialised"),
    ("reassess", {**FAILED_22, "core": ["Hoá"], "retests": {"Toán": "5"}}, "core"),
    ("reassess", {**FAILED_22, "training": "Chưa đạt", "retests": {"Toán": "5"}}, "training"),
    ("reassess", {**FAILED_22, "absences": 46, "retests": {"Toán": "5"}}, "absences"),
    ("reassess", {**FAILED_22, "conduct": "Tốt", "retests": {"Toán": "5"}}, "conduct"),
    ("reassess", {**student("6,0", "GDCD 3,4"), "conduct": "Yếu", "retests": {"GDCD": "5"}}, "conduct"),
    ("reassess", {**student("6,0", "GDCD 3,4"), "training": "Tốt", "retests": {"GDCD": "5"}}, "training"),
    ("reassess", {**OLD, "retests": {}}, "retests"),
    ("reassess", {**student("6,0"), "retests": {"GDCD": "6"}}, "retests"),
    ("reassess", {**student("8,0", "GDCD 4"), "retests": {"GDCD": "5"}}, "retests"),
    ("reassess", {**student("6,0", "GDCD 1,9"), "retests": {"GDCD": "5"}}, "retests"),
    ("reassess", {**FAILED_22, "marks": {**FAILED_22["marks"], "Toán": "5", "Văn": "4,9"}, "retests": {"Văn": "5"}},
     "retests"),
    ("classify", {**NEW, "switches": {"tt99": "no"}}, "switches"),
    ("classify", {**NEW, "switches": {"tt22_uplift_comments": "maybe"}}, "tt22_uplift_comments"),
    ("classify", {"rules": "tt58", "marks": {"Anh": "8"}}, "core"),
    ("classify", {"rules": "tt26", "marks": {"Toán": "8", "Ngữ văn": "8"}}, "core"),
    ("subject_term", {"rules": "tt58", "tx": ["8"], "gk": "7", "ck": "8"}, "gk"),
    ("subject_term", {"rules": "tt22", "tx": ["8"], "dk": ["7"], "ck": "8"}, "dk"),
    ("subject_term", {"rules": "tt26", "tx": ["8"], "comments": ["Đ"], "ck": "8"}, "tx"),
    ("subject_term", {"rules": "tt58", "dk": ["8"], "comments": ["Đ"], "ck": "8"}, "dk"),
    ("subject_term", {"rules": "tt22", "tx": ["miễn"], "ck": "8"}, "tx[1]"),
    ("subject_term", {"rules": "tt22", "tx": ["8"] * 61}, "tx"), ("subject_term", {"rules": "tt27"}, "rules"),
    ("subject_term", {"rules": "tt22", "lessons": 0}, "lessons"), ("subject_year", {"rules": "TT22"}, "rules"),
    ("subject_term", {"rules": "tt22", "lessons_per_week": 2}, "lessons_per_week"),
    ("subject_term", {"rules": "tt58", "lessons_per_week": 2, "lessons": 70}, "lessons_per_week"),
    ("subject_year", {"rules": "tt22", "term1": "Đ", "term2": "8"}, "term2"),
    ("columns", {"rules": "tt58", "lessons_per_week": 0}, "lessons_per_week"),
    ("training_year", {"term1": "Giỏi", "term2": "Tốt"}, "term1"), ("training_year", {"rules": "tt58"}, "rules"),
    ("title", {"rules": "tt22", "conduct": "Tốt", "level": "Khá"}, "rules"), ("title", {"rules": "tt58"}, "conduct"),
    ("year_end", {"rules": "tt58", "conduct": "Đạt", "level": "Khá", "absences": 0}, "conduct"),
    ("year_end", {"rules": "tt58", "conduct": "Tốt", "level": "Tốt", "absences": 0}, "level"),
    ("year_end", {"rules": "tt58", "conduct": "Tốt", "level": "Khá", "absences": 0, "subjects_from_9": 2},
     "subjects_from_9"),
    ("year_end", {"rules": "tt22", "training": "Yếu", "learning": "Khá", "absences": 0, "subjects_from_9": 0},
     "training"),
    ("year_end", {"rules": "tt22", "training": "Tốt", "learning": "Giỏi", "absences": 0, "subjects_from_9": 0},
     "learning"),
    ("year_end", {"rules": "tt22", "conduct": "Tốt", "level": "Khá", "absences": 0}, "conduct"),
    ("year_end", {"rules": "tt58", "conduct": "Tốt", "level": "Khá", "absences": "2,5"}, "absences"),
    ("year_end", {"rules": "tt58", "conduct": "Tốt", "level": "Khá", "absences": True}, "absences"),
    ("year_end", {"rules": "tt58", "conduct": "Tốt", "level": "Khá", "absences": 0, "after": "no"}, "after"),
    ("ruleset", {"level": "THCS", "grade": 5, "year": 2022}, "grade"),
    ("ruleset", {"level": "THCS", "grade": 9}, "year"),
    ("ruleset", {"level": "THPT", "grade": 10, "year": 2010}, "year"),
    ("ruleset", {"level": "MN", "grade": 1}, "level"),
    ("ruleset", {"level": "TH", "grade": 1, "year": 2008}, "year"), ("switches", {"rules": "tt58"}, "rules"),
    ("average", {}, "ask"), (None, {}, "ask"), (["classify"], {}, "ask"), ({}, {}, "ask"), (10**30, {}, "ask"),
]


@pytest.mark.parametrize(("asked", "question", "field"), CONTRADICTIONS)
def test_contradictions_are_refused(asked, question, field):
    assert refused(asked, **question)[0] == field


def test_a_refusal_says_what_was_expected():
    assert "Tốt, Khá, Đạt, Chưa đạt" in refused("training_year", term1="Giỏi", term2="Tốt")[1] or (
        "Chưa đạt, Đạt, Khá, Tốt" in refused("training_year", term1="Giỏi", term2="Tốt")[1])
    assert "more than one decimal" in refused("subject_year", rules="tt22", term1="7,25", term2="8")[1]
    assert "above 10" in refused("subject_year", rules="tt22", term1="11", term2="8")[1]
    assert "Toán, Ngữ văn, Tiếng Anh" in refused("classify", **{**OLD, "core": ["Hoá"]})[1]
    assert "only a student with Yếu" in refused("reassess", **OLD, retests={})[1]
    assert "only a student with Chưa đạt" in refused("reassess", rules="tt22", marks=dict.fromkeys("abcdef", "5"),
                                                     retests={})[1]
    assert "Expected at least Đạt" in refused("reassess", **FAILED_22, training="Chưa đạt", retests={})[1]
    assert "more than 45" in refused("reassess", **FAILED_22, absences=46, retests={})[1]
    assert "Expected one of: Toán." in refused("classify", **NEW, core=["Hoá"])[1]
    assert "There are: rules, term1, term2, only" in refused("subject_year", rules="tt22", term3="8")[1]


@pytest.mark.parametrize("identity", ["a", 7, None, True, 1.5, "\ud800", [1, {"a": 2}], "${field}", 10**400])
def test_an_id_comes_back(identity):
    for question in (GOOD, {"ask": "nothing"}):
        found = told(json.dumps({"id": identity, **question}))[0]
        assert found["id"] == (str(identity) if isinstance(identity, float) else identity)
        assert ("error" in found) == (question is not GOOD)


def test_text_is_read_in_any_unicode_form():
    question = {"rules": "tt58", "conduct": "Kha\u0301", "level": "Gio\u0309i", "absences": 12}
    assert ask("year_end", **question)["title"] == "Học sinh tiên tiến"
    found = ask("classify", **{**OLD, "core": ["Toa\u0301n", "Ng\u01b0\u0303 va\u0306n"]})
    assert found["level"] == "Giỏi"
    assert ask("classify", **{**NEW, "marks": {"Toán": "8", "Văn": "mie\u0302\u0303n"}})["level"] == "Chưa đạt"


_LEAVES = (st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.integers(0, 100)
           | st.sampled_from(["8", "7,5", "Đ", "CĐ", "miễn", "tt58", "tt26", "tt22", "tt27", "Tốt", "Khá", "Đạt",
                              "Toán", "Giỏi", "THCS", "TH", "T", "H", "C", "mark", "comment", "gk", "tx2"]))
_NAMES = st.sampled_from(sorted({name for _asked, question in QUESTIONS for name in question} | {
    "subjects", "qualities", "competences", "tests", "Toán", "Ngữ văn", "id"})) | st.text(max_size=5)
_JSON = st.recursive(_LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES, inner, max_size=6),
                     max_leaves=25)
KEYS = {"id", "because", "rule", "rules", "average", "result", "missing", "base", "level", "notes", "uplifted_by",
        "columns", "training", "title", "title_because", "decision", "award", "award_because", "switches", "completion",
        "award_missing"}


@given(st.dictionaries(_NAMES, _JSON, max_size=6), st.sampled_from([*ASKS, "", None]), _JSON)
def test_arbitrary_json_is_answered(question, asked, other):
    found = told(json.dumps({"ask": asked, **question}), json.dumps({"ask": asked, **GOOD, **question}),
                 json.dumps(other))
    for each in found:
        assert each.keys() <= {"id", "error", "field"} or each.keys() <= KEYS, each


@given(st.sampled_from(QUESTIONS), st.data())
def test_one_arbitrary_field_never_raises(chosen, data):
    asked, question = chosen
    field = data.draw(st.sampled_from(sorted(question)))
    found = ask(asked, **{**question, field: data.draw(_JSON)})
    assert found.keys() <= KEYS or (found.keys() == {"error", "field"} and found["error"])


@given(st.binary(max_size=60))
def test_arbitrary_bytes_are_answered(line):
    assert "error" in told(line.replace(b"\n", b" "))[0]


def test_values_that_no_json_has_are_refused_too():
    for asked in (object(), 10**5000, ("classify",)):
        with pytest.raises(RuleError) as refusal:
            answer({"ask": asked})
        assert refusal.value.field == "ask"
    with pytest.raises(RuleError):
        answer({"ask": "subject_year", "rules": "tt22", "term1": 10**5000, "term2": "8"})
