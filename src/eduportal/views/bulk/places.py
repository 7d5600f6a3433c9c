"""Where things are listed: in a unit, a folder, a page. Every action on many stands at all three."""

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.view import view_config

from eduportal.content.nodes import Item, Section, unit_of
from eduportal.content.units import Unit
from eduportal.operations.tasks import begun_in
from eduportal.views.jobs import told

#: So many titles are named on a page that asks; the rest is counted.
NAMED = 50


def in_contents(**options):
    """Return the decorator of a view of units, folders and pages (as :func:`pyramid.view.view_config`)."""
    def wrap(view):
        for context in (Unit, Section, Item):
            view = view_config(context=context, _depth=1, **options)(view)
        return view

    return wrap


def went(request, outcome, unit=None, done=None):
    """Return where a person goes after work on many things: to the page of the job, or to the contents with lines that
    say what became of each.

    :param unit: where the job is, the unit of the context when missing. :param done: see views/jobs.told.
    """
    begun_in(outcome, unit_of(request.context), request.context)
    if outcome.is_job:
        return HTTPSeeOther(request.url_of(unit or unit_of(request.context), f"@@job?id={outcome.uuid}"))
    told(request, outcome, done)
    return HTTPSeeOther(request.url_of(request.context, "@@contents"))
