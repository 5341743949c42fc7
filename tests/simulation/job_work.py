"""What runs in simulated job processes: the real job process, attempt, listener and trial worker, with a fit that takes time and computes nothing."""

from collections.abc import Sequence
from typing import Any

from models.core.errors import Cancelled, DataError
from models.searching.candidates import Params
from models.searching.ranking import Standing, TrialResult
from models.training.listener import BatchReport, EpochReport, Listener
from service.store.rows import NewVersion, Trial
from tests.simulation.programs import N_FOLDS, Program, loss_of, score_of
from tests.simulation.stand_ins import STAGE, TIME
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
            train(program, listener)
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
            train(Program.of(attempt.stored_spec), listener)
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


def train(program: Program, listener: Listener) -> None:
    """Fit for as long as the job takes.

    Raises:
        Cancelled: The listener asked to stop.
    """
    n_epochs = 10**6 if program.ends == "hangs" else program.n_epochs
    listener.log("training")
    for epoch in range(1, n_epochs + 1):
        for step in range(1, N_BATCHES + 1):
            TIME.sleep(program.epoch_s / N_BATCHES)
            done = (epoch - 1 + step / N_BATCHES) / n_epochs
            listener.on_batch(BatchReport(epoch, step, N_BATCHES, done, {"loss": loss_of(epoch)}))
            if listener.should_stop():
                raise Cancelled(f"stopped in epoch {epoch}")
        listener.on_epoch(EpochReport(epoch, {"loss": loss_of(epoch)}, program.epoch_s, 0.1, 10.0, ()))


def new_version(*_: Any) -> NewVersion:
    """Stand for the record of a written model."""
    records: dict[str, Any] = {name: {} for name in ("serving", "signature", "preprocessing", "provenance")}
    return NewVersion(artifact="model.h5", sha256="a" * 64, size_bytes=10, stored_bytes=12, onnx=None, metrics={"loss": 0.1}, **records)


def _candidates(program: Program, first: int) -> list[Params]:
    return [{"candidate": first + index} for index in range(program.n_candidates)]


WORK = {work.task: work for work in (Training, Searching)}
