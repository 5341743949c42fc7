"""Artifacts of every version that was ever released load for ever, and predict what they did; later ones are refused."""

import json
import shutil
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from models import load
from models.artifact.content import FORMAT_VERSION
from models.artifact.file import read_artifact
from models.artifact.packing import read_golden, write_golden
from models.artifact.signature import Method
from models.core.arrays import Array
from models.core.errors import ArtifactError
from tests.bare import golden_of
from tests.close import assert_close

FOLDER = Path(__file__).parents[3] / "data" / "artifacts"
#: What each file's model gave for its golden inputs when the file was added; tests/data/README.md says how it was made.
RECORDED: dict[str, dict[str, Any]] = json.loads((FOLDER / "predictions.json").read_text(encoding="utf-8"))

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")


def test_each_artifact_that_is_kept_has_recorded_predictions() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.h5")) == sorted(RECORDED)


@pytest.mark.parametrize("name", RECORDED)
def test_an_artifact_of_any_version_loads_replays_its_examples_and_predicts_what_it_did(name: str) -> None:
    path, recorded = FOLDER / f"{name}.h5", RECORDED[name]
    with h5py.File(path) as file:
        assert file["modelbook"].attrs["format_version"] == int(name[-1])
    artifact = read_artifact(path)
    assert_close(load(path).predict(artifact.golden.inputs), recorded["predictions"])
    labels = artifact.content.training_labels
    assert (None if labels is None else labels.tolist()) == recorded.get("training_labels")


@pytest.mark.parametrize("name", ["sklearn-v2", "keras-v2", "sklearn-first-v2", "keras-first-v2"])
def test_an_artifact_of_version_2_names_its_columns_and_tells_which_hold_text(name: str) -> None:
    signature = read_artifact(FOLDER / f"{name}.h5").content.signature
    assert (signature.input.columns, signature.input.text_columns) == (("x", "side", "y"), (1,))
    (prediction,) = load(FOLDER / f"{name}.h5").predict([{"x": None, "side": "up", "y": 6.0}])
    assert prediction["label"] in {"high", "low", "mid"}


@pytest.mark.parametrize("name", ["sklearn-v1", "keras-v1"])
def test_an_artifact_of_version_1_loads_and_predicts(name: str) -> None:
    path = FOLDER / f"{name}.h5"
    with h5py.File(path) as file:
        assert file["modelbook"].attrs["format_version"] == 1
    predictor, golden = load(path), read_artifact(path).golden
    predictions = predictor.predict(golden.inputs)
    (inputs,) = golden.inputs.values()
    assert len(predictions) == len(inputs) > 0
    assert predictor.predict(inputs.tolist()) == predictions


@pytest.mark.parametrize("name", ["sklearn-v1", "keras-v1"])
def test_an_artifact_of_version_1_has_the_methods_its_outputs_give_and_no_columns(name: str) -> None:
    signature = read_artifact(FOLDER / f"{name}.h5").content.signature
    assert signature.methods == ((Method.PREDICT, Method.PREDICT_PROBA) if signature.output.has_probabilities else (Method.PREDICT,))
    assert (signature.input.columns, signature.input.text_columns) == (None, ())


def test_an_artifact_of_a_later_version_is_refused(tmp_path: Path) -> None:
    assert FORMAT_VERSION == 5
    path = Path(shutil.copy(FOLDER / "sklearn-v1.h5", tmp_path / "later.h5"))
    with h5py.File(path, "a") as file:
        file["modelbook"].attrs["format_version"] = 6
    with pytest.raises(ArtifactError, match=r"later\.h5 has format version 6; this Modelbook reads versions up to 5"):
        load(path)


def kept(inputs: Array) -> Array:
    """Write golden inputs into a file in memory, and read them back."""
    with h5py.File("golden.h5", "w", driver="core", backing_store=False) as file:
        write_golden(file.create_group("golden"), golden_of(inputs, np.zeros(len(inputs))))
        return read_golden(file["golden"]).inputs["inputs"]


CELLS = st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats() | st.text('ab \n"\\ß…\0\ud800', max_size=8) | st.binary(max_size=20)


@given(arrays.arrays(object, arrays.array_shapes(max_dims=2, min_side=0, max_side=4), elements=CELLS))
def test_golden_inputs_of_any_sort_come_back_as_they_were(inputs: Array) -> None:
    found = kept(inputs)
    assert (found.dtype, found.shape) == (inputs.dtype, inputs.shape)
    for one, other in zip(found.ravel(), inputs.ravel(), strict=True):
        assert type(one) is type(other)
        assert one == other or (one != one and other != other)


@pytest.mark.parametrize("inputs", [np.array(["a", "bc"]), np.array([list("text"), ["ß", "…", "", "x"]], "<U1"), np.arange(6.0).reshape(2, 3)])
def test_golden_texts_and_numbers_keep_their_type(inputs: Array) -> None:
    np.testing.assert_array_equal(kept(inputs), inputs, strict=True)


def test_numbers_of_numpy_inside_mixed_rows_are_kept_as_numbers() -> None:
    rows: Any = np.empty((1, 2), object)
    rows[0] = np.int64(3), np.float32(0.5)
    assert kept(rows).tolist() == [[3, 0.5]]
