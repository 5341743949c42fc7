"""Recurrent layers over sequences of shape (steps, features)."""

from typing import ClassVar, Literal

from pydantic import Field

from models.core.tensors import Shape
from models.specs.layers.base import Activation, KernelLayer, Units, require_known, require_rank
from models.specs.layers.bounds import Initializer

Share = Field(0.0, ge=0, lt=1, description="Share of the values dropped, in training only.")


class Recurrent(KernelLayer):
    """A recurrent layer: one output a sequence, or one a step."""

    rank: ClassVar[int] = 80
    #: How many gates a step has, the new state counted as one.
    gates: ClassVar[int]

    units: Units = Field(description="Size of the state, and of the output.")
    activation: Activation = Field("tanh", description="Function applied to the new state.")
    recurrent_initializer: Initializer = Field("orthogonal", description="How the weights of the state start.")
    dropout: float = Share
    recurrent_dropout: float = Share
    return_sequences: bool = Field(False, description="Give the output of every step, not of the last one only.")
    stateful: bool = Field(False, description="Go on from the state in which the batch before left each series; it is reset when an epoch begins.")
    go_backwards: bool = Field(False, description="Go through the steps from the last to the first.")

    @property
    def keeps_state(self) -> bool:
        return self.stateful

    def without_state(self) -> "Recurrent":
        return self.model_copy(update={"stateful": False}) if self.stateful else self

    def output_shape(self, shape: Shape) -> Shape:
        require_rank(self.layer, shape, 2, "(steps, features)")
        require_known(self.layer, shape[1], "feature")
        return (shape[0], self.units) if self.return_sequences else (self.units,)

    def parameters(self, shape: Shape) -> int:
        return self.gates * self.units * (self.units + (shape[1] or 0) + self.biases)

    @property
    def biases(self) -> int:
        """Return how many biases a unit of a gate has."""
        return int(self.use_bias)


class LSTM(Recurrent):
    """Long short-term memory (Hochreiter and Schmidhuber, 1997)."""

    gates: ClassVar[int] = 4
    layer: Literal["LSTM"]
    recurrent_activation: Activation = Field("sigmoid", description="Function applied to the gates.")


class GRU(Recurrent):
    """Gated recurrent unit (Cho et al., 2014)."""

    gates: ClassVar[int] = 3
    layer: Literal["GRU"]
    recurrent_activation: Activation = Field("sigmoid", description="Function applied to the gates.")

    @property
    def biases(self) -> int:
        """Return how many biases a unit of a gate has: one for the input, one for the state."""
        return 2 * int(self.use_bias)


class SimpleRNN(Recurrent):
    """The plain recurrent layer: the new state from input and old state."""

    gates: ClassVar[int] = 1
    layer: Literal["SimpleRNN"]
