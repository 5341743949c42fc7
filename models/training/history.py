"""A listener that records the history of a fit."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from models.training.listener import EpochReport, Listener, SampleReport, StoppingReport


class RecordingListener:
    """Records every epoch, and forwards all reports to another listener.

    Args:
        inner: The other listener.
        samples: File for text samples, one JSON object per line; None for none.

    Attributes:
        history: One entry per epoch, as stored in the artifact.
        last_metrics: Metrics of the last epoch, or of the best one if its weights were restored, and the epochs of early stopping;
            empty if there was no epoch.
    """

    def __init__(self, inner: Listener, samples: Path | None = None) -> None:
        self._inner, self._samples = inner, samples
        self.history: list[dict[str, Any]] = []
        self.last_metrics: dict[str, float] = {}
        self._metrics: dict[int, dict[str, float]] = {}
        self.log = inner.log
        self.on_first_step = inner.on_first_step
        self.on_batch = inner.on_batch
        self.on_snapshot = inner.on_snapshot
        self.should_stop = inner.should_stop

    def on_sample(self, report: SampleReport) -> None:
        if self._samples is not None:
            self._samples.parent.mkdir(parents=True, exist_ok=True)
            with self._samples.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(report), ensure_ascii=False) + "\n")
        self._inner.on_sample(report)

    def on_epoch(self, report: EpochReport) -> None:
        pace = {"learning_rate": report.learning_rate, "samples_per_second": report.samples_per_second, "seconds": report.seconds}
        self.history.append({"epoch": report.epoch, **report.metrics, **pace})
        self._metrics[report.epoch] = report.metrics
        self.last_metrics = report.metrics
        self._inner.on_epoch(report)

    def on_stopping(self, report: StoppingReport) -> None:
        stopped = {} if report.stopped_epoch is None else {"stopped_epoch": float(report.stopped_epoch)}
        metrics = self._metrics[report.best_epoch] if report.restored else self.last_metrics
        self.last_metrics = {**metrics, "best_epoch": float(report.best_epoch), **stopped}
        self._inner.on_stopping(report)
