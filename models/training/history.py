"""Keep the history of a fit while passing its news on."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from models.training.listener import BatchReport, EpochReport, Listener, SampleReport, SnapshotReport, StoppingReport


class RecordingListener:
    """Records every epoch, and hands everything to another listener.

    Args:
        inner: The listener that hears of everything too.
        samples: File that keeps the texts a network writes, a JSON object a line; None to keep none.

    Attributes:
        history: One line an epoch, as the artifact keeps it.
        last_metrics: Metrics of the last epoch, or of the best one where its weights were restored, and what early stopping came to;
            empty where there was no epoch.
    """

    def __init__(self, inner: Listener, samples: Path | None = None) -> None:
        self._inner, self._samples = inner, samples
        self.history: list[dict[str, Any]] = []
        self.last_metrics: dict[str, float] = {}
        self._metrics: dict[int, dict[str, float]] = {}
        self.log = inner.log
        self.on_first_step = inner.on_first_step
        self.should_stop = inner.should_stop

    def on_batch(self, report: BatchReport) -> None:
        """Pass a batch report on."""
        self._inner.on_batch(report)

    def on_snapshot(self, report: SnapshotReport) -> None:
        """Pass a snapshot report on."""
        self._inner.on_snapshot(report)

    def on_sample(self, report: SampleReport) -> None:
        """Keep a text and pass it on."""
        if self._samples is not None:
            self._samples.parent.mkdir(parents=True, exist_ok=True)
            with self._samples.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(report), ensure_ascii=False) + "\n")
        self._inner.on_sample(report)

    def on_epoch(self, report: EpochReport) -> None:
        """Record an epoch and pass it on."""
        pace = {"learning_rate": report.learning_rate, "samples_per_second": report.samples_per_second, "seconds": report.seconds}
        self.history.append({"epoch": report.epoch, **report.metrics, **pace})
        self._metrics[report.epoch] = report.metrics
        self.last_metrics = report.metrics
        self._inner.on_epoch(report)

    def on_stopping(self, report: StoppingReport) -> None:
        """Record what early stopping came to, and pass it on."""
        stopped = {} if report.stopped_epoch is None else {"stopped_epoch": float(report.stopped_epoch)}
        metrics = self._metrics[report.best_epoch] if report.restored else self.last_metrics
        self.last_metrics = {**metrics, "best_epoch": float(report.best_epoch), **stopped}
        self._inner.on_stopping(report)
