"""Every layer a network may have, and the union that picks one by its `layer` field."""

from typing import Annotated, get_args

from pydantic import Field

from models.specs.layers.backbone import Backbone
from models.specs.layers.base import Layer, LayerShapeError
from models.specs.layers.convolution import Conv1D, Conv2D, Conv2DTranspose, Conv3D, DepthwiseConv2D, SeparableConv2D
from models.specs.layers.dense import Activation, CategoryEncoding, Dense, Embedding
from models.specs.layers.merging import Add, Average, Concatenate, Dot, Maximum, Merge, Multiply, Subtract
from models.specs.layers.normalization import BatchNormalization, Dropout, GaussianNoise, LayerNormalization, Normalization, Rescaling
from models.specs.layers.pooling import (
    AveragePooling1D,
    AveragePooling2D,
    AveragePooling3D,
    GlobalAveragePooling1D,
    GlobalAveragePooling2D,
    GlobalAveragePooling3D,
    GlobalMaxPooling1D,
    GlobalMaxPooling2D,
    GlobalMaxPooling3D,
    MaxPooling1D,
    MaxPooling2D,
    MaxPooling3D,
)
from models.specs.layers.recurrent import GRU, LSTM, SimpleRNN
from models.specs.layers.resizing import Cropping2D, UpSampling2D, ZeroPadding2D
from models.specs.layers.sampling import Sampling
from models.specs.layers.shape import Flatten, Permute, RepeatVector, Reshape
from models.specs.layers.wrappers import Bidirectional, TimeDistributed

AnyLayer = Annotated[
    Dense
    | Activation
    | Dropout
    | Flatten
    | Reshape
    | Permute
    | RepeatVector
    | Conv1D
    | Conv2D
    | Conv3D
    | Conv2DTranspose
    | SeparableConv2D
    | DepthwiseConv2D
    | MaxPooling1D
    | MaxPooling2D
    | MaxPooling3D
    | AveragePooling1D
    | AveragePooling2D
    | AveragePooling3D
    | GlobalMaxPooling1D
    | GlobalMaxPooling2D
    | GlobalMaxPooling3D
    | GlobalAveragePooling1D
    | GlobalAveragePooling2D
    | GlobalAveragePooling3D
    | UpSampling2D
    | ZeroPadding2D
    | Cropping2D
    | BatchNormalization
    | LayerNormalization
    | GaussianNoise
    | LSTM
    | GRU
    | SimpleRNN
    | Bidirectional
    | TimeDistributed
    | Embedding
    | CategoryEncoding
    | Rescaling
    | Normalization
    | Add
    | Subtract
    | Multiply
    | Average
    | Maximum
    | Concatenate
    | Dot
    | Backbone
    | Sampling,
    Field(discriminator="layer"),
]
#: The layers that Keras has under the same names; a backbone is a whole network.
LAYERS: tuple[type[Layer], ...] = tuple(cls for cls in get_args(get_args(AnyLayer)[0]) if cls is not Backbone)

__all__ = ["LAYERS", "AnyLayer", "Backbone", "Layer", "LayerShapeError", "Merge"]
