"""The fixed parts of every page in the language of the page: the day, the way down to it, the foot."""

from types import SimpleNamespace as Show

from eduportal.content.nodes import lineage
from eduportal.domain.dates import english_weekday, format_day, weekday_title
from eduportal.views.language import address_of, is_english, shown_day, title_in


def today(request):
    """Return the day with its name, as the head of every page shows it."""
    day = request.local_day
    if is_english(request):
        return f"{english_weekday(day)}, {shown_day(request, day)}"
    return f"{weekday_title(day)}, {format_day(day)}"


def crumbs_of(request, node):
    """Return the way from the root down to ``node``; nothing at the root itself."""
    places = list(reversed(list(lineage(node))))
    if len(places) < 2:
        return []
    return [_crumb(request, each) for each in places]


def _crumb(request, node):
    title, lang = title_in(request, node)
    return Show(title=title, lang=lang, url=request.url_of(node))


def footer_of(request, unit, unit_name, office_name):
    """Return what the foot of every page says of the unit (R7-20)."""
    fields, lang = address_of(request, unit)
    return Show(
        lang=lang,
        unit_name=unit_name,
        managing_body=office_name,
        head=fields.get("head", ""),
        address=fields["address"],
        phone=fields.get("phone", ""),
        email=fields.get("email", ""),
    )
