"""Whatever stands in a declared file, the answer is a list of problems, never a crash."""

import copy
import os
import tempfile
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from eduportal import definitions

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = max(5, int(os.environ.get("EDUPORTAL_EXAMPLES", "200")) // 10)
FILES = ("content_types/news_item.yaml", "content_types/image.yaml", "workflows/publication.yaml",
         "workflows/portal.yaml", "content_types/vocabularies/unit_kinds.yaml",
         "content_types/vocabularies/blueprints.yaml", "content_types/vocabularies/subjects.yaml")


def renamed(name):
    """Return the data of a shipped file under other names, so that it is checked in full and not refused as taken."""
    data = yaml.safe_load((ROOT / name).read_text("utf-8"))
    return {f"my_{key}": value for key, value in data.items()} if "vocabularies" in name else data


RIGHT = {name: renamed(name) for name in FILES}
ODD = st.one_of(st.none(), st.booleans(), st.integers(-5, 20), st.floats(allow_nan=False), st.text(max_size=5),
                st.dates(), st.sampled_from(["draft", "page:edit", "everyone", "unit", "so", "title"]),
                st.lists(st.sampled_from(["draft", 3, None, "so"]), max_size=2),
                st.dictionaries(st.sampled_from(["kind", "name", "allow", 5]), st.integers(), max_size=2))


def places(data, path=()):
    """Return the path of everything in ``data``, itself included."""
    found = [path]
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        found += places(value, (*path, key))
    return found


def damaged(data, path, value):
    """Return a copy of ``data`` with ``value`` at ``path``."""
    if not path:
        return value
    data = copy.deepcopy(data)
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return data


PLACES = {name: places(data) for name, data in RIGHT.items()}


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.data())
def test_damage_anywhere_gives_problems_and_never_a_crash(data):
    with tempfile.TemporaryDirectory() as folder:
        for name, right in RIGHT.items():
            path = data.draw(st.sampled_from(PLACES[name]))
            file = Path(folder, name)
            if "vocabularies" not in name:
                file = file.with_stem(f"my_{file.stem}")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(yaml.safe_dump(damaged(right, path, data.draw(ODD)), allow_unicode=True), "utf-8")
        problems = definitions.problems([folder])
        assert problems
        assert all(problem.startswith(folder) for problem in problems)
