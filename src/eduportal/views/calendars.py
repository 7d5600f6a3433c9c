"""The events of a unit for the calendar of a telephone (RFC 5545), by themselves or with those of the offices above."""

from datetime import datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event
from pyramid.httpexceptions import HTTPNotFound
from pyramid.response import Response
from pyramid.view import view_config

from eduportal.content.events import events_from
from eduportal.content.nodes import is_public, lineage
from eduportal.content.units import Unit
from eduportal.domain.dates import VIETNAM, parse_day, parse_instant
from eduportal.domain.hours import clock_times
from eduportal.views.feeds import whole_url, xml_text
from eduportal.views.language import in_language, unit_names

#: Calendars show what was; older events stand on the site only.
_DAYS_BACK, MOST = 90, 200


@view_config(context=Unit, name="calendar.ics", request_method="GET", permission="unit:view")
def calendar(request):
    """The events from ninety days ago on; with ``?with=above`` also those of the offices above."""
    unit = request.context
    if unit.index is None:
        raise HTTPNotFound()
    request.cache_for_all = is_public(unit)
    units = [unit]
    if request.GET.get("with") == "above":
        units = [each for each in lineage(unit) if getattr(each, "is_unit", False) and each.index is not None
                 and is_public(each)]
    made = Calendar()
    made.add("prodid", f"-//eduportal//{request.locale_name.upper()}")
    made.add("version", "2.0")
    made.add("x-wr-calname", _line(unit_names(request, unit)[0]))
    made.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    first = (request.local_day - timedelta(days=_DAYS_BACK)).isoformat()
    for owner in units:
        base, today = request.address_of(owner), request.local_day.isoformat()
        for oid, card in events_from(owner.index, first, MOST):
            if card.listed_on(today):
                made.add_component(_event(request, owner, oid, card, whole_url(request, base, owner, oid)))
    return Response(body=made.to_ical(), content_type="text/calendar", charset="utf-8")


def _event(request, owner, oid, card, url):
    node = owner.__objectmap__.object_for(oid)
    fields, lang = in_language(request, node.live.fields)
    event, first, last = Event(), parse_day(card.starts), parse_day(card.ends)
    hours = clock_times(fields.get("start_time") or "")
    event.add("uid", f"{UUID(card.uuid)}@eduportal")
    event.add("dtstamp", parse_instant(card.live_at))
    event.add("summary", _line(fields.get("title") or card.live_title), _language(lang.title))
    if hours is None:
        event.add("dtstart", first)
        # The end of whole days is the day after the last one.
        event.add("dtend", last + timedelta(days=1))
    else:
        event.add("dtstart", datetime.combine(first, hours[0], VIETNAM))
        event.add("dtend", datetime.combine(last, hours[1] or _one_hour_later(hours[0]), VIETNAM))
    about = [fields.get("start_time") if hours is None else "", fields.get("summary"),
             unit_names(request, owner)[0], url]
    event.add("description", "\n".join(_line(each) for each in about if each))
    if fields.get("place"):
        event.add("location", _line(fields["place"]), _language(lang.place))
    event.add("url", url)
    return event


def _language(lang):
    return {"language": lang} if lang else None


def _one_hour_later(start):
    return start.replace(hour=start.hour + 1) if start.hour < 23 else start.replace(minute=59)


def _line(text):
    """Return a text as one line: a break would only be one of the text, and calendars show none."""
    return " ".join(xml_text(text).split())
