"""Figures of a job that has just ended, drawn by its process: at low priority, as long as nothing else waits for its slot."""

import logging
import os

from service.contained import NICENESS
from service.plots.recorded_run import Records
from workers.attempt import Attempt

log = logging.getLogger(__name__)


def draw_figures(attempt: Attempt) -> None:
    """Write the numbers of all plots of a job that this process has ended as succeeded, and draw them as SVG.

    Another job that waits for the slot comes first: then, and after any failure, the plots are made when they are first asked for. The job has ended
    and does not change by what happens here.
    """
    if not attempt.has_succeeded:
        return
    try:
        _draw(attempt)
    except Exception:
        log.warning("Figures of a job were not drawn; they are when they are asked for.", extra={"job_id": attempt.job_id}, exc_info=True)


def _draw(attempt: Attempt) -> None:
    stores = attempt.stores
    job = stores.jobs.get(attempt.job_id)
    if stores.claims.prefers_another(job):
        return
    attempt.heartbeat.begin_drawing()
    os.nice(NICENESS)
    records = Records(stores.database, stores.files, attempt.settings.cache)
    folder = records.folder_of(job, attempt.version)
    folder.begin()
    if folder.make(records.run_of(job, attempt.version), lambda: not attempt.heartbeat.should_stop()):
        folder.draw("svg", lambda: not attempt.heartbeat.should_stop())
