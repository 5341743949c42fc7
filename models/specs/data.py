"""The data part of a spec."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from models.core.column import Column
from models.core.errors import Fault
from models.core.faults import pointer_of
from models.core.part import Part
from models.specs.layers.base import LayerName
from models.uploads.column_selection import ColumnSelection

#: Most inputs, and most outputs, that a data part may name.
MAX_NAMES = 20
#: Most earlier sizes of a data set that has grown.
MAX_EARLIER = 1_000


class InputChoice(Part):
    """The data of one input of a network."""

    features: list[Column] | None = Field(
        None, min_length=1, max_length=10_000, description="Columns of an upload, or its one array; left out for a built-in data set."
    )


class TargetChoice(Part):
    """The target of one output of a network."""

    target: Column | None = Field(None, description="Column of an upload, or its array; left out for a built-in data set.")


def _without_default(schema: dict[str, Any]) -> None:
    """Name no default where the value of a field that is left out depends on others: generated clients send the default that they read."""
    del schema["default"]


class Split(Part):
    """Split a test part off a data set that has none."""

    test: float = Field(0.25, gt=0, lt=1, description="Share of the samples in the test part.")
    shuffle: bool = Field(
        True,
        description="Draw the test part at random; otherwise it is the last samples, as always for series. When left out true, for series false.",
        json_schema_extra=_without_default,
    )
    stratify: bool = Field(False, description="Keep the classes' shares equal in both parts.")
    earlier_sizes: list[Annotated[int, Field(ge=1)]] | None = Field(
        None,
        min_length=1,
        max_length=MAX_EARLIER,
        exclude_if=lambda sizes: sizes is None,
        description="Numbers of samples that the data set had before it has grown, in order: the samples up to each are split as they were then, "
        "so that none changes its part. Written by a retraining on a grown data set; without effect on series, which are cut by time.",
    )


class DataSpec(ColumnSelection):
    """Where the samples come from."""

    source: str = Field(max_length=100, description="Name of a built-in data set or generator, or dataset:<id> for an upload.")
    params: dict[str, Any] = Field(default_factory=dict, description="Parameters of a generator.")
    reconstruct: bool = Field(False, description="Use the preprocessed inputs as targets: an autoencoder.")
    inputs: dict[LayerName, InputChoice] | None = Field(
        None,
        min_length=1,
        max_length=MAX_NAMES,
        exclude_if=lambda inputs: inputs is None,
        description="Data of each input of a functional model, by the name of the input node; required for several inputs.",
    )
    targets: dict[LayerName, TargetChoice] | None = Field(
        None,
        min_length=1,
        max_length=MAX_NAMES,
        exclude_if=lambda targets: targets is None,
        description="Target of each output of a functional model, by the name of the output; required for several outputs.",
    )
    subset: float | None = Field(
        None,
        gt=0,
        lt=1,
        description="Share of the training part that is used; in a search only by the trials, not by the final fit.",
    )
    period: int | None = Field(
        None,
        ge=2,
        le=100_000,
        exclude_if=lambda period: period is None,
        description="Steps of a season of series, with whose repetition forecasts are compared.",
    )
    split: Split | None = Field(None, description="How the test part is split off; left out where the data set has one.")


@dataclass(frozen=True)
class PortSelection:
    """One input and one target of a data part, as a data part of its own.

    Args:
        data: The data part of this input and this target.
        input: Name of the input in the whole data part; None where inputs are not named there.
        output: Name of the target in the whole data part; None where targets are not named there.
    """

    data: DataSpec
    input: str | None
    output: str | None

    def located(self, fault: Fault) -> Fault:
        """Return a fault of this data part with its pointer into the whole data part."""
        if self.input is not None:
            fault = fault.moved("/data/features", f"/data/inputs{pointer_of([self.input])}/features")
        if self.output is not None:
            fault = fault.moved("/data/target", f"/data/targets{pointer_of([self.output])}/target")
        return fault


def selection_of(data: DataSpec, input_name: str, output_name: str) -> PortSelection:
    """Select one input and one target.

    Args:
        data: A data part that names inputs, targets or both.
        input_name: Name of an input; ignored where inputs are not named.
        output_name: Name of an output; ignored where targets are not named.
    """
    features = data.features if data.inputs is None else data.inputs[input_name].features
    target = data.target if data.targets is None else data.targets[output_name].target
    selected = data.model_copy(update={"features": features, "target": target, "inputs": None, "targets": None})
    return PortSelection(selected, None if data.inputs is None else input_name, None if data.targets is None else output_name)


def first_selection(data: DataSpec) -> PortSelection:
    """Select the first input and the first target of a data part."""
    return selection_of(data, next(iter(data.inputs or ("",))), next(iter(data.targets or ("",))))
