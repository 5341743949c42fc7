"""Compile an artifact to ONNX and prove the result equal to the model it came from."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from models.artifact.content import Artifact
from models.artifact.golden import Golden, largest_difference
from models.core.arrays import Array
from models.core.errors import CompileError
from models.core.files import write_atomically
from models.kinds import kind_named
from models.serving.export import export
from models.serving.predictor import Predictor
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.onnx import OnnxRuntime
from models.serving.runtimes.sklearn import SklearnRuntime
from models.serving.source import source_runtime
from models.serving.stepping import STEP, StepProof, compile_steps

#: Samples in the batch that both forms answer: the golden examples, and noise of each value's mean and deviation in them.
PROBE_SIZE = 64


@dataclass(frozen=True)
class Proof:
    """How a model is served, and why that is sound.

    Args:
        runtime: "onnx", or the framework itself where ONNX does not do.
        difference: Largest difference on the probe batch, relative to the largest output; the share of answers that differ
            where they are labels without probabilities, or clusters; None without ONNX.
        samples: Samples in the probe batch.
        reason: Why ONNX does not do; empty where it does.
        steps: The same of the step form of a text model; None for others.
    """

    runtime: str
    difference: float | None
    samples: int
    reason: str = ""
    steps: StepProof | None = None


def compile_artifact(artifact: Artifact, path: Path, tolerance: float = Golden.TOLERANCE) -> Proof:
    """Write the ONNX form of an artifact, if it has one that answers equally.

    Args:
        artifact: The model.
        path: Where the ONNX file is to be; nothing is left there where ONNX does not do.
        tolerance: Largest relative difference allowed.
    """
    source = source_runtime(artifact)
    try:
        write_atomically(path, lambda draft: export(source, artifact.content.signature.model_shapes, draft))
        difference = _difference(source, artifact, path)
        if difference > tolerance:
            raise CompileError(f"its ONNX form differs by {difference:.2g} on the probe batch; at most {tolerance:g} is allowed")
    except CompileError as error:
        path.unlink(missing_ok=True)
        return Proof(artifact.content.framework, None, 0, str(error))
    return Proof("onnx", difference, PROBE_SIZE)


def with_steps(proof: Proof, artifact: Artifact, model: Any, path: Path) -> Proof:
    """Compile the single-step form of a model, too, where its kind has one, and return its proof with that of the whole.

    Args:
        proof: That of the whole.
        artifact: The model.
        model: The same, live.
        path: Where the ONNX file of the single-step form is to be; nothing is left there where there is none.
    """
    signature = artifact.content.signature
    kind = kind_named(signature.output.kind)
    if STEP not in kind.compiled_forms(signature):
        return proof
    (windows,) = kind.prepare(artifact.golden.inputs, artifact.content.chain).values()
    return replace(proof, steps=compile_steps(model, windows, path))


def _difference(source: KerasRuntime | SklearnRuntime, artifact: Artifact, path: Path) -> float:
    """Return the largest relative difference of the two forms on the probe batch."""
    predictor = Predictor.of(artifact, source)
    probes = {name: probe_of(prepared) for name, prepared in predictor.prepare(artifact.golden.inputs).items()}
    return largest_difference(OnnxRuntime(path, tuple(predictor.signature.outputs)).run(probes), source.run(probes))


def probe_of(prepared: Array) -> Array:
    """Return the examples and more like them: noise of their spread, or, where they are whole numbers such as ids, others of those."""
    draws, deviation = np.random.default_rng(0), prepared.std(axis=0)
    if prepared.dtype.kind in "iu":
        others = draws.choice(prepared.reshape(-1), (PROBE_SIZE - len(prepared), *prepared.shape[1:]))
        return np.concatenate([prepared, others]).astype(np.float32)
    spread = np.where(deviation > 0, deviation, prepared.std() or 1.0)
    noise = draws.normal(prepared.mean(axis=0), spread, (PROBE_SIZE - len(prepared), *prepared.shape[1:]))
    return np.concatenate([prepared, noise]).astype(np.float32)
