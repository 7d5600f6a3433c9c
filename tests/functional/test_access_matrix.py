"""The access matrix: every view, by state and person, against what tests/access_matrix.yaml promises.

Each slice keeps its rows in a file of its own, tests/access_matrix/<slice>.yaml: a list of rows.
"""

from pathlib import Path

import pytest
import yaml

from eduportal.views.declared import views_of
from tests.functional import access_page
from tests.functional.matrix_setup import PEOPLE, Walker, close, matrix_city

ROOT = Path(__file__).parents[2]
MATRIX = yaml.safe_load((ROOT / "tests" / "access_matrix.yaml").read_text("utf-8"))
ROWS = [
    *MATRIX["rows"],
    *(
        row
        for path in sorted((ROOT / "tests" / "access_matrix").glob("*.yaml"))
        for row in yaml.safe_load(path.read_text("utf-8"))
    ),
]


@pytest.fixture(scope="module")
def walker(tmp_path_factory):
    city = matrix_city(tmp_path_factory.mktemp("matrix"))
    yield Walker(city)
    close(city)


def name_of(row):
    return f"{row['method']} @@{row['view']} of {row['context']}: {row['state']}"


def promised(row):
    """Return {person: status} of a row."""
    found = {}
    for status, names in row["expect"].items():
        for name in names:
            for person in MATRIX["groups"].get(name, (name,)):
                assert person in PEOPLE, f"{person} is nobody"
                assert found.setdefault(person, status) == status, f"{person} stands twice in {name_of(row)}"
    return {person: found.get(person, row["rest"]) for person in row.get("only", PEOPLE)}


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_every_person_gets_the_promised_answer(walker, row):
    fields = {name: identity(walker, value) for name, value in row.get("post", {}).items()}
    answers = {person: walker.status(person, row["method"], row["url"], fields) for person in promised(row)}
    assert answers == promised(row)


def identity(walker, value):
    """Return what a posted value stands for: "uuid of /path" is the identity of what is there."""
    if not value.startswith("uuid of "):
        return value

    def look(portal):
        node = portal.root
        for name in value.removeprefix("uuid of ").strip("/").split("/"):
            node = node[name]
        return node.uuid

    return walker.city.look(look)


def test_every_view_has_a_row(walker):
    rows = {(row["view"], row["context"], row["method"]) for row in ROWS}
    missing = [f"{method} @@{name} of {context} ({permission})"
               for name, context, method, permission in registered(walker) if (name, context, method) not in rows]
    assert missing == [], "views without a row in tests/access_matrix.yaml"


def test_every_row_has_a_view(walker):
    views = {each[:3] for each in registered(walker)}
    gone = {(row["view"], row["context"], row["method"]) for row in ROWS} - views
    assert gone == set()


def registered(walker):
    """Yield (name, context, method, permission) of every view of ours; one without a method counts as GET."""
    for view, permission in views_of(walker.city.registry):
        module = getattr(view["callable"], "__module__", "") or ""
        if view.get("exception_only") or not module.startswith("eduportal."):
            continue
        methods = view["request_methods"] or ("GET",)
        for method in (methods,) if isinstance(methods, str) else methods:
            if method != "HEAD":
                yield view["name"], getattr(view["context"], "__name__", "any"), method, permission


def test_nothing_that_the_matrix_did_was_kept(walker):
    """Its own rows would lie to each other otherwise."""
    before = walker.city.look(lambda portal: len(portal.root["quan-1"]["thcs-mot"].index.cards))
    assert walker.status("quantri", "POST", "/quan-1/thcs-mot/tin-tuc/nhap/@@delete") == 303
    assert walker.city.look(lambda portal: len(portal.root["quan-1"]["thcs-mot"].index.cards)) == before


def test_the_page_of_permissions_is_the_one_that_the_workflows_make(declared):
    committed = access_page.PAGE.read_text("utf-8") if access_page.PAGE.exists() else ""
    assert committed == access_page.drawn(declared), f"docs/access.md is out of date; run: {access_page.COMMAND}"
