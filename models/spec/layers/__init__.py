"""Every layer a network may have, and the union that picks one by its `layer` field."""

from typing import Annotated, get_args

from pydantic import Field

from models.spec.layers.base import Layer, LayerShapeError
from models.spec.layers.convolution import Conv2D, MaxPooling2D
from models.spec.layers.dense import Activation, Dense
from models.spec.layers.recurrent import GRU, LSTM
from models.spec.layers.regularization import BatchNormalization, Dropout
from models.spec.layers.shape import Flatten, Reshape

AnyLayer = Annotated[
    Dense | Activation | Dropout | BatchNormalization | Flatten | Reshape | Conv2D | MaxPooling2D | LSTM | GRU,
    Field(discriminator="layer"),
]
LAYERS: tuple[type[Layer], ...] = get_args(get_args(AnyLayer)[0])

__all__ = ["LAYERS", "AnyLayer", "Layer", "LayerShapeError"]
