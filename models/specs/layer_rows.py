"""The layers of a network, worked out from what reaches them: no data set is needed."""

from collections.abc import Sequence

from models.core.errors import Fault
from models.core.tensors import Shape, TensorType
from models.specs.functional import Functional
from models.specs.graph_shapes import summarize_graph
from models.specs.model import AnyModel, Sequential
from models.specs.network import summarize
from models.specs.registered import Registered
from models.specs.rows import LayerRow


def layer_rows(model: AnyModel, shapes: Sequence[Shape], registered: Registered) -> tuple[list[LayerRow], list[Fault]]:
    """Return a row for each layer, and what is wrong; neither for a pipeline.

    Args:
        model: The model part of a spec.
        shapes: Sample shape that reaches each of its inputs, in the network's order.
        registered: Where models used as layers are looked up.
    """
    given = [TensorType(shape, "float32") for shape in shapes]
    if isinstance(model, Functional):
        summary = summarize_graph(model, dict(zip(model.input_names, given, strict=False)), registered)
        return summary.rows, summary.faults
    return summarize([layer for _, layer in model.layers_by_pointer], given[0]) if isinstance(model, Sequential) else ([], [])
