"""The artifact: one HDF5 file that opens anywhere, reproduces its golden examples, and is refused when it is not sound."""

import os
import shutil
from pathlib import Path

import h5py
import keras
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from models import load
from models.artifact.content import FORMAT_VERSION
from models.artifact.file import read_artifact
from models.building.network import build_network, compile_network
from models.checking.check import require_sound
from models.core.errors import ArtifactError
from models.core.files import sha256_of, write_atomically
from models.jobs import run
from models.serving.compiling import compile_model, proof_of
from models.serving.predictor import Predictor
from models.serving.runtimes.keras_process import KerasProcess
from models.serving.source import source_predictor, source_runtime
from models.specs.model import Sequential
from models.training.finish import Outcome
from models.training.listener import SilentListener
from models.training.snapshot import Snapshot
from tests.bare import compiled_predictor, ran
from tests.sealed import edited, sealed

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")

SPEC = require_sound(
    {
        "data": {"source": "sum_of_sines"},
        "preprocessing": {"inputs": [{"step": "min_max"}, {"step": "window", "size": 3}]},
        "model": {"kind": "sequential", "layers": [{"layer": "LSTM", "units": 3}, {"layer": "Dense", "units": 1}]},
        "training": {"loss": "mean_squared_error", "optimizer": {"name": "adam", "learning_rate": 0.03}, "epochs": 2, "batch_size": 8},
    }
)
SERIES = np.random.default_rng(0).uniform(-2, 2, (7, 3, 1)).tolist()


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return run(SPEC, tmp_path_factory.mktemp("job"), SilentListener())


@pytest.fixture
def copy(outcome: Outcome, tmp_path: Path) -> Path:
    """A copy of the artifact that a test may spoil."""
    return Path(shutil.copy(outcome.artifact, tmp_path / "copy.h5"))


def test_plain_keras_opens_the_artifact(outcome: Outcome) -> None:
    network = keras.models.load_model(outcome.artifact)
    x = np.random.default_rng(1).uniform(0, 1, (4, 3, 1)).astype(np.float32)
    assert_array_equal(network.predict(x, verbose=0), ran(source_runtime(read_artifact(outcome.artifact)), x))
    assert network.count_params() == 64


def test_plain_h5py_finds_every_part_of_the_artifact(outcome: Outcome) -> None:
    with h5py.File(outcome.artifact) as file:
        assert set(file) == {"model_weights", "modelbook", "optimizer"}
        records = {"spec", "signature", "metrics", "history", "provenance", "evaluations"}
        parts = records | {"preprocessing", "preprocessing_arrays", "golden", "optimizer", "state", "digests"}
        assert set(file["modelbook"]) == parts
        assert dict(file["modelbook"].attrs) == {"format_version": FORMAT_VERSION, "framework": "keras", "own_targets": False}


def test_the_artifact_holds_the_spec_it_was_trained_from(outcome: Outcome) -> None:
    assert require_sound(read_artifact(outcome.artifact).content.spec) == SPEC


def test_the_artifact_holds_what_the_run_knew(outcome: Outcome) -> None:
    content = read_artifact(outcome.artifact).content
    for field in ("framework", "signature", "chain", "metrics", "history", "provenance", "evaluations"):
        assert getattr(content, field) == getattr(outcome.content, field), field
    for side in ("inputs", "outputs"):
        (found,), (expected,) = getattr(content.golden, side).values(), getattr(outcome.content.golden, side).values()
        assert_array_equal(found, expected, strict=True)
    assert [line["epoch"] for line in content.history] == [1, 2]
    assert set(content.metrics) == {"loss", *(f"{part}_{name}" for part in ("train", "test") for name in ("rmse", "mae", "r2"))}
    assert outcome.sha256 == sha256_of(outcome.artifact)


def test_the_artifact_holds_the_optimizer_as_the_last_snapshot_does(outcome: Outcome) -> None:
    found = read_artifact(outcome.artifact).content.optimizer
    expected = Snapshot.read(outcome.artifact.parent / "snapshots" / "epoch-00002.h5").optimizer
    assert isinstance(SPEC.model, Sequential)
    assert SPEC.training is not None
    network = build_network(SPEC.model, (3, 1))
    compile_network(network, SPEC.training)
    network.optimizer.build(network.trainable_variables)
    assert len(found) == len(expected) == len(network.optimizer.variables)
    for one, other in zip(found, expected, strict=True):
        assert_array_equal(one, other, strict=True)


def test_what_only_training_continues_from_is_left_out_where_it_is_served(outcome: Outcome) -> None:
    whole, served = read_artifact(outcome.artifact), read_artifact(outcome.artifact, to_continue=False)
    assert sum(array.nbytes for array in whole.content.optimizer) > 0
    assert (served.content.optimizer, served.content.state) == ((), ())
    assert served.content.signature == whole.content.signature


def test_a_loaded_artifact_predicts_in_the_units_of_the_data(outcome: Outcome) -> None:
    network = keras.models.load_model(outcome.artifact)
    angle = 0.057 * np.arange(200)
    series = np.sin(angle) + 2 * np.sin(2 * angle)
    low, high = series.min(), series.max()
    scaled = (np.array(SERIES) - low) / (high - low)
    expected = network.predict(scaled, verbose=0)[:, 0] * (high - low) + low
    assert_allclose([prediction["value"] for prediction in load(outcome.artifact).predict(SERIES)], expected, rtol=1e-5)


def test_a_changed_golden_output_is_refused(copy: Path) -> None:
    def change(file: h5py.File) -> None:
        file["modelbook/golden/outputs/outputs"][0] *= 1.01

    with pytest.raises(
        ArtifactError, match=r"golden examples are not reproduced: relative difference .* in output 'outputs' of example 0, at most 0\.0001"
    ):
        load(sealed(copy, change))


def test_a_changed_weight_is_refused(copy: Path) -> None:
    def change(file: h5py.File) -> None:
        file["model_weights/dense/network/dense/kernel"][0] += 0.1

    with pytest.raises(ArtifactError, match="golden examples are not reproduced"):
        load(sealed(copy, change))


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_a_truncated_file_is_refused(share: float, copy: Path) -> None:
    os.truncate(copy, int(copy.stat().st_size * share))
    with pytest.raises(ArtifactError, match=r"expected an HDF5 file, but copy\.h5 cannot be opened"):
        load(copy)


def test_a_file_that_is_not_hdf5_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.h5"
    path.write_text("not a model" * 1000)
    with pytest.raises(ArtifactError, match=r"expected an HDF5 file, but notes\.h5 cannot be opened"):
        load(path)


def test_a_foreign_hdf5_file_is_refused(tmp_path: Path) -> None:
    path = edited(tmp_path / "foreign.h5", lambda file: file.create_group("model_weights"))
    with pytest.raises(ArtifactError, match="not one that Modelbook wrote: it has no group 'modelbook'"):
        load(path)


def test_a_file_of_a_later_version_is_refused(copy: Path) -> None:
    path = edited(copy, lambda file: file["modelbook"].attrs.__setitem__("format_version", FORMAT_VERSION + 1))
    with pytest.raises(ArtifactError, match=f"has format version {FORMAT_VERSION + 1}; this Modelbook reads versions up to {FORMAT_VERSION}"):
        load(path)


@pytest.mark.parametrize("part", ["spec", "signature", "preprocessing", "golden", "optimizer", "metrics"])
def test_a_file_that_lacks_a_part_is_refused(part: str, copy: Path) -> None:
    with pytest.raises(ArtifactError, match=r"copy\.h5 is not a whole Modelbook artifact"):
        load(edited(copy, lambda file: file["modelbook"].__delitem__(part)))


def test_a_file_without_its_network_is_refused(copy: Path) -> None:
    with pytest.raises(ArtifactError, match=r"Keras .* does not load copy\.h5"):
        load(sealed(copy, lambda file: file.attrs.__delitem__("model_config")))


def test_a_failed_write_leaves_no_file_behind(tmp_path: Path) -> None:
    def fill(draft: Path) -> None:
        draft.write_text("half")
        raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="the disk is full"):
        write_atomically(tmp_path / "model.h5", fill)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_keeps_the_file_that_was_there(tmp_path: Path) -> None:
    path = tmp_path / "model.h5"
    path.write_text("whole")
    with pytest.raises(ZeroDivisionError):
        write_atomically(path, lambda draft: draft.write_text(str(1 / 0)))
    assert path.read_text() == "whole"


def test_the_compiled_form_is_proved_equal(outcome: Outcome) -> None:
    assert outcome.proof.runtime == "onnx"
    assert outcome.proof.difference is not None
    assert outcome.proof.difference <= 1e-4
    assert outcome.onnx is not None
    compiled = compiled_predictor(outcome.content, outcome.onnx)
    compiled.replay(outcome.content.golden)
    compiled_predictions, predictions = ([prediction["value"] for prediction in one.predict(SERIES)] for one in (compiled, load(outcome.artifact)))
    assert_allclose(compiled_predictions, predictions, rtol=1e-4, atol=1e-5)


def test_a_form_that_is_not_equal_enough_is_not_kept(outcome: Outcome, tmp_path: Path) -> None:
    proofs = compile_model(read_artifact(outcome.artifact), tmp_path, tolerance=-1.0)  # Not even bit-identical would do.
    proof = proof_of(proofs, "keras")
    assert (proof.runtime, proof.difference) == ("keras", None)
    assert "its ONNX form differs by" in proof.reason
    assert list(tmp_path.iterdir()) == []


def test_a_keras_process_predicts_as_the_model_does_and_ends_when_closed(outcome: Outcome) -> None:
    artifact = read_artifact(outcome.artifact)
    process = KerasProcess(outcome.artifact)
    child = process._child
    served = Predictor(artifact.content.signature, artifact.content.chain, process)
    assert served.predict(SERIES) == source_predictor(artifact).predict(SERIES)
    assert child.poll() is None
    served.close()
    assert child.poll() == 0
    with pytest.raises(ArtifactError, match="the Keras process has ended"):
        served.predict(SERIES)


def test_a_keras_process_says_why_it_cannot_load(tmp_path: Path) -> None:
    path = tmp_path / "junk.h5"
    path.write_bytes(b"junk")
    with pytest.raises(ArtifactError, match=r"did not load the model: ArtifactError: expected an HDF5 file, but junk\.h5"):
        KerasProcess(path)
