"""Learning without a service: specs, data, preprocessing, training, artifacts and predictors.

Nothing here knows of HTTP, databases or queues; a notebook can import it alone. `models.load(path).predict(raw)` is all it needs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.serving.predictor import Predictor


def load(path: str | Path) -> Predictor:
    """Load an artifact with its own framework, Keras or scikit-learn, and replay its golden examples.

    Args:
        path: The HDF5 file.

    Raises:
        ArtifactError: Not an artifact, or one whose model does not answer as recorded.
    """
    from models.serving.loading import load_artifact  # A library is imported by who uses it: this package is imported by all.

    return load_artifact(Path(path))


__all__ = ["load"]
