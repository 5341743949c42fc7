"""What every layer of a network has in common."""

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from models.spec.part import Part
from models.spec.tensors import Shape, shape_text

Activation = Literal[
    "linear",
    "relu",
    "sigmoid",
    "softmax",
    "tanh",
    "elu",
    "selu",
    "gelu",
    "silu",
    "softplus",
    "softsign",
    "exponential",
    "hard_sigmoid",
    "leaky_relu",
    "relu6",
]
Initializer = Literal[
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
#: Upper bound of any layer width: wide enough for the book's nets, small enough to refuse typing errors.
MAX_UNITS = 100_000

Units = Annotated[int, Field(ge=1, le=MAX_UNITS)]
LayerName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.\-]{0,63}$")]


class LayerShapeError(ValueError):
    """A layer cannot take the shape that reaches it. The message says what was expected and what came."""


class MaxNorm(Part):
    """Keep the norm of each weight vector at or below a bound."""

    constraint: Literal["MaxNorm"]
    max_value: float = Field(2.0, gt=0, description="Largest norm allowed.")
    axis: int = Field(0, ge=0, description="Axis along which norms are taken; 0 for a Dense kernel.")


class NonNeg(Part):
    """Keep weights at or above zero."""

    constraint: Literal["NonNeg"]


Constraint = Annotated[MaxNorm | NonNeg, Field(discriminator="constraint")]


class Layer(Part):
    """One layer: its fields, the shape it gives, the parameters it has."""

    layer: str
    name: LayerName | None = Field(None, description="Name of the layer; one is made up when left out.")
    trainable: bool = Field(True, description="Whether training changes the layer's weights.")

    def output_shape(self, shape: Shape) -> Shape:
        """Work out the sample shape this layer gives.

        Args:
            shape: Sample shape that reaches the layer.

        Raises:
            LayerShapeError: The layer cannot take that shape.
        """
        raise NotImplementedError

    def parameters(self, shape: Shape) -> int:
        """Count all weights of the layer, given the sample shape that reaches it."""
        return 0

    def frozen_parameters(self, shape: Shape) -> int:
        """Count the weights that training never changes even when the layer is trainable."""
        return 0

    def keras_arguments(self) -> dict[str, Any]:
        """Return the arguments of the Keras layer of the same name."""
        return self.model_dump(exclude={"layer"}, exclude_none=True)


class KernelLayer(Layer):
    """A layer with a kernel: initial values and a bound on its weights."""

    #: Number of axes of the kernel.
    kernel_rank: ClassVar[int]
    activation: Activation = Field("linear", description="Function applied to the layer's output.")
    use_bias: bool = Field(True, description="Whether a bias is added.")
    kernel_initializer: Initializer = Field("glorot_uniform", description="How the kernel starts.")
    kernel_constraint: Constraint | None = Field(None, description="Bound kept on the kernel after each step.")

    @model_validator(mode="after")
    def _bounded_axis_exists(self) -> Self:
        bound = self.kernel_constraint
        if isinstance(bound, MaxNorm) and bound.axis >= self.kernel_rank:
            raise ValueError(f"expected a kernel_constraint along one of the {self.kernel_rank} axes of the kernel (from 0), got axis {bound.axis}")
        return self


def require_rank(layer: str, shape: Shape, rank: int, meaning: str) -> None:
    """Refuse a sample shape of another rank than the layer takes."""
    if len(shape) != rank:
        raise LayerShapeError(f"{layer} takes samples of shape {meaning}, but {shape_text(shape)} reaches it")


def require_known(layer: str, size: int | None, axis: str) -> int:
    """Refuse an axis of unknown size where the layer needs to know it."""
    if size is None:
        raise LayerShapeError(f"{layer} needs to know the size of the {axis} axis, which may vary here")
    return size
