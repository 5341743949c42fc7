"""A stack of layers judged one by one: shapes, parameter counts, names."""

import re
from collections import Counter
from collections.abc import Sequence

from models.core.errors import Fault
from models.core.tensors import TensorType
from models.specs.layers import Layer, LayerShapeError
from models.specs.layers.base import FILE_NAME
from models.specs.layers.recurrent import Recurrent
from models.specs.rows import LayerRow, row_of, size_faults

#: Names that the built model's input and its file already use.
TAKEN_NAMES = frozenset({"inputs", FILE_NAME})


def layer_names(layers: Sequence[Layer]) -> list[str]:
    """Return the name of each layer: its own, else its kind in snake case with a number where it recurs."""
    taken = {layer.name for layer in layers if layer.name}
    counts: Counter[str] = Counter()
    return [layer.name or _next_name(layer.layer, counts, taken) for layer in layers]


def summarize(layers: Sequence[Layer], given: TensorType, pointers: Sequence[str] | None = None) -> tuple[list[LayerRow], list[Fault]]:
    """Follow a sample through a stack of layers.

    Args:
        layers: The layers, input side first.
        given: Type of what reaches the first.
        pointers: Where the spec has each layer; one after the other in model.layers when left out.

    Returns:
        A row for each layer up to the first that cannot work, and what is wrong.
    """
    rows: list[LayerRow] = []
    indices = pointers or [f"/model/layers/{index}" for index in range(len(layers))]
    faults = _double_names(layers, indices)
    shape = given.shape
    for index, (layer, name) in enumerate(zip(layers, layer_names(layers), strict=True)):
        try:
            output = layer.output_shape(shape)
        except LayerShapeError as error:
            return rows, [*faults, Fault(indices[index], f"layer {name}: {error}{_hint(layers, index)}")]
        rows.append(row_of(layer, name, shape, output))
        shape = output
    return rows, faults + size_faults(rows, "/model/layers")


def _hint(layers: Sequence[Layer], index: int) -> str:
    """Return how to mend the commonest mistake before recurrent layers; empty where it is another one."""
    before = layers[index - 1] if index else None
    if isinstance(layers[index], Recurrent) and isinstance(before, Recurrent) and not before.return_sequences:
        return f"; set return_sequences of the {before.layer} before it"
    return ""


def _next_name(kind: str, counts: Counter[str], taken: set[str]) -> str:
    base = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).lower()
    while True:
        name = f"{base}_{counts[base]}" if counts[base] else base
        counts[base] += 1
        if name not in taken:
            return name


def _double_names(layers: Sequence[Layer], indices: Sequence[str]) -> list[Fault]:
    seen: set[str] = set()
    faults = []
    for index, layer in zip(indices, layers, strict=True):
        if layer.name in TAKEN_NAMES:
            faults.append(Fault(f"{index}/name", f"expected another name: the model itself uses {layer.name!r}"))
        if layer.name in seen:
            faults.append(Fault(f"{index}/name", f"expected a name no other layer has, got {layer.name!r} again"))
        seen.update({layer.name} if layer.name else ())
    return faults
