"""Learning without a service: specs, data, preprocessing, training, artifacts and predictors.

Nothing here uses HTTP, databases or queues; a notebook can import this package without the service: `models.load(path).predict(raw)`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from models.core.library_environment import set_library_environment

if TYPE_CHECKING:
    from models.serving.predictor import Predictor


set_library_environment()  # Here, because every module of this package imports it first, and ONNX Runtime reads it on import.


def load(path: str | Path) -> Predictor:
    """Load an artifact with its own framework, Keras or scikit-learn, and replay its golden examples.

    Args:
        path: The HDF5 file.

    Raises:
        ArtifactError: Not an artifact, or the model does not reproduce its golden examples.
    """
    from models.serving.source import load_artifact  # Imported late: this package is imported by every process, most of which load no model.

    return load_artifact(Path(path))


__all__ = ["load"]
