"""Text models trained once for the whole run: of letters, of words by a stateful network, and one that reads backwards."""

import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.checking.check import require_sound
from models.jobs import run
from models.training.finish import Outcome
from models.training.listener import EpochReport, SampleReport, SilentListener
from tests.texts import letters_spec, words_spec

SAMPLED = {"seed_text": "From fairest", "length": 12, "temperatures": [0.5, 1.5]}
BACKWARDS = ({"layer": "Embedding", "input_dim": 55, "output_dim": 4}, {"layer": "SimpleRNN", "units": 4, "go_backwards": True})
SPECS: dict[str, dict[str, Any]] = {
    "letters": letters_spec(metrics=["accuracy"], epochs=2, samples=SAMPLED),
    "words": words_spec(samples={"length": 5, "every": 2}),
    "backwards": letters_spec(*BACKWARDS, samples={"length": 3}),
}


@dataclass
class Hearing(SilentListener):
    """Hears samples and messages; asks the fit to stop at its first look after an epoch."""

    samples: list[SampleReport] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    impatient: bool = False
    epochs: int = 0

    def log(self, message: str) -> None:
        self.messages.append(message)

    def on_sample(self, report: SampleReport) -> None:
        self.samples.append(report)

    def on_epoch(self, report: EpochReport) -> None:
        self.epochs = report.epoch

    def should_stop(self) -> bool:
        return self.impatient and self.epochs > 0


@dataclass(frozen=True)
class Job:
    """A finished job, and what was heard of it."""

    outcome: Outcome
    heard: Hearing
    folder: Path


def job_of(spec: dict[str, Any], folder: Path) -> Job:
    """Run a job."""
    heard = Hearing()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="__array__ implementation doesn't accept a copy keyword")  # Keras, of its own variables.
        return Job(run(require_sound(spec), folder, heard), heard, folder)
