"""Keep the history of a fit while passing its news on."""

from typing import Any

from models.training.listener import BatchReport, EpochReport, Listener, SnapshotReport, StoppingReport


class RecordingListener:
    """Records every epoch, and hands everything to another listener.

    Args:
        inner: The listener that hears of everything too.

    Attributes:
        history: One line an epoch, as the artifact keeps it.
        last_metrics: Metrics of the last epoch, or of the best one where its weights were restored, and what early stopping came to;
            empty where there was no epoch.
    """

    def __init__(self, inner: Listener) -> None:
        self._inner = inner
        self.history: list[dict[str, Any]] = []
        self.last_metrics: dict[str, float] = {}
        self._metrics: list[dict[str, float]] = []
        self.log = inner.log
        self.on_first_step = inner.on_first_step
        self.should_stop = inner.should_stop

    def on_batch(self, report: BatchReport) -> None:
        """Pass a batch report on."""
        self._inner.on_batch(report)

    def on_snapshot(self, report: SnapshotReport) -> None:
        """Pass a snapshot report on."""
        self._inner.on_snapshot(report)

    def on_epoch(self, report: EpochReport) -> None:
        """Record an epoch and pass it on."""
        pace = {"learning_rate": report.learning_rate, "samples_per_second": report.samples_per_second, "seconds": report.seconds}
        self.history.append({"epoch": report.epoch, **report.metrics, **pace})
        self._metrics.append(report.metrics)
        self.last_metrics = report.metrics
        self._inner.on_epoch(report)

    def on_stopping(self, report: StoppingReport) -> None:
        """Record what early stopping came to, and pass it on."""
        stopped = {} if report.stopped_epoch is None else {"stopped_epoch": float(report.stopped_epoch)}
        metrics = self._metrics[report.best_epoch - 1] if report.restored else self.last_metrics
        self.last_metrics = {**metrics, "best_epoch": float(report.best_epoch), **stopped}
        self._inner.on_stopping(report)
