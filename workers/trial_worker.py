"""Trial workers: processes that run a job's trials together; the one that finishes the last trial ends the job."""

import time
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from models.core.errors import Cancelled
from models.searching.candidates import Params
from models.searching.ranking import Standing, TrialResult, best_of, standings
from models.searching.trial import Bench
from models.specs.job import JobSpec
from models.training.listener import SilentListener
from service.store.rows import Trial
from service.store.trial_pace import TrialPace
from service.store.trials import NewTrial
from workers.attempt import Attempt
from workers.heartbeat import Heartbeat
from workers.turn import Turn
from workers.work import Work

#: Seconds of work claimed at a time, the most that a lost process loses.
CHUNK_S = 2.0
#: Most trials claimed at a time.
MAX_CHUNK = 500
#: Seconds between writes of results.
WRITE_EVERY_S = 0.5
#: Most trial workers called at a time.
MAX_CALLED = 32


@dataclass(frozen=True)
class Verdict:
    """Facts about a job whose trials are done.

    Args:
        spec: The spec of the job.
        n_candidates: Number of candidates.
        scoring: Name of the score.
    """

    spec: JobSpec
    n_candidates: int
    scoring: str


class TrialsWork(Work):
    """The hook of a task whose jobs fan out into trials."""

    def first_candidates(self, spec: JobSpec) -> list[Params]:
        """Return the candidates of the first round; by default only the model of the spec."""
        return [{}]

    def next_candidates(self, spec: JobSpec, trials: Sequence[Trial]) -> list[Params]:
        """Return the candidates of the next round, after all trials so far are done; by default none."""
        return []

    @abstractmethod
    def end(self, attempt: Attempt, best: Standing, verdict: Verdict) -> None:
        """End the job as succeeded.

        Args:
            attempt: The attempt that ends the job.
            best: The best candidate, which has all its scores.
            verdict: Further facts.
        """

    def run(self, attempt: Attempt) -> None:
        TrialWorker(attempt, self).run()


class TrialWorker:
    """Runs trials of a job until none is left, and ends the job if it finished the last one.

    Args:
        attempt: The job.
        work: Candidates, and the end of the job.
    """

    def __init__(self, attempt: Attempt, work: TrialsWork) -> None:
        self._attempt, self._work = attempt, work
        self._trials, self._process, self._heartbeat = attempt.stores.trials, attempt.process, attempt.heartbeat
        self._spec = attempt.sound_spec()
        self._bench = Bench(self._spec, attempt.settings.cache, attempt.lookup)
        self._n_fits = self._spec.n_fits(folds=len(self._bench.folds) > 1)
        self._listener = _TrialListener(attempt.heartbeat)
        #: Only the process that begins a round calls trial workers.
        self._calls_others = attempt.token is not None
        self._pace_s = 0.0

    def run(self) -> None:
        """Run trials, and end the job if all are done.

        Raises:
            Cancelled: The supervisor asked for it.
        """
        attempt = self._attempt
        if attempt.token is not None and not self._open(attempt.token):
            return
        while self._run_trials() and (job := self._trials.take_over(self._process, attempt.settings.lease_s)):
            attempt.token = job.attempt
            more = [] if job.stop_requested else self._next_round()
            if not more:
                self._end()
                return
            self._release(job.attempt, more)
            self._calls_others = True

    def _open(self, token: int) -> bool:
        """Create the first trials, unless an earlier attempt did; return whether the attempt still owned the job."""
        made = self._trials.of_job(self._attempt.job_id)
        new = [] if made else self._trials_of(self._work.first_candidates(self._spec), 0, 0, 0)
        if new:
            folds = len(self._bench.folds)
            message = f"trying {len(new) // folds:,} candidates on {folds} folds: {len(new):,} fits"
            self._attempt.stores.attempts.log(self._attempt.job_id, token, message, time.time())
        return self._release(token, new)

    def _release(self, token: int, new: list[NewTrial]) -> bool:
        """Release the job to its trial workers, with new trials."""
        self._attempt.token = None
        return self._trials.release(self._attempt.job_id, token, new)

    def _trials_of(self, candidates: list[Params], number: int, candidate: int, round_: int) -> list[NewTrial]:
        pairs = [(index, params, fold) for index, params in enumerate(candidates, candidate) for fold in range(len(self._bench.folds))]
        return [NewTrial(at, round_, index, fold, params) for at, (index, params, fold) in enumerate(pairs, number)]

    def _run_trials(self) -> bool:
        """Run trials until none is left; return False if this process ends early because its turn is over and the slot goes to another job."""
        n_wanted, turn = 1, Turn()
        self._heartbeat.trace.begin_phase("trials")
        while chunk := self._trials.claim(self._process, n_wanted, self._attempt.settings.lease_s):
            self._run_chunk(chunk)
            n_waiting = self._trials.n_waiting(self._attempt.job_id)
            n_wanted = self._next_chunk(n_waiting)
            self._call_others(n_waiting)
            if turn.is_over(self._pace_s * n_waiting) and self._has_to_make_room():
                self._heartbeat.call_trial_workers(1)
                return False
        return True

    def _has_to_make_room(self) -> bool:
        stores = self._attempt.stores
        return stores.claims.prefers_another(stores.jobs.get(self._attempt.job_id))

    def _next_chunk(self, n_waiting: int) -> int:
        """Return the number of trials to claim: two seconds of work, less near the end so that all workers end together."""
        count = min(MAX_CHUNK, round(CHUNK_S / max(self._pace_s, 1e-6)))
        return max(1, min(count, n_waiting // 4) if self._pace_s * n_waiting > CHUNK_S else count)

    def _call_others(self, n_waiting: int) -> None:
        """Call trial workers, once, if the work takes longer than starting them."""
        n_chunks = self._pace_s * n_waiting / CHUNK_S
        if self._calls_others and n_chunks > 1:
            self._heartbeat.call_trial_workers(min(MAX_CALLED, round(n_chunks)))
            self._calls_others = False

    def _run_chunk(self, chunk: list[Trial]) -> None:
        start = written = time.monotonic()
        results: dict[int, TrialResult] = {}
        for n_done, trial in enumerate(chunk, 1):
            if self._heartbeat.should_stop():
                self._write(results)
                raise Cancelled(f"stopped before trial {trial.number}")
            results[trial.number] = self._bench.run(trial.params, trial.fold, self._listener)
            now = time.monotonic()
            self._pace_s = (now - start) / n_done
            if now - written > WRITE_EVERY_S:
                self._write(results)
                written = now
            if now - start > 2 * CHUNK_S and n_done < len(chunk):
                break
        self._write(results)
        self._trials.give_back(self._process)
        self._pace_s = (time.monotonic() - start) / n_done

    def _write(self, results: dict[int, TrialResult]) -> None:
        pace = TrialPace(self._pace_s, self._attempt.lessons.expected_after_trials())
        self._trials.finish(self._process, results, self._n_fits, pace)
        results.clear()

    def _next_round(self) -> list[NewTrial]:
        made = self._trials.of_job(self._attempt.job_id)
        candidates = self._work.next_candidates(self._spec, made)
        return self._trials_of(candidates, len(made), made[-1].candidate + 1, made[-1].round + 1) if candidates else []

    def _end(self) -> None:
        self._attempt.lessons.note_trials()
        lines = standings(self._trials.of_job(self._attempt.job_id))
        best = best_of(lines)
        if best is None:
            self._attempt.fail(_no_winner(lines))
        else:
            self._work.end(self._attempt, best, Verdict(self._spec, len(lines), self._bench.scoring))


class _TrialListener(SilentListener):
    """Stops a trial when its process must stop; before a pause it is finished."""

    def __init__(self, heartbeat: Heartbeat) -> None:
        self.should_stop = heartbeat.should_stop_trial  # type: ignore[method-assign]


def figures_of(line: Standing) -> dict[str, float]:
    """Return the results of a candidate's trials as metrics of the job."""
    figures = {"mean_score": line.mean, "std_score": line.std, "mean_train_score": line.mean_train, "mean_fit_seconds": line.fit_seconds}
    return {name: value for name, value in figures.items() if value is not None}


def _no_winner(lines: list[Standing]) -> str:
    errors = [error for line in lines for error in line.errors]
    if not errors:
        return "the search was stopped before any candidate had all its scores"
    return f"no candidate has all its scores; first error: {errors[0]}"
