"""Which cards of a folder the asker may know of: decided from the index, objects are loaded for hidden folders only."""

from eduportal.content.nodes import Item, unit_of
from eduportal.domain.access import decide


class Showable:
    """Answers for the cards below one node whether the asker may see that they are there."""

    def __init__(self, request, parent):
        self.request, self.parent, self.unit = request, parent, unit_of(parent)
        self.held, self.answers = request.asker.held_at(parent), {}

    def __call__(self, card):
        if card.public:
            return True
        if card.type == "folder":
            # A folder may refuse the roles from above, and roles may be given at it: only it knows.
            return bool(self.request.may("page:contents", self.unit.find(card.uuid)))
        # A file inside a page follows the page; its card may be older than the page's state.
        key = (self.parent.type_name, self.parent.state) if isinstance(self.parent, Item) else (card.type, card.state)
        if key not in self.answers:
            self.answers[key] = self._decide(*key)
        return self.answers[key]

    def _decide(self, type_name, state):
        known = self.request.definitions.workflow_of(type_name).states.get(state)
        return known is not None and bool(decide("page:contents", known.allow.get("page:contents", ()), self.held))
