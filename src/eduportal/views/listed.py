"""One line of a public list of cards: title, summary, day and picture in the language of the page."""

from types import SimpleNamespace as Show

from eduportal.views.images import cover
from eduportal.views.language import card_texts, shown_day_of, shown_number, title_of_type
from eduportal.views.page import iso_day_of, size_text


def line_of(request, unit, url, card, *, owner=None):
    """Return what the macro ``cards`` shows of a card of ``unit`` at ``url`` (that of the node, with its slash).

    :param owner: (name, url, lang) of its unit, where lines of several stand together.
    """
    declared = request.definitions.types[card.type]
    shown = card_texts(request, card)
    type_title, type_lang = title_of_type(request, declared)
    return Show(
        title=shown.title, lang=shown.lang, summary=shown.summary, summary_lang=shown.summary_lang,
        url=url + ("@@view" if declared.kind_of == "attachment" else ""),
        picture=cover(request, unit, card, "card", sizes="9rem"),
        date=shown_day_of(request, card.date) if card.type != "folder" else "", date_iso=iso_day_of(card.date),
        type_title=type_title, type_lang=type_lang, icon=declared.icon,
        size=shown_number(request, size_text(card.size)) if card.size else "", unit=owner[0] if owner else "",
        unit_url=owner[1] if owner else "", unit_lang=owner[2] if owner else None)
