"""What a job process has left in its folder that nobody reads."""

import logging
import shutil
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from models.core.files import OUTPUTS, SNAPSHOTS, TEMPORARY
from service.errors import NotFound
from service.store.all_jobs import AllJobs
from service.store.files import Files
from service.store.thing_files import entries, of_job
from workers.attempt import Assignment

log = logging.getLogger(__name__)


def remove_leftovers(assignment: Assignment, jobs: AllJobs, files: Files) -> None:
    """Remove drafts of a process that was killed, and what was written but not registered: another attempt writes its own.

    Checkpoints are kept, and output files while they are those of the job. Once it has ended, files of checkpoints that are not recorded are removed
    from the folders of all its processes: what one wrote after its last resume point, the next one has written anew. Of a job that was purged while
    its process drew figures, all is removed: no row knows what came after the purge.

    Called when the process has ended and that is recorded, so that its attempt can register nothing any more.

    Args:
        assignment: What the process was started with.
        jobs: Tells whether it has registered a model.
        files: Where its folder is.
    """
    folder, job_id = assignment.folder, assignment.process.job_id
    try:
        job = jobs.get(job_id)
        if not jobs.have_registered(job_id, files.key(folder)):
            is_last = job.process == assignment.process.id
            kept = {SNAPSHOTS, OUTPUTS} if is_last else {SNAPSHOTS}
            _remove_all(folder / entry.name for entry in entries(folder) if entry.name not in kept)  # It may be purged meanwhile.
        _remove_all([folder / TEMPORARY])
        _remove_all(path for path in folder.rglob(".part-*"))
        if job.is_final:
            kept_keys = jobs.checkpoint_files(job.id)
            _remove_all(path for path in folder.parent.glob(f"*/{SNAPSHOTS}/*") if files.key(path) not in kept_keys)
    except NotFound:
        _remove_all(of_job(files, job_id, assignment.spec))
    except (SQLAlchemyError, OSError):
        log.warning("Files that are not needed could not be removed.", extra={"job_id": job_id}, exc_info=True)


def _remove_all(paths: Iterable[Path]) -> None:
    for path in list(paths):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
