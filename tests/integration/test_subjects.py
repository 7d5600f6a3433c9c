"""Subjects on real files: what the Sở changes, what a school chooses, what stays as it was."""

import pytest

from eduportal.domain.errors import ChangedMeanwhile, Refused, RuleError
from eduportal.operations import school
from eduportal.operations.subjects import (
    add_school_subject,
    add_subject,
    change_school_subject,
    change_subject,
    choose_class_electives,
    choose_subjects,
    class_subjects,
    set_specialised_subject,
    subject_titles,
    subjects_for,
)
from eduportal.operations.switches import set_switch, switches_of
from tests import factories

NOW = factories.NOW
ACT = {"by": "", "at": NOW}
FOUR = ("thpt_physics", "thpt_chemistry", "thpt_biology", "thpt_informatics")


def person_with(portal, unit, role):
    """Return the uuid of an account with a role at a unit."""
    account = factories.person(portal, f"nguoi-{role}".replace("_", "-"), "Nguyễn Văn Mẫu", unit)
    factories.give(portal, unit, account, role)
    return account.uuid


@pytest.fixture
def administrator(portal):
    return person_with(portal, portal.root, "administrator")


@pytest.fixture
def upper(portal):
    return portal.root["thpt-mot"]


@pytest.fixture
def class_10(portal, upper):
    return factories.school_class(portal, upper, "10A1", 10, "THPT")[1]


def titles(portal, unit, level, grade, start):
    return [each.title for each in subjects_for(portal, unit, level, grade, start)]


def reading(connection, portal):
    """Forget everything in memory, so that the next reading comes from the file."""
    connection.transaction_manager.commit()
    connection.cacheMinimize()
    return portal


def test_a_change_of_the_department_counts_from_its_year_on_and_says_who(portal, one, connection, administrator):
    row = change_subject(portal, "thcs_civics", {"title": "Công dân", "lessons": {6: 70, 7: 35, 8: 35, 9: 35}},
                         since=2027, by=administrator, at=NOW)
    reading(connection, portal)
    assert "Công dân" in titles(portal, one, "THCS", 6, 2027)
    assert "Công dân" not in titles(portal, one, "THCS", 6, 2026)
    assert row["before"] == {"title": "Giáo dục công dân", "lessons": {6: 35, 7: 35, 8: 35, 9: 35}}
    assert (row["by"], row["at"]) == (administrator, "2026-11-21T03:00:00.000000Z")
    assert subject_titles(portal)["thcs_civics"] == "Công dân"


@pytest.mark.parametrize("since", [2025, 2011, 2032, "2027", True, None])
def test_a_year_that_is_over_or_none_is_refused(portal, since):
    for attempt in (lambda: change_subject(portal, "thcs_civics", {"title": "X y"}, since=since, **ACT),
                    lambda: add_subject(portal, {"title": "X", "kind": "mark", "lessons": {6: 35}}, level="THCS",
                                        since=since, **ACT),
                    lambda: set_switch(portal, "tt27_zero", "refused", since=since, **ACT)):
        with pytest.raises(RuleError, match=r"between|giữa"):
            attempt()
    assert not portal.register.book("subjects")


@pytest.mark.parametrize(("values", "field"), [
    ({"kind": "comment"}, "kind"), ({"terms": {6: (1,)}}, "terms"), ({"lessons": {6: 35}}, "lessons")])
def test_what_makes_the_shape_of_mark_books_waits_for_the_next_year(portal, values, field):
    """NOW is in November: the year 2026–2027 is under way."""
    with pytest.raises(RuleError) as caught:
        change_subject(portal, "thcs_civics", values, since=2026, **ACT)
    assert caught.value.field == field
    assert change_subject(portal, "thcs_civics", values, since=2027, **ACT)["since"] == 2027
    assert change_subject(portal, "thcs_civics", {"title": "Công dân"}, since=2026, **ACT)["since"] == 2026


def test_a_change_that_somebody_else_overtook_is_not_written(portal):
    change_subject(portal, "thcs_civics", {"title": "Công dân"}, since=2027, seen=0, **ACT)
    with pytest.raises(ChangedMeanwhile):
        change_subject(portal, "thcs_civics", {"title": "Đạo đức"}, since=2027, seen=0, **ACT)
    with pytest.raises(RuleError, match="Nothing was changed"):
        change_subject(portal, "thcs_civics", {"title": " Công dân "}, since=2027, seen=1, **ACT)
    assert len(portal.register.book("subjects")["thcs_civics"]) == 1


def test_a_title_that_another_subject_has_is_refused_in_every_later_year(portal):
    with pytest.raises(RuleError) as caught:
        change_subject(portal, "thcs_civics", {"title": "toán"}, since=2027, **ACT)
    assert caught.value.field == "title"
    add_subject(portal, {"title": "Tiếng Hàn", "kind": "mark", "lessons": {6: 70}}, level="THCS", since=2030, **ACT)
    for since in (2026, 2031):
        with pytest.raises(RuleError, match="Tiếng Hàn"):
            change_subject(portal, "thcs_civics", {"title": "Tiếng Hàn"}, since=since, **ACT)
    with pytest.raises(RuleError, match="Tiếng Hàn"):
        add_subject(portal, {"title": "TIẾNG HÀN", "kind": "mark", "lessons": {6: 70}}, level="THCS", since=2027, **ACT)
    added = add_subject(portal, {"title": "Tiếng Hàn", "kind": "mark", "lessons": {10: 70}}, level="THPT", since=2027,
                        **ACT)
    assert added == "department_thpt_tieng_han"


def test_a_subject_of_the_department_for_all_is_in_every_school_and_can_end(portal, one, two):
    code = add_subject(portal, {"title": "Văn hóa địa phương", "kind": "comment", "elective": False,
                                "lessons": {6: 35, 7: 35}}, level="THCS", since=2027, **ACT)
    for unit in (one, two):
        assert titles(portal, unit, "THCS", 6, 2027)[-1] == "Văn hóa địa phương"
        assert "Văn hóa địa phương" not in titles(portal, unit, "THCS", 6, 2026) + titles(portal, unit, "THCS", 8, 2027)
    change_subject(portal, code, {"lessons": {}}, since=2029, **ACT)
    assert "Văn hóa địa phương" in titles(portal, one, "THCS", 6, 2028)
    assert "Văn hóa địa phương" not in titles(portal, one, "THCS", 6, 2029)


@pytest.mark.parametrize(("values", "field"), [
    ({"kind": "mark", "lessons": {6: 35}}, "title"), ({"title": "X", "lessons": {6: 35}}, "kind"),
    ({"title": "X", "kind": "mark"}, "lessons"), ({"title": "X", "kind": "mark", "lessons": {10: 35}}, "lessons")])
def test_a_subject_without_its_facts_is_refused(portal, values, field):
    with pytest.raises(Refused) as caught:
        add_subject(portal, values, level="THCS", since=2027, **ACT)
    assert field in caught.value.reasons
    with pytest.raises(RuleError):
        add_subject(portal, {"title": "X", "kind": "mark", "lessons": {6: 35}}, level="MN", since=2027, **ACT)


def test_a_core_subject_has_marks(portal):
    with pytest.raises(RuleError) as caught:
        change_subject(portal, "thcs_arts", {"role": "literature"}, since=2027, **ACT)
    assert caught.value.field == "role"
    with pytest.raises(RuleError) as caught:
        change_subject(portal, "th_mathematics", {"kind": "mark"}, since=2027, **ACT)
    assert caught.value.field == "kind"


def test_a_school_chooses_and_later_years_follow(portal, upper, one):
    choose_subjects(portal, upper, 2026, (*FOUR, "thpt_foreign_language_2"), grade=10, by="", at=NOW)
    assert len(titles(portal, upper, "THPT", 10, 2026)) == len(titles(portal, upper, "THPT", 10, 2028)) == 13
    assert len(titles(portal, upper, "THPT", 10, 2025)) == len(titles(portal, upper, "THPT", 11, 2026)) == 8
    choose_subjects(portal, upper, 2028, FOUR, grade=10, by="", at=NOW)
    assert [len(titles(portal, upper, "THPT", 10, year)) for year in (2026, 2027, 2028)] == [13, 13, 12]


@pytest.mark.parametrize(("codes", "grade", "start"), [
    (("thcs_arts",), 10, 2026), (("thpt_mathematics",), 10, 2026), (("nothing",), 10, 2026), (FOUR, 9, 2026),
    (FOUR, 13, 2026), (FOUR, 10, 2025), ((3,), 10, 2026)])
def test_what_is_no_elective_of_the_grade_and_year_cannot_be_chosen(portal, upper, codes, grade, start):
    with pytest.raises(RuleError):
        choose_subjects(portal, upper, start, codes, grade=grade, by="", at=NOW)
    assert upper.subjects is None


def test_an_elective_with_mark_books_stays_chosen(portal, upper, class_10):
    choose_subjects(portal, upper, 2026, FOUR, grade=10, by="", at=NOW)
    school.open_mark_books(portal, class_10, ["thpt_physics"], 1, by="", at=NOW)
    with pytest.raises(RuleError, match="Vật lí"):
        choose_subjects(portal, upper, 2026, FOUR[1:], grade=10, by="", at=NOW)
    choose_subjects(portal, upper, 2027, FOUR[1:], grade=10, by="", at=NOW)
    with pytest.raises(ChangedMeanwhile):
        choose_subjects(portal, upper, 2027, FOUR, grade=10, seen=1, by="", at=NOW)


def test_a_mark_book_follows_the_plan(portal, upper, class_10):
    with pytest.raises(RuleError, match="Vật lí"):
        school.open_mark_books(portal, class_10, ["thpt_physics"], 1, by="", at=NOW)
    with pytest.raises(RuleError):
        school.open_mark_books(portal, class_10, ["no such"], 1, by="", at=NOW)
    code = add_school_subject(portal, upper, {"title": "Tiếng Hàn", "kind": "mark"}, grades={10: 35}, since=2026,
                              by="", at=NOW)
    choose_subjects(portal, upper, 2026, (*FOUR, code), grade=10, by="", at=NOW)
    physics, korean = school.open_mark_books(portal, class_10, ["thpt_physics", code], 1, by="", at=NOW)
    assert [each[2] for each in physics.columns].count("tx") == 3
    assert [each[2] for each in korean.columns].count("tx") == 2
    assert (korean.kind, korean.subject_title, korean.__name__) == ("mark", "Tiếng Hàn", "tieng-han-hk1")
    with pytest.raises(RuleError):
        school.open_mark_books(portal, class_10, [code], 1, by="", at=NOW)


def test_a_mark_book_of_a_term_without_the_subject_is_refused(portal, one):
    change_subject(portal, "thcs_technology", {"terms": {6: (2,)}}, since=2027, **ACT)
    year = school.open_school_year(portal, one, 2027, by="", at=NOW)
    added = school.add_class(portal, year, "6A1", 6, "THCS", by="", at=NOW)
    with pytest.raises(RuleError, match="Công nghệ") as caught:
        school.open_mark_books(portal, added, ["thcs_technology"], 1, by="", at=NOW)
    assert caught.value.field == "term"
    assert list(added.books) == []
    # The school swaps the term, and then may not swap it back under its book.
    choose_subjects(portal, one, 2027, (), grade=6, terms={"thcs_technology": 1}, by="", at=NOW)
    school.open_mark_books(portal, added, ["thcs_technology"], 1, by="", at=NOW)
    with pytest.raises(RuleError, match="Công nghệ"):
        choose_subjects(portal, one, 2027, (), grade=6, terms={"thcs_technology": 2}, by="", at=NOW)
    with pytest.raises(RuleError):
        choose_subjects(portal, one, 2027, (), grade=6, terms={"thcs_mathematics": 2}, by="", at=NOW)


def test_the_kind_of_an_open_book_never_changes(portal, one):
    _year, added = factories.school_class(portal, one)
    book = school.open_mark_books(portal, added, ["thcs_civics"], 1, by="", at=NOW)[0]
    change_subject(portal, "thcs_civics", {"kind": "comment"}, since=2027, **ACT)
    assert (book.kind, next(each.kind for each in class_subjects(portal, added) if each.code == "thcs_civics")) == (
        "mark", "mark")


def test_own_subjects_of_two_schools_do_not_meet(portal, one, two):
    for unit in (one, two):
        assert add_school_subject(portal, unit, {"title": "Cờ vua", "kind": "comment"}, grades={6: 35}, since=2026,
                                  by="", at=NOW) == "school_co_vua"
        choose_subjects(portal, unit, 2026, ["school_co_vua"], grade=6, by="", at=NOW)
    change_school_subject(portal, one, "school_co_vua", {"title": "Cờ tướng"}, since=2026, by="", at=NOW)
    assert titles(portal, one, "THCS", 6, 2026)[-1] == "Cờ tướng"
    assert titles(portal, two, "THCS", 6, 2026)[-1] == "Cờ vua"


@pytest.mark.parametrize(("title", "grades"), [("Toán", {6: 35}), ("Cờ vua", {}), ("Cờ vua", {10: 35}),
                                               ("", {6: 35}), ("Cờ vua", {6: 0})])
def test_an_own_subject_that_does_not_fit_is_refused(portal, one, title, grades):
    with pytest.raises(RuleError):
        add_school_subject(portal, one, {"title": title, "kind": "mark"}, grades=grades, since=2026, by="", at=NOW)
    assert one.subjects is None


def test_a_class_has_its_own_four_electives(portal, upper, class_10):
    choose_subjects(portal, upper, 2026, (*FOUR, "thpt_geography"), grade=10, by="", at=NOW)
    assert len(class_subjects(portal, class_10)) == 13
    choose_class_electives(portal, class_10, FOUR, by="", at=NOW)
    assert len(class_subjects(portal, class_10)) == 12
    with pytest.raises(RuleError):
        choose_class_electives(portal, class_10, ["thpt_fine_arts"], by="", at=NOW)
    school.open_mark_books(portal, class_10, ["thpt_physics"], 1, by="", at=NOW)
    with pytest.raises(RuleError, match="Vật lí"):
        choose_class_electives(portal, class_10, FOUR[1:], by="", at=NOW)
    choose_class_electives(portal, class_10, None, by="", at=NOW)
    assert [row[2:] for row in class_10.subject_changes] == [("electives", None, FOUR), ("electives", FOUR, None)]


def test_an_elective_with_a_book_counts_although_nobody_chose_it(portal, upper, class_10):
    """Databases from before the choice of subjects have such books: no mark is left out of a result."""
    choose_subjects(portal, upper, 2026, FOUR, grade=10, by="", at=NOW)
    school.open_mark_books(portal, class_10, ["thpt_physics"], 1, by="", at=NOW)
    upper.subjects = None
    assert [each.title for each in class_subjects(portal, class_10) if each.elective] == ["Vật lí"]


def test_the_specialised_subject_is_a_mark_subject_of_an_upper_class(portal, one, upper, class_10):
    keeper = person_with(portal, upper, "records_officer")
    set_specialised_subject(portal, class_10, "thpt_mathematics", by=keeper, at=NOW)
    assert class_10.specialised == "thpt_mathematics"
    for code in ("thpt_physical_education", "thpt_physics", "thcs_mathematics"):
        with pytest.raises(RuleError):
            set_specialised_subject(portal, class_10, code, by="", at=NOW)
    set_specialised_subject(portal, class_10, "", by=keeper, at=NOW)
    assert [row[1:] for row in class_10.subject_changes] == [
        (keeper, "specialised", "", "thpt_mathematics"), (keeper, "specialised", "thpt_mathematics", "")]
    _year, lower = factories.school_class(portal, one)
    with pytest.raises(RuleError, match="THPT"):
        set_specialised_subject(portal, lower, "thcs_mathematics", by="", at=NOW)


def test_the_class_of_a_year_that_is_over_keeps_what_it_has(portal, upper):
    year = school.open_school_year(portal, upper, 2025, by="", at=NOW)
    old = school.add_class(portal, year, "10A1", 10, "THPT", by="", at=NOW)
    for attempt in (lambda: set_specialised_subject(portal, old, "thpt_mathematics", by="", at=NOW),
                    lambda: choose_class_electives(portal, old, (), by="", at=NOW)):
        with pytest.raises(RuleError):
            attempt()
    assert (old.specialised, old.electives, old.subject_changes) == ("", None, ())


def test_reading_the_plan_writes_nothing(portal, upper, class_10):
    """Reading the plan writes nothing: a page of a school can be read without a write."""
    stored = (upper._p_serial, class_10._p_serial)
    class_subjects(portal, class_10)
    subjects_for(portal, upper, "THPT", 10, 2026)
    switches_of(portal)
    assert not upper._p_changed
    assert stored == (upper._p_serial, class_10._p_serial)
