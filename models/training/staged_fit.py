"""Fit an ensemble of scikit-learn in stages, so that another process can continue with it."""

import time
import warnings
from typing import Any

import numpy as np

from models.core.errors import Cancelled
from models.training.background_writer import BackgroundWriter
from models.training.listener import BatchReport, Listener
from models.training.resuming.kept import Kept
from models.training.resuming.resume import Resuming

#: Part of the stages that the first call fits, by which the time of the others is estimated.
FIRST = 0.05
#: Seconds of a call: between two of them the fit reports its progress, and looks whether it is to stop.
CALL_S = 0.5


class StagedFit:
    """Fits an ensemble by calls of a part of its stages each; the result is that of one call.

    Args:
        estimator: The ensemble, not fitted.
        stages: Its parameter with the number of stages.
        listener: Receives the progress; asked whether to stop.
        resuming: Takes resume points, and has the one to continue from.
    """

    def __init__(self, estimator: Any, stages: str, listener: Listener, resuming: Resuming) -> None:
        self._estimator, self._stages, self._listener, self._resuming = estimator, stages, listener, resuming
        self._total: int = estimator.get_params()[stages]
        self._done = 0

    def run(self, x: Any, y: Any) -> Any:
        """Return the fitted ensemble.

        Raises:
            Cancelled: The listener asked to stop, after a call.
            OSError: A resume point could not be written.
        """
        if self._resuming.point:
            self.take_up(self._resuming.point.parts["estimator"])
        writer, size = BackgroundWriter(), max(1, round(FIRST * self._total))
        try:
            while self._done < self._total:
                began, before = time.monotonic(), self._done
                self._fit(min(self._total, self._done + size), x, y)
                pace_s = max(time.monotonic() - began, 1e-6) / (self._done - before)
                size = max(1, round(CALL_S / pace_s))
                self._look(writer)
        finally:
            writer.close()
        return self._estimator.set_params(warm_start=False)

    def keep(self) -> Kept:
        """Return the ensemble so far."""
        import skops.io

        return Kept({"done": self._done}, (np.frombuffer(skops.io.dumps(self._estimator), np.uint8),))

    def take_up(self, kept: Kept) -> None:
        """Continue with the ensemble of another process."""
        import skops.io

        from models.serving.runtimes.sklearn import TRUSTED_TYPES

        self._estimator, self._done = skops.io.loads(kept.arrays[0].tobytes(), trusted=list(TRUSTED_TYPES)), kept.values["done"]

    def _fit(self, until: int, x: Any, y: Any) -> None:
        self._estimator.set_params(warm_start=True, **{self._stages: until})
        with warnings.catch_warnings():
            if until < self._total:
                warnings.simplefilter("ignore")  # Those of the whole fit are reported by its last call.
            self._estimator.fit(x, y)
        self._done = until

    def _look(self, writer: BackgroundWriter) -> None:
        progress = self._done / self._total
        self._listener.on_batch(BatchReport(1, self._done, self._total, progress, {}))
        writer.require_written()
        stops = self._listener.should_stop()
        if self._done < self._total and (stops or self._resuming.is_due):
            self._resuming.take(0, self._done, {"estimator": self}, {}, writer)
        if stops:
            raise Cancelled(f"stopped after stage {self._done} of {self._total}")
