"""Activations that Keras 3 has no name for, made of its layers, so that plain Keras opens the file of a network with them."""

from collections.abc import Callable, Mapping
from typing import Any

import keras

from models.specs.layers.base import HARD_SIGMOID_KERAS2


def _hard_sigmoid_keras2() -> Any:
    """Return clip(0.2 x + 0.5, 0, 1) as a layer; a Pipeline takes any shape, where a Sequential keeps that of its first call."""
    return keras.layers.Pipeline([keras.layers.Rescaling(0.2, offset=0.5), keras.layers.ReLU(max_value=1.0)], name=HARD_SIGMOID_KERAS2)


#: Functions that make an activation, by its name.
OWN_ACTIVATIONS: Mapping[str, Callable[[], Any]] = {HARD_SIGMOID_KERAS2: _hard_sigmoid_keras2}
