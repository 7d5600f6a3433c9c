"""Refusals. Each text is for the person who reads it: which rule, who set it, until when, what to do next."""


class RuleError(Exception):
    """Something a person asked for is refused by a rule.

    :param message: a :class:`eduportal.domain.messages.Message`, shown translated.
    :param field: the name of the field or cell that it is about, or ``None``.
    """

    def __init__(self, message, field=None):
        super().__init__(message)
        self.message = message
        self.field = field


class ChangedMeanwhile(RuleError):
    """Somebody else changed the same thing since it was read. ``theirs`` and ``mine`` are shown side by side."""

    def __init__(self, message, *, theirs, mine, field=None):
        super().__init__(message, field)
        self.theirs, self.mine = theirs, mine


class Refused(RuleError):
    """Several refusals at once. ``reasons`` maps a field or cell name to its message."""

    def __init__(self, message, reasons):
        super().__init__(message)
        self.reasons = dict(reasons)


class NotAllowed(RuleError):
    """The asker has no right to this; the view answers 403, or 404 where existence itself is not theirs to know."""
