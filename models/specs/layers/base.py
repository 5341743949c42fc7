"""The bases of the layers of a network."""

from collections.abc import Mapping
from math import prod
from typing import Annotated, Any, ClassVar, Final, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from models.core.discovery import UNRANKED
from models.core.part import Part
from models.core.schema_name import SchemaName
from models.core.tensors import Shape, shape_text
from models.specs.layers.bounds import Constraint, Initializer, MaxNorm, Regularizer, UnitNorm

#: Name of the hard sigmoid of Keras 1 and 2, clip(0.2 x + 0.5, 0, 1); that of Keras 3 is clip(x / 6 + 0.5, 0, 1).
HARD_SIGMOID_KERAS2: Final = "hard_sigmoid_keras2"
#: Keras' activations that keep the shape and take no arguments, and that of older versions.
_Activation = Literal[
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
    "hard_sigmoid_keras2",
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
Activation = Annotated[
    _Activation,
    SchemaName("Activation", "A function applied to the output of a layer, by its name in Keras; hard_sigmoid_keras2 is clip(0.2 x + 0.5, 0, 1)."),
]
#: Upper bound of any layer width: enough for the networks of the book, small enough to catch typing errors.
MAX_UNITS = 100_000
#: A name that is reserved in the file of a Keras model.
FILE_NAME = "top_level_model_weights"
Units = Annotated[int, Field(ge=1, le=MAX_UNITS)]
LayerName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_.\-]{0,63}$")]
Padding = Annotated[Literal["valid", "same"], SchemaName("Padding", "Whether windows reach beyond the edge, so that the size stays the same.")]
Extent = Annotated[int, Field(ge=1, le=1024)]


class LayerShapeError(ValueError):
    """A layer does not take samples of some shape. The message says what was expected and what came."""


class Layer(Part):
    """One layer: its fields, output shape and parameter count."""

    schema_suffix: ClassVar[str] = "Layer"
    #: Decides the order in which layers are listed, small ones first; see `models.core.discovery`.
    rank: ClassVar[int] = UNRANKED
    #: Whether the layer merges branches: it takes two or more inputs, otherwise one.
    merges: ClassVar[bool] = False
    #: Whether TimeDistributed may wrap the layer.
    wraps_in_time: ClassVar[bool] = False
    #: Whether the layer treats each step of a sequence of shape (steps, features) independently.
    each_step: ClassVar[bool] = False
    #: Whether the layer turns ids into features.
    of_ids: ClassVar[bool] = False
    #: Names of the Keras layers it is built of, after its own name and a dot.
    parts: ClassVar[tuple[str, ...]] = ()
    #: Number of axes of the kernel, for constraints along one of them.
    kernel_rank: ClassVar[int] = 2
    #: About the multiplications of a forward pass in a second on two cores, for a first estimate of the time of a fit.
    speed: ClassVar[float] = 1e11
    #: Whether the layer scales values to a small range.
    scales: ClassVar[bool] = False
    #: Field with the size of the vocabulary of ids that the layer takes; empty where it takes values.
    vocabulary_field: ClassVar[str] = ""
    #: Names of Keras' arguments, by the field, where they differ.
    keras_names: ClassVar[Mapping[str, str]] = {}

    layer: str
    name: LayerName | None = Field(None, description="Name of the layer; generated when left out.")
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
        """Tell whether the recurrent state of a batch continues from the previous batch."""
        return False

    @property
    def drops_all(self) -> bool:
        """Tell whether the layer drops every value in training."""
        return False

    def without_state(self) -> "Layer":
        """Return the same layer with its recurrent state reset for each batch."""
        return self

    def output_shape(self, shape: Shape) -> Shape:
        """Return the sample shape of the output.

        Args:
            shape: Sample shape of the input.

        Raises:
            LayerShapeError: The layer does not take that shape.
        """
        raise NotImplementedError

    def parameters(self, shape: Shape) -> int:
        """Return the number of weights for an input of some sample shape."""
        return 0

    def frozen_parameters(self, shape: Shape) -> int:
        """Return the number of weights that training never changes, even of a trainable layer."""
        return 0

    def operations(self, shape: Shape, output: Shape) -> int:
        """Return about the number of multiplications for one sample: by default every weight once for each position of the output.

        Args:
            shape: Sample shape of the input.
            output: Sample shape of the output.
        """
        return self.parameters(shape) * n_values(output[:-1])

    def serial_steps(self, shape: Shape) -> int:
        """Return the number of steps that wait for one another, as those of a recurrent layer; 0 for none."""
        return 0

    @property
    def n_parts(self) -> int:
        """Return the number of Keras layers it is built of."""
        return 1 + len(self.parts)

    @classmethod
    def know(cls, layers: Mapping[str, type["Layer"]]) -> None:
        """Complete the fields that hold other layers, once all layers are found.

        Args:
            layers: Every layer, by its name.
        """

    @classmethod
    def is_stock(cls) -> bool:
        """Tell whether Keras has a layer of this name with the fields as arguments."""
        return cls.keras_class is Layer.keras_class

    def keras_class(self) -> Any:
        """Return the class or function that makes the Keras layer from `keras_arguments` and a name: by default the class of the same name.

        A layer that Keras does not have is made of Keras layers only, so that plain `keras.models.load_model` opens the
        network's file.
        """
        import keras  # Late: where specs are only checked, TensorFlow is not imported.

        return getattr(keras.layers, self.layer)

    def keras_arguments(self) -> dict[str, Any]:
        """Return the arguments of `keras_class`, without the name."""
        fields = {name: getattr(self, name) for name in type(self).model_fields if name not in ("layer", "name")}
        return {self.keras_names.get(name, name): value for name, value in fields.items() if value is not None}


class KernelLayer(Layer):
    """A layer with a kernel and a bias."""

    #: Number of axes of the kernel.
    kernel_rank: ClassVar[int]
    activation: Activation = Field("linear", description="Function applied to the layer's output.")
    use_bias: bool = Field(True, description="Whether a bias is added.")
    kernel_initializer: Initializer = Field("glorot_uniform", description="Initial values of the kernel.")
    bias_initializer: Initializer = Field("zeros", description="Initial values of the bias.")
    kernel_regularizer: Regularizer | None = Field(None, description="Penalty on the kernel.")
    bias_regularizer: Regularizer | None = Field(None, description="Penalty on the bias.")
    kernel_constraint: Constraint | None = Field(None, description="Constraint on the kernel after each update.")
    bias_constraint: Constraint | None = Field(None, description="Constraint on the bias after each update.")


def n_values(shape: Shape) -> int:
    """Return the number of values of a shape; axes of unknown size count as one."""
    return prod(1 if size is None else size for size in shape)


def require_rank(layer: str, shape: Shape, rank: int, meaning: str) -> None:
    """Refuse a sample shape of another rank."""
    if len(shape) != rank:
        raise LayerShapeError(f"{layer}: expected samples of shape {meaning}, got {shape_text(shape)}")


def require_axes(layer: str, shape: Shape) -> None:
    """Refuse samples that are single numbers."""
    if not shape:
        raise LayerShapeError(f"{layer}: expected samples with at least one axis, got single numbers")


def require_known(layer: str, size: int | None, axis: str) -> int:
    """Refuse an axis of unknown size."""
    if size is None:
        raise LayerShapeError(f"{layer}: expected a known size of the {axis} axis, got one that may vary")
    return size


def require_sizes(layer: str, shape: Shape) -> tuple[int, ...]:
    """Refuse a shape with an axis of unknown size."""
    return tuple(require_known(layer, size, "every") for size in shape)


def _one_or(n: int, extents: Any) -> BeforeValidator:
    """Expand one number to each of n axes; the JSON schema has both forms."""
    return BeforeValidator(
        lambda value: (value,) * n if isinstance(value, int) and not isinstance(value, bool) else value, json_schema_input_type=Extent | extents
    )


Extents1D = Annotated[tuple[Extent], _one_or(1, tuple[Extent]), SchemaName("Extents1D", "A size along one axis: a number, or a list of one.")]
Extents2D = Annotated[
    tuple[Extent, Extent],
    _one_or(2, tuple[Extent, Extent]),
    SchemaName("Extents2D", "Sizes along two axes: one number for both, or a list of two."),
]
Extents3D = Annotated[
    tuple[Extent, Extent, Extent],
    _one_or(3, tuple[Extent, Extent, Extent]),
    SchemaName("Extents3D", "Sizes along three axes: one number for all, or a list of three."),
]


class Sliding(Layer):
    """A layer over samples with channels as the last axis."""

    #: Names of the axes that windows slide over.
    axes: ClassVar[tuple[str, ...]]

    def spatial(self, shape: Shape) -> tuple[int | None, ...]:
        """Return the sizes of the axes before the channels; refuse another rank or unknown channels."""
        require_rank(self.layer, shape, len(self.axes) + 1, f"({', '.join(self.axes)}, channels)")
        require_known(self.layer, shape[-1], "channel")
        return shape[:-1]

    def slide(self, shape: Shape, window: tuple[int, ...], strides: tuple[int, ...], padding: str) -> Shape:
        """Return the number of window positions along each axis.

        Raises:
            LayerShapeError: The window does not fit.
        """
        sizes = self.spatial(shape)
        positions = tuple(_n_positions(*one, padding) for one in zip(sizes, window, strides, strict=True))
        if any(n is not None and n < 1 for n in positions):
            extent = " x ".join(str(size) for size in window)
            raise LayerShapeError(f"{self.layer}: expected a window that fits into {shape_text(shape)}, got {extent}")
        return positions


def _n_positions(size: int | None, window: int, stride: int, padding: str) -> int | None:
    if size is None:
        return None
    return (size - window) // stride + 1 if padding == "valid" else -(-size // stride)
