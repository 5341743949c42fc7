"""The artifact: one HDF5 file that holds a trained model and everything needed to use it.

`load(path).predict(raw)` is all a notebook needs.
"""

from pathlib import Path

from models.serving.any_predictor import AnyPredictor, replay


def load(path: str | Path) -> AnyPredictor:
    """Load an artifact with its own framework, Keras or scikit-learn, and replay its golden examples.

    Args:
        path: The HDF5 file.

    Raises:
        ArtifactError: Not an artifact, or one whose model does not answer as recorded.
    """
    from models.artifact.read import read_artifact
    from models.serving.source import source_predictor

    artifact = read_artifact(Path(path))
    predictor = source_predictor(artifact)
    replay(predictor, artifact.golden)
    return predictor


__all__ = ["load"]
