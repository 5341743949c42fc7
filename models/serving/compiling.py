"""Compile an artifact to ONNX and prove that it equals the model.

Run as `python -m models.serving.compiling ARTIFACT FORM`, it rebuilds one form beside an artifact; only there are frameworks imported.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.artifact.content import Artifact
from models.artifact.file import read_artifact
from models.artifact.golden import Golden, largest_difference
from models.core.errors import CompileError
from models.core.files import write_atomically
from models.core.isolation.network import close_network
from models.kinds import kind_named
from models.serving.compiled import FORMS, PROBE_SIZE, CompiledForm, Part
from models.serving.compiled.step import STEP
from models.serving.compiled.whole import WHOLE
from models.serving.predictor import Predictor
from models.serving.runtimes import RUNTIMES
from models.serving.runtimes.keras import KerasRuntime
from models.serving.runtimes.sklearn import SklearnRuntime
from models.serving.source import source_runtime


@dataclass(frozen=True)
class FormProof:
    """Proof that a compiled form equals its model, or the reason why there is none.

    Args:
        difference: Largest difference to the model on the probes, relative to its largest output; None without such a form.
        reason: Why there is no such form; empty otherwise.
    """

    difference: float | None
    reason: str = ""

    @property
    def is_sound(self) -> bool:
        """Tell whether the form may serve."""
        return self.difference is not None


@dataclass(frozen=True)
class Proof:
    """How a model is served, with the proof of its compiled form.

    Args:
        runtime: "onnx", or another runtime where the model has no sound ONNX form.
        difference: Largest difference on the probe batch, relative to the largest output; the share of predictions that differ
            where they are labels without probabilities, or clusters; None without ONNX.
        samples: Samples in the probe batch.
        reason: Why the model is not served by ONNX Runtime; empty if it is.
        steps: Proof of the single-step form; None for models without one.
    """

    runtime: str
    difference: float | None
    samples: int
    reason: str = ""
    steps: FormProof | None = None


def compile_model(artifact: Artifact, folder: Path, tolerance: float = Golden.TOLERANCE) -> dict[str, FormProof]:
    """Write all compiled forms of an artifact that equal the model.

    Args:
        artifact: The model.
        folder: Folder of the files; those of unsound forms are removed.
        tolerance: Largest relative difference allowed.

    Returns:
        A proof for each form by name, first that of the whole model.

    Raises:
        ArtifactError: The model has no sound form, and does not reproduce its golden examples in its own framework either.
    """
    source, signature = source_runtime(artifact), artifact.content.signature
    names = (WHOLE, *kind_named(signature.output.kind).compiled_forms(signature))
    proofs = {name: compile_form(FORMS[name], artifact, source, folder, tolerance) for name in names}
    if not proofs[WHOLE].is_sound:  # It is served by its own framework, which therefore has to be proved, too.
        Predictor.of(artifact, source).replay(artifact.golden)
    return proofs


def claimed_by(artifact: Artifact) -> Proof | None:
    """Return the proof of a model that a runtime claims, after its golden examples; None where no runtime claims it.

    Raises:
        ArtifactError: The runtime does not reproduce the golden examples.
    """
    runtime = next((runtime for runtime in RUNTIMES.values() if runtime.claims(artifact)), None)
    if runtime is None:
        return None
    served = runtime.serve(artifact, None)
    try:
        Predictor.of(artifact, served).replay(artifact.golden)
    finally:
        served.close()
    return Proof(runtime.name, None, 0, f"the runtime {runtime.name} claims it")


def compile_form(
    form: CompiledForm, artifact: Artifact, source: KerasRuntime | SklearnRuntime, folder: Path, tolerance: float = Golden.TOLERANCE
) -> FormProof:
    """Write one form of an artifact if it equals the model, and loads as it will for serving; arguments as for `compile_model`."""
    try:
        difference = max(_written(part, folder / part.file, tolerance) for part in form.build(artifact, source))
        form.load(artifact, folder)
        return FormProof(difference)
    except CompileError as error:
        for file in form.files:
            (folder / file).unlink(missing_ok=True)
        return FormProof(None, str(error))


def proof_of(proofs: Mapping[str, FormProof], framework: str) -> Proof:
    """Return how a model is served.

    Args:
        proofs: The proofs of its forms, by name.
        framework: Its framework, which serves it without a sound ONNX form.
    """
    whole, steps = proofs[WHOLE], proofs.get(STEP)
    if not whole.is_sound:
        return Proof(framework, None, 0, whole.reason, steps)
    return Proof("onnx", whole.difference, PROBE_SIZE, steps=steps)


def main() -> None:
    """Rebuild a form; arguments are the artifact and the form's name. Exit with the reason if it fails."""
    close_network()
    path, form = Path(sys.argv[1]), FORMS[sys.argv[2]]
    artifact = read_artifact(path)
    proof = compile_form(form, artifact, source_runtime(artifact), path.parent)
    if not proof.is_sound:
        sys.exit(proof.reason)


def _written(part: Part, path: Path, tolerance: float) -> float:
    """Write a file, and return the largest relative difference of its outputs on the probes; CompileError if over the tolerance."""
    write_atomically(path, part.write)
    difference = largest_difference(part.compiled(path), part.expected())
    if difference > tolerance:
        raise CompileError(f"{part.what} differs by {difference:.2g} on the probe batch; at most {tolerance:g} is allowed")
    return difference


if __name__ == "__main__":
    main()
