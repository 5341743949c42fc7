"""What every layer of a network has in common."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from models.core.discovery import UNRANKED
from models.core.part import Part
from models.core.tensors import Shape, shape_text
from models.specs.layers.bounds import Constraint, Initializer, MaxNorm, Regularizer, UnitNorm

#: Keras' activations that keep the shape and take no arguments.
Activation = Literal[
    "linear",
    "relu",
    "sigmoid",
    "softmax",
    "tanh",
    "celu",
    "elu",
    "exponential",
    "gelu",
    "hard_shrink",
    "hard_sigmoid",
    "hard_silu",
    "hard_tanh",
    "leaky_relu",
    "log_sigmoid",
    "log_softmax",
    "mish",
    "relu6",
    "selu",
    "silu",
    "soft_shrink",
    "softplus",
    "softsign",
    "sparse_plus",
    "sparse_sigmoid",
    "sparsemax",
    "squareplus",
    "tanh_shrink",
]
#: Upper bound of any layer width: wide enough for the book's nets, small enough to refuse typing errors.
MAX_UNITS = 100_000

#: A name that the file of a Keras model uses itself.
FILE_NAME = "top_level_model_weights"

Units = Annotated[int, Field(ge=1, le=MAX_UNITS)]
LayerName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.\-]{0,63}$")]


class LayerShapeError(ValueError):
    """A layer cannot take the shape that reaches it. The message says what was expected and what came."""


class Layer(Part):
    """One layer: its fields, the shape it gives, the parameters it has."""

    #: Decides the order in which layers are listed, small ones first; see `models.core.discovery`.
    rank: ClassVar[int] = UNRANKED
    #: How many inputs the layer takes: one, or any number from two for those that merge branches.
    merges: ClassVar[bool] = False
    #: Whether TimeDistributed may wrap the layer.
    wraps_in_time: ClassVar[bool] = False
    #: Whether the layer treats each step of a sequence by itself, as long as steps have features.
    each_step: ClassVar[bool] = False
    #: Whether the layer makes features of ids.
    of_ids: ClassVar[bool] = False
    #: What the stock layers that it is built of are called, behind its own name and a dot.
    parts: ClassVar[tuple[str, ...]] = ()
    #: Number of axes of the layer's kernel, which a bound on it may name.
    kernel_rank: ClassVar[int] = 2
    #: Whether the layer brings values into a small range, as networks train best on.
    scales: ClassVar[bool] = False
    #: Name of the field that says how many different symbols the layer takes; empty where it takes values.
    vocabulary_field: ClassVar[str] = ""

    layer: str
    name: LayerName | None = Field(None, description="Name of the layer; one is made up when left out.")
    trainable: bool = Field(True, description="Whether training changes the layer's weights.")

    @model_validator(mode="after")
    def _bounded_axes_exist(self) -> Self:
        for name, bound in self:
            rank = 1 if name.startswith("bias") else self.kernel_rank
            if isinstance(bound, MaxNorm | UnitNorm) and bound.axis >= rank:
                raise ValueError(f"expected a {name} along one of the {rank} axes of the weights (from 0), got axis {bound.axis}")
        return self

    @property
    def keeps_state(self) -> bool:
        """Tell whether a batch continues from the state in which the batch before left each series."""
        return False

    @property
    def drops_all(self) -> bool:
        """Tell whether the layer passes nothing on in training."""
        return False

    def without_state(self) -> "Layer":
        """Return the same layer, beginning anew with each batch."""
        return self

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

    @classmethod
    def know(cls, layers: Mapping[str, type["Layer"]]) -> None:
        """Learn of all layers once they are found; for layers that have others among their fields.

        Args:
            layers: Every layer, by its name.
        """

    @classmethod
    def is_stock(cls) -> bool:
        """Tell whether Keras has a layer of this name that takes the fields as its arguments."""
        return cls.keras_class is Layer.keras_class

    def keras_class(self) -> Any:
        """Return what makes the Keras layer of `keras_arguments` and a name: the class of the same name, unless a layer has another way.

        A layer that Keras does not have returns a class or function that is called like one, made of stock layers alone, so that plain
        `keras.models.load_model` opens the network's file.
        """
        import keras  # Late: where specs are only checked, TensorFlow is not imported.

        return getattr(keras.layers, self.layer)

    def keras_arguments(self) -> dict[str, Any]:
        """Return the arguments of what `keras_class` returns, without the name; parts of the layer stay parts."""
        fields = {name: getattr(self, name) for name in type(self).model_fields if name not in ("layer", "name")}
        return {name: value for name, value in fields.items() if value is not None}


class KernelLayer(Layer):
    """A layer with a kernel and a bias: how they start, and what holds them."""

    #: Number of axes of the kernel.
    kernel_rank: ClassVar[int]
    activation: Activation = Field("linear", description="Function applied to the layer's output.")
    use_bias: bool = Field(True, description="Whether a bias is added.")
    kernel_initializer: Initializer = Field("glorot_uniform", description="How the kernel starts.")
    bias_initializer: Initializer = Field("zeros", description="How the bias starts.")
    kernel_regularizer: Regularizer | None = Field(None, description="Penalty on the kernel.")
    bias_regularizer: Regularizer | None = Field(None, description="Penalty on the bias.")
    kernel_constraint: Constraint | None = Field(None, description="Bound kept on the kernel after each step.")
    bias_constraint: Constraint | None = Field(None, description="Bound kept on the bias after each step.")

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


def require_axes(layer: str, shape: Shape) -> None:
    """Refuse samples that are single numbers."""
    if not shape:
        raise LayerShapeError(f"{layer} takes samples with at least one axis, but single numbers reach it")


def require_known(layer: str, size: int | None, axis: str) -> int:
    """Refuse an axis of unknown size where the layer needs to know it."""
    if size is None:
        raise LayerShapeError(f"{layer} needs to know the size of the {axis} axis, which may vary here")
    return size


def require_sizes(layer: str, shape: Shape) -> tuple[int, ...]:
    """Refuse a shape with an axis of unknown size."""
    return tuple(require_known(layer, size, "every") for size in shape)
