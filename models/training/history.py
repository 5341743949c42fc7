"""A listener that records the history of a fit."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from models.training.listener import EpochReport, Listener, ResumeReport, SampleReport, StoppingReport
from models.training.resuming.kept import Kept


class RecordingListener:
    """Records every epoch, and forwards all reports to another listener.

    Args:
        inner: The other listener.
        samples: File for text samples, one JSON object per line; None for none.

    Attributes:
        last_metrics: Metrics of the last epoch, or of the best one if its weights were restored, and the epochs of early stopping;
            empty if there was no epoch.
    """

    def __init__(self, inner: Listener, samples: Path | None = None) -> None:
        self._inner, self._samples_file = inner, samples
        self.last_metrics: dict[str, float] = {}
        self._epochs: list[EpochReport] = []
        self._samples: list[SampleReport] = []
        self.on_phase = inner.on_phase
        self.on_begin = inner.on_begin
        self.on_snapshots_kept = inner.on_snapshots_kept
        self.log = inner.log
        self.on_first_step = inner.on_first_step
        self.on_batch = inner.on_batch
        self.on_snapshot = inner.on_snapshot
        self.should_stop = inner.should_stop

    @property
    def history(self) -> list[dict[str, Any]]:
        """Return one entry per epoch, as stored in the artifact."""
        return [_line(report) for report in self._epochs]

    def keep(self) -> Kept:
        """Return the reports so far."""
        return Kept({"epochs": [asdict(report) for report in self._epochs], "samples": [asdict(report) for report in self._samples]})

    def take_up(self, kept: Kept) -> None:
        """Continue the record of another process."""
        self._epochs = [EpochReport(**{**line, "batches": tuple(line["batches"])}) for line in kept.values["epochs"]]
        self._samples = [SampleReport(**line) for line in kept.values["samples"]]
        self.last_metrics = self._epochs[-1].metrics if self._epochs else {}
        for report in self._samples:
            self._write_sample(report)

    def resumed_at(self, epoch: int, step: int) -> ResumeReport:
        """Return the report of a fit that continues with the record so far.

        Args:
            epoch: Index of the epoch, from 0.
            step: Steps of it that are done.
        """
        return ResumeReport(epoch + 1, step, tuple(self._epochs), tuple(self._samples))

    def on_sample(self, report: SampleReport) -> None:
        self._samples.append(report)
        self._write_sample(report)
        self._inner.on_sample(report)

    def _write_sample(self, report: SampleReport) -> None:
        if self._samples_file is not None:
            self._samples_file.parent.mkdir(parents=True, exist_ok=True)
            with self._samples_file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(report), ensure_ascii=False) + "\n")

    def on_epoch(self, report: EpochReport) -> None:
        self._epochs.append(report)
        self.last_metrics = report.metrics
        self._inner.on_epoch(report)

    def on_stopping(self, report: StoppingReport) -> None:
        stopped = {} if report.stopped_epoch is None else {"stopped_epoch": float(report.stopped_epoch)}
        best = {epoch.epoch: epoch.metrics for epoch in self._epochs}
        metrics = best[report.best_epoch] if report.restored else self.last_metrics
        self.last_metrics = {**metrics, "best_epoch": float(report.best_epoch), **stopped}
        self._inner.on_stopping(report)


def _line(report: EpochReport) -> dict[str, Any]:
    pace = {"learning_rate": report.learning_rate, "samples_per_second": report.samples_per_second, "seconds": report.seconds}
    return {"epoch": report.epoch, **report.metrics, **pace}
