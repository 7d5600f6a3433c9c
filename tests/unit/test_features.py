"""Every row of docs/features.md names a test that exists, or what is missing."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| (yes|partly|no) \| (yes|partly|no) \| (yes|partly|not yet) \| ([^|]*) "
                 r"\| ([^|]*) \|$", re.MULTILINE)


def rows():
    return ROW.findall((ROOT / "docs" / "features.md").read_text("utf-8"))


def test_every_row_of_the_table_is_there_once():
    assert [int(row[0]) for row in rows()] == [*range(1, 47), *range(67, 72)]


def test_every_yes_names_a_test_that_exists():
    for number, _name, _plone, _wagtail, here, test, _missing in rows():
        assert (here == "not yet") == (not test.strip()), number
        if test.strip():
            path, _, function = test.strip().strip("`").partition("::")
            assert re.search(rf"^def {re.escape(function)}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE), test


def test_what_is_not_whole_says_what_is_missing():
    for number, _name, _plone, _wagtail, here, _test, missing in rows():
        assert (here == "yes") == (not missing.strip()), number
