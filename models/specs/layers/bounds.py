"""Initializers, constraints and regularizers of weights."""

from typing import Annotated, Literal

from pydantic import Field

from models.core.part import Part
from models.core.schema_name import SchemaName

_Initializer = Literal[
    "glorot_uniform",
    "glorot_normal",
    "he_uniform",
    "he_normal",
    "lecun_uniform",
    "lecun_normal",
    "orthogonal",
    "random_normal",
    "random_uniform",
    "truncated_normal",
    "zeros",
    "ones",
]
Initializer = Annotated[_Initializer, SchemaName("Initializer", "How weights are set before training.")]
Axis = Annotated[int, Field(ge=0, le=5, description="Axis along which norms are taken; 0 for the kernel of Dense.")]


class MaxNorm(Part):
    """Limit the norm of each weight vector."""

    constraint: Literal["MaxNorm"]
    max_value: float = Field(2.0, gt=0, description="Largest norm allowed.")
    axis: Axis = 0


class UnitNorm(Part):
    """Keep the norm of each weight vector at 1."""

    constraint: Literal["UnitNorm"]
    axis: Axis = 0


class NonNeg(Part):
    """Keep weights at or above zero."""

    constraint: Literal["NonNeg"]


Constraint = Annotated[
    MaxNorm | UnitNorm | NonNeg, Field(discriminator="constraint"), SchemaName("Constraint", "A limit on weights, kept after each update.")
]
Penalty = Annotated[float, Field(ge=0, le=1e6, description="Weight of the penalty in the loss.")]


class L1(Part):
    """Add the sum of absolute weights to the loss."""

    regularizer: Literal["L1"]
    l1: Penalty = 0.01


class L2(Part):
    """Add the sum of squared weights to the loss."""

    regularizer: Literal["L2"]
    l2: Penalty = 0.01


class L1L2(Part):
    """Add both sums to the loss."""

    regularizer: Literal["L1L2"]
    l1: Penalty = 0.01
    l2: Penalty = 0.01


Regularizer = Annotated[L1 | L2 | L1L2, Field(discriminator="regularizer"), SchemaName("Regularizer", "A penalty on weights, added to the loss.")]
