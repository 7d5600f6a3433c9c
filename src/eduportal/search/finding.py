"""Finding pages by words. Every hit is checked against the live object before it is returned."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from itertools import chain
from operator import itemgetter

from eduportal.content.indexing import date_of, text_of, texts_of
from eduportal.content.nodes import is_public
from eduportal.domain.text import exact, fold, words
from eduportal.sidestore import search as province
from eduportal.sidestore.snippets import snippet
from eduportal.sidestore.units import path_of
from eduportal.sidestore.words import folded

LONGEST_QUERY = 200
MOST_WORDS = 12
#: The piece that is shown of a hit is looked for in so much of its text.
LONGEST_TEXT = 1_500
#: So many of the best are put in order by exact accents; behind them the order of the index stays.
RANKED = 100
#: Hits are counted by type up to so many: each costs the reading of its card.
MOST_COUNTED = 2_000


@dataclass(frozen=True)
class Found:
    """One hit: the node and its unit, the title to show, the date (ISO), pieces of text as (text, marked)."""

    node: object
    unit: object
    title: str
    date: str
    pieces: tuple


def query_words(query):
    """Return the folded words of a query, at most :data:`MOST_WORDS`."""
    return [word for word in words(fold(query[:LONGEST_QUERY])) if word][:MOST_WORDS]


def find_in_unit(unit, query, tokens, may_see, definitions, *, limit, offset, day="", type_name="", found=None):
    """Return (hits, total) in one unit, with and without accents; exact accents come first.

    :param tokens: what the asker is known by in the index. :param may_see: asked again for each node that is shown.
    :param day: an ISO day: what lists show on some days only is found on those. :param type_name: of one type only.
    :param found: what :func:`matching` gave for the same query, so that it is not asked twice.
    """
    wanted = query_words(query)
    found = matching(unit, query, tokens, day) if found is None else found
    if type_name:
        types = unit.index.types_of([oid for oid, _score in found])
        found = [each for each, name in zip(found, types, strict=True) if name == type_name]
    total = len(found)
    accented = exact(query) != fold(query)
    wanted_ids = max(RANKED, offset + limit) if accented else offset + limit
    ids = [oid for oid, _score in nlargest(wanted_ids, found, key=itemgetter(1))]
    if accented:
        ids = _exact_first(unit, ids, query)
    hits = []
    for oid in ids[offset : offset + limit]:
        node = unit.__objectmap__.object_for(oid)
        if node is not None and may_see(node):
            hits.append(_found(node, unit, wanted, definitions))
    return hits, total


def matching(unit, query, tokens, day=""):
    """Return [(id, score)] of what a query finds in a unit, in no order."""
    return unit.index.found(query_words(query), tokens, day)


def types_found(unit, found):
    """Return {type: how many} of what :func:`matching` gave, the most first; {} for more than are worth counting."""
    if len(found) > MOST_COUNTED:
        return {}
    return dict(Counter(unit.index.types_of([oid for oid, _score in found])).most_common())


def _exact_first(unit, ids, query):
    typed = frozenset(words(exact(query)))

    def misses(oid):
        card = unit.index.card(oid)
        shown = f"{card.live_title or card.title} {card.live_summary}".split()
        return len(typed.difference(chain.from_iterable(map(_exact_words, shown))))

    return sorted(ids[:RANKED], key=misses) + ids[RANKED:]


@lru_cache(20_000)
def _exact_words(piece):
    """Return the words of what stands between two spaces; a language has few of them, so each is worked out once."""
    return words(exact(piece))


def _found(node, unit, wanted, definitions):
    fields = node.live.fields if node.live is not None else node.fields
    text = text_of(node, definitions)
    title = fields.get("title") or node.title
    about = text.removeprefix(title).strip()[:LONGEST_TEXT]
    return Found(node, unit, title, date_of(node), tuple(snippet(about, folded(about), wanted, True)) if about else ())


def english_pieces(node, query, definitions):
    """Return the pieces, as in :class:`Found`, of the English text of a hit below its title; () where it has none."""
    fields = node.live.fields if node.live is not None else node.fields
    kind = definitions.types[node.type_name]
    text = " ".join(text for name, text in texts_of(fields, kind)
                    if name.endswith("_en") and kind.field(name).kind in ("text", "rich_text"))[:LONGEST_TEXT]
    return tuple(snippet(text, fold(text), query_words(query), True)) if text else ()


def find_in_province(portal, store, query, *, below, limit, offset, day=""):
    """Return (hits, total, more) of what the public may read in a unit and all units below it.

    :param below: the unit. :param day: an ISO day: what lists do not show on it is left out. ``more`` tells that there
        are more than ``total``: counting stops somewhere.
    """
    with store.read() as side:
        prefix = None if below is portal.root else path_of(side, below.uuid)
        rows, total = province.search(side, query[:LONGEST_QUERY], unit_path_prefix=prefix, day=day,
                                       limit=limit, offset=offset)
    hits = []
    for row in rows:
        unit = portal.unit(row.unit)
        node = unit.find(row.uuid) if unit is not None else None
        if node is not None and is_public(node):
            hits.append(
                Found(node, unit, node.live.fields.get("title") or node.title, row.published, tuple(row.snippet))
            )
    return hits, total.count, total.more
