"""The officer of a unit's portal and the trainings (S14); coverage of an office (S10)."""

import pytest

from eduportal import cli
from tests import factories
from tests.functional.conftest import settings_in
from tests.functional.test_units_registry import neighbour, rows_of

ONE = "/quan-1/thcs-mot/"


def form_of(page, action):
    return next(form for form in page.forms.values()
                if "action" in form.fields and form["action"].value == action)


def test_a_head_names_an_officer_and_the_next_one_follows(city):
    browser = city.as_("hieutruong")
    form = form_of(browser.get(f"{ONE}@@officers"), "name")
    form["login"], form["since"], form["number"], form["decided_on"] = "bientap", "01/09/2026", "12/QĐ", "30/08/2026"
    form.submit(status=303)
    form = form_of(browser.get(f"{ONE}@@officers"), "name")
    form["name"], form["since"] = "Trần Thị Mẫu", "01/11/2026"
    form.submit(status=303)
    page = browser.get(f"{ONE}@@officers").text
    assert "Phạm Thị Biên" in page
    assert "31/10/2026" in page
    assert "12/QĐ" in page
    form = form_of(browser.get(f"{ONE}@@officers"), "train")
    form["name"], form["day"], form["subject"] = "Trần Thị Mẫu", "10/11/2026", "Đưa tin lên cổng"
    form.submit(status=303)
    below = city.as_("quantri.so").get("/@@officers-below")
    assert "Trần Thị Mẫu" in below.text
    assert "10/11/2026" in below.text
    assert "THCS HAI" in below.text
    missing = city.as_("quantri.so").get("/@@officers-below?only=missing").text
    assert "THCS HAI" in missing
    assert "THCS MOT" not in missing.partition("<h1")[2]
    rows = rows_of(city.as_("quantri.so").get("/@@officers-below?format=xlsx&only="))
    assert [row[3:5] for row in rows if row[0] == "79-Q1-THCS-001"] == [["Trần Thị Mẫu", "01/11/2026"]]


@pytest.mark.parametrize("typed", [
    {"action": "name"}, {"action": "name", "name": "A"}, {"action": "name", "name": "x" * 9000, "since": "01/09/2026"},
    {"action": "name", "name": "A", "since": "31/02/2026"},
    {"action": "name", "name": "A", "since": "02/09/2026", "until": "01/09/2026"},
    {"action": "name", "login": "giaovien.hai", "since": "01/09/2026"},
    {"action": "name", "login": "nobody", "since": "01/09/2026"},
    {"action": "train", "name": "A", "subject": "B", "day": "01/01/2999"}, {"action": "train", "name": "A"},
    {"action": "end", "entry": "none"}, {"action": "remove", "entry": "none"}, {"action": "burn"}, {},
])
def test_what_does_not_fit_is_refused(city, typed):
    browser = city.as_("quantri")
    token = form_of(browser.get(f"{ONE}@@officers"), "name")["csrf_token"].value
    browser.post(f"{ONE}@@officers", {"csrf_token": token, **typed}, status=422)
    assert city.look(lambda portal: dict(portal.register.book("officers"))) == {}


def test_an_officer_ends_and_a_training_is_taken_out(city):
    browser = city.as_("quantri")
    form = form_of(browser.get(f"{ONE}@@officers"), "name")
    form["name"], form["since"] = "Trần Thị Mẫu", "01/09/2026"
    form.submit(status=303)
    form_of(browser.get(f"{ONE}@@officers"), "end").submit(status=303)
    assert "21/11/2026" in browser.get(f"{ONE}@@officers").text
    form = form_of(browser.get(f"{ONE}@@officers"), "train")
    form["name"], form["day"], form["subject"] = "Trần Thị Mẫu", "10/11/2026", "Cổng"
    form.submit(status=303)
    form_of(browser.get(f"{ONE}@@officers"), "remove").submit(status=303)
    assert city.look(lambda portal: list(portal.register.book("trainings").values())) == [()]


def test_coverage_of_an_office_at_a_day(city):
    neighbour(city)
    city.change(lambda portal: factories.page(portal, portal.root["quan-1"]["thcs-mot"]["tin-tuc"], "Tin",
                                              type_name="news_item", published=True, summary="x"))
    page = city.visitor().get("/quan-1/@@coverage", status=303).follow().text
    assert "THCS MOT" in page
    assert "21/11/2026" in page
    assert "Hoa Sen" not in page
    assert "THCS MOT" not in city.visitor().get("/quan-1/@@coverage-units?at=01/01/2010").text
    city.visitor().get("/quan-1/@@coverage-units?at=nonsense", status=422)
    city.visitor().get("/quan-1/thcs-mot/@@coverage-units", status=404)
    rows = rows_of(city.visitor().get("/quan-1/@@coverage-units?format=xlsx"))
    assert [row[1] for row in rows[1:]] == ["79-Q1-THCS-002", "79-Q1-THCS-001"]


def test_coverage_of_the_province_as_xlsx(city):
    rows = rows_of(city.visitor().get("/@@coverage?format=xlsx"))
    assert "21/11/2026" in rows[0][0]
    assert next(row for row in rows if row[0] == "Quận 1")[1:4] == [2, 2, 1.0]


def test_coverage_as_xlsx_by_the_command(city, tmp_path, capsys):
    ini = tmp_path / "portal.ini"
    rows = "\n".join(f"{name} = {value}" for name, value in settings_in(tmp_path / "city").items())
    ini.write_text(f"[app:main]\nuse = egg:eduportal\n{rows}\n")
    out = tmp_path / "coverage.xlsx"
    city.db.close()
    assert cli.main(["report", "coverage", str(ini), "--format", "xlsx", "--at", "2026-11-21"]) == 1
    assert "--out" in capsys.readouterr().err
    assert cli.main(["report", "coverage", str(ini), "--format", "xlsx", "--out", str(out), "--at", "2026-11-21"]) == 0
    assert out.read_bytes()[:2] == b"PK"


