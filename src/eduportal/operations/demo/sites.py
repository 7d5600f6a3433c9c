"""What the portals show at the start: an introduction and a news item everywhere, news of the offices."""

from datetime import UTC, date, datetime, time, timedelta

from eduportal.domain.dates import VIETNAM, school_year_title
from eduportal.domain.text import slug
from eduportal.operations.demo import news_texts, texts
from eduportal.operations.demo.pictures import ALT
from eduportal.operations.demo.shapes import NewsPlan, PagePlan, PicturePlan, SitePlan
from eduportal.operations.demo.units import rng_for

_SCENES = tuple(ALT)
_NEWS_OF = {"so": 3, "phong": 2}
#: One in so many of the ordinary schools' items is offered to the office above.
_SENT_UP = 20


def at(day, hour=9, minute=0):
    """Return the instant (aware UTC) of a local day and hour."""
    return datetime.combine(day, time(hour, minute), VIETNAM).astimezone(UTC)


def values_of(unit, office, start_year):
    """Return what the places of the texts are filled with for ``unit``; ``office`` is the unit above, or None."""
    return {
        "name": unit.name, "head": unit.head, "head_title": unit.head_title, "ward": unit.ward, "address": unit.address,
        "email": unit.email, "office": office.name if office else "Ủy ban nhân dân Thành phố",
        "year": school_year_title(start_year),
    }


def introduction(unit, values, day, start_year):
    """Return the page "Giới thiệu chung" of a unit, published at the beginning of the school year."""
    published = min(day - timedelta(days=1), date(start_year, 8, 20))
    return PagePlan(
        "gioi-thieu", "gioi-thieu-chung", "Giới thiệu chung", f"Giới thiệu về {unit.name}.",
        texts.body(texts.INTRODUCTION[unit.kind], values), at(published),
    )


def site(unit, office, day, start_year):
    """Return the :class:`SitePlan` of an ordinary opened portal."""
    rng = rng_for("site", unit.code)
    values = values_of(unit, office, start_year)
    chosen = rng.sample(news_texts.OF_KIND[unit.kind], _NEWS_OF.get(unit.kind, 1))
    news = tuple(_news(rng, unit, each, values, day, number) for number, each in enumerate(chosen))
    return SitePlan(unit.code, (introduction(unit, values, day, start_year),), news)


def _news(rng, unit, text, values, day, number):
    title, summary, paragraphs = text
    title = texts.fill(title, values)
    office = unit.kind in _NEWS_OF
    published = day - timedelta(days=rng.randrange(2, 45))
    sent_up = unit.kind != "so" and (number == 0 if office else rng.randrange(_SENT_UP) == 0)
    return NewsPlan(
        slug(title), title, texts.fill(summary, values), texts.body(paragraphs, values),
        at(published, rng.randrange(8, 17), rng.randrange(60)), sent_up,
        picture_for(_SCENES[(number + rng.randrange(5)) % 5], f"{unit.code}-{number}", title) if office else None,
    )


def picture_for(scene, name, title):
    """Return the :class:`PicturePlan` of a news item."""
    return PicturePlan(f"{scene}/{name}", f"{slug(title)[:40].strip('-')}.jpg", ALT[scene])
