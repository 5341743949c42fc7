"""The task cross_validate: score one model on every fold."""

from models.searching.ranking import Standing
from workers.attempt import Attempt
from workers.trial_worker import TrialsWork, Verdict, figures_of


class CrossValidateWork(TrialsWork):
    """Scores the model of the spec on every fold; what it measures is the result."""

    task = "cross_validate"

    def end(self, attempt: Attempt, best: Standing, verdict: Verdict) -> None:
        attempt.succeed(figures_of(best))
