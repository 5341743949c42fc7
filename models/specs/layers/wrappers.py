"""Layers round other layers."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from models.core.discovery import one_of
from models.core.tensors import Shape, shape_text
from models.specs.layers.base import Layer, LayerShapeError
from models.specs.layers.recurrent import Recurrent

if TYPE_CHECKING:
    AnyRecurrent = Recurrent
    AnyOfOneStep = Layer


class Bidirectional(Layer):
    """A recurrent layer run from both ends of the sequence."""

    rank: ClassVar[int] = 90
    layer: Literal["Bidirectional"]
    wrapped: "AnyRecurrent" = Field(description="The recurrent layer; it is made twice.")
    merge_mode: Literal["concat", "sum", "mul", "ave"] = Field("concat", description="How the two outputs become one.")

    @classmethod
    def know(cls, layers: Mapping[str, type[Layer]]) -> None:
        recurrent = [layer for layer in layers.values() if issubclass(layer, Recurrent)]
        cls.model_rebuild(_types_namespace={"AnyRecurrent": one_of(recurrent, "layer")})

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

    rank: ClassVar[int] = 90
    each_step: ClassVar[bool] = True
    layer: Literal["TimeDistributed"]
    wrapped: "AnyOfOneStep" = Field(description="The layer; all steps share its weights.")

    @classmethod
    def know(cls, layers: Mapping[str, type[Layer]]) -> None:
        cls.model_rebuild(_types_namespace={"AnyOfOneStep": one_of([layer for layer in layers.values() if layer.wraps_in_time], "layer")})

    def output_shape(self, shape: Shape) -> Shape:
        if len(shape) < 2:
            raise LayerShapeError(f"TimeDistributed takes sequences of shape (steps, ...), but {shape_text(shape)} reaches it")
        return (shape[0], *self.wrapped.output_shape(shape[1:]))

    def parameters(self, shape: Shape) -> int:
        return self.wrapped.parameters(shape[1:])

    def frozen_parameters(self, shape: Shape) -> int:
        return self.wrapped.frozen_parameters(shape[1:])
