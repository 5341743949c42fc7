"""Fully connected layers, embeddings and activations."""

from typing import ClassVar, Literal

from pydantic import Field

from models.core.tensors import Shape, shape_text
from models.specs.layers.base import MAX_UNITS, KernelLayer, Layer, LayerShapeError, Units, n_values, require_axes, require_known
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
    """A vector for each id of a vocabulary."""

    rank: ClassVar[int] = 100
    of_ids: ClassVar[bool] = True
    vocabulary_field: ClassVar[str] = "input_dim"
    layer: Literal["Embedding"]
    input_dim: int = Field(ge=1, le=10_000_000, description="Size of the vocabulary; ids are below it.")
    output_dim: Units = Field(description="Size of the vectors.")
    embeddings_initializer: Initializer = Field("random_uniform", description="Initial values of the vectors.")
    embeddings_regularizer: Regularizer | None = Field(None, description="Penalty on the vectors.")
    embeddings_constraint: Constraint | None = Field(None, description="Constraint on the vectors after each update.")

    def output_shape(self, shape: Shape) -> Shape:
        if len(shape) > 3:
            raise LayerShapeError(f"Embedding: expected ids of at most 3 axes, got {len(shape)}")
        return (*shape, self.output_dim)

    def parameters(self, shape: Shape) -> int:
        return self.input_dim * self.output_dim

    def operations(self, shape: Shape, output: Shape) -> int:
        return n_values(output)  # Vectors are looked up.


class CategoryEncoding(Layer):
    """A one-hot vector for each id of a vocabulary: without weights, and made for one batch at a time."""

    rank: ClassVar[int] = 100
    of_ids: ClassVar[bool] = True
    vocabulary_field: ClassVar[str] = "num_tokens"
    layer: Literal["CategoryEncoding"]
    num_tokens: int = Field(ge=1, le=MAX_UNITS, description="Size of the vocabulary; ids are below it.")
    output_mode: Literal["one_hot"] = Field("one_hot", description="One vector for each id.")

    def output_shape(self, shape: Shape) -> Shape:
        if len(shape) != 1 or shape == (1,):
            raise LayerShapeError(f"CategoryEncoding: expected sequences of two or more ids, of shape (steps,), got {shape_text(shape)}")
        return (*shape, self.num_tokens)


class Activation(Layer):
    """An activation as a separate layer."""

    rank: ClassVar[int] = 10
    wraps_in_time: ClassVar[bool] = True
    each_step: ClassVar[bool] = True
    layer: Literal["Activation"]
    activation: ActivationName = Field(description="Function applied to each value.")

    def output_shape(self, shape: Shape) -> Shape:
        return shape
