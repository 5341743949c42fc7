"""The model of a batch, as a job process runs it."""

from pathlib import Path

from models.artifact.content import Artifact
from models.artifact.file import read_artifact
from models.serving.predictor import Predictor
from models.serving.runtimes import Runtime
from models.serving.runtimes.onnx import OnnxRuntime
from models.serving.source import source_runtime


def load_model(path: Path, onnx: Path | None) -> Predictor:
    """Load a model by its ONNX form, or by its own framework where it has none, and replay its golden examples.

    Args:
        path: The artifact.
        onnx: Its ONNX form; None without one.

    Raises:
        ArtifactError: The file is damaged, or the model does not reproduce its golden examples.
        CompileError: Its ONNX form does not load.
    """
    artifact = read_artifact(path, to_continue=False)
    predictor = Predictor.of(artifact, _runtime(artifact, onnx))
    predictor.replay(artifact.golden)
    return predictor


def _runtime(artifact: Artifact, onnx: Path | None) -> Runtime:
    return source_runtime(artifact) if onnx is None else OnnxRuntime.serve(artifact, onnx)
