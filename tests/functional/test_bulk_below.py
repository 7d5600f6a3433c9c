"""Acts on everything below a folder, and on much at once: counted first, done by a job, told one by one."""

from eduportal.operations import sharing
from eduportal.operations.pages import add_page
from tests.factories import NOW, page
from tests.functional.administrator_setup import NEWS, fields_at, names_in, news, school
from tests.functional.bulk_setup import begin, done
from tests.functional.conftest import form_with


def tree(city, count=3):
    """Make a folder with a folder in it, and news in both; return the uuid of the outer one."""
    def make(portal):
        outer = add_page(portal, school(portal)["tin-tuc"], "folder", {"title": "Kho"}, by="", at=NOW)
        inner = add_page(portal, outer, "folder", {"title": "Con"}, by="", at=NOW)
        for number in range(count):
            page(portal, outer, f"Ngoài {number}", type_name="news_item")
            page(portal, inner, f"Trong {number}", type_name="page")
        return outer.uuid

    return city.change(make)


def test_below_a_folder_everything_of_a_type_is_changed_by_a_job(city):
    folder = tree(city, 30)
    browser = city.as_("bientap")
    form = begin(browser, "tags", [folder])
    assert "61 mục" in " ".join(form.text.split())
    form["below"], form["tags"] = "1", "kho"
    shown = form.submit()
    assert "chế độ nền" in shown.text
    assert len(shown.html.select(".bk-counts li")) == 3
    answer = form_with(shown, "sure").submit()
    assert "@@job?id=" in answer.location
    city.jobs()
    assert tuple(fields_at(city, NEWS + "kho/con/trong-29")["tags"]) == ("kho",)
    form = begin(browser, "tags", [folder])
    form["below"], form["tags"], form["how"] = "1", "tin", "add"
    form.set("types", True, [box._value for box in form.fields["types"]].index("news_item"))
    shown, _answer = done(form)
    assert tuple(fields_at(city, NEWS + "kho/ngoai-0")["tags"]) == ("kho", "tin")
    assert tuple(fields_at(city, NEWS + "kho/con/trong-0")["tags"]) == ("kho",)


def test_the_role_ends_in_the_middle_and_the_rest_is_refused_one_by_one(city):
    folder = tree(city, 30)
    browser = city.as_("bientap")
    form = begin(browser, "tags", [folder])
    form["below"], form["tags"] = "1", "kho"
    shown = form.submit()
    answer = form_with(shown, "sure").submit()

    def end(portal):
        account = portal.accounts.by_login("bientap")
        for grant in school(portal).grants.of(account.uuid):
            sharing.end_role(portal, school(portal), grant.id, held=None, by="", at=NOW)

    city.change(end)
    city.jobs()
    done_, failed = city.look(lambda portal: next((job.cursor.done, job.cursor.failed) for job in
                                              school(portal).jobs.jobs.values() if job.task == "change_tags"))
    assert done_ + failed == 61
    tagged = city.look(lambda portal: sum("kho" in (card.tags or ()) for card in (
        school(portal).index.card(oid) for oid in school(portal).index.cards)))
    assert tagged == done_
    assert "@@job?id=" in answer.location


def test_much_at_once_goes_to_the_trash_as_a_job_after_a_summary(city):
    news(city, *(f"Tin {number:02}" for number in range(60)))
    browser = city.as_("quantri")
    form = browser.get(NEWS + "@@contents?size=20").forms["things"]
    form["all"] = True
    shown = browser.post(NEWS + "@@delete-selected", form.submit_fields())
    assert "60 mục" in shown.html.text
    assert "và 10 mục nữa" in " ".join(shown.html.text.split())
    answer = form_with(shown, "sure").submit()
    assert "@@job?id=" in answer.location
    city.jobs()
    # From the page of the job a link leads back to where it was begun.
    assert NEWS + "@@contents" in [each["href"] for each in answer.follow().html.select("main p a")]
    assert names_in(city, "tin-tuc") == []
    assert city.look(lambda portal: len(school(portal).trash)) == 60
