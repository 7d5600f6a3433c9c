"""The two schools shown in full: people, classes, assignments, mark books, news and files."""

import io
import re
from collections import Counter
from datetime import date, timedelta

import pytest
from PIL import Image

from eduportal.domain.access import ROLES
from eduportal.domain.marks import EMPTY, parse_mark
from eduportal.domain.names import name_order_key
from eduportal.operations.demo import city_plan, files
from eduportal.operations.demo.pictures import ALT, LARGEST, picture

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def plan(declared):
    return city_plan(DAY, declared)


def shown(plan):
    return [site for site in plan.sites if site.unit in plan.rich_schools]


def on(assignments, day):
    return [each for each in assignments if each.since <= day and (each.until is None or day <= each.until)]


def test_one_lower_and_one_upper_secondary_school_are_shown_in_full(plan):
    lower, upper = (plan.unit(code) for code in plan.rich_schools)
    assert (lower.kind, plan.unit(lower.parent).kind) == ("thcs", "phong")
    assert (upper.kind, plan.unit(upper.parent).kind) == ("thpt", "so")
    assert lower.opened_on
    assert upper.opened_on


def test_the_people_of_the_readme_are_there_with_their_roles(plan):
    lower = plan.unit(plan.rich_schools[0])
    roles = {person.login: person.roles for person in plan.people}
    assert roles["quantri"] == (("administrator", lower.code),)
    assert roles["hieutruong"] == (("principal", lower.code),)
    assert roles["bientap"] == (("editor", lower.code),)
    assert roles["giaovu"] == (("records_officer", lower.code),)
    assert roles["giaovien"] == ()
    assert roles["quantri.so"] == (("administrator", "79"),)
    assert roles["truongphong"] == (("principal", lower.parent),)


def test_people_fit_the_accounts(plan):
    units = {unit.code: unit for unit in plan.units}
    assert len({person.login for person in plan.people}) == len(plan.people)
    for person in plan.people:
        assert re.fullmatch(r"[a-z0-9][a-z0-9._-]{2,63}", person.login)
        assert person.unit in units
        assert all(role in ROLES and code == person.unit for role, code in person.roles)
        if person.roles and person.roles[0][0] == "principal":
            assert person.name == units[person.unit].head


def test_twelve_classes_of_forty_students_each(plan):
    assert Counter(each.school for each in plan.classes) == dict.fromkeys(plan.rich_schools, 12)
    for each in plan.classes:
        assert len(each.students) == 40
        assert len({student.name for student in each.students}) == 40
        assert {student.sex for student in each.students} == {"nam", "nữ"}


def test_student_codes_are_unique_and_no_identity_numbers(plan):
    codes = [student.code for each in plan.classes for student in each.students]
    assert len(set(codes)) == 960
    assert all(re.fullmatch(r"(CS|PT)\d{6}", code) for code in codes)


def test_birth_years_fit_the_grade(plan):
    for each in plan.classes:
        assert {student.born.year for student in each.students} == {plan.start_year - each.grade - 5}


def test_students_stand_in_the_order_of_the_register(plan):
    for each in plan.classes:
        keys = [(name_order_key(student.name), student.born.isoformat(), student.code) for student in each.students]
        assert keys == sorted(keys)


def test_every_class_studies_what_its_programme_asks(plan, declared):
    for each in plan.classes:
        studied = [declared.subjects[code] for code in each.subjects]
        assert len(studied) == 12
        assert all(subject.level == each.level and each.grade in subject.lessons for subject in studied)
        compulsory = {code for code, subject in declared.subjects.items()
                      if (subject.level, subject.programme) == (each.level, "2018") and not subject.elective}
        assert compulsory <= set(each.subjects)
        assert sum(subject.elective for subject in studied) == (4 if each.level == "THPT" else 0)


def test_on_the_day_every_subject_of_every_class_has_one_teacher_and_every_class_a_homeroom_teacher(plan):
    wanted = Counter((each.school, each.name, subject) for each in plan.classes for subject in (*each.subjects, ""))
    today = Counter((each.school, each.class_name, each.subject) for each in on(plan.assignments, plan.day))
    assert today == wanted


@pytest.mark.parametrize("day", [date(2026, 8, 1), date(2026, 9, 30), date(2027, 7, 31)])
def test_assignments_cover_other_days_of_the_year_too(declared, day):
    plan = city_plan(day, declared)
    assert len(on(plan.assignments, day)) == 2 * 12 * 13


def test_assignments_name_teachers_and_classes_of_the_same_school(plan):
    school_of = {person.login: person.unit for person in plan.people if not person.roles}
    classes = {(each.school, each.name) for each in plan.classes}
    for each in plan.assignments:
        assert school_of[each.teacher] == each.school
        assert (each.school, each.class_name) in classes


def test_a_homeroom_teacher_has_one_class_and_teaches_there(plan):
    homerooms = [(each.school, each.teacher, each.class_name) for each in plan.assignments if each.subject == ""]
    assert len({teacher for _school, teacher, _name in homerooms}) == 24
    taught = {(each.school, each.teacher, each.class_name) for each in plan.assignments
              if each.subject and not each.subject.endswith("_experience")}
    assert set(homerooms) <= taught


def test_one_class_changes_its_teacher_in_the_middle_of_the_term(plan):
    ended = [each for each in plan.assignments if each.until]
    assert len(ended) == 2
    for old in ended:
        new = next(each for each in plan.assignments if each.since == old.until + timedelta(days=1)
                   and (each.school, each.class_name, each.subject) == (old.school, old.class_name, old.subject))
        assert new.teacher != old.teacher


def test_the_teacher_who_is_shown_has_at_least_three_classes_and_one_as_homeroom(plan):
    own = [each for each in plan.assignments if each.teacher == "giaovien"]
    assert len({each.class_name for each in own if each.subject == "thcs_mathematics"}) >= 3
    assert [each.class_name for each in own if each.subject == ""] == ["6A1"]
    states = {book.state for book in plan.mark_books if book.entered_by == "giaovien"}
    assert {"open", "submitted"} <= states


def test_every_subject_of_every_class_has_a_mark_book_of_term_1(plan):
    wanted = {(each.school, each.name, code) for each in plan.classes for code in each.subjects}
    found = [(book.school, book.class_name, book.subject) for book in plan.mark_books]
    assert len(found) == len(wanted) == 288
    assert set(found) == wanted
    teachers = {(each.school, each.class_name, each.subject): each.teacher for each in on(plan.assignments, plan.day)}
    for book in plan.mark_books:
        assert book.term == 1
        assert book.entered_by == teachers[book.school, book.class_name, book.subject]


def test_cells_are_marks_that_the_book_takes(plan, declared):
    for book in plan.mark_books:
        kind = declared.subjects[book.subject].kind
        assert len(book.rows) == 40
        for row in book.rows:
            assert len(row) == len(book.columns)
            assert all(0 <= parse_mark(text, kind) <= EMPTY for text in row)


def test_books_are_half_entered_some_empty_a_few_handed_in(plan):
    for school in plan.rich_schools:
        books = [book for book in plan.mark_books if book.school == school]
        filled = {id(book): sum(text != "" for row in book.rows for text in row) for book in books}
        states = Counter(book.state for book in books)
        assert (states["submitted"], states["approved"]) == (3, 1)
        half = [book for book in books if book.state == "open" and any(row[-2] for row in book.rows)]
        assert 60 <= len(half) <= 84
        assert sum(not count for count in filled.values()) >= 30
        for book in books:
            assert all(row[-1] == "" for row in book.rows) or book.state != "open"
            assert book.state == "open" or all(all(row) for row in book.rows)


def test_homeroom_teachers_have_written_term_1_in_all_classes_but_one(plan):
    teachers = {(each.school, each.class_name, each.subject): each.teacher for each in on(plan.assignments, plan.day)}
    for school in plan.rich_schools:
        records = [each for each in plan.class_records if each.school == school]
        assert (len(records), sum(each.locked for each in records)) == (11, 1)
        for each in records:
            assert each.entered_by == teachers[school, each.class_name, ""]
            assert len(each.rows) == 40
            assert {row[0] for row in each.rows} <= {"Tốt", "Khá", "Đạt", "Trung bình", ""}
            assert all(count.isdigit() for row in each.rows for count in row[1:])
            assert not each.locked or all(all(row) for row in each.rows)


def test_news_are_of_the_last_months_with_pictures_and_some_are_sent_up(plan):
    for site in shown(plan):
        assert 8 <= len(site.news) <= 12
        assert all(DAY - timedelta(days=300) < item.published_at.date() < DAY for item in site.news)
        assert {item.send_up for item in site.news} == {True, False}
        assert all(item.picture and item.author.startswith("bientap") for item in site.news)
        assert len({item.picture.seed for item in site.news}) == len(site.news)


def test_the_shown_schools_fill_nearly_all_sections(plan):
    for site in shown(plan):
        filled = {page.section for page in site.pages} | {"tin-tuc", "cong-khai"}
        assert len(filled) == 11
        assert len(site.files) == 3
        assert len(site.disclosures) == 2


def test_files_have_the_bytes_they_promise_twice_the_same(plan):
    for site in shown(plan):
        for file in (*site.files, *(file for each in site.disclosures for file in each.files)):
            made = files.content(file)
            assert file.file_name.endswith(files.ENDING[file.media_type])
            assert made == files.content(file)
            assert 100 < len(made) < 200_000
            assert made.startswith(b"%PDF") == (file.media_type == files.PDF)


def test_texts_and_tables_open_in_office_programs(plan):
    _document, text, table = shown(plan)[0].files
    assert "Nội quy" in files.content(text).decode().title().replace("Quy", "quy")
    assert files.content(table).startswith("\ufeffTiết,".encode())


@pytest.mark.parametrize("scene", sorted(ALT))
def test_a_picture_is_a_small_jpeg_also_when_an_upload_draws_it_anew(scene):
    drawn = picture(f"{scene}/test")
    with Image.open(io.BytesIO(drawn)) as image:
        assert (image.format, image.size) == ("JPEG", (1200, 675))
        again = io.BytesIO()
        image.save(again, "JPEG", quality=85, optimize=True)
    assert len(drawn) <= LARGEST
    assert again.tell() <= 40 * 1024
    assert drawn == picture(f"{scene}/test")
    assert drawn != picture(f"{scene}/other")


def test_a_picture_can_be_had_in_another_size():
    with Image.open(io.BytesIO(picture("yard/small", 400, 225))) as image:
        assert image.size == (400, 225)
