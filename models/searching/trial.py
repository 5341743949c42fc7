"""One trial: a candidate fitted to all folds but one, and scored on that one."""

import time
import warnings
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.core.errors import Cancelled, DataError
from models.kinds import kinds_of
from models.preparing.prepared import Prepared, prepare
from models.preparing.raw import load_raw
from models.searching.candidates import Params
from models.searching.folds import Fold, folds_of
from models.searching.scoring import Fitted, figures_of_clusters, score
from models.specs.job import JobSpec
from models.specs.port_sets import port_sets
from models.specs.registered import Registered
from models.specs.search_space import candidate_spec
from models.training.fit import fit
from models.training.listener import Listener


@dataclass(frozen=True)
class TrialResult:
    """What a trial measured.

    Args:
        score: Score on the fold held back; None where the trial failed.
        train_score: Score on the folds the model was fitted to; None where that was not asked for.
        figures: Other figures, of clusters for example.
        fit_seconds: Time of fitting preprocessing and model.
        score_seconds: Time of scoring.
        error: Why it failed; empty where it did not.
    """

    score: float | None = None
    train_score: float | None = None
    figures: dict[str, float] = field(default_factory=dict)
    fit_seconds: float = 0.0
    score_seconds: float = 0.0
    error: str = ""


class Bench:
    """Everything that the trials of one job have in common: the data is loaded, and the folds are cut, once.

    Args:
        spec: A checked spec of a task that fans out into trials.
        cache: Folder for unpacked data sets; None to do without.
        registered: Where models used as layers, and uploads, are looked up.

    Attributes:
        folds: The folds, in order.
        scoring: What is measured.

    Raises:
        DataError: The data cannot be had, or cannot be cut as asked for.
    """

    def __init__(self, spec: JobSpec, cache: Path | None, registered: Registered) -> None:
        folding = spec.folding
        if folding is None:
            raise TypeError(f"expected the spec of a task that fits folds, got the task {spec.task}")
        self._spec, self._registered, self._folding = spec, registered, folding
        self._raw = load_raw(spec, port_sets(spec, registered), cache)
        self._kinds = kinds_of(spec, self._raw.targets)
        self._kind = next(iter(self._kinds.values()))
        self.folds: list[Fold] = folds_of(folding, self._kind, self._raw, spec.seed)
        self.scoring = folding.scoring or self._kind.scorings[0]

    def run(self, params: Params, fold: int, listener: Listener) -> TrialResult:
        """Run one trial. A candidate that cannot be fitted or scored is no error of the search: the result says why.

        Args:
            params: The candidate.
            fold: Index of the fold that is held back.
            listener: Asked whether to stop.

        Raises:
            Cancelled: The listener asked for it.
        """
        start = time.perf_counter()
        try:
            return self._run(params, self.folds[fold], listener)
        except (Cancelled, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 - scikit-learn and Keras raise errors of every kind; the result carries them.
            reason = str(error) if isinstance(error, DataError) else f"{type(error).__name__}: {error}"
            return TrialResult(fit_seconds=time.perf_counter() - start, error=reason[:1000])

    def _run(self, params: Params, fold: Fold, listener: Listener) -> TrialResult:
        spec = candidate_spec(self._spec, params)
        start = time.perf_counter()
        raw = replace(self._raw, train=self._raw.train.rows(fold.train), test=self._raw.train.rows(fold.test))
        prepared = prepare(spec, raw, takes_targets=self._kind.takes_targets)
        fitted = Fitted.of(spec, prepared, self._kinds, fit(spec, prepared, None, listener, self._registered))
        fit_seconds = time.perf_counter() - start
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # scikit-learn's remarks on scores are told by the scores themselves.
            return self._scored(fitted, prepared, fit_seconds)

    def _scored(self, fitted: Fitted, prepared: Prepared, fit_seconds: float) -> TrialResult:
        start = time.perf_counter()
        cross_validated = self._kind.is_cross_validated
        held_back = prepared.test if cross_validated and prepared.test else prepared.train
        figures = {} if cross_validated else figures_of_clusters(fitted, prepared.train)
        found = score(self.scoring, fitted, held_back)
        trained = score(self.scoring, fitted, prepared.train) if self._folding.train_scores and cross_validated else None
        if found != found:
            raise DataError(f"its {self.scoring} is not a number")
        return TrialResult(found, trained, figures, fit_seconds, time.perf_counter() - start)
