"""ONNX files with random weights, as large as a test needs them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save

from models.core.arrays import Array

#: Name of the input and of the output.
X, Y = "x", "y"


def _drawn(name: str, *shape: int) -> Any:
    values = np.random.default_rng(len(name)).normal(0, 0.1, shape).astype(np.float32)
    return numpy_helper.from_array(values, name)


def dense(path: Path, width: int = 128, n_layers: int = 2) -> Array:
    """Write layers of equal width; return 33 rows for them."""
    nodes, weights, at = [], [], X
    for layer in range(n_layers):
        weights += [_drawn(f"w{layer}", width, width), _drawn(f"b{layer}", width)]
        nodes += [helper.make_node("MatMul", [at, f"w{layer}"], [f"m{layer}"]), helper.make_node("Add", [f"m{layer}", f"b{layer}"], [f"a{layer}"])]
        nodes.append(helper.make_node("Relu", [f"a{layer}"], [at := Y if layer == n_layers - 1 else f"r{layer}"]))
    _write(path, nodes, weights, (width,), (width,))
    return _rows(width)


def convolution(path: Path) -> Array:
    """Write a convolution with 32 filters; return images for it."""
    nodes = [helper.make_node("Conv", [X, "kernel", "bias"], ["c"], pads=[1, 1, 1, 1]), helper.make_node("Relu", ["c"], [Y])]
    _write(path, nodes, [_drawn("kernel", 32, 16, 3, 3), _drawn("bias", 32)], (16, 8, 8), (32, 8, 8))
    return _rows(16, 8, 8)


def recurrent(path: Path) -> Array:
    """Write an LSTM whose input has the axes (steps, rows, values); return series for it."""
    weights = [_drawn("w", 1, 256, 16), _drawn("r", 1, 256, 64), _drawn("b", 1, 512)]
    _write(path, [helper.make_node("LSTM", [X, "w", "r", "b"], [Y], hidden_size=64)], weights, ("rows", 16), (1, "rows", 64))
    return _rows(5, 16)


def embedding(path: Path) -> Array:
    """Write an embedding of 100 ids; return ids, as the floats that models get."""
    nodes = [helper.make_node("Cast", [X], ["i"], to=TensorProto.INT64), helper.make_node("Gather", ["table", "i"], [Y])]
    _write(path, nodes, [_drawn("table", 100, 64)], (5,), (5, 64))
    return np.random.default_rng(0).integers(0, 100, (33, 5)).astype(np.float32)


#: Writers of files by what they compute.
KINDS: dict[str, Callable[[Path], Array]] = {"dense": dense, "convolution": convolution, "recurrent": recurrent, "embedding": embedding}


def _write(path: Path, nodes: list[Any], weights: list[Any], given: tuple[Any, ...], result: tuple[Any, ...]) -> None:
    ends = (helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", *shape]) for name, shape in ((X, given), (Y, result)))
    graph = helper.make_graph(nodes, "test", *([end] for end in ends), weights)
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), path)


def _rows(*shape: int) -> Array:
    return np.random.default_rng(0).normal(size=(33, *shape)).astype(np.float32)
