"""Classes, students and who teaches what: every subject of every class has a teacher on the day of the plan."""

from datetime import timedelta

from eduportal.domain import subject_plans
from eduportal.domain.dates import school_year_days
from eduportal.domain.names import name_order_key
from eduportal.operations.demo import names
from eduportal.operations.demo.shapes import Assignment, ClassPlan, StudentPlan

CLASS_SIZE = 40
HOMEROOM = ""
#: What the classes of an upper secondary school chose, by the number in their name (four of the elective subjects).
CHOSEN = {
    1: ("thpt_physics", "thpt_chemistry", "thpt_biology", "thpt_informatics"),
    2: ("thpt_physics", "thpt_chemistry", "thpt_technology", "thpt_informatics"),
    3: ("thpt_geography", "thpt_economics_law", "thpt_physics", "thpt_technology"),
    4: ("thpt_geography", "thpt_economics_law", "thpt_biology", "thpt_fine_arts"),
}
#: Grades and classes of a grade of the two schools: 12 classes each.
SHAPE = {"thcs": ((6, 7, 8, 9), 3), "thpt": ((10, 11, 12), 4)}
_NEW_TEACHER_AFTER = timedelta(days=70)


def classes(rng, school, subjects, start_year, prefix):
    """Return the twelve :class:`ClassPlan` of a school.

    :param subjects: the declared subjects (code → Subject). :param prefix: letters that student codes begin with.
    """
    grades, count = SHAPE[school.kind]
    planned, enrolled = [], 0
    for grade in grades:
        for number in range(1, count + 1):
            students = _students(rng, grade, start_year, prefix, enrolled)
            enrolled += CLASS_SIZE
            planned.append(ClassPlan(school.code, school.kind.upper(), f"{grade}A{number}", grade,
                                     _studied(subjects, school.kind.upper(), grade, number, start_year), students))
    return planned


def _studied(subjects, level, grade, number, start_year):
    choice = {"codes": CHOSEN[number] if level == "THPT" else (), "terms": {}}
    return tuple(each.code for each in
                 subject_plans.planned(subjects, level, grade, start_year, choice=choice))


def _students(rng, grade, start_year, prefix, enrolled):
    """Return forty students in the order of the register; born in start year − (grade + 5) (R12-4)."""
    found = {}
    while len(found) < CLASS_SIZE:
        sex = rng.choice(("female", "male"))
        found.setdefault(names.full_name(rng, sex), (names.day_of(rng, start_year - grade - 5), sex))
    first_grade = 6 if grade <= 9 else 10
    entered = (start_year - (grade - first_grade)) % 100
    ordered = sorted(found.items(), key=lambda each: (name_order_key(each[0]), each[1][0]))
    return tuple(
        StudentPlan(f"{prefix}{entered:02d}{enrolled + number:04d}", name, born, "nữ" if sex == "female" else "nam")
        for number, (name, (born, sex)) in enumerate(ordered, 1)
    )


def assignments(school, planned, teams, day, start_year):
    """Return the :class:`Assignment` of a school for its school year, homeroom teaching (subject '') included.

    One class changes its teacher of foreign language after ten weeks, when ``day`` is later than that.
    """
    since = school_year_days(start_year)[0]
    teacher_of = {}
    for subjects, logins in teams:
        for subject in subjects:
            studying = [each for each in planned if subject in each.subjects]
            for number, each in enumerate(studying):
                teacher_of[each.name, subject] = logins[number * len(logins) // len(studying)]
    homerooms = _homerooms(planned, teams, teacher_of)
    experience = f"{school.kind}_experience"
    teacher_of.update({(name, experience): login for name, login in homerooms.items()})
    rows = [Assignment(school.code, login, name, HOMEROOM, since, None) for name, login in homerooms.items()]
    rows += [Assignment(school.code, login, name, subject, since, None)
             for (name, subject), login in teacher_of.items()]
    return _with_change(rows, teams, planned[-1].name, f"{school.kind}_foreign_language_1", since, day)


def _homerooms(planned, teams, teacher_of):
    """Return class → log-in, everybody at most once, each a teacher of that class; the first team first."""
    order = [login for _subjects, logins in teams for login in logins]
    found = {}
    for each in planned:
        teaching = {login for (name, _subject), login in teacher_of.items() if name == each.name}
        found[each.name] = next(login for login in order if login in teaching and login not in found.values())
    return found


def _with_change(rows, teams, class_name, subject, since, day):
    change = since + _NEW_TEACHER_AFTER
    if change > day:
        return rows
    team = next(logins for subjects, logins in teams if subject in subjects)
    changed = []
    for row in rows:
        if (row.class_name, row.subject) == (class_name, subject):
            changed.append(Assignment(row.school, row.teacher, class_name, subject, since, change - timedelta(days=1)))
            row = Assignment(row.school, team[0], class_name, subject, change, None)
        changed.append(row)
    return changed
