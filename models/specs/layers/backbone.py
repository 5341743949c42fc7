"""Known image architectures as one layer, without their classification layers."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Any, ClassVar, Literal

from pydantic import Field

from models.core.tensors import Shape, shape_text
from models.specs.layers.base import Layer, LayerShapeError, n_values, require_rank, require_sizes

BackboneName = Literal["MobileNetV2", "EfficientNetB0", "DenseNet121", "ResNet50", "VGG16", "Xception"]

#: Value of `weights` for random initial weights.
NO_WEIGHTS = "none"


@dataclass(frozen=True)
class Architecture:
    """Shape and parameter counts of an architecture, so that it need not be built.

    Args:
        channels: Channels of its output.
        parameters: Number of weights that do not depend on the channels of the images.
        each_channel: Further weights for each channel of the images.
        frozen: Those of `parameters` that training never changes, such as moving averages.
        frozen_each_channel: Those of `each_channel` that training never changes.
        least: Smallest height and width of the images.
        operations: Multiplications for an image of 224 x 224.
        n_layers: Number of Keras layers.
        size: Returns the height of the output for that of the images; the same for the width.
    """

    channels: int
    parameters: int
    each_channel: int
    frozen: int
    frozen_each_channel: int
    least: int
    operations: int
    n_layers: int
    size: Callable[[int], int]


def _halved_up(size: int) -> int:
    return ceil(size / 32)


#: Side of the images for which operations are counted.
_COUNTED = 224
#: Source: parameter counts of Keras Applications built without their top; multiplications as the papers give them.
ARCHITECTURES: dict[BackboneName, Architecture] = {
    "MobileNetV2": Architecture(1280, 2_257_120, 288, 34_112, 0, 32, 300_000_000, 154, _halved_up),
    "EfficientNetB0": Architecture(1280, 4_048_701, 290, 42_017, 2, 32, 390_000_000, 238, _halved_up),
    # Halves twice, rounded up, then in three transitions, rounded down.
    "DenseNet121": Architecture(1024, 7_028_096, 3_136, 83_648, 0, 32, 2_870_000_000, 427, lambda size: ceil(size / 4) // 8),
    "ResNet50": Architecture(2048, 23_578_304, 3_136, 53_120, 0, 32, 3_870_000_000, 175, _halved_up),
    "VGG16": Architecture(512, 14_712_960, 576, 0, 0, 32, 15_350_000_000, 19, lambda size: size // 32),
    # Two convolutions without padding, of strides 2 and 1, then four halvings, rounded up.
    "Xception": Architecture(2048, 20_860_616, 288, 54_528, 0, 71, 4_600_000_000, 132, lambda size: ceil(((size - 3) // 2 - 1) / 16)),
}


class Backbone(Layer):
    """A known architecture without its last layers; weights are never downloaded."""

    rank: ClassVar[int] = 120
    layer: Literal["Backbone"]
    backbone: BackboneName = Field(description="The architecture, as Keras Applications names it.")
    weights: str = Field(
        NO_WEIGHTS, max_length=200, description="Registered model with the same architecture to take initial weights from; none for random ones."
    )
    pooling: Literal["avg", "max"] | None = Field(None, description="Give the mean or maximum of each channel instead of images.")

    def keras_class(self) -> Any:
        """Return the function of Keras Applications that makes the architecture."""
        import keras  # Late: where specs are only checked, TensorFlow is not imported.

        return getattr(keras.applications, self.backbone)

    def output_shape(self, shape: Shape) -> Shape:
        require_rank(self.backbone, shape, 3, "(height, width, channels)")
        height, width, _ = require_sizes(self.backbone, shape)
        known = ARCHITECTURES[self.backbone]
        if min(height, width) < known.least:
            raise LayerShapeError(f"{self.backbone}: expected images of at least {known.least} x {known.least}, got {shape_text(shape)}")
        return (known.channels,) if self.pooling else (known.size(height), known.size(width), known.channels)

    def parameters(self, shape: Shape) -> int:
        known = ARCHITECTURES[self.backbone]
        return known.parameters + known.each_channel * (shape[-1] or 0)

    def frozen_parameters(self, shape: Shape) -> int:
        known = ARCHITECTURES[self.backbone]
        return known.frozen + known.frozen_each_channel * (shape[-1] or 0)

    def operations(self, shape: Shape, output: Shape) -> int:
        return ARCHITECTURES[self.backbone].operations * n_values(shape[:-1]) // _COUNTED**2

    @property
    def n_parts(self) -> int:
        return ARCHITECTURES[self.backbone].n_layers
