"""The layers of a network, worked out from what reaches them: no data set is needed."""

from collections.abc import Sequence

from models.core.errors import Fault
from models.core.tensors import Shape, TensorType
from models.specs.functional import Functional
from models.specs.graph_shapes import summarize_graph
from models.specs.model import Sequential, SklearnPipeline
from models.specs.network import summarize
from models.specs.registered import Registered
from models.specs.rows import LayerRow


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
