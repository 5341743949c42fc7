"""Evaluate a model on a grid over two features with the others fixed, to draw its decision surface."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Self

import numpy as np
from pydantic import Field, StrictInt, StrictStr, field_validator, model_validator

from models.artifact.samples.numbers import as_numbers
from models.artifact.signature import InputSignature, Method
from models.core.arrays import Array, Label
from models.core.errors import DataError, Fault, InputError
from models.core.faults import pointer_of
from models.core.part import Part
from models.serving.predictor import Predictor

#: Most points of a grid, and most values of all points together.
MAX_VALUES = 1_000_000
#: Most rows, and most numbers in them, evaluated at a time: intermediate values of a model are larger.
CHUNK_ROWS, CHUNK_NUMBERS = 50_000, 4_000_000
#: Most names listed in a message.
_MAX_NAMES = 20


class Axis(Part):
    """A feature, and the grid's points along it."""

    feature: StrictInt | StrictStr = Field(description="Index of the feature, from 0, or the name of its column.")
    low: float = Field(alias="from", description="First point.")
    high: float = Field(alias="to", description="Last point.")
    steps: int = Field(ge=2, le=MAX_VALUES, description="Number of points, the ends included.")

    @model_validator(mode="after")
    def _ends_are_ordered(self) -> Self:
        if self.low >= self.high:
            raise ValueError(f"expected 'from' below 'to', got {self.low:g} and {self.high:g}")
        return self

    @property
    def points(self) -> Array:
        """Return the points, float64 array of shape (steps,)."""
        return np.linspace(self.low, self.high, self.steps)


class SurfaceSpec(Part):
    """A grid over two features, and the method to evaluate on it."""

    x: Axis = Field(description="The feature along each row of the grid.")
    y: Axis = Field(description="The feature from row to row.")
    fixed: dict[str, float] | Annotated[list[float], Field(fail_fast=True)] | None = Field(
        None, description="Values of the other features, by index or column name; or a whole row, whose values at the axes are ignored."
    )
    method: Method | None = Field(None, description="Method to evaluate; by default predict, or transform for a transformer.")
    clamp: tuple[float, float] | None = Field(None, description="Lowest and highest value, to which others are clipped; not for labels and clusters.")

    @field_validator("clamp")
    @classmethod
    def _clamp_is_ordered(cls, clamp: tuple[float, float] | None) -> tuple[float, float] | None:
        if clamp is not None and clamp[0] >= clamp[1]:
            raise ValueError(f"expected two ends, the lower one first, got {clamp[0]:g} and {clamp[1]:g}")
        return clamp


@dataclass(frozen=True)
class Surface:
    """Values on a grid.

    Args:
        method: The method.
        x: Points of the grid's rows, float64 array of shape (n_x,).
        y: Points from row to row, float64 array of shape (n_y,).
        labels: Class labels, where the model has them: `values` are indices into them, or their scores.
        values: Array of shape (n_y, n_x); or (n_values, n_y, n_x) for several values at each point.
    """

    method: Method
    x: Array
    y: Array
    labels: tuple[Label, ...] | None
    values: Array


def surface_of(spec: SurfaceSpec, predictor: Predictor) -> Surface:
    """Evaluate a model at every point of a grid.

    Args:
        spec: The grid.
        predictor: The model.

    Returns:
        For `predict` indices of labels, clusters, or values in the targets' units; of probabilities and scores of two
        classes those of the second, of more classes a grid for each.

    Raises:
        InputError: The spec does not suit the model; pointers are into the spec.
        ArtifactError: The model failed.
    """
    predictor.require_single_ports()
    signature = predictor.signature.input
    _require_rows(signature)
    method = _method_of(spec, predictor)
    indices = index_of(spec.x.feature, signature, "/x/feature"), index_of(spec.y.feature, signature, "/y/feature")
    if indices[0] == indices[1]:
        raise InputError([Fault("/y/feature", f"expected another feature than that of x, got {spec.y.feature!r} again")])
    base = base_row(spec.fixed, indices, signature)
    if spec.x.steps * spec.y.steps > MAX_VALUES:
        raise InputError([Fault("/y/steps", f"expected at most {MAX_VALUES:,} points, got {spec.x.steps * spec.y.steps:,}")])
    values = _values(spec, indices, base, method, predictor)
    return Surface(method, spec.x.points, spec.y.points, predictor.signature.output.labels, values)


def _require_rows(signature: InputSignature) -> None:
    shape = signature.input_shape
    if not signature.takes_numbers or len(shape) != 1 or (shape[0] or 0) < 2:
        raise InputError(
            [Fault("", f"expected a model that takes rows of two numbers or more; this one takes {signature.input_dtype} of shape {shape}")]
        )


def _method_of(spec: SurfaceSpec, predictor: Predictor) -> Method:
    method = spec.method or predictor.kind.natural_method
    predictor.require(method)
    if method is Method.INVERSE_TRANSFORM:
        raise InputError([Fault("/method", "expected a method over the model's inputs; inverse_transform takes its outputs")])
    if spec.clamp and method is Method.PREDICT and not predictor.kind.predicts_values:
        raise InputError([Fault("/clamp", "expected no clamp: predict returns labels or clusters here")])
    return method


def _values(spec: SurfaceSpec, indices: tuple[int, int], base: Array, method: Method, predictor: Predictor) -> Array:
    n_points = spec.x.steps * spec.y.steps
    chunks: list[Array] = []
    for rows in _rows(spec, indices, base):
        chunk = _evaluated(as_numbers(rows, predictor.signature.input), method, predictor)
        if chunk.shape[1] * n_points > MAX_VALUES:
            detail = f"expected at most {MAX_VALUES:,} values, got {n_points:,} points with {chunk.shape[1]:,} values each"
            raise InputError([Fault("/y/steps", detail)])
        chunks.append(chunk)
    values = np.concatenate(chunks).T.reshape(-1, spec.y.steps, spec.x.steps)
    values = values if spec.clamp is None else np.clip(values, *spec.clamp)
    return np.ascontiguousarray(values[0] if len(values) == 1 else values)


def _rows(spec: SurfaceSpec, indices: tuple[int, int], base: Array) -> Iterator[Array]:
    """Yield the grid's points as rows of features in chunks, x varying fastest."""
    n_points, size = spec.x.steps * spec.y.steps, max(1, min(CHUNK_ROWS, CHUNK_NUMBERS // len(base)))
    for start in range(0, n_points, size):
        numbers = np.arange(start, min(start + size, n_points))
        rows = np.tile(base, (len(numbers), 1))
        rows[:, indices[0]] = spec.x.points[numbers % spec.x.steps]
        rows[:, indices[1]] = spec.y.points[numbers // spec.x.steps]
        yield rows


def _evaluated(rows: Array, method: Method, predictor: Predictor) -> Array:
    """Return an array of shape (n_rows, n_values)."""
    try:
        values = predictor.values(method, predictor.chain.prepare(dict.fromkeys(predictor.signature.inputs, rows)))
    except DataError as error:
        raise InputError([Fault("", f"the model's preprocessing does not take every point: {error}")]) from error
    values = predictor.kind.in_units(values, predictor.port).reshape(len(rows), -1)
    return values[:, 1:] if method is Method.PREDICT_PROBA and values.shape[1] == 2 else values


def index_of(feature: int | str, signature: InputSignature, pointer: str) -> int:
    """Return the index of a feature, from 0.

    Args:
        feature: Its index, or the name of its column.
        signature: Signature of the input.
        pointer: Pointer to it in the request.

    Raises:
        InputError: There is no such feature.
    """
    width, columns = signature.input_shape[0] or 0, signature.columns or ()
    if isinstance(feature, int) and 0 <= feature < width:
        return feature
    if feature in columns:
        return columns.index(str(feature))
    names = f", or one of {', '.join(columns[:_MAX_NAMES])}" if columns else ""
    raise InputError([Fault(pointer, f"expected an index from 0 to {width - 1}{names}, got {feature!r}")])


def base_row(fixed: Mapping[str, float] | Sequence[float] | None, axes: tuple[int, int], signature: InputSignature) -> Array:
    """Return a row with the fixed features set.

    Args:
        fixed: Values by index or column name, or a whole row; None where all features are axes.
        axes: Indices of the two features of the axes.
        signature: Signature of the input.

    Returns:
        float64 array of shape (n_features,).

    Raises:
        InputError: Features that are missing, unknown, or axes.
    """
    width = signature.input_shape[0] or 0
    if isinstance(fixed, Sequence):
        if len(fixed) != width:
            raise InputError([Fault("/fixed", f"expected a row of {width} values, got {len(fixed)}")])
        return np.array(fixed, np.float64)
    values = {_fixed_index(name, axes, signature): value for name, value in (fixed or {}).items()}
    missing = [_name(index, signature) for index in range(width) if index not in values and index not in axes]
    if missing:
        raise InputError([Fault("/fixed", f"expected a value for each feature other than the axes; missing: {', '.join(missing[:_MAX_NAMES])}")])
    return np.array([values.get(index, 0.0) for index in range(width)], np.float64)


def _fixed_index(name: str, axes: tuple[int, int], signature: InputSignature) -> int:
    pointer = pointer_of(["fixed", name])
    is_index = name.isascii() and name.isdigit() and name not in (signature.columns or ())
    index = index_of(int(name) if is_index else name, signature, pointer)
    if index in axes:
        raise InputError([Fault(pointer, "expected features other than the axes, got one of the axes")])
    return index


def _name(index: int, signature: InputSignature) -> str:
    return signature.columns[index] if signature.columns else str(index)
