"""Inputs and outputs of a model by port, in the caller's terms."""

from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Self

from models.core.arrays import Label
from models.core.tensors import Shape
from models.datasets.cell_reading import CellReading
from models.datasets.series_time import SeriesTime


class Method(StrEnum):
    """The form of a prediction, named as scikit-learn's methods."""

    PREDICT = "predict"
    PREDICT_PROBA = "predict_proba"
    DECISION_FUNCTION = "decision_function"
    TRANSFORM = "transform"
    INVERSE_TRANSFORM = "inverse_transform"


@dataclass(frozen=True)
class InputSignature:
    """One input of a model.

    Args:
        input_shape: Shape of one raw value; None for an axis that may vary.
        input_dtype: NumPy type of raw values; "str" for text, "object" for rows of numbers and text, "image" for encoded images.
        images: Whether encoded images are taken, also or only.
        model_shape: Shape of one value after preprocessing.
        columns: Names of the input columns; None where inputs are not rows with named columns.
        text_columns: Indices of those that hold text, counted from 0.
        cells: How the cells of each column are read; empty for inputs without columns, and for models of earlier releases.
        gaps: Indices of the columns in which the model itself takes missing values, since it has learned with them.
        passed_over: Names of columns of the training data that rows may have without effect: those of its target and groups.
    """

    input_shape: Shape
    input_dtype: str
    images: bool
    model_shape: tuple[int, ...]
    columns: tuple[str, ...] | None = None
    text_columns: tuple[int, ...] = ()
    cells: tuple[CellReading, ...] = ()
    gaps: tuple[int, ...] = ()
    passed_over: tuple[str, ...] = ()

    @property
    def takes_numbers(self) -> bool:
        """Tell whether raw values are arrays of numbers."""
        return self.input_dtype not in ("str", "object", "image")

    @property
    def text_indices(self) -> frozenset[int]:
        """Return the indices of the columns of rows that hold text: all where the rows are of text."""
        return frozenset(range(self.input_shape[0] or 0)) if self.input_dtype == "str" else frozenset(self.text_columns)

    def as_dict(self) -> dict[str, Any]:
        """Return the signature of the input as a JSON object."""
        return {**asdict(replace(self, cells=())), "cells": [cells.model_dump(mode="json") for cells in self.cells]}

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> Self:
        """Rebuild the signature of an input from `as_dict()`, also after conversion to JSON."""
        cells = tuple(CellReading.model_validate(cells) for cells in record.get("cells", ()))
        return cls(**_tuples({**record, "cells": cells}))


@dataclass(frozen=True)
class OutputSignature:
    """One output of a model.

    Args:
        kind: Name of the kind of prediction.
        output_shape: Shape of one output of the model, before the inverse of the target steps; () where it is a cluster,
            or the position of a class without probabilities.
        labels: Class labels, in the order of the output; None where predictions are values.
        target_columns: Names of several predicted columns; of a series those that are forecast, where they are named and differ from the inputs.
    """

    kind: str
    output_shape: tuple[int, ...]
    labels: tuple[Label, ...] | None = None
    target_columns: tuple[str, ...] | None = None

    @property
    def has_probabilities(self) -> bool:
        """Tell whether the output has a probability for each label."""
        return self.labels is not None and self.output_shape != ()


@dataclass(frozen=True)
class Signature:
    """Inputs and outputs of a model by name, in the model's order.

    Args:
        inputs: The inputs.
        outputs: The outputs.
        methods: Methods that requests may name; empty where the model labels its training data only, or has several outputs.
        direct_methods: Methods that need only the model's outputs, so that any runtime will do; others need scikit-learn.
        stateful: Whether it has layers that keep their recurrent state between batches.
        latent_size: Number of values of a latent point; None without a latent space.
        time: The time of the series it has learned from; None where it is not known, and for models of earlier releases.
    """

    inputs: dict[str, InputSignature]
    outputs: dict[str, OutputSignature]
    methods: tuple[Method, ...] = ()
    direct_methods: tuple[Method, ...] = ()
    stateful: bool = False
    latent_size: int | None = None
    time: SeriesTime | None = None

    @property
    def has_single_ports(self) -> bool:
        """Tell whether there is one input and one output, which callers need not name."""
        return len(self.inputs) == len(self.outputs) == 1

    @property
    def input(self) -> InputSignature:
        """Return the only input; the first of several."""
        return next(iter(self.inputs.values()))

    @property
    def output(self) -> OutputSignature:
        """Return the only output; the first of several."""
        return next(iter(self.outputs.values()))

    @property
    def model_shapes(self) -> dict[str, tuple[int, ...]]:
        """Return the shape of one value at each input after preprocessing."""
        return {name: given.model_shape for name, given in self.inputs.items()}

    def as_dict(self) -> dict[str, Any]:
        """Return the signature as a JSON object."""
        time = None if self.time is None else self.time.as_dict()
        return {**asdict(replace(self, inputs={}, time=None)), "inputs": {name: given.as_dict() for name, given in self.inputs.items()}, "time": time}

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> "Signature":
        """Rebuild a signature from `as_dict()`, also after conversion to JSON."""
        methods = {name: tuple(Method(method) for method in record[name]) for name in ("methods", "direct_methods")}
        inputs = {name: InputSignature.from_dict(given) for name, given in record["inputs"].items()}
        outputs = {name: OutputSignature(**_tuples(given)) for name, given in record["outputs"].items()}
        time = None if record.get("time") is None else SeriesTime.from_dict(record["time"])
        return cls(**{**record, **methods, "inputs": inputs, "outputs": outputs, "time": time})


def _tuples(record: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list | tuple) else value for key, value in record.items()}
