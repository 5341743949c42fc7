"""Job processes: started from a forkserver that has imported TensorFlow but run no operation, and their main function."""

import ctypes
import importlib
import logging
import multiprocessing
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from models.core.errors import Cancelled, DataError, SpecError
from models.core.files import TEMPORARY
from models.core.isolation.network import keep_to
from models.core.room import raise_if_full
from models.specs.tasks import task_of
from service.job_context import belong_to
from service.logs import configure_logs
from service.settings import Settings
from service.store.outages import is_outage
from service.store.patience import Patience
from service.tracing.current import belong_to_trace
from workers.attempt import Assignment, Attempt
from workers.devices import Share
from workers.errors import WarmUpError
from workers.exit_codes import FAILED_SURROUNDINGS, NO_ROOM, OUT_OF_MEMORY, STOPPED
from workers.figures import draw_figures
from workers.heartbeat import WHY, Heartbeat
from workers.job_limits import limit_job, limit_reached
from workers.memory_limit import keep_within, memory_limit
from workers.memory_use import is_out_of_memory
from workers.room import Room
from workers.started_process import StartedProcess
from workers.starting import start
from workers.stop_signals import StopSignals, hold_back
from workers.stores import Stores
from workers.tasks import WORK
from workers.work import Work

log = logging.getLogger(__name__)

#: Modules that the forkserver imports once, so that a job process starts within hundredths of a second. They must only be
#: imported: a process forked after TensorFlow has run an operation hangs.
PRELOAD = [
    "tensorflow",
    "keras",
    "sklearn.decomposition",
    "sklearn.linear_model",
    "sklearn.model_selection",
    "sklearn.pipeline",
    "sklearn.preprocessing",
    "skl2onnx",
    "skops.io",
    "onnxruntime",
    "workers.job_process",
    "models.training.network",
    "matplotlib.figure",
    "matplotlib.backends.backend_svg",
    "workers.figures",
    "workers.preloaded",
]

#: Size in bytes from which a block gets its own mapping; the largest that glibc allows.
MAPPED_FROM = 32 << 20
#: Bytes that an arena requests beyond what it needs, and keeps when freed.
PAD = 64 << 20
#: Free bytes at an arena's end before they are returned: the largest number that mallopt accepts, so never.
NEVER = (1 << 31) - 1
#: Characters of a reason that a process sends.
MAX_REASON = 1000
#: Parameters of glibc's `mallopt`, from its malloc.h.
_M_TRIM_THRESHOLD, _M_TOP_PAD, _M_MMAP_THRESHOLD = -1, -2, -3

_REINSTALL = 'install its packages anew with: pip install --force-reinstall "modelbook[worker]"'

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(PRELOAD)


def warm_up() -> None:
    """Start the forkserver and wait until it has imported everything, so that the first job does not wait.

    Raises:
        WarmUpError: Something cannot be imported.
    """
    here, there = _context.Pipe(duplex=False)
    process = _context.Process(target=_import_all, args=(there,))
    try:
        process.start()
    except (EOFError, OSError) as error:
        raise WarmUpError(f"the process that imports TensorFlow ended, for the reason above in this log; {_REINSTALL}") from error
    there.close()
    with here:
        reason = _last_text(here)
    process.join()
    if reason is None:
        raise WarmUpError(f"the process that imports TensorFlow ended with code {process.exitcode}, for the reason above in this log; {_REINSTALL}")
    if reason:
        raise WarmUpError(f"{reason}; {_REINSTALL}")


def _import_all(channel: Connection) -> None:
    """Import, in a job process, what the forkserver has imported: it passes over what it cannot import."""
    try:
        for module in PRELOAD:
            importlib.import_module(module)
        reason = ""
    except Exception as error:  # noqa: BLE001 - sent to the parent process, which exits with it
        reason = f"cannot import {module} ({type(error).__name__}: {' '.join(str(error).split())})"
    with suppress(OSError):  # The parent process may have died meanwhile.
        channel.send(reason)


def _last_text(channel: Connection) -> str | None:
    """Return the text that a process sends; None if it ends without one."""
    try:
        return str(channel.recv())
    except (EOFError, OSError):
        return None


def start_process(assignment: Assignment) -> StartedProcess:
    """Start a job process.

    Raises:
        StartError: None could be started.
    """
    return start(_context, run_logged, assignment, name=f"job-{assignment.process.job_id}")


def run_logged(assignment: Assignment, channel: Connection) -> None:
    """Run an assignment in this process; exit with an error code if the environment fails.

    The log says why. `multiprocessing` would print the error as it is, with all that it quotes.
    """
    configure_logs()
    belong_to(assignment.process.job_id)
    belong_to_trace(assignment.trace_id)
    try:
        was_stopped = run_assignment(assignment, channel)
    except MemoryError as error:
        log.warning("A job process could not get the memory that it wanted.", exc_info=True)
        _say_why(channel, str(error))
        sys.exit(OUT_OF_MEMORY)
    except Exception as error:
        log.exception("A job process failed.")
        full = Room(assignment.settings).reason(error)
        _say_why(channel, full or _reason(error, assignment.settings))
        sys.exit(NO_ROOM if full else FAILED_SURROUNDINGS)
    if was_stopped:
        sys.exit(STOPPED)


def _reason(error: Exception, settings: Settings) -> str:
    """Return why the surroundings failed, as users read it."""
    if is_outage(error):
        return f"the database did not answer for {settings.database_patience_s:.0f} s"
    return f"{type(error).__name__}: {getattr(error, 'orig', error)}"


def _say_why(channel: Connection, reason: str) -> None:
    """Tell the supervisor why this process ends."""
    try:
        channel.send_bytes(WHY + reason[:MAX_REASON].encode())
    except OSError:
        log.debug("The supervisor has died.")


def run_assignment(assignment: Assignment, channel: Connection) -> bool:
    """Run an assignment in this process, and record how it ended; return whether a signal has asked it to stop.

    A user's mistake ends the job with a reason. A failure of the environment (disk, database) raises, so that the
    process exits with an error code and the supervisor queues the job again.
    """
    hold_back()
    limit_job(assignment.settings)  # First: it counts processes of the user, which this one may no longer see in its domain.
    keep_to(assignment.network)
    _limit(assignment.share)
    keep_within(memory_limit(assignment.spec, assignment.share), assignment.share.gpu)
    keep_freed_memory()
    heartbeat = Heartbeat(channel, is_traced=bool(assignment.trace_id))
    signals = StopSignals(heartbeat.should_stop, heartbeat.stop)
    stores = Stores.of(assignment.settings, Patience(assignment.settings.database_patience_s, heartbeat.should_stop), heartbeat.announce)
    with _own_temporary_folder(assignment.folder):
        try:
            attempt = Attempt(assignment, stores, heartbeat)
            run_task(attempt)
            draw_figures(attempt)
        finally:
            stores.close()
            heartbeat.beat()  # The CPU time since the last one.
    return signals.have_stopped


def run_task(attempt: Attempt) -> None:
    """Run the job's task, and record how it ended.

    Raises:
        OSError, SQLAlchemyError: The environment failed.
        MemoryError: The process could not get the memory that it wanted.
    """
    name = task_of(attempt.stored_spec).name
    if name not in WORK:
        attempt.fail(f"expected a task of this worker, one of {', '.join(sorted(WORK))}, got {attempt.stored_spec['task']!r}")
        return
    work = WORK[name]()
    try:
        work.run(attempt)
        attempt.heartbeat.trace.end()
    except Cancelled:
        if not attempt.heartbeat.should_stop():
            raise
        # The supervisor knows the reason (cancelled, time limit, worker stopping) and records the end.
    except Exception as error:  # noqa: BLE001 - raised again unless the job is at fault
        _fail(attempt, work, _fault(error, attempt))


def _fault(error: Exception, attempt: Attempt) -> str:
    """Return why a job fails by an error, or raise the error if it is one of the environment."""
    if reached := limit_reached(error, attempt.settings):
        return reached
    raise_if_full(error)
    if isinstance(error, DataError | SpecError):
        return str(error)
    if is_out_of_memory(error):
        raise MemoryError(str(error).partition("\n")[0]) from error
    if isinstance(error, OSError | SQLAlchemyError):
        raise error
    log.error("A job failed unexpectedly.", exc_info=error)
    return f"{type(error).__name__}: {error}"


def _fail(attempt: Attempt, work: Work, error: str) -> None:
    if attempt.fail(error):  # Else another attempt may need what there is to clean up.
        log.info("The job has failed.", extra={"reason": error})
        work.clean_up(attempt)


@contextmanager
def _own_temporary_folder(folder: Path) -> Iterator[None]:
    """Keep temporary files of libraries, and of child processes, in the attempt's folder, and remove them: TensorFlow does not."""
    own = folder / TEMPORARY
    own.mkdir(mode=0o700)
    tempfile.tempdir = os.environ["TMPDIR"] = str(own)
    try:
        yield
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _limit(share: Share) -> None:
    """Limit the process to its share of the machine; called after TensorFlow's import and before its first operation."""
    os.environ.update(share.environment())
    if share.threads:
        import tensorflow as tf
        from threadpoolctl import threadpool_limits

        tf.config.threading.set_intra_op_parallelism_threads(share.threads)
        tf.config.threading.set_inter_op_parallelism_threads(share.threads)
        threadpool_limits(share.threads)


def keep_freed_memory() -> None:
    """Let the allocator keep the memory that a training step frees, for the next step.

    A step allocates and frees its activations and gradients, some megabytes. By default glibc returns them to the system and maps
    them again, zeroed, page by page: a quarter of the time of a small dense network. A job process is short-lived, and returns
    everything at its end. Does nothing if the C library has no `mallopt`.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        log.debug("This C library has no mallopt.")
        return
    for parameter, value in ((_M_MMAP_THRESHOLD, MAPPED_FROM), (_M_TRIM_THRESHOLD, NEVER), (_M_TOP_PAD, PAD)):
        mallopt(parameter, value)
