"""An artifact ready to predict, in a notebook."""

from pathlib import Path

from models.artifact.read import read_artifact
from models.serving.predictor import Predictor
from models.serving.source import source_predictor


def load_artifact(path: Path) -> Predictor:
    """Load an artifact with its own framework, Keras or scikit-learn, and replay its golden examples.

    Args:
        path: The HDF5 file.

    Raises:
        ArtifactError: Not an artifact, or one whose model does not answer as recorded.
    """
    artifact = read_artifact(path)
    predictor = source_predictor(artifact)
    predictor.replay(artifact.golden)
    return predictor
