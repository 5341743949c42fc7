"""The data part of a spec."""

from typing import Any

from pydantic import Field

from models.core.part import Part
from models.specs.layers.base import LayerName
from models.uploads.column_selection import Column, ColumnSelection

#: Most inputs, and most outputs, of a network that the data is told apart for.
MAX_NAMES = 20


class InputChoice(Part):
    """What enters a network at one of its inputs."""

    features: list[Column] | None = Field(
        None, min_length=1, max_length=10_000, description="Columns (or the one array) of an upload; left out for a built-in set, which has its own."
    )


class TargetChoice(Part):
    """What one output of a network learns."""

    target: Column | None = Field(None, description="Column (or array) of an upload; left out for a built-in set, which has its own.")


class Split(Part):
    """Hold a test part back from a data set that brings none."""

    test: float = Field(0.25, gt=0, lt=1, description="Share of the samples held back.")
    shuffle: bool = Field(
        True, description="Draw the test part at random; otherwise take the last samples, as of series always (false when left out)."
    )
    stratify: bool = Field(False, description="Keep the classes' shares equal in both parts.")


class DataSpec(ColumnSelection):
    """Where the samples come from."""

    source: str = Field(max_length=100, description="Name of a built-in data set or generator, or dataset:<id> for an upload.")
    params: dict[str, Any] = Field(default_factory=dict, description="Parameters of a generator.")
    reconstruct: bool = Field(False, description="Learn to give the preprocessed inputs themselves back, in place of targets: an autoencoder.")
    inputs: dict[LayerName, InputChoice] | None = Field(
        None,
        min_length=1,
        max_length=MAX_NAMES,
        exclude_if=lambda inputs: inputs is None,
        description="What enters at each input of a functional model, by the names of its input nodes; needed where there are several.",
    )
    targets: dict[LayerName, TargetChoice] | None = Field(
        None,
        min_length=1,
        max_length=MAX_NAMES,
        exclude_if=lambda targets: targets is None,
        description="What each output of a functional model learns, by the names of its nodes; needed where there are several.",
    )
    subset: float | None = Field(
        None, gt=0, lt=1, description="Share of the training part that is used; of a search, by the trials alone: the winner is fitted to all of it."
    )
    split: Split | None = Field(None, description="How a test part is held back; left out where the source brings its own.")
