"""What a workflow says of a whole group of rows: the state, the step that comes next, who reads what is not public."""

from eduportal.domain.access import decide, role_title


class Steps:
    """Answers by (type, state) for the things in one folder; each is worked out once."""

    def __init__(self, request, node):
        self.definitions, self.held = request.definitions, request.asker.held_at(node)
        self.states, self.steps, self.rights, self.who = {}, {}, {}, {}

    def state(self, type_name, state):
        """Return the :class:`State`."""
        key = (type_name, state)
        if key not in self.states:
            self.states[key] = self.definitions.workflow_of(type_name).states[state]
        return self.states[key]

    def next(self, type_name, state):
        """Return the transition that leads on: to approval, to the public, or back into use; None where all is done."""
        key = (type_name, state)
        if key not in self.steps:
            workflow = self.definitions.workflow_of(type_name)
            leaving = [each for each in workflow.leaving(state) if not (each.on_edit or each.withdraws)]
            leading = [each for each in leaving if each.publishes] or [each for each in leaving if each.asks_approval]
            if not leading and state != workflow.initial:
                leading = leaving
            self.steps[key] = leading[0] if leading else None
        return self.steps[key]

    def may(self, type_name, state, permission):
        """Return whether the asker has ``permission`` at what is in this state here."""
        key = (type_name, state, permission)
        if key not in self.rights:
            allowed = self.state(type_name, state).allow.get(permission, ())
            self.rights[key] = bool(decide(permission, allowed, self.held))
        return self.rights[key]

    def readers(self, type_name, state):
        """Return the titles of the roles that read what is not public in this state."""
        key = (type_name, state)
        if key not in self.who:
            roles = self.state(*key).allow.get("page:view_draft", ())
            self.who[key] = ", ".join(role_title(role) for role in roles)
        return self.who[key]
