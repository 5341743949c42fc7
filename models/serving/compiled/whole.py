"""The whole model as one ONNX file."""

from functools import cache
from pathlib import Path

from models.artifact.content import Artifact
from models.core.arrays import Ports
from models.serving.compiled import CompiledForm, Part, probe_of, replay
from models.serving.export import export
from models.serving.predictor import Predictor
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.onnx import OnnxRuntime
from models.serving.runtimes.sklearn import SklearnRuntime

#: Name of the form of the whole model.
WHOLE = "whole"
#: Name of the compiled whole, beside the artifact.
WHOLE_FILE = "model.onnx"


class Whole(CompiledForm):
    """The whole model as one ONNX file."""

    name = WHOLE
    files = (WHOLE_FILE,)
    what = "ONNX form"
    lacking = "it is served by its own framework"

    def build(self, artifact: Artifact, source: KerasRuntime | SklearnRuntime) -> list[Part]:
        signature = artifact.content.signature

        @cache
        def probes() -> Ports:  # Computed after the file is written: a model that labels its training data only has no examples.
            prepared = Predictor.of(artifact, source).prepare(artifact.golden.inputs)
            return {name: probe_of(array) for name, array in prepared.items()}

        return [
            Part(
                file=WHOLE_FILE,
                what="its ONNX form",
                write=lambda draft: export(source, signature.model_shapes, draft),
                compiled=lambda path: OnnxRuntime(path, tuple(signature.outputs)).run(probes()),
                expected=lambda: source.run(probes()),
            )
        ]

    def load(self, artifact: Artifact, folder: Path) -> OnnxRuntime:
        runtime = OnnxRuntime(folder / WHOLE_FILE, tuple(artifact.content.signature.outputs))
        replay(artifact, runtime)
        return runtime
