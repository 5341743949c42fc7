"""Scalers that learn a range or a deviation for each column of the training part."""

from collections.abc import Callable, Iterator
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from models.core.arrays import Array
from models.core.tensors import TensorType, shape_text
from models.preprocessing.arrays import as_float, float_type
from models.preprocessing.column_step import NumberStep
from models.preprocessing.step import State, StepTypeError


class _ColumnScaler(NumberStep):
    """A scaler of the form (x - shift_) * factor_ for each column."""

    rank: ClassVar[int] = 40
    elementwise: ClassVar[bool] = True
    scales: ClassVar[bool] = True

    def output_type(self, given: TensorType) -> TensorType:
        if len(given.shape) > 1:
            raise StepTypeError(f"{self.step}: expected single numbers or rows of shape (features,), got samples of shape {shape_text(given.shape)}")
        output = super().output_type(given)
        return output if given.dtype == "object" else output.with_dtype(str(float_type(given.dtype, "float64")))

    def learn(self, x: Array) -> State:
        return self._learned(self.selected(x))

    def learn_in_pieces(self, pieces: Callable[[], Iterator[Array]]) -> State:
        return self._learned_in_pieces(lambda: map(self.selected, pieces()))

    def _learned(self, x: Array) -> State:
        raise NotImplementedError

    def _learned_in_pieces(self, pieces: Callable[[], Iterator[Array]]) -> State:
        raise NotImplementedError

    def apply(self, x: Array) -> Array:
        return self.changed(x, self._scaled)

    def invert(self, y: Array) -> Array:
        return self.changed(y, self._unscaled)

    def _scaled(self, x: Array) -> Array:
        x = as_float(x, "float64")
        return (x - self._column("shift_", x)) * self._column("factor_", x)

    def _unscaled(self, y: Array) -> Array:
        y = as_float(y, "float64")
        return y / self._column("factor_", y) + self._column("shift_", y)

    def _column(self, name: str, like: Array) -> Array:
        return np.asarray(self._state[name], dtype=like.dtype)


class MinMax(_ColumnScaler):
    """Map each column's range in the training part to a fixed range. Later data may be outside it."""

    step: Literal["min_max"]
    to: tuple[float, float] = Field((0.0, 1.0), description="Range of each column of the training part after scaling.")

    @model_validator(mode="after")
    def _ends_differ(self) -> Self:
        if self.to[0] == self.to[1]:
            raise ValueError(f"expected two different ends of 'to', got {self.to[0]} for both")
        return self

    def _learned(self, x: Array) -> State:
        return self._state_of(np.min(x, axis=0).astype(np.float64), np.max(x, axis=0).astype(np.float64))

    def _learned_in_pieces(self, pieces: Callable[[], Iterator[Array]]) -> State:
        ends = [(np.min(x, axis=0), np.max(x, axis=0)) for x in pieces()]
        lows, highs = (np.stack(side).astype(np.float64) for side in zip(*ends, strict=True))
        return self._state_of(lows.min(axis=0), highs.max(axis=0))

    def _state_of(self, low: Array, high: Array) -> State:
        factor = (self.to[1] - self.to[0]) / _or_one(high - low)
        return {"shift_": low - self.to[0] / factor, "factor_": factor}


class Standardize(_ColumnScaler):
    """Scale each column to mean 0 and standard deviation 1 in the training part."""

    step: Literal["standardize"]

    def _learned(self, x: Array) -> State:
        x = x.astype(np.float64)
        return {"shift_": x.mean(axis=0), "factor_": 1.0 / _or_one(x.std(axis=0))}

    def _learned_in_pieces(self, pieces: Callable[[], Iterator[Array]]) -> State:
        n_samples = sum(len(x) for x in pieces())
        mean = sum(x.sum(axis=0, dtype=np.float64) for x in pieces()) / n_samples
        variance = sum(np.square(x - mean).sum(axis=0) for x in pieces()) / n_samples
        return {"shift_": mean, "factor_": 1.0 / _or_one(np.sqrt(variance))}


def _or_one(size: Array) -> Array:
    return np.where(size == 0, 1.0, size)
