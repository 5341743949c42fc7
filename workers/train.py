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

from models.errors import Cancelled, DataError, SpecError
from models.spec.check import require_sound
from models.training.run import Outcome, run
from service.logs import configure_logs
from service.store.database import Database
from service.store.datasets import Datasets
from service.store.files import Files
from service.store.jobs import Attempts, Jobs
from service.store.lookup import Lookup
from service.store.registry import NewVersion, Registry
from service.store.states import State
from workers.devices import Share
from workers.order import Order
from workers.report import DatabaseListener
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
    tether = Tether(channel)
    with _own_temporary_folder(order.folder):
        _run(order, tether)


def _run(order: Order, tether: Tether) -> None:
    database = Database(order.settings.database_url)
    attempts, files = Attempts(database), Files(order.settings.files)
    listener = DatabaseListener(order, attempts, files, tether)
    try:
        lookup = Lookup(Registry(database), Jobs(database), files, Datasets(database, files))
        spec = require_sound(order.spec, lookup)
        outcome = run(spec, order.folder, listener, order.settings.cache, lookup)
        listener.close()
        Registry(database).register(order.job_id, order.token, _new_version(outcome, files))
    except Cancelled:
        listener.close()
        if not tether.should_stop():
            raise
        # The supervisor knows why it asked: cancelled, out of time, or its worker is stopping. It writes the end.
    except (DataError, SpecError) as error:
        listener.close()
        attempts.end(order.job_id, order.token, State.FAILED, str(error))
    except (OSError, SQLAlchemyError):
        raise
    except Exception as error:
        listener.close()
        log.exception("A job failed unexpectedly.", extra={"job_id": order.job_id})
        attempts.end(order.job_id, order.token, State.FAILED, f"{type(error).__name__}: {error}")
    finally:
        database.close()


@contextmanager
def _own_temporary_folder(folder: Path) -> Iterator[None]:
    """Let libraries put their temporary files below the attempt's folder, and remove them: TensorFlow leaves some behind."""
    tempfile.tempdir = str(folder / "tmp")
    Path(tempfile.tempdir).mkdir()
    try:
        yield
    finally:
        shutil.rmtree(tempfile.tempdir, ignore_errors=True)


def _new_version(outcome: Outcome, files: Files) -> NewVersion:
    content = outcome.content
    return NewVersion(
        artifact=files.key(outcome.artifact),
        sha256=outcome.sha256,
        size_bytes=outcome.artifact.stat().st_size,
        onnx=files.key(outcome.onnx) if outcome.onnx else None,
        serving=vars(outcome.proof),
        signature=content.signature.as_dict(),
        preprocessing=_plain(content.chain.record()),
        metrics=content.metrics,
        provenance=content.provenance,
    )


def _plain(record: object) -> dict[str, object]:
    """Return a record with its arrays as lists, for a JSON column."""
    import orjson

    plain: dict[str, object] = orjson.loads(orjson.dumps(record, option=orjson.OPT_SERIALIZE_NUMPY))
    return plain


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
