"""Layers round other layers."""

from typing import Annotated, Literal

from pydantic import Field

from models.core.tensors import Shape, shape_text
from models.specs.layers.base import Layer, LayerShapeError
from models.specs.layers.convolution import Conv2D, Conv2DTranspose, DepthwiseConv2D, SeparableConv2D
from models.specs.layers.dense import Activation, Dense
from models.specs.layers.normalization import BatchNormalization, Dropout, GaussianNoise, LayerNormalization, Rescaling
from models.specs.layers.pooling import AveragePooling2D, GlobalAveragePooling2D, GlobalMaxPooling2D, MaxPooling2D
from models.specs.layers.recurrent import GRU, LSTM, SimpleRNN
from models.specs.layers.shape import Flatten, Reshape

AnyRecurrent = Annotated[LSTM | GRU | SimpleRNN, Field(discriminator="layer")]
AnyOfOneStep = Annotated[
    Dense
    | Activation
    | Dropout
    | GaussianNoise
    | BatchNormalization
    | LayerNormalization
    | Rescaling
    | Flatten
    | Reshape
    | Conv2D
    | Conv2DTranspose
    | SeparableConv2D
    | DepthwiseConv2D
    | MaxPooling2D
    | AveragePooling2D
    | GlobalMaxPooling2D
    | GlobalAveragePooling2D,
    Field(discriminator="layer"),
]


class Bidirectional(Layer):
    """A recurrent layer run from both ends of the sequence."""

    layer: Literal["Bidirectional"]
    wrapped: AnyRecurrent = Field(description="The recurrent layer; it is made twice.")
    merge_mode: Literal["concat", "sum", "mul", "ave"] = Field("concat", description="How the two outputs become one.")

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


class TimeDistributed(Layer):
    """One layer applied to every step of a sequence by itself."""

    layer: Literal["TimeDistributed"]
    wrapped: AnyOfOneStep = Field(description="The layer; all steps share its weights.")

    def output_shape(self, shape: Shape) -> Shape:
        if len(shape) < 2:
            raise LayerShapeError(f"TimeDistributed takes sequences of shape (steps, ...), but {shape_text(shape)} reaches it")
        return (shape[0], *self.wrapped.output_shape(shape[1:]))

    def parameters(self, shape: Shape) -> int:
        return self.wrapped.parameters(shape[1:])

    def frozen_parameters(self, shape: Shape) -> int:
        return self.wrapped.frozen_parameters(shape[1:])
