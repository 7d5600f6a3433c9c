"""The pages in English, below the prefix /en/: English texts where they are, the Vietnamese ones marked where not."""

from datetime import datetime
from types import SimpleNamespace as Show

from eduportal.domain.dates import format_day, format_english_day, local_day

#: Fields of which the English text stands beside them in "<name>_en"; both are parts of one version.
TRANSLATED = ("title", "summary", "description", "body", "name", "short_name", "place")


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
    shown, lang = dict(fields), dict.fromkeys(TRANSLATED)
    for name in TRANSLATED:
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
    """Return (title, lang) of a content type or of a field of one."""
    if not is_english(request):
        return content_type.title, None
    return (content_type.title_en, None) if content_type.title_en else (content_type.title, "vi")


def shown_day(request, day):
    """Return a date as the page writes it: 21/11/2026, or 21 November 2026."""
    return format_english_day(day) if is_english(request) else format_day(day)


def shown_day_of(request, instant):
    """Return the day in Vietnam of an ISO instant as the page writes it, '' for none."""
    return shown_day(request, local_day(datetime.fromisoformat(instant))) if instant else ""
