"""A listener that writes reports to the database on its own thread, so that training never waits for a disk."""

import queue
import threading
from collections.abc import Callable
from dataclasses import asdict

from models.training.listener import BatchReport, EpochReport, Phase, ResumeReport, SampleReport, SnapshotReport, StoppingReport
from service.store.attempts import Attempts
from service.store.files import Files
from service.store.rows import CheckpointFile, Epoch
from workers.heartbeat import Heartbeat


class DatabaseListener:
    """Writes the reports of a fit to the job's rows, in order.

    Args:
        job_id: The job.
        token: The attempt.
        attempts: Writes the rows.
        files: Where snapshots are stored.
        heartbeat: Reports whether the job must stop.
    """

    def __init__(self, job_id: str, token: int, attempts: Attempts, files: Files, heartbeat: Heartbeat) -> None:
        self._job_id, self._token = job_id, token
        self._attempts, self._files = attempts, files
        self.should_stop = heartbeat.should_stop
        self._waiting: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._write_all, name="listener", daemon=True)
        self._thread.start()

    def on_phase(self, phase: Phase) -> None:
        self._waiting.put(lambda: self._attempts.phase(self._job_id, self._token, phase.value))

    def on_begin(self, resumed: ResumeReport | None) -> None:
        if resumed is None:
            self._waiting.put(lambda: self._attempts.begin(self._job_id, self._token))
        else:
            epochs, samples = [_row_of(report) for report in resumed.epochs], [asdict(report) for report in resumed.samples]
            self._waiting.put(lambda: self._attempts.go_on(self._job_id, self._token, resumed.message, epochs, samples))

    def log(self, message: str) -> None:
        self._waiting.put(lambda: self._attempts.log(self._job_id, self._token, message))

    def on_first_step(self) -> None:
        self.log("first training step done")

    def on_batch(self, report: BatchReport) -> None:
        """Write the progress, unless older reports are not written yet."""
        if self._waiting.empty():
            self._waiting.put(lambda: self._attempts.progress(self._job_id, self._token, report.progress, report.metrics))

    def on_epoch(self, report: EpochReport) -> None:
        self._waiting.put(lambda: self._attempts.epoch(self._job_id, self._token, _row_of(report)))

    def on_snapshot(self, report: SnapshotReport) -> None:
        made = self._file_of(report)
        removed = [self._files.key(path) for path in report.removed]
        self._waiting.put(lambda: self._attempts.checkpoint(self._job_id, self._token, made, removed))

    def on_snapshots_kept(self, reports: tuple[SnapshotReport, ...]) -> None:
        kept = [self._file_of(report) for report in reports if report.path.is_file()]
        self._waiting.put(lambda: self._attempts.checkpoints(self._job_id, self._token, kept))

    def on_sample(self, report: SampleReport) -> None:
        self._waiting.put(lambda: self._attempts.sample(self._job_id, self._token, asdict(report)))

    def on_stopping(self, report: StoppingReport) -> None:
        self.log(report.message)

    def _file_of(self, report: SnapshotReport) -> CheckpointFile:
        about = report.path.stat()
        return CheckpointFile(report.epoch, self._files.key(report.path), about.st_size, report.metrics, about.st_mtime)

    def close(self) -> None:
        """Wait until everything is written.

        Raises:
            SQLAlchemyError: A report could not be written.
        """
        self._waiting.put(None)
        self._thread.join()
        if self._error is not None:
            raise self._error

    def _write_all(self) -> None:
        while (write := self._waiting.get()) is not None:
            try:
                if self._error is None:
                    write()
            except Exception as error:  # noqa: BLE001 - raised again by close(), on the training thread
                self._error = error


def _row_of(report: EpochReport) -> Epoch:
    return Epoch(report.epoch, report.metrics, report.seconds, report.learning_rate, report.samples_per_second, list(report.batches))
