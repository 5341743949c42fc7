"""Recurrent layers over sequences of shape (steps, features), and layers that wrap others."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from models.core.discovery import one_of
from models.core.schema_name import SchemaName
from models.core.tensors import Shape, shape_text
from models.specs.layers.base import Activation, KernelLayer, Layer, LayerShapeError, Units, n_values, require_known, require_rank
from models.specs.layers.bounds import Initializer

Share = Field(0.0, ge=0, lt=1, description="Share of the values dropped, in training only.")


class Recurrent(KernelLayer):
    """A recurrent layer: one output for a sequence, or one for each step."""

    rank: ClassVar[int] = 80
    speed: ClassVar[float] = 4e10
    #: Number of gates, including the new state.
    gates: ClassVar[int]

    units: Units = Field(description="Size of the recurrent state and of the output.")
    activation: Activation = Field("tanh", description="Function applied to the new state.")
    recurrent_initializer: Initializer = Field("orthogonal", description="Initial weights of the recurrent state.")
    dropout: float = Share
    recurrent_dropout: float = Share
    return_sequences: bool = Field(False, description="Give the output of every step instead of the last one.")
    stateful: bool = Field(False, description="Continue from the recurrent state of the previous batch; it is reset when an epoch begins.")
    go_backwards: bool = Field(False, description="Process the steps from last to first.")

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

    def operations(self, shape: Shape, output: Shape) -> int:
        return self.parameters(shape) * self.serial_steps(shape)

    def serial_steps(self, shape: Shape) -> int:
        return n_values(shape[:1])

    @property
    def biases(self) -> int:
        """Return the number of biases for each unit of a gate."""
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
    reset_after: bool = Field(True, description="Apply the reset gate after the product with the recurrent weights; before it in Keras 1 and 2.")

    @property
    def biases(self) -> int:
        """Return the number of biases for each unit of a gate: one for the input, and one for the state where it is reset after the product."""
        return (1 + int(self.reset_after)) * int(self.use_bias)


class SimpleRNN(Recurrent):
    """A simple recurrent layer: the new state is a function of the input and the old state."""

    gates: ClassVar[int] = 1
    layer: Literal["SimpleRNN"]


if TYPE_CHECKING:
    AnyRecurrent = Recurrent
    AnyOfOneStep = Layer


class Bidirectional(Layer):
    """A recurrent layer applied to a sequence in both directions."""

    rank: ClassVar[int] = 90
    speed: ClassVar[float] = Recurrent.speed
    keras_names: ClassVar[Mapping[str, str]] = {"wrapped": "layer"}
    layer: Literal["Bidirectional"]
    wrapped: "AnyRecurrent" = Field(description="The recurrent layer, made once for each direction.")
    merge_mode: Literal["concat", "sum", "mul", "ave"] = Field("concat", description="How the two outputs are combined.")

    @classmethod
    def know(cls, layers: Mapping[str, type[Layer]]) -> None:
        recurrent = [layer for layer in layers.values() if issubclass(layer, Recurrent)]
        union = one_of(recurrent, "layer", SchemaName("RecurrentLayer", "A recurrent layer."))
        cls.model_rebuild(_types_namespace={"AnyRecurrent": union})

    @model_validator(mode="after")
    def _goes_forward_first(self) -> Self:
        if self.wrapped.go_backwards:  # Keras builds no other.
            raise ValueError("expected a wrapped layer with go_backwards false: the other direction is added to it")
        return self

    @property
    def keeps_state(self) -> bool:
        return self.wrapped.keeps_state

    def without_state(self) -> "Bidirectional":
        return self.model_copy(update={"wrapped": self.wrapped.without_state()})

    def output_shape(self, shape: Shape) -> Shape:
        inner = self.wrapped.output_shape(shape)
        return (*inner[:-1], 2 * self.wrapped.units) if self.merge_mode == "concat" else inner

    def parameters(self, shape: Shape) -> int:
        return 2 * self.wrapped.parameters(shape)

    def operations(self, shape: Shape, output: Shape) -> int:
        return 2 * self.wrapped.operations(shape, output)

    def serial_steps(self, shape: Shape) -> int:
        return 2 * self.wrapped.serial_steps(shape)

    @property
    def n_parts(self) -> int:
        return 2


class TimeDistributed(Layer):
    """One layer applied to each step of a sequence."""

    rank: ClassVar[int] = 90
    each_step: ClassVar[bool] = True
    keras_names: ClassVar[Mapping[str, str]] = {"wrapped": "layer"}
    layer: Literal["TimeDistributed"]
    wrapped: "AnyOfOneStep" = Field(description="The layer; all steps share its weights.")

    @classmethod
    def know(cls, layers: Mapping[str, type[Layer]]) -> None:
        wrapped = [layer for layer in layers.values() if layer.wraps_in_time]
        union = one_of(wrapped, "layer", SchemaName("StepLayer", "A layer that may be applied to each step of a sequence."))
        cls.model_rebuild(_types_namespace={"AnyOfOneStep": union})

    def output_shape(self, shape: Shape) -> Shape:
        if len(shape) < 2:
            raise LayerShapeError(f"TimeDistributed: expected sequences of shape (steps, ...), got {shape_text(shape)}")
        return (shape[0], *self.wrapped.output_shape(shape[1:]))

    def parameters(self, shape: Shape) -> int:
        return self.wrapped.parameters(shape[1:])

    def frozen_parameters(self, shape: Shape) -> int:
        return self.wrapped.frozen_parameters(shape[1:])

    def operations(self, shape: Shape, output: Shape) -> int:
        return n_values(shape[:1]) * self.wrapped.operations(shape[1:], output[1:])
