"""The pages in English, below the prefix /en/: English texts where they are, the Vietnamese ones marked where not."""

from datetime import datetime
from types import SimpleNamespace as Show

from eduportal.domain.dates import format_day, format_english_day, local_day
from eduportal.domain.hours import clock_times

#: Fields of which the English text stands beside them in "<name>_en"; both are parts of one version.
TRANSLATED = ("title", "summary", "description", "body", "name", "short_name", "place", "alt", "text", "note", "head",
              "address")
_ENGLISH_NUMBERS = str.maketrans(",.", ".,")


class Title(str):
    """A title with the ``lang`` that it needs on the page, where it is not one of the portal's own words."""

    def __new__(cls, text, lang):
        made = super().__new__(cls, text)
        made.lang = lang
        return made


def is_english(request):
    """Return whether the page is to be in English."""
    return request.locale_name == "en"


def foreign(request):
    """Return the value of ``lang`` for a Vietnamese text on the page: None where the page itself is Vietnamese."""
    return "vi" if is_english(request) else None


def in_language(request, fields):
    """Return (fields, lang): the fields with their texts in the language of the page, and what ``lang`` each needs.

    ``lang.title`` and so on is "vi" for a text that is there in Vietnamese only, else None; ``lang.any`` when title or
    text is.
    """
    if not is_english(request):
        return fields, Show(any=None, **dict.fromkeys(TRANSLATED))
    names = dict.fromkeys((*TRANSLATED, *(each[:-3] for each in fields if each.endswith("_en"))))
    shown, lang = dict(fields), dict(names)
    for name in names:
        if fields.get(f"{name}_en"):
            shown[name] = fields[f"{name}_en"]
        elif fields.get(name):
            lang[name] = "vi"
    return shown, Show(any=lang["title"] or lang["body"] or lang["name"], **lang)


def has_english(fields):
    """Return whether a page, folder or unit has a title or name in English."""
    return bool(fields.get("title_en") or fields.get("name_en"))


def card_texts(request, card):
    """Return Show(title, summary, lang, summary_lang) of a :class:`Card` in a public list."""
    title, summary = card.live_title or card.title, card.live_summary
    if not is_english(request):
        return Show(title=title, summary=summary, lang=None, summary_lang=None)
    return Show(title=card.title_en or title, summary=card.summary_en or summary, lang=None if card.title_en else "vi",
                summary_lang=None if card.summary_en else "vi")


def unit_names(request, unit):
    """Return (name, short name) of a unit in the language of the page."""
    fields = unit.fields
    if is_english(request) and fields.get("name_en"):
        return fields["name_en"], fields.get("short_name_en") or fields["name_en"]
    return unit.title, fields.get("short_name") or unit.title


def listed_name(request, uuid, title):
    """Return (name, lang) of a unit in a list, of which only the register is read; ``title`` is its Vietnamese name."""
    english = request.portal.register.english_name(uuid) if is_english(request) else ""
    return (english, None) if english else (title, foreign(request))


def unit_lang(request, unit):
    """Return what ``lang`` the name of a unit needs: "vi" on an English page where it has no English name."""
    return None if unit.fields.get("name_en") else foreign(request)


def address_of(request, unit):
    """Return (fields, lang) of a unit in the language of the page; "address" is the whole one, with its ward."""
    fields, lang = in_language(request, unit.fields)
    if not (is_english(request) and fields.get("address_en")):
        fields = {**fields, "address": ", ".join(fields[name] for name in ("address", "ward") if fields.get(name))}
    return fields, lang


def title_in(request, node):
    """Return (title, lang) of a node for everybody: of the live version where there is one."""
    live = getattr(node, "live", None)
    fields = live.fields if live is not None else getattr(node, "fields", {})
    title = fields.get("title") or node.title
    if not is_english(request):
        return title, None
    english = fields.get("title_en") or fields.get("name_en")
    return (english, None) if english else (title, "vi")


def title_of_type(request, content_type):
    """Return (title, lang) of a content type, of a field of one, or of a kind of unit."""
    if not is_english(request):
        return content_type.title, None
    return (content_type.title_en, None) if content_type.title_en else (content_type.title, "vi")


def choice_in(request, field, value):
    """Return (title, lang) of a chosen value of a field; the value itself where it is offered no more."""
    english = dict(field.choices_en).get(value) if is_english(request) else None
    return (english, None) if english else (dict(field.choices).get(value, value), foreign(request))


def shown_hours(request, text):
    """Return (text, lang) of the hours of an event: "7 giờ 30" is 7:30 on English pages."""
    hours = clock_times(text) if is_english(request) else None
    if hours is None:
        return text, foreign(request) if text else None
    return "–".join(f"{each.hour}:{each.minute:02}" for each in hours if each is not None), None


def shown_number(request, text):
    """Return a number or size written with points between the thousands and a decimal comma as the page writes it."""
    return text.translate(_ENGLISH_NUMBERS) if is_english(request) else text


def shown_day(request, day):
    """Return a date as the page writes it: 21/11/2026, or 21 November 2026."""
    return format_english_day(day) if is_english(request) else format_day(day)


def shown_day_of(request, instant):
    """Return the day in Vietnam of an ISO instant as the page writes it, '' for none."""
    return shown_day(request, local_day(datetime.fromisoformat(instant))) if instant else ""
