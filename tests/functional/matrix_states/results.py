"""A class of thcs-hai whose results were kept and counted."""

from eduportal.operations.results import keep_results, summarise_class
from tests.factories import NOW
from tests.functional.results_setup import MARKS, class_of, fill, finish, open_books


def _kept(portal):
    school_class = class_of(portal, "thcs-hai")
    open_books(portal, school_class)
    fill(portal, school_class, MARKS)
    finish(portal, school_class)
    keep_results(portal, school_class, "1", by="", at=NOW)
    summarise_class(portal, school_class, at=NOW)


STATES = {"kept results": _kept}
