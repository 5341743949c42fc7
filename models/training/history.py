"""Keep the history of a fit while passing its news on."""

from typing import Any

from models.training.listener import BatchReport, EpochReport, Listener, SnapshotReport


class RecordingListener:
    """Records every epoch, and hands everything to another listener.

    Args:
        inner: The listener that hears of everything too.

    Attributes:
        history: One line an epoch, as the artifact keeps it.
        last_metrics: Metrics of the last epoch; empty where there was none.
    """

    def __init__(self, inner: Listener) -> None:
        self._inner = inner
        self.history: list[dict[str, Any]] = []
        self.last_metrics: dict[str, float] = {}
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
        self.history.append({"epoch": report.epoch, **report.metrics, "seconds": report.seconds})
        self.last_metrics = report.metrics
        self._inner.on_epoch(report)
