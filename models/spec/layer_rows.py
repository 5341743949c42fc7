"""The layers of a network, worked out from what reaches them: no data set is needed."""

from collections.abc import Sequence

from models.errors import Fault
from models.spec.functional import Functional
from models.spec.graph_shapes import summarize_graph
from models.spec.model import Sequential, SklearnPipeline
from models.spec.network import summarize
from models.spec.registered import Registered
from models.spec.rows import LayerRow
from models.spec.tensors import Shape, TensorType


def layer_rows(
    model: Sequential | Functional | SklearnPipeline, shape: Sequence[int | None], registered: Registered
) -> tuple[list[LayerRow], list[Fault]]:
    """Return a row for each layer, and what is wrong; neither for a pipeline.

    Args:
        model: The model part of a spec.
        shape: Sample shape that reaches it.
        registered: Where models used as layers are looked up.
    """
    given = TensorType(_sizes(shape), "float32")
    if isinstance(model, Functional):
        summary = summarize_graph(model, given, registered)
        return summary.rows, summary.faults
    return summarize([layer for _, layer in model.placed], given) if isinstance(model, Sequential) else ([], [])


def _sizes(shape: Sequence[int | None]) -> Shape:
    return tuple(shape)
