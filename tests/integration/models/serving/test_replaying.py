"""Every runtime and compiled form replays the recorded predictions, not only the outputs, before it serves."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models.artifact.content import FORMAT_VERSION, Artifact
from models.artifact.file import read_artifact
from models.artifact.golden import Golden
from models.core.errors import ArtifactError, CompileError
from models.serving.compiled import FORMS
from models.serving.compiled.latent import LATENT
from models.serving.compiled.step import STEP
from models.serving.compiled.whole import WHOLE, WHOLE_FILE
from models.serving.compiling import claimed_by, compile_form
from models.serving.predictor import Predictor
from models.serving.runtimes import RUNTIMES, Runtime
from models.serving.runtimes.onnx import OnnxRuntime
from models.serving.source import LazySource, source_runtime
from tests.unit.models.serving.test_runtimes import Doubling
from tests.unit.models.serving.test_runtimes import artifact as doubled

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")

FOLDER = Path(__file__).parents[3] / "data" / "artifacts"


def kept(name: str) -> Artifact:
    return read_artifact(FOLDER / f"{name}-v{FORMAT_VERSION}.h5")


def with_golden(artifact: Artifact, **changes: Any) -> Artifact:
    return replace(artifact, content=replace(artifact.content, golden=replace(artifact.golden, **changes)))


def reversed_labels(artifact: Artifact) -> Artifact:
    """Return an artifact whose outputs are as recorded, but named by other labels."""
    signature = artifact.content.signature
    outputs = {name: replace(output, labels=(output.labels or ())[::-1]) for name, output in signature.outputs.items()}
    return replace(artifact, content=replace(artifact.content, signature=replace(signature, outputs=outputs)))


def by_onnx(artifact: Artifact, folder: Path) -> Runtime:
    assert compile_form(FORMS[WHOLE], artifact, source_runtime(artifact), folder).is_sound
    return OnnxRuntime(folder / WHOLE_FILE, tuple(artifact.content.signature.outputs))


def by_itself(artifact: Artifact, folder: Path) -> Runtime:
    return source_runtime(artifact)


@pytest.mark.parametrize(
    ("name", "started"),
    [("dense-classes", by_onnx), ("dense-classes", by_itself), ("text-columns", by_itself)],
)
def test_a_runtime_of_right_outputs_but_other_labels_is_refused(name: str, started: Callable[[Artifact, Path], Runtime], tmp_path: Path) -> None:
    artifact = kept(name)
    runtime = started(artifact, tmp_path)
    try:
        Predictor.of(artifact, runtime).replay(artifact.golden)
        with pytest.raises(ArtifactError, match=r"its golden examples are not reproduced: prediction /0/\w+"):
            Predictor.of(reversed_labels(artifact), runtime).replay(artifact.golden)
    finally:
        runtime.close()


def test_a_runtime_that_claims_a_model_replays_its_predictions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RUNTIMES, "doubling", Doubling)
    artifact = with_golden(doubled(factor=2), predictions=({"value": 2.5},))
    with pytest.raises(ArtifactError, match=r"prediction /0/value: expected 2\.5, got 2"):
        claimed_by(artifact)


@pytest.mark.parametrize(("form", "name"), [(STEP, "letters"), (LATENT, "latent-digits"), (WHOLE, "groups")])
def test_a_compiled_form_of_right_outputs_but_other_predictions_is_refused(form: str, name: str, tmp_path: Path) -> None:
    artifact = kept(name)
    assert compile_form(FORMS[form], artifact, source_runtime(artifact), tmp_path).is_sound
    FORMS[form].load(artifact, tmp_path)
    changed = with_golden(artifact, predictions=(artifact.golden.predictions or ())[::-1])
    with pytest.raises(CompileError, match=rf"the form \w+ of {name}-v\d\.h5 may not serve: its golden examples are not reproduced: prediction /\d/"):
        FORMS[form].load(changed, tmp_path)


def test_a_form_that_would_not_load_for_serving_is_not_kept(tmp_path: Path) -> None:
    artifact = kept("sklearn-values")
    changed = with_golden(artifact, predictions=(artifact.golden.predictions or ())[::-1])
    proof = compile_form(FORMS[WHOLE], changed, source_runtime(artifact), tmp_path)
    assert not proof.is_sound
    assert "its golden examples are not reproduced" in proof.reason
    assert list(tmp_path.iterdir()) == []


def test_the_methods_of_scikit_learn_are_replayed_before_it_answers_behind_a_compiled_form() -> None:
    artifact = kept("every-row-step")
    assert set(artifact.golden.by_method) == {"decision_function"}
    LazySource(lambda: artifact, 1)()
    (method, decisions) = next(iter(artifact.golden.by_method.items()))
    changed = with_golden(artifact, by_method={method: decisions[::-1]})
    with pytest.raises(ArtifactError, match=r"decision_function of example /0/decision/\w+: expected"):
        LazySource(lambda: changed, 1)()


def test_rows_are_replayed_by_the_names_of_their_columns() -> None:
    golden: Golden = kept("named-people").golden
    assert set(golden.items()["facts"][0]) == {"age", "size"}
    assert golden.predictions is not None
    assert set(golden.predictions[0]) == {"kind", "weight"}


@pytest.mark.parametrize("name", ["dense-classes", "image-classes", "binary-classes"])
def test_labels_other_than_those_of_the_target_step_are_refused(name: str) -> None:
    artifact = kept(name)
    predictor = Predictor.of(artifact, source_runtime(artifact))
    (port, steps) = next(iter(predictor.chain.targets.items()))
    recorded = steps[0].record()
    other = steps[0].from_record({**recorded, "state": {"classes_": recorded["state"]["classes_"][::-1]}})
    changed = replace(predictor, chain=replace(predictor.chain, targets={**predictor.chain.targets, port: [other, *steps[1:]]}))
    with pytest.raises(ArtifactError, match="the classes of its target step"):
        changed.replay(artifact.golden)
    predictor.replay(artifact.golden)
