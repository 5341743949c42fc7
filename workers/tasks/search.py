"""The tasks search and cross_validate: score candidates on folds; a search also fits the best one to all data, and registers it."""

from collections.abc import Sequence

from models.searching.candidates import Params, first_candidates, next_candidates
from models.searching.ranking import Standing, best_of, standings
from models.specs.job import JobSpec
from models.specs.search_space import candidate_spec
from models.specs.tasks.search import GridSearch, MultiresolutionSearch, RandomSearch
from service.store.rows import Trial
from workers.attempt import Attempt
from workers.trial_worker import TrialsWork, Verdict, figures_of


class SearchWork(TrialsWork):
    """Scores candidates on folds, possibly in several rounds; the best one becomes the job's model."""

    task = "search"

    def first_candidates(self, spec: JobSpec) -> list[Params]:
        return first_candidates(_section(spec), spec.seed)

    def next_candidates(self, spec: JobSpec, trials: Sequence[Trial]) -> list[Params]:
        section, best = _section(spec), best_of(standings(trials))
        if not isinstance(section, MultiresolutionSearch) or best is None:
            return []
        by_round: dict[int, dict[int, Params]] = {}
        for trial in trials:
            by_round.setdefault(trial.round, {})[trial.candidate] = trial.params
        return next_candidates(section, [list(params.values()) for params in by_round.values()], best.params)

    def end(self, attempt: Attempt, best: Standing, verdict: Verdict) -> None:
        """Fit the best candidate to all data, and register it."""
        spec = candidate_spec(verdict.spec, best.params)
        found = {"candidate": best.candidate, "params": best.params, "score": best.mean}
        attempt.stores.attempts.best(attempt.job_id, attempt.token or 0, {**found, "spec": spec.model_dump(mode="json")})
        note = {"search": {**found, "scoring": verdict.scoring, "candidates": verdict.n_candidates}}
        with attempt.listener() as listener:
            listener.log(f"fitting the best of {verdict.n_candidates:,} candidates, {best.candidate}, to all data")
            outcome = attempt.fit(spec, listener, **note)
        attempt.register(outcome, figures=figures_of(best))


def _section(spec: JobSpec) -> GridSearch | RandomSearch | MultiresolutionSearch:
    section = spec.section
    if not isinstance(section, GridSearch | RandomSearch | MultiresolutionSearch):
        raise TypeError(f"expected a spec with a search section, got {section!r}")
    return section


class CrossValidateWork(TrialsWork):
    """Scores the model of the spec on every fold; the scores are the job's metrics."""

    task = "cross_validate"

    def end(self, attempt: Attempt, best: Standing, verdict: Verdict) -> None:
        attempt.succeed(figures_of(best))
