"""The page that explains how results come about: each rule set, its examples, the form, and what strangers may ask."""

import re
from itertools import pairwise

import pytest

from eduportal.domain import rulesets
from eduportal.domain.assessment import engine, tt22
from eduportal.domain.assessment.levels import CONDUCT_58, LEARNING_22, LEARNING_58, TRAINING_22, YEAR_27
from eduportal.operations.switches import set_switch
from eduportal.views.assessment_guide.page import ANCHORS, SECTIONS
from tests import factories

GUIDE = "/@@assessment-guide"


def page_of(city, query=""):
    return city.visitor().get(GUIDE + query).html


def cells(holder):
    """Return the rows of the table in something as texts."""
    return [[" ".join(cell.get_text(" ", strip=True).split()) for cell in row.find_all(["th", "td"])]
            for row in holder.tbody.find_all("tr")]


def table(page, name):
    return page.select_one(f"table.ag-{name}")


@pytest.mark.parametrize("rules", SECTIONS)
def test_a_visitor_reads_every_rule_set_with_its_sections_in_order(still_city, rules):
    page = page_of(still_city, f"?rules={rules}")
    assert [each["id"] for each in page.select(".ag-section h3")] == list(ANCHORS[rules])
    assert [each["href"] for each in page.select(".ag-contents a")] == [f"#{anchor}" for anchor in ANCHORS[rules]]
    assert page.select_one(".ag-rules a[aria-current]")["href"] == f"{GUIDE}?rules={rules}"
    assert len(page.select(".ag-rules a")) == len(SECTIONS)
    ids = [each["id"] for each in page.select("[id]")]
    assert len(ids) == len(set(ids))
    levels = [int(each.name[1]) for each in page.select("main h1, main h2, main h3, main h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    sources = [each.get_text() for each in page.select(".ag-source")]
    assert len(sources) >= len(ANCHORS[rules]) - 1
    assert all(re.search("TT [0-9]+/20[0-9]{2}", each) for each in sources)


@pytest.mark.parametrize("rules", SECTIONS)
def test_every_shown_example_stands_in_its_section_with_the_answer_of_the_engine(still_city, rules):
    page = page_of(still_city, f"?rules={rules}")
    shown = [each for each in still_city.declared.examples.values() if each.shown and each.rules == rules]
    assert {each["id"] for each in page.select(".ag-example")} == {each.name for each in shown}
    assert len(shown) >= 5
    for example in shown:
        found = page.find(id=example.name)
        assert found.find_parent("section")["aria-labelledby"] == example.section
        assert example.text in found.summary.get_text()
        results = found.select("tr.ag-result td")
        for value in example.expected.values():
            if isinstance(value, str):
                assert value.replace(".", ",") in [each.get_text(strip=True) for each in results], example.name
        assert found.select_one("tr.ag-steps td").get_text(strip=True)


def test_the_steps_are_told_in_vietnamese_and_the_result_is_the_last_line(still_city):
    page = page_of(still_city, "?rules=tt22")
    example = page.find(id="TV22-23")
    assert cells(example)[0] == ["8,5", "7 môn: Ngữ văn; Toán; Giáo dục công dân; Lịch sử và Địa lí; Khoa học tự "
                                 "nhiên; Công nghệ; Tin học"]
    assert cells(example)[1] == ["3,0", "Tiếng Anh"]
    assert "Tiếng Anh" in example.select_one(".ag-steps td").get_text()
    assert "TT 22/2021 Điều 9 khoản 3" in example.select_one(".ag-steps td").get_text()
    assert cells(example)[-2:] == [["Nếu chỉ xét điều kiện", "Chưa đạt"], ["Mức", "Đạt"]]
    missing = page.find(id="VD22-1")
    assert ["Giữa kì (tính 2 lần)", "…"] in cells(missing)
    assert cells(missing)[-1] == ["Kết quả", "chưa có"]
    # Nothing is left in English.
    assert not re.search(r"\b(the|subjects?|level|because|raised|marks?)\b", page.select_one("main").get_text())


@pytest.mark.parametrize(("rules", "lessons"), [("tt22", (35, 36, 70, 71)), ("tt26", (35, 36, 70, 71)),
                                                ("tt58", (37, 38, 110, 111))])
def test_the_numbers_of_marks_are_those_of_the_engine(still_city, rules, lessons):
    rows = cells(table(page_of(still_city, f"?rules={rules}"), "counts"))
    wanted = [sum(column.group == "tx" for column in rulesets.columns(rules, "mark", each)) for each in lessons]
    assert [int(rows[0][1]), int(rows[1][1]), int(rows[1][1]), int(rows[2][1])] == wanted
    assert all(row[-1] == "1" for row in rows)


def test_the_matrix_of_the_year_is_that_of_the_engine(still_city):
    found = table(page_of(still_city, "?rules=tt22"), "matrix")
    levels = list(reversed(TRAINING_22))
    assert [each.get_text(strip=True) for each in found.thead.find_all("th")][1:] == [
        f"Học kì II: {each}" for each in levels]
    assert cells(found) == [[f"Học kì I: {first}", *(tt22.training_year(first, second).value for second in levels)]
                            for first in levels]


@pytest.mark.parametrize(("rules", "levels"), [("tt22", LEARNING_22), ("tt26", LEARNING_58), ("tt58", LEARNING_58),
                                               ("tt27", YEAR_27), ("tt30-22", YEAR_27[:2])])
def test_the_conditions_of_every_level_stand_in_a_table(still_city, rules, levels):
    rows = cells(table(page_of(still_city, f"?rules={rules}"), "conditions"))
    assert [row[0] for row in rows] == list(reversed(levels))
    text = " ".join(row[1] for row in rows)
    marks = {"tt22": ("6,5", "8,0", "5,0", "3,5"), "tt58": ("8,0", "6,5", "5,0", "3,5", "2,0"),
             "tt26": ("Ngoại ngữ", "8,0", "2,0"), "tt27": ("9", "7", "5"), "tt30-22": ("5",)}[rules]
    assert all(each in text for each in marks)
    assert ("Ngoại ngữ" in text) == (rules == "tt26")


def test_the_uplift_table_is_the_one_of_the_circular(still_city):
    for rules in ("tt58", "tt26"):
        assert cells(table(page_of(still_city, f"?rules={rules}"), "uplift")) == [
            ["Giỏi", "Trung bình", "Khá"], ["Giỏi", "Yếu", "Trung bình"], ["Khá", "Yếu", "Trung bình"],
            ["Khá", "Kém", "Yếu"]]


@pytest.mark.parametrize(("rules", "low", "enough"), [("tt22", TRAINING_22[0], "Đạt"),
                                                      ("tt58", CONDUCT_58[0], "Trung bình")])
def test_the_decisions_are_those_of_the_engine(still_city, rules, low, enough):
    rows = cells(table(page_of(still_city, f"?rules={rules}"), "decisions"))
    levels = {low: low, f"{enough} trở lên": enough, "mọi mức": enough, "Kém": "Kém"}
    assert len(rows) in (5, 6)
    for conduct, learning, missed, decision, rule in rows:
        absences = 46 if missed.startswith("trên 45") else 45
        outcome = engine.year_end(rules, levels[conduct], levels[learning], absences).decision
        assert (decision, rule) == (outcome.value, outcome.rule)


def test_what_the_province_chose_is_told(city):
    assert "Đây là cách hiểu thông thường." in table(page_of(city, "?rules=tt22"), "readings").get_text()

    def chosen(portal):
        return set_switch(portal, "tt22_uplift_comments", "no", since=2026, by="", at=factories.NOW)

    city.change(chosen)
    told = cells(table(page_of(city, "?rules=tt22"), "readings"))
    assert len(told) == 1
    assert "Sở đã chọn như vậy" in told[0][2]
    # What was decided for later years does not change what is told of rules that ended before.
    assert "Sở đã chọn" not in table(page_of(city, "?rules=tt58"), "readings").get_text()


def test_without_a_choice_the_rules_of_today_are_explained(still_city):
    assert page_of(still_city).select_one(".ag-rules a[aria-current]")["href"].endswith("?rules=tt22")


@pytest.mark.parametrize(("grade", "year", "rules", "told"), [
    (9, 2022, "tt26", "Lớp 9, năm học 2022–2023: áp dụng TT 58/2011, TT 26/2020."),
    (6, 2022, "tt22", "Lớp 6, năm học 2022–2023: áp dụng TT 22/2021."),
    (12, 2019, "tt58", "TT 58/2011."), (5, 2023, "tt30-22", "TT 30/2014, TT 22/2016."),
    (5, 2024, "tt27", "TT 27/2020."), (3, 2015, "tt30-22", "TT 30/2014."),
])
def test_the_form_tells_which_rules_hold_for_a_class(still_city, grade, year, rules, told):
    page = page_of(still_city, f"?grade={grade}&year={year}")
    status = page.select_one(".ag-which [role=status]")
    assert told in status.get_text()
    assert status.a["href"] == f"{GUIDE}?rules={rules}"
    assert page.select_one(".ag-rules a[aria-current]")["href"].endswith(f"?rules={rules}")
    assert page.select_one("#ag-grade option[selected]")["value"] == str(grade)
    assert page.select_one("#ag-year option[selected]")["value"] == str(year)


def test_rules_that_are_long_gone_are_named_without_a_page(still_city):
    status = page_of(still_city, "?grade=4&year=2012").select_one(".ag-which [role=status]")
    assert "TT 32/2009" in status.get_text()
    assert status.a is None


@pytest.mark.parametrize("query", [
    "?grade=13&year=2022", "?grade=9", "?year=2022", "?grade=9&year=2010", "?grade=-1&year=x",
    "?grade=%00&year=%F0%9F%98%80", "?grade=" + "9" * 5000 + "&year=1", "?grade=%D9%A3&year=2022",
    "?grade=9&grade=8&year=", "?grade=9&year=2090"])
def test_what_is_no_class_is_answered_with_what_was_expected(still_city, query):
    found = still_city.visitor().get(GUIDE + query)
    assert found.html.select_one(".ag-which [role=alert]").get_text(strip=True)
    assert found.html.select_one(".ag-which [role=status]") is None


@pytest.mark.parametrize("rules", ["tt99", "tt30", "tt32", "..%2F..", "%00", "<script>", "x" * 5000, "%ff", "TT22"])
def test_what_is_no_rule_set_is_not_found(still_city, rules):
    assert still_city.visitor().get(f"{GUIDE}?rules={rules}", status="*").status_int in (400, 404)


def test_the_guide_stands_at_the_top_only_and_takes_no_post(still_city):
    assert still_city.visitor().get("/quan-1/thcs-mot/@@assessment-guide", status="*").status_int == 404
    assert still_city.visitor().post(GUIDE, {"rules": "tt22"}, status="*").status_int in (400, 403, 404, 405)


def test_the_english_page_has_english_words_and_marks_the_vietnamese_ones(still_city):
    page = still_city.visitor().get("/en" + GUIDE + "?rules=tt58").html
    assert page.html["lang"] == "en"
    assert "Where a higher mark gives a lower result" in page.get_text()
    assert page.select_one("#TV58-22 summary span")["lang"] == "vi"
