"""One trial: a candidate fitted to all folds but one, and scored on that one."""

import time
import warnings
from dataclasses import replace
from pathlib import Path

from models.core.errors import Cancelled, DataError
from models.core.redaction import redacted_beginning
from models.core.room import raise_if_full
from models.kinds import kinds_of
from models.preparing.folds import Fold, folds_of
from models.preparing.prepared import Prepared, prepare
from models.preparing.raw import load_raw
from models.searching.candidates import Params
from models.searching.ranking import TrialResult
from models.searching.scoring import Fitted, figures_of_clusters, score
from models.specs.job import JobSpec
from models.specs.ports import port_sets
from models.specs.registered import Registered
from models.specs.search_space import candidate_spec
from models.training.fit import fit
from models.training.listener import Listener


class Bench:
    """Runs the trials of one job on data that is loaded and split into folds once.

    Args:
        spec: A checked spec of a task with trials.
        cache: Folder for unpacked data sets; None for none.
        registered: Lookup of models used as layers, and of uploads.

    Attributes:
        folds: The folds, in order.
        scoring: Name of the score.

    Raises:
        DataError: The data is not available, or cannot be split as requested.
    """

    def __init__(self, spec: JobSpec, cache: Path | None, registered: Registered) -> None:
        folding = spec.folding
        if folding is None:
            raise TypeError(f"expected the spec of a task with folds, got the task {spec.task}")
        self._spec, self._registered, self._folding = spec, registered, folding
        self._raw = load_raw(spec, port_sets(spec, registered), cache)
        self._kinds = kinds_of(spec, self._raw.targets)
        self._kind = next(iter(self._kinds.values()))
        self.folds: list[Fold] = folds_of(folding, self._kind, self._raw, spec.seed)
        self.scoring = folding.scoring or self._kind.scorings[0]

    def run(self, params: Params, fold: int, listener: Listener) -> TrialResult:
        """Run one trial. If the candidate cannot be fitted or scored, the result has the error.

        Args:
            params: The candidate.
            fold: Index of the test fold.
            listener: Asked whether to stop.

        Raises:
            Cancelled: The listener asked to stop.
            OSError: The disk is full.
        """
        start = time.perf_counter()
        try:
            return self._run(params, self.folds[fold], listener)
        except (Cancelled, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 - scikit-learn and Keras raise errors of every kind; the result carries them.
            raise_if_full(error)
            reason = str(error) if isinstance(error, DataError) else f"{type(error).__name__}: {error}"
            return TrialResult(fit_seconds=time.perf_counter() - start, error=redacted_beginning(reason, 1000))

    def _run(self, params: Params, fold: Fold, listener: Listener) -> TrialResult:
        spec = candidate_spec(self._spec, params)
        start = time.perf_counter()
        raw = replace(self._raw, train=self._raw.train.rows(fold.train), test=self._raw.train.rows(fold.test))
        prepared = prepare(spec, raw, takes_targets=self._kind.takes_targets)
        fitted = Fitted.of(spec, prepared, self._kinds, fit(spec, prepared, None, listener, self._registered))
        fit_seconds = time.perf_counter() - start
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # What scikit-learn warns of here shows in the scores.
            return self._scored(fitted, prepared, fit_seconds)

    def _scored(self, fitted: Fitted, prepared: Prepared, fit_seconds: float) -> TrialResult:
        start = time.perf_counter()
        cross_validated = self._kind.is_cross_validated
        test = prepared.test if cross_validated and prepared.test else prepared.train
        figures = {} if cross_validated else figures_of_clusters(fitted, prepared.train)
        found = score(self.scoring, fitted, test)
        trained = score(self.scoring, fitted, prepared.train) if self._folding.train_scores and cross_validated else None
        if found != found:
            raise DataError(f"its {self.scoring} is not a number")
        return TrialResult(found, trained, figures, fit_seconds, time.perf_counter() - start)
