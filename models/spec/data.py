"""The data part of a spec."""

from typing import Annotated, Any

from pydantic import Field

from models.spec.layers.base import LayerName
from models.spec.part import Part

#: Name of a column or array of an upload; the place of a column without a name, counted from 0.
Column = Annotated[str, Field(min_length=1, max_length=200)] | Annotated[int, Field(ge=0, lt=1_000_000)]

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


class DataSpec(Part):
    """Where the samples come from."""

    source: str = Field(max_length=100, description="Name of a built-in data set or generator, or dataset:<id> for an upload.")
    params: dict[str, Any] = Field(default_factory=dict, description="Parameters of a generator.")
    target: Column | None = Field(None, description="Column (or array) of an upload that is learned; its inputs alone when left out.")
    features: list[Column] | None = Field(
        None, min_length=1, max_length=10_000, description="Columns (or the one array) of an upload that are the inputs; all others when left out."
    )
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
    series: bool = Field(False, description="Whether an upload (CSV or NPY) is one or several series: its rows are steps in time order.")
    target_columns: list[Column] | None = Field(
        None, min_length=1, max_length=1_000, description="Columns of a series that are predicted; the features themselves when left out."
    )
    groups: Column | None = Field(
        None,
        description="Column of an upload that names the group of each sample, for folds that keep groups whole; of series, the series of each row.",
    )
    subset: float | None = Field(
        None, gt=0, lt=1, description="Share of the training part that is used; of a search, by the trials alone: the winner is fitted to all of it."
    )
    split: Split | None = Field(None, description="How a test part is held back; left out where the source brings its own.")
