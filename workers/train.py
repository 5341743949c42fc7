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

from models.checking.check import require_sound
from models.core.errors import Cancelled, DataError, SpecError
from models.jobs import run
from models.specs.job import JobSpec
from models.specs.tasks import SECTIONS
from models.training.finish import Outcome
from models.training.sharing import link_of, move_along
from service.logs import configure_logs
from service.store.registry import MovedVersion, Registry
from service.store.states import State
from workers.devices import Share
from workers.fan_out import MemberRun
from workers.import_network import ImportRun
from workers.memory import keep_freed_memory
from workers.order import Order
from workers.report import DatabaseListener, new_version
from workers.stores import Stores
from workers.tether import Tether

log = logging.getLogger(__name__)


def run_order(order: Order, channel: Connection) -> None:
    """Run one attempt at a job in this process, and write how it ended.

    A user's mistake ends the job with a reason. A failure of the surroundings (disk, database) raises, so that the
    process ends with an exit code and the supervisor queues the job again.
    """
    os.setsid()
    configure_logs()
    _limit(order.share)
    keep_freed_memory()
    tether = Tether(channel)
    with _own_temporary_folder(order.folder):
        _run(order, tether)


def _run(order: Order, tether: Tether) -> None:
    stores = Stores.of(order.settings)
    try:
        work = _work(order, stores, tether)
    except SpecError as error:
        stores.attempts.end(order.job_id, order.token or 0, State.FAILED, str(error))
        return
    try:
        work.run()
    except Cancelled:
        if not tether.should_stop():
            raise
        # The supervisor knows why it asked: cancelled, out of time, or its worker is stopping. It writes the end.
    except DataError as error:
        work.fail(str(error))
    except (OSError, SQLAlchemyError):
        raise
    except Exception as error:
        log.exception("A job failed unexpectedly.", extra={"job_id": order.job_id})
        work.fail(f"{type(error).__name__}: {error}")
    finally:
        stores.database.close()


def _work(order: Order, stores: Stores, tether: Tether) -> "MemberRun | TrainRun | ImportRun":
    if order.spec.get("task") == "import":
        return ImportRun(order, stores, tether)
    spec = require_sound(order.spec, stores.lookup)
    return (MemberRun if spec.task in SECTIONS else TrainRun)(order, spec, stores, tether)


class TrainRun:
    """Train one model, and register it.

    Args:
        order: The attempt.
        spec: Its spec.
        stores: Where everything is written.
        tether: Knows whether to stop.
    """

    def __init__(self, order: Order, spec: JobSpec, stores: Stores, tether: Tether) -> None:
        self._order, self._spec, self._stores, self._tether = order, spec, stores, tether

    def run(self) -> None:
        """Train.

        Raises:
            Cancelled: The supervisor asked for it.
            DataError: The data cannot be had, or does not fit the spec.
        """
        order, stores = self._order, self._stores
        listener = DatabaseListener(order.job_id, order.token or 0, stores.attempts, stores.files, self._tether)
        try:
            outcome = run(self._spec, order.folder, listener, order.settings.cache, stores.lookup, **link_of(self._spec, stores.lookup))
            moved = self._moved(outcome, listener)
        finally:
            listener.close()
        Registry(stores.database).register(order.job_id, order.token or 0, new_version(outcome, stores.files), moved)

    def _moved(self, outcome: Outcome, listener: DatabaseListener) -> MovedVersion | None:
        """Make the network that shares layers with this one anew; None where none does."""
        order, stores, asked = self._order, self._stores, self._spec.share_layers_with
        if asked is None:
            return None
        base = Registry(stores.database).resolve(asked.model)
        note = {"with": stores.jobs.get(order.job_id).name, "job": order.job_id}
        other = move_along(self._spec, outcome, order.folder / "shared", listener, stores.lookup, **note)
        return MovedVersion(base.model, base.job_id, new_version(other, stores.files)) if other else None

    def fail(self, error: str) -> None:
        """End the job as failed."""
        self._stores.attempts.end(self._order.job_id, self._order.token or 0, State.FAILED, error)


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
