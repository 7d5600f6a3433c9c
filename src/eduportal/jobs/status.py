"""What still waits to be fed."""

from eduportal.sidestore import feed


def waiting_marks(side, portal, unit, at):
    """Return (how many marks of a unit's outbox are not fed yet, how old the oldest is in whole seconds)."""
    if unit.outbox is None:
        return 0, 0
    keys = list(unit.outbox.keys())
    fed = set(feed.already_fed(side, unit.uuid, keys))
    waiting = sorted(key for key in keys if key not in fed)
    if not waiting:
        return 0, 0
    return len(waiting), max(0, int(at.timestamp()) - int(waiting[0].split(".")[0]) // 1_000_000)
