"""Layers that merge branches of a functional model, and the one that samples latent values."""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from models.core.tensors import Shape, shape_text
from models.specs.layers.base import Layer, LayerShapeError, require_axes


class Merge(Layer):
    """A layer with two or more inputs."""

    rank: ClassVar[int] = 110
    merges: ClassVar[bool] = True
    #: Most inputs the layer takes; None for any number.
    most: ClassVar[int | None] = None

    def output_shape(self, shape: Shape) -> Shape:
        raise LayerShapeError(f"{self.layer}: expected two or more inputs, got one; use a functional model")

    def merged_shape(self, shapes: Sequence[Shape]) -> Shape:
        """Return the sample shape of the output for those of the inputs.

        Raises:
            LayerShapeError: The layer does not take them.
        """
        most = len(shapes) if self.most is None else self.most
        if not 2 <= len(shapes) <= most:
            wanted = "two inputs" if self.most == 2 else "two or more inputs"
            raise LayerShapeError(f"{self.layer}: expected {wanted}, got {len(shapes)}")
        return self._merge(shapes)

    def _merge(self, shapes: Sequence[Shape]) -> Shape:
        """Return the shape of the output; elementwise layers take equal shapes only."""
        for shape in shapes[1:]:
            if shape != shapes[0]:
                raise LayerShapeError(f"{self.layer}: expected branches of equal shape, got {shape_text(shapes[0])} and {shape_text(shape)}")
        return shapes[0]


class Add(Merge):
    """Add branches."""

    layer: Literal["Add"]


class Subtract(Merge):
    """Subtract the second branch from the first."""

    most: ClassVar[int | None] = 2
    layer: Literal["Subtract"]


class Multiply(Merge):
    """Multiply branches."""

    layer: Literal["Multiply"]


class Average(Merge):
    """Take the mean of branches."""

    layer: Literal["Average"]


class Maximum(Merge):
    """Keep the largest of each value."""

    layer: Literal["Maximum"]


class Concatenate(Merge):
    """Concatenate branches along their last axis."""

    layer: Literal["Concatenate"]

    def _merge(self, shapes: Sequence[Shape]) -> Shape:
        require_axes("Concatenate", shapes[0])
        for shape in shapes[1:]:
            if shape[:-1] != shapes[0][:-1] or len(shape) != len(shapes[0]):
                raise LayerShapeError(
                    f"Concatenate: expected branches that differ in their last axis only, got {shape_text(shapes[0])} and {shape_text(shape)}"
                )
        widths = [shape[-1] for shape in shapes]
        return (*shapes[0][:-1], None if None in widths else sum(width or 0 for width in widths))


class Dot(Merge):
    """Take the inner product of two branches along one axis of each."""

    most: ClassVar[int | None] = 2
    layer: Literal["Dot"]
    axes: tuple[int, int] = Field((1, 1), description="Axis of the first and of the second branch, counted from 1.")
    normalize: bool = Field(False, description="Normalize both to length 1 first, for the cosine.")

    def _merge(self, shapes: Sequence[Shape]) -> Shape:
        first, second = shapes
        if not all(1 <= axis <= len(shape) for axis, shape in zip(self.axes, shapes, strict=True)):
            raise LayerShapeError(f"Dot: expected branches with the axes {self.axes}, got {shape_text(first)} and {shape_text(second)}")
        if len(first) > 2 or len(second) > 2:
            raise LayerShapeError(f"Dot: expected branches of one or two axes, got {shape_text(first)} and {shape_text(second)}")
        one, two = first[self.axes[0] - 1], second[self.axes[1] - 1]
        if one != two or one is None:
            came = f"axis {self.axes[0]} of {shape_text(first)} and axis {self.axes[1]} of {shape_text(second)}"
            raise LayerShapeError(f"Dot: expected axes of equal size, got {came}")
        left = tuple(size for axis, size in enumerate(first, 1) if axis != self.axes[0])
        right = tuple(size for axis, size in enumerate(second, 1) if axis != self.axes[1])
        return (*left, *right) or (1,)


class Sampling(Merge):
    """Draw from the normal distribution of a mean and a log-variance (in this order) in training; give the mean otherwise."""

    rank: ClassVar[int] = 130
    most: ClassVar[int | None] = 2
    parts: ClassVar[tuple[str, ...]] = ("half", "deviation", "zeros", "noise", "shift")
    layer: Literal["Sampling"]

    def keras_class(self) -> Any:
        return _Draw


class _Draw:
    """Computes mean + exp(log_variance / 2) * noise; outside of training the noise is 0.

    Only Keras layers are used, so that plain `keras.models.load_model` opens the network's file. The noise is that of a
    GaussianNoise layer over zeros, whose generator is a variable of the network and so is part of snapshots.

    Source: Kingma and Welling, "Auto-Encoding Variational Bayes", ICLR 2014, section 2.4 (the reparameterization).

    Args:
        name: Name of the last layer; the others have this name, a dot and the name of their part.
    """

    def __init__(self, name: str) -> None:
        import keras  # Late: where specs are only checked, TensorFlow is not imported.

        self._half = keras.layers.Rescaling(0.5, name=f"{name}.half")
        self._deviation = keras.layers.Activation("exponential", name=f"{name}.deviation")
        self._zeros = keras.layers.Rescaling(0.0, name=f"{name}.zeros")
        self._noise = keras.layers.GaussianNoise(1.0, name=f"{name}.noise")
        self._shift = keras.layers.Multiply(name=f"{name}.shift")
        self._draw = keras.layers.Add(name=name)

    def __call__(self, given: list[Any]) -> Any:
        """Return the latent values, a Keras tensor.

        Args:
            given: Mean and log-variance, Keras tensors of equal shape.
        """
        mean, log_variance = given
        noise = self._noise(self._zeros(mean))
        return self._draw([mean, self._shift([self._deviation(self._half(log_variance)), noise])])
