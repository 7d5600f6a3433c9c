"""What the states of a unit mean for everything in it and below it; the states stand in workflows/portal.yaml."""

#: The unit has ended: its edge to the office is closed, it is counted no longer.
ENDED = frozenset(("closed", "closed_hidden"))
#: The public sees nothing of it and of what stands below it.
UNSEEN = frozenset(("suspended", "closed_hidden"))
#: Its people cannot sign in, and the unit's own answer stands above those of all that is in it.
RESTING = ENDED | UNSEEN
