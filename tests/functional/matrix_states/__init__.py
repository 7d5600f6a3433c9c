"""States of the access matrix that a slice makes for itself: a module <slice>.py with STATES = {name: make(portal)}."""

import importlib
import pkgutil


def more_states():
    """Return the states of every module here, by name; :raises ValueError: when two modules use one name."""
    found = {}
    for each in sorted(pkgutil.iter_modules(__path__), key=lambda each: each.name):
        states = importlib.import_module(f"{__name__}.{each.name}").STATES
        if twice := found.keys() & states.keys():
            raise ValueError(f"{each.name}: states that another module makes: {sorted(twice)}")
        found.update(states)
    return found
