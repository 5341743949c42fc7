"""Long networks as diagrams of few boxes."""

from typing import Any

import pytest

from models.plots.graphs.boxes import Diagram, diagram_of
from models.plots.graphs.folding import MAX_BOXES, folded
from models.specs.functional import Functional
from models.specs.model import Sequential
from models.specs.registered import NONE_REGISTERED

CONV = {"layer": "Conv2D", "filters": 4, "kernel_size": 3, "padding": "same"}
NORM, RELU = {"layer": "BatchNormalization"}, {"layer": "Activation", "activation": "relu"}


def stack(*layers: dict[str, Any]) -> Diagram:
    return diagram_of(Sequential.model_validate({"kind": "sequential", "layers": list(layers)}), {"inputs": (8, 8, 4)}, NONE_REGISTERED)


def graph(nodes: list[dict[str, Any]], outputs: list[str], **given: tuple[int, ...]) -> Diagram:
    return diagram_of(Functional.model_validate({"kind": "functional", "nodes": nodes, "outputs": outputs}), given, NONE_REGISTERED)


def node(name: str, layer: dict[str, Any], *inputs: str) -> dict[str, Any]:
    return {"name": name, "inputs": list(inputs), "layer": layer}


def residual(n_blocks: int) -> Diagram:
    """Blocks with a branch around them, then two outputs and a second input."""
    nodes: list[dict[str, Any]] = [{"name": "image"}, {"name": "other"}, node("s", CONV, "image")]
    last = "s"
    for index in range(n_blocks):
        nodes += [node(f"c{index}", CONV, last), node(f"n{index}", NORM, f"c{index}"), node(f"s{index}", {"layer": "Add"}, last, f"n{index}")]
        last = f"s{index}"
    nodes += [node("flat", {"layer": "Flatten"}, last), node("both", {"layer": "Concatenate"}, "flat", "other")]
    nodes += [node("class", {"layer": "Dense", "units": 3}, "both"), node("value", {"layer": "Dense", "units": 1}, "both")]
    return graph(nodes, ["class", "value"], image=(8, 8, 4), other=(5,))


def test_a_short_network_stays_as_it_is() -> None:
    diagram = stack(CONV, NORM, RELU)
    assert folded(diagram) == diagram


def test_layers_that_repeat_become_one_box_with_their_weights_and_last_shape() -> None:
    diagram = stack({"repeat": 19, "layers": [CONV, NORM, RELU]}, {"layer": "Flatten"}, {"layer": "Dense", "units": 10})
    found = folded(diagram)
    assert [box.layer for box in found.boxes] == ["Input", "19 × (Conv2D, BatchNormalization, Activation)", "Flatten", "Dense"]
    assert found.arrows == [(0, 1), (1, 2), (2, 3)]
    assert (found.boxes[1].layers, found.boxes[1].shape, found.outputs) == (57, [8, 8, 4], [3])
    assert sum(box.parameters for box in found.boxes) == diagram.parameters


def test_blocks_with_branches_that_repeat_become_one_box() -> None:
    diagram = residual(12)
    found = folded(diagram)
    assert "12 × (Conv2D, BatchNormalization, Add)" in [box.layer for box in found.boxes]
    assert len(found.boxes) == 8
    assert [found.boxes[index].name for index in found.outputs] == ["class", "value"]
    assert sum(box.layers for box in found.boxes) == diagram.layers


def test_of_a_long_row_without_repetition_the_middle_becomes_one_box() -> None:
    layers = [{"layer": "Dense", "units": 3 + index} if index % 7 else RELU for index in range(2, 62)]
    irregular = [layer for index, layer in enumerate(layers) for _ in range(1 + index % 3 % 2)]
    found = folded(stack(*irregular))
    assert len(found.boxes) <= MAX_BOXES
    assert sum(box.layers for box in found.boxes) == len(irregular)


def test_layers_that_are_used_again_are_not_folded() -> None:
    nodes = [{"name": "a"}, {"name": "b"}, node("one", {"layer": "Dense", "units": 4}, "a")]
    nodes += [{"name": "two", "inputs": ["b"], "shares": "one"}, node("both", {"layer": "Add"}, "one", "two")]
    found = folded(graph(nodes, ["both"], a=(4,), b=(4,)))
    box = next(box for box in found.boxes if box.name == "two")
    assert (box.layer, box.shares, box.parameters) == ("Dense", "one", 0)


@pytest.mark.parametrize("n_blocks", [1, 4, 40])
def test_no_arrow_points_back(n_blocks: int) -> None:
    found = folded(residual(n_blocks))
    assert len(found.boxes) <= MAX_BOXES
    assert all(start < end for start, end in found.arrows)


def test_a_model_that_is_no_longer_registered_is_drawn_without_shape() -> None:
    nodes = [{"name": "a"}, {"name": "inner", "inputs": ["a"], "model": "digits@3"}, node("out", {"layer": "Dense", "units": 2}, "inner")]
    found = graph(nodes, ["out"], a=(4,))
    assert [(box.name, box.layer, box.shape) for box in found.boxes] == [
        ("a", "Input", [4]),
        ("inner", "model digits@3", None),
        ("out", "Dense", None),
    ]
