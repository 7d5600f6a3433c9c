"""What still waits to be fed, and whether those who work beside the requests are there."""

from dataclasses import dataclass

from eduportal.sidestore import feed


@dataclass(frozen=True)
class Workers:
    """Who works in this process beside the requests.

    ``feeder``: whether the thread that feeds the side store is alive; ``behind``: units that it could not feed yet,
    ``faulty`` of them because of a fault; ``behind_since``: an aware instant or None. ``jobs`` of ``wanted`` threads
    that work on jobs are alive; 0 of 0 where another process does that.
    """

    feeder: bool
    behind: int
    faulty: int
    behind_since: object
    jobs: int
    wanted: int

    @property
    def are_well(self):
        """Return whether everybody is there and no fault keeps anything back."""
        return self.feeder and not self.faulty and self.jobs == self.wanted


def workers_of(feeder, queue):
    """Return the :class:`Workers` as they are now."""
    return Workers(feeder.is_alive, len(feeder.left), len(feeder.faulty), feeder.behind_since,
                   sum(each.is_alive() for each in queue.threads), queue.wanted)


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
