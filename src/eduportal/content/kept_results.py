"""Summaries of results as they were kept, and the counts of a class: plain data at the class, small objects."""

from persistent import Persistent


class KeptSummary(Persistent):
    """The results of a class in one part of the year, as the principal kept them; written once.

    ``part`` "1", "2" or "year"; ``rows`` {student uuid: plain dict of values}; ``subjects`` tuples (code, title, kind);
    ``switches`` {key: value} as they held; ``counts`` a plain dict; ``by`` an account's uuid; ``at`` an ISO instant.
    """

    def __init__(self, part, rules, switches, subjects, rows, counts, *, by, at):
        self.part, self.rules, self.switches, self.subjects = part, rules, dict(switches), tuple(subjects)
        self.rows, self.counts, self.by, self.at = dict(rows), dict(counts), by, at.isoformat()


class KeptResults(Persistent):
    """The kept summaries of a class by part; ``earlier``: those reopened, as (summary, ISO at, by, reason)."""

    def __init__(self):
        self.parts, self.earlier = {}, ()

    def put(self, summary):
        """Keep a summary; the one of the same part that stood there goes."""
        self.parts = {**self.parts, summary.part: summary}

    def take(self, part, reason, *, by, at):
        """Put the summary of a part among the earlier ones, with who reopened it, when and why."""
        self.earlier = (*self.earlier, (self.parts[part], at.isoformat(), by, reason))
        self.parts = {name: each for name, each in self.parts.items() if name != part}


class ResultCounts(Persistent):
    """How many students of a class have which result, by part; ``at`` is the ISO instant of computing."""

    def __init__(self, rules, parts, *, at):
        self.write(rules, parts, at=at)

    def write(self, rules, parts, *, at):
        """Replace the counts. ``parts``: {part: plain dict}."""
        self.rules, self.parts, self.at = rules, dict(parts), at.isoformat()
