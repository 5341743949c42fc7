"""What layers compute for one sample, counted by hand."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from models.core.tensors import Shape
from models.specs.layers import AnyLayer, Layer
from models.specs.network import cost_of

LSTM: dict[str, Any] = {"layer": "LSTM", "units": 3}


def layer_of(fields: dict[str, Any]) -> Layer:
    layer: Layer = TypeAdapter(AnyLayer).validate_python(fields)
    return layer


@pytest.mark.parametrize(
    ("fields", "shape", "operations", "serial_steps"),
    [
        ({"layer": "Dense", "units": 10}, (784,), 785 * 10, 0),
        ({"layer": "Dense", "units": 10}, (5, 784), 5 * 785 * 10, 0),
        ({"layer": "Conv2D", "filters": 8, "kernel_size": 3}, (28, 28, 1), 26 * 26 * (9 + 1) * 8, 0),
        ({"layer": "Conv2D", "filters": 8, "kernel_size": 3, "strides": 2, "padding": "same"}, (28, 28, 4), 14 * 14 * (9 * 4 + 1) * 8, 0),
        ({"layer": "Conv2DTranspose", "filters": 2, "kernel_size": 2, "strides": 2}, (7, 7, 3), 7 * 7 * (2 * 2 * 3 * 2 + 2), 0),
        ({"layer": "DepthwiseConv2D", "kernel_size": 3}, (10, 10, 4), 8 * 8 * 4 * 10, 0),
        ({"layer": "Embedding", "input_dim": 1000, "output_dim": 16}, (20,), 20 * 16, 0),
        ({"layer": "Dropout", "rate": 0.5}, (784,), 0, 0),
        ({"layer": "Flatten"}, (28, 28), 0, 0),
        (LSTM, (13, 2), 13 * 4 * 3 * (3 + 2 + 1), 13),
        ({**LSTM, "return_sequences": True}, (13, 2), 13 * 4 * 3 * (3 + 2 + 1), 13),
        ({"layer": "Bidirectional", "wrapped": LSTM}, (13, 2), 2 * 13 * 4 * 3 * 6, 26),
        ({"layer": "TimeDistributed", "wrapped": {"layer": "Dense", "units": 4}}, (6, 8), 6 * 9 * 4, 0),
        (LSTM, (None, 2), 4 * 3 * 6, 1),
        ({"layer": "Backbone", "backbone": "VGG16"}, (224, 224, 3), 15_350_000_000, 0),
        ({"layer": "Backbone", "backbone": "VGG16"}, (112, 112, 3), 15_350_000_000 // 4, 0),
    ],
)
def test_operations_and_steps_that_wait_for_one_another(fields: dict[str, Any], shape: Shape, operations: int, serial_steps: int) -> None:
    layer = layer_of(fields)
    cost = cost_of(layer, shape, layer.output_shape(shape))
    assert (cost.operations, cost.serial_steps) == (operations, serial_steps)


@pytest.mark.parametrize(
    ("fields", "n_parts"), [(LSTM, 1), ({"layer": "Bidirectional", "wrapped": LSTM}, 2), ({"layer": "Backbone", "backbone": "ResNet50"}, 175)]
)
def test_a_layer_counts_for_those_that_it_is_built_of(fields: dict[str, Any], n_parts: int) -> None:
    assert layer_of(fields).n_parts == n_parts
