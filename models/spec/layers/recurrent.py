"""Recurrent layers over sequences of shape (steps, features)."""

from typing import Literal

from pydantic import Field

from models.spec.layers.base import Activation, Layer, Units, require_known, require_rank
from models.spec.tensors import Shape


class _Recurrent(Layer):
    """A recurrent layer: one output a sequence, or one a step."""

    units: Units = Field(description="Size of the state, and of the output.")
    activation: Activation = Field("tanh", description="Function applied to the new state.")
    recurrent_activation: Activation = Field("sigmoid", description="Function applied to the gates.")
    return_sequences: bool = Field(False, description="Give the output of every step, not of the last one only.")

    def output_shape(self, shape: Shape) -> Shape:
        require_rank(self.layer, shape, 2, "(steps, features)")
        require_known(self.layer, shape[1], "feature")
        return (shape[0], self.units) if self.return_sequences else (self.units,)


class LSTM(_Recurrent):
    """Long short-term memory."""

    layer: Literal["LSTM"]

    def parameters(self, shape: Shape) -> int:
        return 4 * self.units * (self.units + (shape[1] or 0) + 1)


class GRU(_Recurrent):
    """Gated recurrent unit."""

    layer: Literal["GRU"]

    def parameters(self, shape: Shape) -> int:
        return 3 * self.units * (self.units + (shape[1] or 0) + 2)
