"""The kept report of a unit about rights and visibility that do not look as somebody meant them."""

from persistent import Persistent


class LeakReport(Persistent):
    """What was found in one unit. ``parts`` maps "content" and "rights" to a tuple of findings once they are done.

    A finding is (kind, uuid of the node or '', its title, path from the unit, detail): built-ins only, so that a report
    tells of a state of the past even where the thing is gone since.
    """

    def __init__(self, *, by, at):
        self.by, self.at = by, at.isoformat()
        self.parts = {}
        self.cut = False

    def tell(self, part, findings, cut=False):
        """Keep the findings of one part."""
        self.parts = {**self.parts, part: tuple(findings)}
        self.cut = self.cut or cut

    @property
    def is_done(self):
        """Return whether both parts are there."""
        return {"content", "rights"} <= set(self.parts)

    def findings(self):
        """Return every finding, those of rights first."""
        return [*self.parts.get("rights", ()), *self.parts.get("content", ())]
