"""Fully connected layers, embeddings and activations."""

from typing import ClassVar, Literal

from pydantic import Field

from models.core.tensors import Shape, shape_text
from models.specs.layers.base import MAX_UNITS, KernelLayer, Layer, LayerShapeError, Units, require_axes, require_known
from models.specs.layers.base import Activation as ActivationName
from models.specs.layers.bounds import Constraint, Initializer, Regularizer


class Dense(KernelLayer):
    """A fully connected layer over the last axis."""

    rank: ClassVar[int] = 10
    kernel_rank: ClassVar[int] = 2
    wraps_in_time: ClassVar[bool] = True
    each_step: ClassVar[bool] = True
    layer: Literal["Dense"]
    units: Units = Field(description="Number of outputs.")

    def output_shape(self, shape: Shape) -> Shape:
        require_axes("Dense", shape)
        require_known("Dense", shape[-1], "last")
        return (*shape[:-1], self.units)

    def parameters(self, shape: Shape) -> int:
        return self.units * ((shape[-1] or 0) + self.use_bias)


class Embedding(Layer):
    """A row of numbers for each of a vocabulary's ids."""

    rank: ClassVar[int] = 100
    of_ids: ClassVar[bool] = True
    vocabulary_field: ClassVar[str] = "input_dim"
    layer: Literal["Embedding"]
    input_dim: int = Field(ge=1, le=10_000_000, description="Size of the vocabulary; ids are below it.")
    output_dim: Units = Field(description="Numbers an id becomes.")
    embeddings_initializer: Initializer = Field("random_uniform", description="How the rows start.")
    embeddings_regularizer: Regularizer | None = Field(None, description="Penalty on the rows.")
    embeddings_constraint: Constraint | None = Field(None, description="Bound kept on the rows after each step.")

    def output_shape(self, shape: Shape) -> Shape:
        if len(shape) > 3:
            raise LayerShapeError(f"Embedding takes ids of at most 3 axes, but {len(shape)} reach it")
        return (*shape, self.output_dim)

    def parameters(self, shape: Shape) -> int:
        return self.input_dim * self.output_dim


class CategoryEncoding(Layer):
    """A one-hot row for each of a vocabulary's ids: no weights, and no array of rows beyond those of a batch."""

    rank: ClassVar[int] = 100
    of_ids: ClassVar[bool] = True
    vocabulary_field: ClassVar[str] = "num_tokens"
    layer: Literal["CategoryEncoding"]
    num_tokens: int = Field(ge=1, le=MAX_UNITS, description="Size of the vocabulary; ids are below it.")
    output_mode: Literal["one_hot"] = Field("one_hot", description="One row for each id.")

    def output_shape(self, shape: Shape) -> Shape:
        if len(shape) != 1 or shape == (1,):
            raise LayerShapeError(f"CategoryEncoding takes sequences of two ids or more, of shape (steps,), but {shape_text(shape)} reaches it")
        return (*shape, self.num_tokens)


class Activation(Layer):
    """An activation as a layer of its own."""

    rank: ClassVar[int] = 10
    wraps_in_time: ClassVar[bool] = True
    each_step: ClassVar[bool] = True
    layer: Literal["Activation"]
    activation: ActivationName = Field(description="Function applied to each value.")

    def output_shape(self, shape: Shape) -> Shape:
        return shape
