"""Models to ONNX files."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from models.core.arrays import as_fed
from models.core.errors import CompileError
from models.serving.network_export import write_network
from models.serving.pipeline_export import write_pipeline
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.sklearn import SklearnRuntime

#: Shape of one value at each input after preprocessing, by name.
Shapes = Mapping[str, tuple[int, ...]]


def export(source: KerasRuntime | SklearnRuntime, shapes: Shapes, draft: Path) -> None:
    """Write the ONNX form of a model.

    Args:
        source: The model, live.
        shapes: Shape of one value at each input after preprocessing, in the order of the model.
        draft: Where the file is to be.

    Raises:
        CompileError: It has none.
    """
    try:
        if isinstance(source, SklearnRuntime):
            ((name, shape),) = shapes.items()
            write_pipeline(source.pipeline, name, shape, draft)
        else:
            write_network(source.network, as_fed({name: np.zeros((1, *one), np.float32) for name, one in shapes.items()}), draft)
    except CompileError:
        raise
    except Exception as error:
        cause = error.__cause__ or error
        raise CompileError(f"ONNX cannot express it: {type(cause).__name__}: {str(cause)[:300]}") from error
