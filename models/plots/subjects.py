"""What plots of sweeps, data sets and answers are made of; those of jobs are `models.plots.run`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.artifact.signature import Signature
from models.datasets.data_set import Data, Description


@dataclass(frozen=True)
class SweepMember:
    """One job of a sweep.

    Args:
        name: Name of the member.
        params: Values by which it differs from the others, by path.
        state: State of the job.
        metrics: Its figures.
        seconds: Its running time; None before it has ended.
    """

    name: str
    params: Mapping[str, Any]
    state: str
    metrics: Mapping[str, float]
    seconds: float | None


@dataclass(frozen=True)
class SweepRuns:
    """A sweep with its jobs.

    Args:
        title: Name of the sweep.
        members: Its jobs, in order.
    """

    title: str
    members: Sequence[SweepMember]


@dataclass(frozen=True)
class DataShown:
    """A data set, loaded as far as its plots need it.

    Args:
        title: Its title.
        data: The data, or a sketch of it.
        description: Description of the data.
    """

    title: str
    data: Data
    description: Description


@dataclass(frozen=True)
class Answer:
    """An answer of a model to a request.

    Args:
        title: The model version.
        verb: What was asked for: "surface", "forecast" or "predict".
        request: Body of the request.
        body: Body of the answer, as JSON.
        signature: Inputs and outputs of the model.
    """

    title: str
    verb: str
    request: Any
    body: Mapping[str, Any]
    signature: Signature
