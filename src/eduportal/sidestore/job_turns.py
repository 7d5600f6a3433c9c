"""Whose turn a job is: a lease, so that two workers do not do the same work. Nothing is true by it.

A job's cursor is committed together with what was done, so two workers at one job could not do an item twice; one of
them would do its part in vain. A row that is lost or stale costs time only.
"""

from sqlalchemy import delete, insert, select, update

from eduportal.sidestore.tables import job_turns

#: A worker whose turn lasts longer than so many seconds has lost its job to others.
LEASE = 60


def take(conn, unit, job, owner, now, is_gone=lambda owner: False):
    """Give the job to ``owner`` until ``now`` + :data:`LEASE`; return False while another worker has it.

    :param now: whole seconds of the real clock. :param is_gone: whether the worker of this name has died.
    """
    row = conn.execute(select(job_turns).where(job_turns.c.job == job)).one_or_none()
    if row is None:
        conn.execute(insert(job_turns).values(job=job, unit=unit, owner=owner, until=now + LEASE))
        return True
    if row.owner not in ("", owner) and row.until > now and not is_gone(row.owner):
        return False
    conn.execute(update(job_turns).where(job_turns.c.job == job).values(owner=owner, until=now + LEASE))
    return True


def put_back(conn, job, owner, until):
    """Let the job wait for its next turn; after the second ``until`` its place in the queue is thought lost."""
    mine = (job_turns.c.job == job) & (job_turns.c.owner == owner)
    conn.execute(update(job_turns).where(mine).values(owner="", until=until))


def forget(conn, job):
    """Drop the row of a job that has ended."""
    conn.execute(delete(job_turns).where(job_turns.c.job == job))


def overdue(conn, now):
    """Return [(unit, job)] of the jobs whose worker, or whose place in the queue, seems to be lost."""
    found = conn.execute(select(job_turns.c.unit, job_turns.c.job).where(job_turns.c.until <= now))
    return [tuple(row) for row in found]
