"""Jobs that have ended are forgotten after a while: their lines are no record, the history of each page is."""

from datetime import timedelta

from eduportal.content.jobs import time_uuid
from eduportal.domain.messages import _
from eduportal.operations.tasks import nightly

#: People read the result of their jobs for so many days; that of nightly work is of use for a week.
KEPT_DAYS, KEPT_NIGHTS = 60, 7


@nightly("forget_jobs", _("Forget jobs that ended long ago"))
def forget_jobs(portal, unit, *, by, at):
    """Drop the ended jobs of a unit that are older than :data:`KEPT_DAYS`; return nothing."""
    if unit.jobs is None:
        return
    for job in list(unit.jobs.jobs.values(max=time_uuid(at - timedelta(days=KEPT_NIGHTS)))):
        days = KEPT_DAYS if job.by else KEPT_NIGHTS
        if not job.is_open and job.at < (at - timedelta(days=days)).isoformat():
            unit.jobs.forget(job.uuid)
