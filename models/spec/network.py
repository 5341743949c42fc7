"""A network judged layer by layer: shapes, parameter counts, and whether its output fits loss and targets."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from models.errors import Fault
from models.spec.layers import Layer, LayerShapeError
from models.spec.tensors import Shape, TensorType, shape_text
from models.spec.training import Training

#: Largest network that is accepted, in weights: 800 MB as float32, three times that with Adam.
MAX_PARAMETERS = 200_000_000
#: Names that the built model's input and its file already use.
TAKEN_NAMES = frozenset({"inputs", "top_level_model_weights"})


@dataclass(frozen=True)
class LayerRow:
    """One line of the model summary.

    Args:
        name: Name of the layer in the built model.
        layer: Kind of the layer.
        output_shape: Shape of one sample behind it.
        parameters: Number of weights.
        trainable: Number of those that training changes.
    """

    name: str
    layer: str
    output_shape: Shape
    parameters: int
    trainable: int


def layer_names(layers: Sequence[Layer]) -> list[str]:
    """Return the name of each layer: its own, else its kind in snake case with a number where it recurs."""
    taken = {layer.name for layer in layers if layer.name}
    counts: Counter[str] = Counter()
    return [layer.name or _next_name(layer.layer, counts, taken) for layer in layers]


def summarize(layers: Sequence[Layer], given: TensorType) -> tuple[list[LayerRow], list[Fault]]:
    """Follow a sample through a stack of layers.

    Returns:
        A row for each layer up to the first that cannot work, and what is wrong.
    """
    rows: list[LayerRow] = []
    faults = _double_names(layers)
    shape = given.shape
    for index, (layer, name) in enumerate(zip(layers, layer_names(layers), strict=True)):
        try:
            output = layer.output_shape(shape)
        except LayerShapeError as error:
            return rows, [*faults, Fault(f"/model/layers/{index}", f"layer {name}: {error}")]
        total = layer.parameters(shape)
        trainable = (total - layer.frozen_parameters(shape)) if layer.trainable else 0
        rows.append(LayerRow(name, layer.layer, output, total, trainable))
        shape = output
    return rows, faults + _too_large(rows)


def output_faults(rows: Sequence[LayerRow], training: Training, targets: TensorType, n_classes: int | None) -> list[Fault]:
    """Tell whether the last layer's output fits the loss and the targets.

    Args:
        rows: The whole network.
        training: How it is fitted.
        targets: Type of the targets it is fitted to.
        n_classes: Number of classes, where the data set names them.
    """
    wrong_loss = _loss_fault(training, targets)
    if wrong_loss:
        return [Fault("/training/loss", wrong_loss)]
    last = rows[-1]
    sparse = training.loss == "sparse_categorical_crossentropy"
    wanted: Shape = (n_classes,) if sparse else targets.shape or (1,)
    if _fits(last.output_shape, wanted):
        return []
    classes = f"each of {n_classes} classes" if n_classes else "each class"
    meaning = f"one value for {classes} is expected" if sparse else f"targets have shape {shape_text(wanted)}"
    return [Fault(f"/model/layers/{len(rows) - 1}", f"layer {last.name} gives {shape_text(last.output_shape)}, but {meaning}")]


def _loss_fault(training: Training, targets: TensorType) -> str:
    """Return why the loss does not take the targets; empty where it does."""
    single = targets.shape == ()
    if training.loss == "sparse_categorical_crossentropy" and not single:
        return f"{training.loss} takes one label a sample, but targets have shape {shape_text(targets.shape)}; did you mean categorical_crossentropy?"
    if training.loss == "categorical_crossentropy" and single:
        return f"{training.loss} takes one-hot targets, but they are single labels; add a one_hot step or use sparse_categorical_crossentropy"
    return ""


def _fits(output: Shape, wanted: Shape) -> bool:
    same = (a == b or None in (a, b) for a, b in zip(output, wanted, strict=False))
    return len(output) == len(wanted) and all(same)


def _next_name(kind: str, counts: Counter[str], taken: set[str]) -> str:
    base = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).lower()
    while True:
        name = f"{base}_{counts[base]}" if counts[base] else base
        counts[base] += 1
        if name not in taken:
            return name


def _double_names(layers: Sequence[Layer]) -> list[Fault]:
    seen: set[str] = set()
    faults = []
    for index, layer in enumerate(layers):
        if layer.name in TAKEN_NAMES:
            faults.append(Fault(f"/model/layers/{index}/name", f"expected another name: the model itself uses {layer.name!r}"))
        if layer.name in seen:
            faults.append(Fault(f"/model/layers/{index}/name", f"expected a name no other layer has, got {layer.name!r} again"))
        seen.update({layer.name} if layer.name else ())
    return faults


def _too_large(rows: Sequence[LayerRow]) -> list[Fault]:
    total = sum(row.parameters for row in rows)
    if total <= MAX_PARAMETERS:
        return []
    return [Fault("/model/layers", f"expected at most {MAX_PARAMETERS:,} parameters, got {total:,}")]
