"""The single-step form of a recurrent network, proved equal to the network over whole windows."""

from pathlib import Path
from typing import Any

import numpy as np

from models.artifact.content import Artifact
from models.core.arrays import Array, Ports, as_fed
from models.core.errors import CompileError
from models.core.room import raise_if_full
from models.kinds import kind_named
from models.serving.compiled import CompiledForm, Part, WholeRun, replay
from models.serving.export import write_network
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.sklearn import SklearnRuntime
from models.serving.single_step.step_model import step_form
from models.serving.single_step.steps import OnnxSteps, run_windows
from models.specs.ports import OUTPUT

#: Name of this compiled form.
STEP = "step"
#: Name of the compiled single-step form, beside the artifact.
STEP_FILE = "step.onnx"


class SingleStep(CompiledForm):
    """The single-step form of a recurrent network."""

    name = STEP
    files = (STEP_FILE,)
    what = "step form"
    lacking = "it is run on whole windows, not step by step"

    def build(self, artifact: Artifact, source: KerasRuntime | SklearnRuntime) -> list[Part]:
        return [step_part(source.model, _windows(artifact))]

    def load(self, artifact: Artifact, folder: Path) -> OnnxSteps:
        path = folder / STEP_FILE
        if not path.is_file():
            raise CompileError(f"{STEP_FILE} is missing")
        steps, ((output, expected),) = OnnxSteps(path), artifact.golden.outputs.items()
        replay(artifact, WholeRun(self.name, lambda x: {output: _outputs_of(steps, as_fed(x), expected.ndim)}))
        return steps


def step_part(network: Any, windows: Array) -> Part:
    """Build the single-step form of a network.

    Args:
        network: The Keras network.
        windows: Prepared windows to compare both on, array of shape (n_windows, size, ...).

    Raises:
        CompileError: It has none.
    """
    form = step_form(network)
    n_axes = len(network.output_shape)

    def expected() -> Ports:
        return {OUTPUT: np.asarray(network.predict(np.asarray(windows, np.float32), verbose=0))}

    return Part(
        file=STEP_FILE,
        what="its step form",
        write=lambda draft: _export(form.model, len(windows), draft),
        compiled=lambda path: {OUTPUT: _outputs_of(OnnxSteps(path), windows, n_axes)},
        expected=expected,
    )


def _windows(artifact: Artifact) -> Array:
    """Return the prepared golden examples."""
    content = artifact.content
    (windows,) = kind_named(content.signature.output.kind).prepare(artifact.golden.inputs, content.chain).values()
    return windows


def _outputs_of(steps: OnnxSteps, windows: Array, n_axes: int) -> Array:
    """Return the outputs of a single-step form over windows: after each step, or after the last one, like those of the network."""
    found = run_windows(steps, windows)
    return found if n_axes == found.ndim else np.asarray(found[:, -1])


def _export(model: Any, n_series: int, draft: Path) -> None:
    try:
        given = [np.zeros((n_series, *(size or 1 for size in tensor.shape[1:])), np.float32) for tensor in model.inputs]
        write_network(model, given, draft)
    except Exception as error:
        raise_if_full(error)
        raise CompileError(f"ONNX cannot express its step form: {type(error).__name__}: {str(error)[:300]}") from error
