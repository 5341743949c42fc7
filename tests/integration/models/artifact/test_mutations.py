"""200 seeded mutations of artifacts of every kind of model: all are refused by the digests, and those that change predictions by the examples."""

import functools
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from models import load
from models.artifact.content import FORMAT_VERSION, Artifact
from models.artifact.file import read_artifact
from models.artifact.foreign import foreign_weights
from models.core.errors import ArtifactError
from models.serving.predictor import Predictor
from models.serving.runtimes import Runtime
from models.serving.source import source_runtime
from tests.close import assert_close
from tests.mutations import PER_MODEL, Mutation, mutations_of
from tests.sealed import edited, sealed

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")]

FOLDER = Path(__file__).parents[3] / "data" / "artifacts"
FILES = sorted(FOLDER.glob(f"*-v{FORMAT_VERSION}.h5"))
RECORDED: dict[str, dict[str, Any]] = json.loads((FOLDER / "predictions.json").read_text(encoding="utf-8"))
#: A prediction that differs by more counts as changed, relative and absolute.
CHANGED = 1e-3


@pytest.fixture
def copied(tmp_path: Path) -> Any:
    return lambda path: Path(shutil.copy(path, tmp_path / "copy.h5"))


@functools.cache
def original(name: str) -> tuple[Artifact, Runtime]:
    artifact = read_artifact(FOLDER / f"{name}.h5")
    return artifact, source_runtime(artifact)


def runtime_of(mutation: Mutation, path: Path) -> Runtime:
    """Return a runtime of a changed file; a network is built once, and only takes the weights of the file."""
    artifact, runtime = original(mutation.model)
    if artifact.content.framework == "sklearn":
        return source_runtime(read_artifact(path))
    network: Any = runtime.model  # type: ignore[attr-defined]
    with foreign_weights(path) as layers:
        for layer in network.layers:
            if layer.name in layers:
                layer.set_weights([array[()] for array in layers[layer.name]])
    return runtime


def is_refused(predictor: Predictor, artifact: Artifact) -> bool:
    try:
        predictor.replay(artifact.golden)
    except ArtifactError:
        return True
    return False


def predicts_otherwise(predictor: Predictor, mutation: Mutation) -> bool:
    """Tell whether a changed model gives a caller other predictions for the examples than were recorded of the file."""
    items = original(mutation.model)[0].golden.items()
    try:
        assert_close(predictor.predict(items), RECORDED[mutation.model]["predictions"], CHANGED)
    except Exception:  # noqa: BLE001 - another prediction, or none: libraries raise errors of all kinds
        return True
    return False


def test_there_are_two_hundred_mutations_over_all_kinds_of_model() -> None:
    assert PER_MODEL * len(FILES) == 200


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_that_was_changed_is_refused_by_its_digests(path: Path, copied: Any) -> None:
    for mutation in mutations_of(path, copied):
        changed = edited(copied(path), mutation.apply)
        with pytest.raises(ArtifactError, match="was changed after it was written"):
            load(changed)


@pytest.mark.parametrize("path", [path for path in FILES if RECORDED[path.stem]["predictions"]], ids=lambda path: path.stem)
def test_a_changed_file_with_new_digests_is_refused_by_its_examples_if_it_changes_a_prediction(path: Path, copied: Any) -> None:
    passed = []
    for mutation in mutations_of(path, copied):
        changed = sealed(copied(path), mutation.apply)
        artifact = read_artifact(changed)
        predictor = Predictor.of(artifact, runtime_of(mutation, changed))
        if not is_refused(predictor, artifact):
            assert not predicts_otherwise(predictor, mutation), mutation
            passed.append(mutation)
    assert len(passed) < PER_MODEL / 2, passed


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_unchanged_file_with_new_digests_is_the_same(path: Path, copied: Any) -> None:
    assert read_artifact(sealed(copied(path), lambda file: None)).content.signature == read_artifact(path).content.signature
