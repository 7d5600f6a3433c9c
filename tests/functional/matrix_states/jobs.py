"""A job that the editor of thcs-mot started and nobody works on: its uuid is what the rows of jobs.yaml ask for."""

from eduportal.content.jobs import Job, put_job, remember_job
from tests import factories

JOB = "0" * 24 + "b1e47a90"


def _job(portal):
    school, editor = portal.root["quan-1"]["thcs-mot"], portal.accounts.by_login("bientap")
    job = Job("change_states", "Gửi duyệt 2 trang", school.uuid, ["khong-co", "cung-khong"],
              {"transition": "submit", "reason": ""}, by=editor.uuid, at=factories.NOW)
    job.uuid = JOB
    put_job(school, job)
    remember_job(editor, job)


STATES = {"job of bientap": _job}
