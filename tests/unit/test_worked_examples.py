"""The worked examples: each gets the answer that it must, all vectors are there, mistakes in the file are found."""

import re
from pathlib import Path

import pytest

from eduportal import definitions
from eduportal.domain.assessment.asking import answer
from eduportal.views.assessment_guide.examples import examples_of
from eduportal.views.assessment_guide.page import ANCHORS, SECTIONS, guide_url
from tests.unit.definition_files import problems_of

ROOT = Path(__file__).resolve().parents[2]
FILE = "content_types/vocabularies/worked_examples.yaml"
EXAMPLES = definitions.load().examples
#: The vectors of parts 1 to 3 of the rule book; TV22-84 says that something cannot happen and asks nothing.
VECTORS = {"TV58": (*range(1, 17), *range(20, 34), *range(40, 46), *range(50, 56)),
           "TV22": (*range(1, 11), *range(20, 39), *range(50, 66), *range(70, 75), *range(80, 84)),
           "TV27": range(1, 11)}
ONE = """\
TV22-999:
  rules: tt22
  section: subject-year
  shown: true
  text: "Bạn Minh được 7,9 rồi 8,5."
  question: {ask: subject_year, rules: tt22, term1: "7,9", term2: "8,5"}
  expected: {average: "8.3"}
"""


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_gets_the_answer_that_it_must(name):
    example = EXAMPLES[name]
    found = answer(dict(example.question))
    assert {field: found[field] for field in example.expected} == dict(example.expected)
    assert found["rule"]
    assert example.answer() == found


def test_every_vector_of_the_rule_book_is_among_them():
    named = {re.sub(r"[a-z]?(-tt26)?$", "", name) for name in EXAMPLES}
    assert [f"{book}-{number}" for book, numbers in VECTORS.items() for number in numbers
            if f"{book}-{number}" not in named] == []


def test_every_rule_set_has_examples_and_each_stands_in_a_section_of_its_page():
    shown = [each for each in EXAMPLES.values() if each.shown]
    assert {each.rules for each in shown} == set(SECTIONS)
    for each in shown:
        assert each.section in ANCHORS[each.rules], each.name
    counts = {rules: sum(each.rules == rules for each in shown) for rules in SECTIONS}
    assert min(counts.values()) >= 5
    assert max(counts.values()) <= 45


def test_where_a_higher_mark_gives_a_lower_result_two_students_differ_in_one_mark():
    for worse, better in (("VD58-11", "VD58-10"), ("VD58-13", "VD58-12")):
        for rules in ("", "-tt26"):
            high, low = EXAMPLES[worse + rules], EXAMPLES[better + rules]
            differing = [subject for subject, mark in high.question["marks"].items()
                         if mark != low.question["marks"][subject]]
            assert differing == ["Tin học"]
            assert high.question["marks"]["Tin học"] > low.question["marks"]["Tin học"]
            assert high.section == low.section == "higher"
            levels = ("Kém", "Yếu", "Trung bình", "Khá", "Giỏi")
            assert levels.index(high.answer()["level"]) < levels.index(low.answer()["level"])


@pytest.mark.parametrize("anchor", ["learning", "uplift", "subject-term", "subject-year", "comments", "training",
                                    "award", "promotion", "missing", "exempt"])
def test_show_the_calculation_can_lead_to_a_section(anchor):
    for rules in ("tt22", "tt26", "tt58"):
        assert anchor in ANCHORS[rules]


class Request:
    """Only what an address needs."""

    class portal:
        root = None

    def url_of(self, node, view):
        return "/" + view


@pytest.mark.parametrize(("rules", "anchor", "url"), [
    ("tt22", "uplift", "?rules=tt22#uplift"), ("tt22", "", "?rules=tt22"), ("tt27", "uplift", "?rules=tt27"),
    ("tt30", "learning", "?rules=tt30-22#learning"), ("tt32", "learning", "")])
def test_an_address_names_only_what_there_is(rules, anchor, url):
    assert guide_url(Request(), rules, anchor) == "/@@assessment-guide" + url


def test_the_examples_of_a_process_are_computed_once():
    loaded = definitions.load()
    assert examples_of(loaded, "tt22") is examples_of(loaded, "tt22")


MISTAKES = {
    "nothing wrong": ("", "", None),
    "another result": ('"8.3"', '"8.4"', "7: TV22-999.expected.average: the answer is 8.3, not 8.4."),
    "no such field": ("average:", "level:", "7: TV22-999.expected.level: the answer has no level; it has average, "
                      "because, rule."),
    "a question that is refused": ('term1: "7,9"', 'term1: "11"',
                                   "6: TV22-999.question: the question is refused. term1: "),
    "a question of nothing": ("ask: subject_year", "ask: everything",
                              "6: TV22-999.question: the question is refused. ask: "),
    "rules that differ": ("  rules: tt22\n", "  rules: tt58\n",
                          "6: TV22-999.question.rules: the question is about tt22, the example about tt58."),
    "unknown rules": ("  rules: tt22\n", "  rules: tt23\n", '2: TV22-999.rules: expected one of tt58, tt26, tt22, '
                      'tt27, tt30-22, tt30, found "tt23".'),
    "an unknown section": ("subject-year", "subject-years", "3: TV22-999.section: expected one of "),
    "no text": ('"Bạn Minh được 7,9 rồi 8,5."', '" "', "5: TV22-999.text: expected text that is not empty, found "),
    "not shown or hidden": ("true", '"yes"', '4: TV22-999.shown: expected true or false, found "yes".'),
    "an unknown key": ("  shown", "  hidden: false\n  shown", "4: TV22-999.hidden: the key hidden is not known here; "),
    "a name of another kind": ("TV22-999", "example", "1: example: the key example is not known here; known are: the "
                               "number of a worked example, TV22-23 or VD22-1."),
    "nothing expected": ('{average: "8.3"}', "{}", "7: TV22-999.expected: "),
    "no question": ('  question: {ask: subject_year, rules: tt22, term1: "7,9", term2: "8,5"}\n', "",
                    "1: TV22-999: the key question is missing."),
    "a key twice": ("  shown: true\n", "  shown: true\n  shown: false\n",
                    "5: TV22-999.shown: the key shown stands here again; it was already given on line 4."),
    "an example of the portal again": ("TV22-999", "TV22-20", "1: TV22-20: TV22-20 is already declared in "),
    "a mark that YAML misreads": ('"8,5"', "8.5", "6: TV22-999.question.term2: YAML does not read 8.5 as it is "
                                  "written; put dates, times and codes in quotes."),
}


@pytest.mark.parametrize(("old", "new", "problem"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_the_file_is_found(tmp_path, old, new, problem):
    problems = problems_of(tmp_path, {FILE: ONE.replace(old, new, 1)})
    if problem is None:
        assert problems == []
        assert definitions.load([tmp_path]).examples["TV22-999"].answer()["average"] == "8.3"
    else:
        assert len(problems) == 1
        assert problems[0].startswith(f"{FILE}:{problem}")


def test_the_students_have_no_family_name():
    """The people are made up: a first name only, or none."""
    for example in EXAMPLES.values():
        for name in re.findall(r"[Bb]ạn ((?:\w+ ?)+)", example.text):
            assert not re.match(r"(Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý) \w", name)
