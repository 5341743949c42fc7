"""The main function of a job process."""

import logging
import os
import resource
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from models.core.errors import Cancelled, DataError, SpecError
from models.specs.tasks import task_of
from service.logs import configure_logs
from workers.assignment import Assignment
from workers.attempt import Attempt
from workers.devices import Share
from workers.heartbeat import Heartbeat
from workers.malloc import keep_freed_memory
from workers.stores import Stores
from workers.tasks import WORK
from workers.work import Work

log = logging.getLogger(__name__)


def run_assignment(assignment: Assignment, channel: Connection) -> None:
    """Carry an assignment out in this process, and write how it ended.

    A user's mistake ends the job with a reason. A failure of the surroundings (disk, database) raises, so that the
    process ends with an exit code and the supervisor queues the job again.
    """
    os.setsid()
    configure_logs()
    _limit(assignment.share)
    keep_freed_memory()
    heartbeat, stores = Heartbeat(channel), Stores.of(assignment.settings)
    with _own_temporary_folder(assignment.folder):
        try:
            carry_out(Attempt(assignment, stores, heartbeat))
        finally:
            stores.database.close()


def carry_out(attempt: Attempt) -> None:
    """Do the work of the job's task, and write how it ended.

    Raises:
        OSError, SQLAlchemyError: The surroundings failed.
    """
    name = task_of(attempt.stored_spec).name
    if name not in WORK:
        attempt.fail(f"this worker has no task {attempt.stored_spec['task']!r}; expected one of {', '.join(sorted(WORK))}")
        return
    work = WORK[name]()
    try:
        work.run(attempt)
    except Cancelled:
        if not attempt.heartbeat.should_stop():
            raise
        # The supervisor knows why it asked: cancelled, out of time, or its worker is stopping. It writes the end.
    except (DataError, SpecError) as error:
        _fail(attempt, work, str(error))
    except (OSError, SQLAlchemyError):
        raise
    except Exception as error:
        log.exception("A job failed unexpectedly.", extra={"job_id": attempt.job_id})
        _fail(attempt, work, f"{type(error).__name__}: {error}")


def _fail(attempt: Attempt, work: Work, error: str) -> None:
    attempt.fail(error)
    work.clean_up(attempt)


@contextmanager
def _own_temporary_folder(folder: Path) -> Iterator[None]:
    """Let libraries put their temporary files below the attempt's folder, and remove them: TensorFlow leaves some behind."""
    tempfile.tempdir = str(folder / "tmp")
    Path(tempfile.tempdir).mkdir()
    try:
        yield
    finally:
        shutil.rmtree(tempfile.tempdir, ignore_errors=True)


def _limit(share: Share) -> None:
    """Keep the process to its share of the machine. Set before TensorFlow's first operation, after its import."""
    os.environ.update(share.environment())
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if share.threads:
        import tensorflow as tf
        from threadpoolctl import threadpool_limits

        tf.config.threading.set_intra_op_parallelism_threads(share.threads)
        tf.config.threading.set_inter_op_parallelism_threads(share.threads)
        threadpool_limits(share.threads)
