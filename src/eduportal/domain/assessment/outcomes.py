"""What the rules give: a value with the rule that gives it, what it was computed from, and the reason in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from eduportal.domain.messages import Message


@dataclass(frozen=True)
class Outcome:
    """A level, title or decision in the words of the circular, or None while it cannot be given.

    ``rule`` names circular and article. ``inputs`` are what was asked. ``missing`` names the inputs that are not there
    yet. ``notes`` are what the reader should know besides: where the circular's own words do something unexpected.
    """

    value: str | None
    rule: str
    reason: Message
    inputs: Mapping = field(default_factory=dict)
    missing: tuple = ()
    notes: tuple = ()


@dataclass(frozen=True)
class Classification(Outcome):
    """The learning result of a term or a year.

    ``base`` is the level before the uplift clause, ``average`` the mean of the subjects in tenths (None where the
    circular has none), ``uplifted_by`` the one subject that the uplift is for, "" without one.
    """

    base: str | None = None
    average: int | None = None
    uplifted_by: str = ""
    explain: Callable = field(default=tuple, compare=False, repr=False)

    @property
    def checks(self):
        """Return for each level above the lowest, the best first, (level, ((condition, met, subjects that fail), ...)).

        A condition is a :class:`Message`. Made when it is asked for: a table of a class shows none of them.
        """
        return self.explain()


@dataclass(frozen=True)
class YearEnd:
    """The end of a school year: ``decision`` and ``award`` (a title, or a value of None), each an :class:`Outcome`."""

    decision: Outcome
    award: Outcome
