"""The events of a job: what each of them says."""

from typing import ClassVar

from pydantic import ConfigDict, Field

from service.store.event_data import EventData, LeftOut, left_out
from service.store.transitions import StateData


class LogData(EventData):
    """A message of a job: what it does now, or what was noticed."""

    event: ClassVar[str] = "log"

    message: str = Field(description="The message, a sentence for people.")


class EpochData(EventData):
    """An epoch of a network that has ended. Its loss and metrics stand beside the other fields, each under its own name."""

    event: ClassVar[str] = "epoch"

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, float] = Field(init=False)

    epoch: int = Field(description="Number of the epoch, from 1; repeated only if the job begins again at the first.")
    seconds: float = Field(description="Duration of the epoch with its validation, in seconds.")
    learning_rate: float | LeftOut = left_out("Learning rate at the end of the epoch; left out by jobs of old releases.")
    samples_per_second: float | LeftOut = left_out("Samples of the training part per second, without validation; left out by jobs of old releases.")


class SampleData(EventData):
    """A text that a network generated after an epoch, for a spec with `training.samples`."""

    event: ClassVar[str] = "sample"

    epoch: int = Field(description="Number of the epoch, from 1.")
    temperature: float = Field(description="Temperature of the draws.")
    seed: str = Field(description="Text that is continued, as given in the spec.")
    text: str = Field(description="Generated text, without the seed.")


class TrialData(EventData):
    """A trial of a search or cross-validation that has ended: with scores, or with an error."""

    event: ClassVar[str] = "trial"

    candidate: int = Field(description="Index of the candidate, from 0.")
    fold: int = Field(description="Index of the fold, from 0.")
    score: float | LeftOut = left_out("Score on the fold; left out if the trial failed.")
    train_score: float | None = Field(None, description="Score on the samples that were fitted; null if not asked for, left out if the trial failed.")
    error: str | LeftOut = left_out("Why the trial failed; left out if it did not.")
    fit_seconds: float = Field(description="Duration of fitting preprocessing and model, in seconds.")


class ModelData(EventData):
    """The model that a job has registered."""

    event: ClassVar[str] = "model"

    model: str = Field(description="Reference of the version, for example digits@3.")


class ProgressData(EventData):
    """How far a running job is. It is not stored: a stream begins with the progress of now, and sends changes a few times per second at most."""

    event: ClassVar[str] = "progress"

    progress: float = Field(description="Fraction done, 0 to 1.")
    metrics: dict[str, float] = Field(description="Loss and metrics of the epoch so far, or counts of trials, by name.")


#: What the events of a job may say, in the order in which they usually come.
JOB_EVENTS: tuple[type[EventData], ...] = (StateData, LogData, ProgressData, EpochData, SampleData, TrialData, ModelData)
