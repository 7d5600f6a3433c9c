"""Who signs in at the demonstration city: offices and the two schools that are shown in full. Everybody is made up."""

from eduportal.operations.demo import names
from eduportal.operations.demo.shapes import Person

#: The one password of every account of the demonstration. It is printed in the README, so the rules for passwords
#: refuse it to real people; the builder hands in its hash.
PASSWORD = "Truong-hoc-2026"
VICE = "Phó Hiệu trưởng"

#: Subjects of each team of teachers and their number; the first team has the teacher who is shown, "giaovien".
THCS_TEAMS = (
    (("thcs_mathematics",), 4),
    (("thcs_literature",), 4),
    (("thcs_foreign_language_1",), 3),
    (("thcs_natural_science",), 4),
    (("thcs_history_geography", "thcs_local_education"), 3),
    (("thcs_physical_education",), 2),
    (("thcs_arts",), 2),
    (("thcs_civics",), 1),
    (("thcs_technology",), 1),
    (("thcs_informatics",), 1),
)
THPT_TEAMS = (
    (("thpt_mathematics",), 3),
    (("thpt_literature",), 4),
    (("thpt_foreign_language_1",), 3),
    (("thpt_history", "thpt_local_education"), 2),
    (("thpt_physics",), 2),
    (("thpt_chemistry",), 2),
    (("thpt_physical_education",), 2),
    (("thpt_biology",), 1),
    (("thpt_geography",), 1),
    (("thpt_economics_law",), 1),
    (("thpt_technology",), 1),
    (("thpt_informatics",), 1),
    (("thpt_fine_arts",), 1),
    (("thpt_defence",), 1),
)


def offices(rng, so, phong):
    """Return the people of the Sở and of the Phòng above the lower secondary school that is shown."""
    return (
        _person("giamdoc.so", so.head, so.head_title, so, "principal"),
        _person("quantri.so", names.person(rng)[0], "Quản trị cổng thông tin của Sở", so, "administrator"),
        _person("truongphong", phong.head, phong.head_title, phong, "principal"),
        _person("quantri.phong", names.person(rng)[0], "Quản trị cổng thông tin của Phòng", phong, "administrator"),
    )


def staff(rng, school, suffix=""):
    """Return the people of a school who do not teach: principal, two vice principals, administrator, officers.

    :param suffix: set behind their log-in names, e.g. ``.thpt``.
    """
    return (
        _person(f"hieutruong{suffix}", school.head, school.head_title, school, "principal"),
        _person(f"phohieutruong1{suffix}", names.person(rng)[0], VICE, school, "viewer"),
        _person(f"phohieutruong2{suffix}", names.person(rng)[0], VICE, school, "viewer"),
        _person(f"quantri{suffix}", names.person(rng)[0], "Quản trị cổng thông tin", school, "administrator"),
        _person(f"giaovu{suffix}", names.person(rng)[0], "Giáo vụ", school, "records_officer"),
        _person(f"bientap{suffix}", names.person(rng)[0], "Biên tập viên", school, "editor"),
    )


def teachers(rng, school, teams, titles, taken, shown=None):
    """Return (people, teams) where the second is a list of (subject codes, log-ins of the team).

    :param titles: title of each subject code. :param shown: log-in of the very first teacher instead of a made one.
    :param taken: set of log-ins that are taken, added to.
    """
    people, formed = [], []
    for subjects, count in teams:
        logins = []
        for _each in range(count):
            name = names.person(rng)[0]
            login = shown if shown and not people else names.login_of(name, taken)
            people.append(_person(login, name, f"Giáo viên {titles[subjects[0]]}", school))
            logins.append(login)
        formed.append((subjects, tuple(logins)))
    return people, formed


def _person(login, name, title, unit, role=None):
    roles = ((role, unit.code),) if role else ()
    return Person(login, name, title, unit.code, f"{login}@example.vn", roles)
