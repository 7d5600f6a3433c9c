"""The example profile: its type is added, goes through its own workflow, and is worn in its own skin."""

from pathlib import Path

import pytest
import transaction

from eduportal import app as application
from eduportal import cli
from eduportal.cli.commands import declared_in
from tests import factories
from tests.functional.blocks_setup import SCHOOL, add, apply
from tests.functional.conftest import City, settings_in

PROFILE = Path(__file__).parents[2] / "examples" / "profile"


@pytest.fixture
def portal(tmp_path):
    """A small city whose ini names the profile."""
    wsgi = application.main({}, **settings_in(tmp_path), **{"eduportal.profiles": str(PROFILE)})
    wsgi.registry["eduportal.clock"] = lambda: factories.NOW
    city = City(wsgi, wsgi.registry)
    manager = transaction.TransactionManager()
    connection = city.db.open(manager)
    factories.people(factories.small_city(connection.root(), city.declared))
    manager.commit()
    connection.close()
    city.registry["eduportal.feeder"].queue.put(None)
    city.fed()
    yield city
    wsgi.registry["eduportal.jobs"].stop()
    wsgi.registry["eduportal.feeder"].stop()
    city.db.close()
    wsgi.registry["eduportal.store"].close()


def test_the_command_finds_it_in_order(capsys):
    assert cli.main(["check", "--profile", str(PROFILE)]) == 0
    assert "All declared files are in order." in capsys.readouterr().out


def test_the_command_tells_what_is_wrong_with_a_damaged_one(tmp_path, capsys):
    skin = tmp_path / "skins" / "xau"
    skin.mkdir(parents=True)
    text = (PROFILE / "skins/tuoi_tre/skin.yaml").read_text("utf-8").replace("name: tuoi_tre", "name: xau")
    (skin / "skin.yaml").write_text(text.replace('brand: "#1b6b3a"', 'brand: "#8fdc9f"'), "utf-8")
    blocks = tmp_path / "content_types/vocabularies"
    blocks.mkdir(parents=True)
    (blocks / "home_blocks.yaml").write_text(
        "lead:\n  title: x\n  description: x\n  icon: x\n  width: full\n  below: false\n  standard: 0\n"
        "  fields: []\nmoi:\n  title: x\n  description: x\n  icon: x\n  width: full\n  below: false\n  standard: 0\n"
        "  fields: [{name: a, kind: line, title: x, description: x, required: true}]\n", "utf-8")
    assert cli.main(["check", "--profile", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert "css/tuoi-tre.css" in told
    assert "contrast" in told
    assert "lead is already declared" in told
    assert "max_length" in told


def transition(browser, url, name):
    page = browser.get(url)
    form = next(form for form in page.forms.values()
                if "transition" in form.fields and form["transition"].value == name)
    return form.submit(status=303)


def test_a_club_goes_through_its_own_workflow(portal):
    editor, head, visitor = portal.as_("bientap"), portal.as_("hieutruong"), portal.visitor()
    form = editor.get(SCHOOL + "tin-tuc/@@add?type=club").forms["edit"]
    form["title"], form["meets"], form["teacher"] = "Câu lạc bộ Cờ vua", "Chiều thứ Tư", "Thầy Trần Văn Mẫu"
    form["grades"] = "lower"
    form.submit("save", status=303)
    url = SCHOOL + "tin-tuc/cau-lac-bo-co-vua/"
    visitor.get(url, status=404)
    transition(editor, url, "consult")
    transition(editor, url, "submit")
    visitor.get(url, status=404)

    def approve(city):
        from eduportal.operations import pages
        node = city.root["quan-1"]["thcs-mot"]["tin-tuc"]["cau-lac-bo-co-vua"]
        return pages.change_state(city, node, "approve", by="", at=factories.NOW)

    assert head.get(url + "@@review").status_int == 200
    assert portal.change(approve) == "published"
    page = visitor.get(url)
    assert "Câu lạc bộ Cờ vua" in page.text
    # The default skin knows nothing of clubs: what they declare stands there as facts.
    assert "Chiều thứ Tư" in [each.text for each in page.html.select(".ep-facts dd")]
    english = {each.dt.text: (each.dd.text, each.dd.get("lang")) for each in visitor.get("/en" + url).html.select(
        ".ep-facts > div")}
    assert english["For"] == ("Grades 6 and 7", None)
    assert english["Meets"] == ("Chiều thứ Tư", "vi")


def test_a_unit_wears_its_skin_and_uses_its_block(portal):
    browser, visitor = portal.as_("quantri"), portal.visitor()
    assert "Câu nói hay" not in browser.get(SCHOOL + "@@home-blocks").text
    page = browser.get(SCHOOL + "@@appearance")
    form = next(each for each in page.forms.values() if "skin" in each.fields)
    form["skin"] = "tuoi_tre"
    form.submit("action", value="choose", status=303)
    apply(browser)
    add(browser, "quote", words="Học, học nữa, học mãi", author="")
    apply(browser)

    def publish(city):
        folder = city.root["quan-1"]["thcs-mot"]["tin-tuc"]
        from eduportal.operations import pages
        club = pages.add_page(city, folder, "club", {"title": "Cờ vua", "meets": "Thứ Tư"}, by="", at=factories.NOW)
        for step in ("consult", "submit", "approve"):
            pages.change_state(city, club, step, by="", at=factories.NOW)

    portal.change(publish)
    home = visitor.get(SCHOOL)
    assert home.html.select_one(".ep-quote").text.strip() == "Học, học nữa, học mãi"
    sheets = [link["href"] for link in home.html.find_all("link", rel="stylesheet")]
    own = next(each for each in sheets if each.startswith("/++skin++/tuoi_tre/css/tuoi-tre.css?v="))
    assert visitor.get(own).content_type == "text/css"
    assert "--ep-red:#9a3412" in visitor.get(next(each for each in sheets if "colours.css" in each)).text
    club = visitor.get(SCHOOL + "tin-tuc/co-vua/")
    assert club.html.select_one(".ep-facts dd").text == "Thứ Tư"
    assert "ep-quote" not in visitor.get("/quan-1/thcs-hai/").text
    page = browser.get(SCHOOL + "@@appearance")
    form = next(each for each in page.forms.values() if "skin" in each.fields)
    form["skin"] = "default"
    form.submit("action", value="choose", status=303)
    apply(browser)
    assert "ep-quote" not in visitor.get(SCHOOL).text


def test_the_ini_file_names_it_for_the_commands_too():
    settings = {"eduportal.profiles": str(PROFILE)}
    assert "club" in declared_in(settings).types
