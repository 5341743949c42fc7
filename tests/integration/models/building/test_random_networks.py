"""No network that passes the checker fails later for a reason of shape."""

from typing import Any

import keras
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from models.building.network import build_network
from models.core.tensors import TensorType
from models.specs.functional import Functional, Node
from models.specs.layer_shapes import summarize_graph
from models.specs.layers import Layer
from models.specs.model import Sequential
from models.specs.network import summarize
from models.specs.registered import NoneRegistered
from tests.integration.drawn_layers import DRAWN, MERGING, draw_layer, sizes

pytestmark = pytest.mark.filterwarnings("ignore:You are using a softmax over axis -1:UserWarning")

#: Those that take anything; ids of a vocabulary would have to be whole numbers.
NAMES = sorted(set(DRAWN) - {"CategoryEncoding", "Embedding"})


def _layer(data: st.DataObject, names: list[str]) -> Layer | None:
    """Draw a layer; None where its arguments do not go together."""
    name = data.draw(st.sampled_from(names), label="layer")
    try:
        return draw_layer(data, name, {**DRAWN.get(name, ({}, None))[0], **MERGING.get(name, {})})
    except ValidationError:
        return None


def _accepted(layers: list[Layer], shape: TensorType) -> bool:
    return summarize(layers, shape)[1] == []


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_stack_that_passes_is_built_and_returns_the_shape_it_was_said_to(data: st.DataObject) -> None:
    given_type = TensorType(data.draw(st.integers(1, 4).flatmap(lambda rank: sizes(rank, 8)), label="shape"), "float32")
    layers: list[Layer] = []
    for _ in range(12):
        layer = _layer(data, NAMES)
        if layer is not None and len(layers) < 5 and _accepted([*layers, layer], given_type):
            layers.append(layer)
    if layers:
        rows, _ = summarize(layers, given_type)
        network = build_network(Sequential(kind="sequential", layers=layers), given_type.shape)
        assert _answer_shape(network, given_type) == rows[-1].output_shape
        assert network.count_params() == sum(row.parameters for row in rows)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_graph_that_passes_is_built_and_returns_the_shape_it_was_said_to(data: st.DataObject) -> None:
    given_type = TensorType(data.draw(st.integers(1, 3).flatmap(lambda rank: sizes(rank, 6)), label="shape"), "float32")
    nodes: list[Node] = [Node(name="entry")]
    for index in range(10):
        names = [node.name for node in nodes]
        node = _node(data, f"node_{index}", names)
        if node is not None and not summarize_graph(_graph([*nodes, node]), {"entry": given_type}, NoneRegistered()).faults:
            nodes.append(node)
    if len(nodes) > 1:
        graph = _graph(nodes)
        summary = summarize_graph(graph, {"entry": given_type}, NoneRegistered())
        network = build_network(graph, given_type.shape)
        predictions = network(np.ones((2, *given_type.shape), "float32"))
        predictions = predictions if isinstance(predictions, list) else [predictions]
        assert [tuple(prediction.shape[1:]) for prediction in predictions] == [summary.shapes[name] for name in graph.outputs]


def _node(data: st.DataObject, name: str, names: list[str]) -> Node | None:
    merge = data.draw(st.booleans(), label="merge")
    layer = _layer(data, sorted(MERGING) if merge else NAMES)
    inputs = data.draw(st.lists(st.sampled_from(names), min_size=2 if merge else 1, max_size=3 if merge else 1), label="inputs")
    return None if layer is None else Node(name=name, inputs=inputs, layer=layer)


def _graph(nodes: list[Node]) -> Functional:
    """Make every node that nobody takes from an output, so that none is a loose end."""
    taken = {name for node in nodes for name in node.inputs}
    return Functional(kind="functional", nodes=nodes, outputs=[node.name for node in nodes if node.name not in taken])


def _answer_shape(network: keras.Model, given_type: TensorType) -> tuple[Any, ...]:
    return tuple(network(np.ones((2, *given_type.shape), "float32")).shape[1:])
