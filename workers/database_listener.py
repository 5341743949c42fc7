"""A listener that writes reports to the database on its own thread, so that training waits neither for a disk nor for an outage."""

import threading
import time
from collections.abc import Callable
from dataclasses import asdict

from models.core.errors import Cancelled
from models.estimating.course import Course
from models.training.background_writer import BackgroundWriter
from models.training.listener import BatchReport, EpochReport, Phase, ResumeReport, SampleReport, SnapshotReport, StoppingReport
from service.store.attempts import Attempts
from service.store.files import Files
from service.store.rows import CheckpointFile, Epoch
from workers.heartbeat import Heartbeat

#: Most reports that wait to be written; a fit that makes more in an outage waits.
MAX_WAITING = 2_000
#: Seconds from one check whether a fit that waits must stop to the next.
CHECK_EVERY_S = 0.1
#: Seconds between the times of two events: they have times of their own.
TICK_S = 1e-5
#: Phases before a fit, in which there is nothing to keep.
_BEFORE_FIT = frozenset({Phase.LOADING, Phase.PREPARING, Phase.TRACING})


class DatabaseListener:
    """Writes the reports of a fit to the job's rows, in order.

    In an outage of the database they wait, while the fit continues. What cannot be written at all ends the fit: at its next batch, epoch or
    message.

    Args:
        job_id: The job.
        token: The attempt.
        attempts: Writes the rows; it repeats what an outage prevents.
        files: Where snapshots are stored.
        heartbeat: Reports whether the job must stop.
        max_waiting: Most reports that wait to be written.
    """

    def __init__(self, job_id: str, token: int, attempts: Attempts, files: Files, heartbeat: Heartbeat, max_waiting: int = MAX_WAITING) -> None:
        self._job_id, self._token = job_id, token
        self._attempts, self._files, self._heartbeat = attempts, files, heartbeat
        self._max_waiting = max_waiting
        self._writer = BackgroundWriter("listener", 0)
        self._course: Course | None = None
        self._last_at = 0.0
        self._timing = threading.Lock()

    def should_stop(self) -> bool:
        """Return whether the fit must stop.

        Raises:
            SQLAlchemyError: A report could not be written.
        """
        self._writer.require_written()
        return self._heartbeat.should_stop()

    def follow(self, course: Course | None) -> None:
        """Report to the course of the job, too, and write when it will have ended; None to do so no more."""
        self._course = course

    def on_phase(self, phase: Phase) -> None:
        """Record what the job does now.

        Raises:
            Cancelled: The job must stop, and its fit has not begun.
        """
        if phase in _BEFORE_FIT and self.should_stop():
            raise Cancelled(f"stopped before {phase}")
        self._heartbeat.trace.begin_phase(phase.value)
        if self._course is not None:
            self._course.begin(phase.value)
        ends_at = self._ends_at()
        self._offer(lambda: self._attempts.phase(self._job_id, self._token, phase.value, ends_at))

    def on_begin(self, resumed: ResumeReport | None) -> None:
        if resumed is None:
            self._offer(lambda: self._attempts.begin(self._job_id, self._token))
        else:
            at = self._now()
            epochs, samples = [_row_of(report) for report in resumed.epochs], [asdict(report) for report in resumed.samples]
            self._offer(lambda: self._attempts.go_on(self._job_id, self._token, resumed.message, epochs, samples, at))

    def log(self, message: str) -> None:
        at = self._now()
        self._offer(lambda: self._attempts.log(self._job_id, self._token, message, at))

    def on_first_step(self) -> None:
        self.log("first training step done")

    def on_batch(self, report: BatchReport) -> None:
        """Write the progress, unless older reports are not written yet."""
        if self._course is not None:
            self._course.on_batch(report.progress)
        ends_at = self._ends_at() if report.seconds_left is None else time.time() + report.seconds_left
        if not self._writer.n_waiting:
            self._offer(lambda: self._attempts.progress(self._job_id, self._token, report.progress, report.metrics, ends_at))

    def on_epoch(self, report: EpochReport) -> None:
        if self._course is not None:
            self._course.on_epoch(report.seconds, report.samples_per_second)
        self._heartbeat.n_epochs += 1
        self._heartbeat.trace.note_epoch(report.epoch, report.metrics)
        self._offer(lambda: self._attempts.epoch(self._job_id, self._token, _row_of(report)))

    def on_snapshot(self, report: SnapshotReport) -> None:
        made = self._file_of(report)
        removed = [self._files.key(path) for path in report.removed]
        self._offer(lambda: self._attempts.checkpoint(self._job_id, self._token, made, removed))

    def on_snapshots_kept(self, reports: tuple[SnapshotReport, ...]) -> None:
        kept = [self._file_of(report) for report in reports if report.path.is_file()]
        self._offer(lambda: self._attempts.checkpoints(self._job_id, self._token, kept))

    def on_sample(self, report: SampleReport) -> None:
        self._offer(lambda: self._attempts.sample(self._job_id, self._token, asdict(report)))

    def on_stopping(self, report: StoppingReport) -> None:
        self.log(report.message)

    def _ends_at(self) -> float | None:
        """Return when the job will have ended, seconds since 1970; None where that is not known."""
        return None if self._course is None else time.time() + self._course.seconds_left

    def _file_of(self, report: SnapshotReport) -> CheckpointFile:
        about = report.path.stat()
        return CheckpointFile(report.epoch, self._files.key(report.path), about.st_size, report.metrics, about.st_mtime)

    def close(self) -> None:
        """Wait until everything is written.

        Raises:
            SQLAlchemyError: A report could not be written.
        """
        self._writer.close()

    def _offer(self, write: Callable[[], None]) -> None:
        """Let the thread write something, after there is room for it; at once if the job must stop, so that the fit can end.

        Raises:
            SQLAlchemyError: An earlier report could not be written.
        """
        self._writer.require_written()
        while self._writer.n_waiting >= self._max_waiting and not self._heartbeat.should_stop():
            time.sleep(CHECK_EVERY_S)
            self._writer.require_written()
        self._writer.put(write)

    def _now(self) -> float:
        """Return the time in seconds since 1970, later than that of any earlier call."""
        with self._timing:  # The snapshot thread sends messages, too.
            self._last_at = max(time.time(), self._last_at + TICK_S)
            return self._last_at


def _row_of(report: EpochReport) -> Epoch:
    return Epoch(report.epoch, report.metrics, report.seconds, report.learning_rate, report.samples_per_second, list(report.batches))
