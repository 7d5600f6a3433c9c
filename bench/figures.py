"""The arithmetic of the figures: medians with their range, percentiles, ratios, and what a goal says of them."""

from statistics import median


def spread(values):
    """Return {"median", "min", "max", "runs"} of at least one number."""
    values = list(values)
    if not values:
        raise ValueError("A figure needs at least one run.")
    return {"median": _short(median(values)), "min": _short(min(values)), "max": _short(max(values)),
            "runs": len(values)}


def percentile(values, percent):
    """Return the smallest of ``values`` that at least ``percent`` of a hundred of them do not exceed."""
    ordered = sorted(values)
    if not ordered or not 0 < percent <= 100:
        raise ValueError("A percentile is of at least one number, above 0 and up to 100.")
    return ordered[-(-len(ordered) * percent // 100) - 1]


def figure(name, title, unit, values, *, goal=None, least=False, note=""):
    """Return one figure: its spread, its goal, and whether the median keeps it.

    :param unit: what the numbers count, such as "ms CPU". :param least: True when the goal is a floor, not a ceiling.
    """
    found = {"name": name, "title": title, "unit": unit, **spread(values)}
    if goal is not None:
        kept = found["median"] >= goal if least else found["median"] <= goal
        found |= {"goal": goal, "at_least": least, "kept": kept}
    return {**found, "note": note} if note else found


def ratio(name, title, above, below, *, goal=None, note=""):
    """Return how many times ``below`` goes into ``above``, run by run: two lists that were measured in turns."""
    if len(above) != len(below) or not all(value > 0 for value in below):
        raise ValueError("A ratio compares as many runs with as many, and divides by none that is 0.")
    values = [one / other for one, other in zip(above, below, strict=True)]
    return figure(name, title, "ratio", values, goal=goal, note=note)


def _short(value):
    """Return a number with four digits that mean something; whole numbers stay whole."""
    if isinstance(value, int) or value == int(value):
        return int(value)
    return float(f"{value:.4g}") if abs(value) < 1000 else round(value, 1)
