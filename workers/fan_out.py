"""A job process that works on a job's trials together with others; the one that finishes the last trial ends the job."""

import time
from dataclasses import replace
from pathlib import Path

from models.core.errors import Cancelled
from models.jobs import run
from models.searching.candidates import Params, first_candidates, next_candidates
from models.searching.ranking import Standing, best_of, standings
from models.searching.trial import Bench, TrialResult
from models.specs.job import JobSpec
from models.specs.search import MultiresolutionSearch
from models.specs.sizes import n_fits
from models.specs.space import candidate_spec
from models.training.listener import SilentListener
from service.store.registry import Registry
from service.store.rows import Job, Trial
from service.store.states import State
from service.store.trials import Member, NewTrial
from workers.order import Order
from workers.report import DatabaseListener, new_version
from workers.stores import Stores
from workers.tether import Tether

#: Seconds of work that are taken at a time; what a lost process loses at most.
CHUNK_S = 2.0
#: Most trials taken at a time.
MAX_CHUNK = 500
#: Seconds from one writing of results to the next.
WRITE_EVERY_S = 0.5
#: Most workers that are asked to join in.
MAX_HELPERS = 32


class MemberRun:
    """Work on a job's trials until none is left, and end the job if nobody else is at work on it.

    Args:
        order: The job, and the process's share in it.
        spec: Its spec.
        stores: Where everything is written.
        tether: Knows whether to stop; carries the call for help.
    """

    def __init__(self, order: Order, spec: JobSpec, stores: Stores, tether: Tether) -> None:
        self._order, self._spec, self._stores, self._tether = order, spec, stores, tether
        self._member = Member(order.job_id, order.member, order.worker)
        self._token = order.token
        self._listener = _TrialListener(tether)
        self._n_fits = n_fits(spec)
        self._pace_s = 0.0

    def run(self) -> None:
        """Do all that is to be done here.

        Raises:
            Cancelled: The supervisor asked for it.
            DataError: The data cannot be had, or cannot be cut into folds.
        """
        self._bench = Bench(self._spec, self._order.settings.cache, self._stores.lookup)
        self._n_fits = n_fits(self._spec, folds=len(self._bench.folds) > 1)
        if self._token is not None and not self._open(self._token):
            return
        while self._work() and (job := self._stores.trials.take_over(self._member, self._order.settings.lease_s)):
            self._token = job.attempt
            more = [] if job.stop_requested else self._next_round()
            if not more:
                self._end(job)
                return
            self._give_up_to_members(job.attempt, more)

    def fail(self, error: str) -> None:
        """End the job as failed."""
        if self._token is not None:
            self._stores.attempts.end(self._order.job_id, self._token, State.FAILED, error)
        else:
            self._stores.trials.end_unowned(self._order.job_id, State.FAILED, error)

    def _open(self, token: int) -> bool:
        """Make the first trials, unless an attempt before this one has."""
        made = self._stores.trials.of_job(self._order.job_id)
        new = [] if made else self._trials_of(self._first(), 0, 0, 0)
        if new:
            folds = len(self._bench.folds)
            self._stores.attempts.log(self._order.job_id, token, f"trying {len(new) // folds:,} candidates on {folds} folds: {len(new):,} fits")
        return self._give_up_to_members(token, new)

    def _first(self) -> list[Params]:
        return first_candidates(self._spec.search, self._spec.seed) if self._spec.search else [{}]

    def _give_up_to_members(self, token: int, new: list[NewTrial]) -> bool:
        self._token = None
        return self._stores.trials.release(self._order.job_id, token, new)

    def _trials_of(self, candidates: list[Params], number: int, candidate: int, round_: int) -> list[NewTrial]:
        pairs = [(place, params, fold) for place, params in enumerate(candidates, candidate) for fold in range(len(self._bench.folds))]
        return [NewTrial(at, round_, place, fold, params) for at, (place, params, fold) in enumerate(pairs, number)]

    def _work(self) -> bool:
        """Run trials until none is to be had; return False where other jobs wait and the place is left to them."""
        calls_for_help, count = True, 1
        while chunk := self._stores.trials.claim(self._member, count, self._order.settings.lease_s):
            self._run_chunk(chunk)
            waiting = self._stores.trials.n_waiting(self._order.job_id)
            count = self._next_chunk(waiting)
            if calls_for_help and self._order.token is not None:
                calls_for_help = not self._called_for_help(waiting)
            if self._stores.trials.others_wait(self._order.queue):
                self._tether.call_for_help(1)
                return False
        return True

    def _next_chunk(self, waiting: int) -> int:
        """Return how many trials to take: two seconds of work, and less towards the end, so that all members end together."""
        count = min(MAX_CHUNK, round(CHUNK_S / max(self._pace_s, 1e-6)))
        return max(1, min(count, waiting // 4) if self._pace_s * waiting > CHUNK_S else count)

    def _called_for_help(self, waiting: int) -> bool:
        """Ask others to join in where there is work for them for longer than it takes them to come."""
        chunks = self._pace_s * waiting / CHUNK_S
        if chunks > 1:
            self._tether.call_for_help(min(MAX_HELPERS, round(chunks)))
        return chunks > 1

    def _run_chunk(self, chunk: list[Trial]) -> None:
        start = written = time.monotonic()
        results: dict[int, TrialResult] = {}
        for place, trial in enumerate(chunk):
            if self._tether.should_stop():
                raise Cancelled(f"stopped before trial {trial.number}")
            results[trial.number] = self._bench.run(trial.params, trial.fold, self._listener)
            now = time.monotonic()
            if now - written > WRITE_EVERY_S:
                self._write(results)
                written = now
            if now - start > 2 * CHUNK_S and place + 1 < len(chunk):
                break
        self._write(results)
        self._stores.trials.give_back(self._member)
        self._pace_s = (time.monotonic() - start) / (place + 1)

    def _write(self, results: dict[int, TrialResult]) -> None:
        self._stores.trials.finish(self._member, results, self._n_fits)
        results.clear()

    def _next_round(self) -> list[NewTrial]:
        search = self._spec.search
        if not isinstance(search, MultiresolutionSearch):
            return []
        made = self._stores.trials.of_job(self._order.job_id)
        best = best_of(standings(made))
        if best is None:
            return []
        by_round: dict[int, dict[int, Params]] = {}
        for trial in made:
            by_round.setdefault(trial.round, {})[trial.candidate] = trial.params
        tried = [list(params.values()) for params in by_round.values()]
        return self._trials_of(next_candidates(search, tried, best.params), len(made), made[-1].candidate + 1, len(tried))

    def _end(self, job: Job) -> None:
        lines = standings(self._stores.trials.of_job(job.id))
        best = best_of(lines)
        if best is None:
            self.fail(_no_winner(lines))
        elif self._spec.search is None:
            self._stores.attempts.succeed(job.id, job.attempt, _figures(best))
        else:
            self._refit(job, best, len(lines))

    def _refit(self, job: Job, best: Standing, n_candidates: int) -> None:
        """Fit the winner to all data, and register it."""
        spec = candidate_spec(self._spec, best.params)
        found = {"candidate": best.candidate, "params": best.params, "score": best.mean}
        self._stores.attempts.best(job.id, job.attempt, {**found, "spec": spec.model_dump(mode="json")})
        listener = DatabaseListener(job.id, job.attempt, self._stores.attempts, self._stores.files, self._tether)
        try:
            listener.log(f"candidate {best.candidate} of {n_candidates:,} is the best: fitting it to all data")
            note = {"search": {**found, "scoring": self._bench.scoring, "candidates": n_candidates}}
            outcome = run(spec, Path(self._order.folder), listener, self._order.settings.cache, self._stores.lookup, **note)
        finally:
            listener.close()
        made = new_version(outcome, self._stores.files)
        made = replace(made, metrics={**_figures(best), **made.metrics})
        Registry(self._stores.database).register(job.id, job.attempt, made)


class _TrialListener(SilentListener):
    """Lets a trial stop when its process is to."""

    def __init__(self, tether: Tether) -> None:
        self.should_stop = tether.should_stop  # type: ignore[method-assign]


def _figures(line: Standing) -> dict[str, float]:
    figures = {"mean_score": line.mean, "std_score": line.std, "mean_train_score": line.mean_train, "mean_fit_seconds": line.fit_seconds}
    return {name: value for name, value in figures.items() if value is not None}


def _no_winner(lines: list[Standing]) -> str:
    errors = [error for line in lines for error in line.errors]
    if not errors:
        return "the search was stopped before any candidate had all its scores"
    return f"no candidate has all its scores; the first to fail: {errors[0]}"
