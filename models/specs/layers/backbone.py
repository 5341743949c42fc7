"""Known architectures for pictures as one layer, without their last layers that name classes."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Any, ClassVar, Literal

from pydantic import Field

from models.core.tensors import Shape, shape_text
from models.specs.layers.base import Layer, LayerShapeError, require_rank, require_sizes

BackboneName = Literal["MobileNetV2", "EfficientNetB0", "DenseNet121", "ResNet50", "VGG16", "Xception"]

#: What stands for weights that are drawn anew.
NO_WEIGHTS = "none"


@dataclass(frozen=True)
class Architecture:
    """What is known of an architecture without building it.

    Args:
        channels: Channels that it gives.
        parameters: Weights for pictures of no channel: all but those of the first layer that belong to one.
        each_channel: Weights that each channel of the pictures adds.
        frozen: Weights that training never changes, such as averages, for pictures of no channel.
        frozen_each_channel: The same that each channel adds.
        least: Least height and width of the pictures.
        size: Gives the height that is left of a height.
    """

    channels: int
    parameters: int
    each_channel: int
    frozen: int
    frozen_each_channel: int
    least: int
    size: Callable[[int], int]


def _halved_up(size: int) -> int:
    return ceil(size / 32)


def _halved_down(size: int) -> int:
    return size // 32


def _densely(size: int) -> int:
    """Halve twice rounding up, then by three transitions that round down."""
    return ceil(size / 4) // 8


def _separably(size: int) -> int:
    """Convolve twice without padding, by steps of 2 and 1, then halve four times rounding up."""
    return ceil(((size - 3) // 2 - 1) / 16)


#: Source: what the architectures of Keras Applications count when they are built without their top.
ARCHITECTURES: dict[BackboneName, Architecture] = {
    "MobileNetV2": Architecture(1280, 2_257_120, 288, 34_112, 0, 32, _halved_up),
    "EfficientNetB0": Architecture(1280, 4_048_701, 290, 42_017, 2, 32, _halved_up),
    "DenseNet121": Architecture(1024, 7_028_096, 3_136, 83_648, 0, 32, _densely),
    "ResNet50": Architecture(2048, 23_578_304, 3_136, 53_120, 0, 32, _halved_up),
    "VGG16": Architecture(512, 14_712_960, 576, 0, 0, 32, _halved_down),
    "Xception": Architecture(2048, 20_860_616, 288, 54_528, 0, 71, _separably),
}


class Backbone(Layer):
    """A known architecture without its last layers; never with weights from elsewhere."""

    rank: ClassVar[int] = 120
    layer: Literal["Backbone"]
    backbone: BackboneName = Field(description="The architecture, as Keras Applications names it.")
    weights: str = Field(
        NO_WEIGHTS, max_length=200, description="Registered model that holds the same architecture, whose weights it starts with; none to begin anew."
    )
    pooling: Literal["avg", "max"] | None = Field(None, description="Mean or maximum of each channel in place of pictures.")

    def keras_class(self) -> Any:
        """Return the function of Keras Applications that makes the architecture."""
        import keras  # Late: where specs are only checked, TensorFlow is not imported.

        return getattr(keras.applications, self.backbone)

    def output_shape(self, shape: Shape) -> Shape:
        require_rank(self.backbone, shape, 3, "(height, width, channels)")
        height, width, _ = require_sizes(self.backbone, shape)
        known = ARCHITECTURES[self.backbone]
        if min(height, width) < known.least:
            raise LayerShapeError(f"{self.backbone} takes pictures of at least {known.least} x {known.least}, but {shape_text(shape)} reaches it")
        return (known.channels,) if self.pooling else (known.size(height), known.size(width), known.channels)

    def parameters(self, shape: Shape) -> int:
        known = ARCHITECTURES[self.backbone]
        return known.parameters + known.each_channel * (shape[-1] or 0)

    def frozen_parameters(self, shape: Shape) -> int:
        known = ARCHITECTURES[self.backbone]
        return known.frozen + known.frozen_each_channel * (shape[-1] or 0)
