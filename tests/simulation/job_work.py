"""What runs in simulated job processes: the real job process, attempt, listener and trial worker, with a fit that takes time and computes nothing."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.core.errors import Cancelled, DataError
from models.searching.candidates import Params
from models.searching.ranking import Standing, TrialResult
from models.training.listener import BatchReport, EpochReport, Listener, Phase, ResumeReport
from models.training.resuming.points import Points
from service.store.rows import NewVersion, Trial
from tests.simulation.programs import N_FOLDS, Program, loss_of, score_of
from tests.simulation.stage import STAGE, TIME
from workers.attempt import Attempt
from workers.tasks.search import SearchWork
from workers.trial_worker import Verdict, figures_of
from workers.work import Work

#: Batches of an epoch.
N_BATCHES = 3


class SimulatedSpec:
    """Stands for a checked spec."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def n_fits(self, folds: bool = True) -> int:
        return self.program.n_candidates * (N_FOLDS if folds else 1)


class SimulatedAttempt(Attempt):
    """The real attempt, whose spec needs no check."""

    def sound_spec(self) -> Any:
        return SimulatedSpec(Program.of(self.stored_spec))


class Training(Work):
    """Fits a network."""

    task = "train"

    def run(self, attempt: Attempt) -> None:
        program = Program.of(attempt.stored_spec)
        if program.ends == "crashes":
            STAGE.world.kill(STAGE.world.current.process, -11)
        if program.ends == "fails":
            raise DataError("the data has no rows (simulated)")
        with attempt.listener() as listener:
            Fit(attempt, listener).run()
        attempt.register(None)  # type: ignore[arg-type]


class Searching(SearchWork):
    """Searches, in rounds."""

    def first_candidates(self, spec: Any) -> list[Params]:
        return _candidates(spec.program, 0)

    def next_candidates(self, spec: Any, trials: Sequence[Trial]) -> list[Params]:
        n_rounds = trials[-1].round + 1
        return _candidates(spec.program, n_rounds * spec.program.n_candidates) if n_rounds < spec.program.n_rounds else []

    def end(self, attempt: Attempt, best: Standing, verdict: Verdict) -> None:
        attempt.stores.attempts.best(attempt.job_id, attempt.token or 0, {"candidate": best.candidate, "spec": attempt.stored_spec})
        with attempt.listener() as listener:
            Fit(attempt, listener).run()
        attempt.register(None, figures=figures_of(best))  # type: ignore[arg-type]


class SimulatedBench:
    """Stands for the bench of trials."""

    folds = tuple(range(N_FOLDS))
    scoring = "accuracy"

    def __init__(self, spec: SimulatedSpec, *_: Any) -> None:
        self._program = spec.program

    def run(self, params: Params, fold: int, listener: Listener) -> TrialResult:
        TIME.sleep(self._program.trial_s)
        if listener.should_stop():
            raise Cancelled("stopped within a trial")
        return TrialResult(score_of(params["candidate"], fold), None, {}, self._program.trial_s, 0.0)


class SimulatedPoint:
    """Stands for a resume point: where a fit goes on."""

    def __init__(self, epoch: int, batch: int) -> None:
        self.epoch, self.batch = epoch, batch

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{self.epoch} {self.batch}")

    @classmethod
    def read(cls, path: Path) -> "SimulatedPoint":
        return cls(*map(int, path.read_text().split()))


class Fit:
    """A fit, which continues from the newest resume point and takes others, as a real one does.

    Args:
        attempt: The attempt.
        listener: Receives the reports.
    """

    def __init__(self, attempt: Attempt, listener: Listener) -> None:
        self._program, self._listener = Program.of(attempt.stored_spec), listener
        self._points = Points(attempt.stores.files.resume_folder(attempt.job_id), attempt.token or 0)
        self._every_s = attempt.settings.snapshot_every_s
        self._due = TIME.monotonic() + self._every_s

    def run(self) -> None:
        """Fit for as long as the job takes.

        Raises:
            Cancelled: The listener asked to stop.
        """
        n_epochs = 10**6 if self._program.ends == "hangs" else self._program.n_epochs
        self._listener.on_phase(Phase.LOADING)
        epoch, batch = self._begin()
        for index in range(epoch, n_epochs):
            for done in range(batch, N_BATCHES):
                TIME.sleep(self._program.epoch_s / N_BATCHES)
                progress = (index + (done + 1) / N_BATCHES) / n_epochs
                self._listener.on_batch(BatchReport(index + 1, done + 1, N_BATCHES, progress, {"loss": loss_of(index + 1)}))
                if done + 1 < N_BATCHES:
                    self._look(index, done + 1)
            self._listener.on_epoch(self._report_of(index))
            self._look(index + 1, 0)
            batch = 0

    def _begin(self) -> tuple[int, int]:
        point = self._points.newest(self._listener.log)
        if point is None:
            self._listener.on_begin(None)
            return 0, 0
        reports = tuple(self._report_of(index) for index in range(point.epoch))
        self._listener.on_begin(ResumeReport(point.epoch + 1, point.batch, reports, ()))
        return point.epoch, point.batch

    def _look(self, epoch: int, batch: int) -> None:
        """Take a point if one is due, or if the fit is to stop; then stop."""
        stops = self._listener.should_stop()
        if stops or TIME.monotonic() >= self._due:
            STAGE.world.step()
            self._points.write(SimulatedPoint(epoch, batch))
            self._due = TIME.monotonic() + self._every_s
        if stops:
            raise Cancelled(f"stopped in epoch {epoch + 1}")

    def _report_of(self, index: int) -> EpochReport:
        return EpochReport(index + 1, {"loss": loss_of(index + 1)}, self._program.epoch_s, 0.1, 10.0, ())


def new_version(*_: Any) -> NewVersion:
    """Stand for the record of a written model."""
    records: dict[str, Any] = {name: {} for name in ("serving", "signature", "preprocessing", "provenance")}
    return NewVersion(artifact="model.h5", sha256="a" * 64, size_bytes=10, stored_bytes=12, onnx=None, metrics={"loss": 0.1}, **records)


def _candidates(program: Program, first: int) -> list[Params]:
    return [{"candidate": first + index} for index in range(program.n_candidates)]


WORK = {work.task: work for work in (Training, Searching)}
