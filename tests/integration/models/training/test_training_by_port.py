"""Networks of several inputs and outputs: trained, written into one file, and answering from it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import h5py
import keras
import numpy as np
import pytest

import models
from models.artifact.file import read_artifact
from models.artifact.golden import Golden
from models.artifact.save_forms import read_architecture
from models.core.errors import ArtifactError, InputError
from models.serving.predictor import Predictor
from models.serving.runtimes.keras_process import KerasProcess
from models.serving.runtimes.onnx import OnnxRuntime
from models.specs.job import CheckpointRef
from models.training.finish import Outcome
from tests.faults import pointers_of
from tests.integration.named_jobs import PERSON, people, trained
from tests.sealed import sealed
from tests.uploaded import OneUpload

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword")]

OUTPUTS = ("kind", "weight")
#: The same sample with its row in the order of the columns.
IN_ORDER = {"place": ["left"], "facts": [30, 1.5]}


@dataclass(frozen=True)
class Job:
    """A finished job, and its model run by Keras."""

    outcome: Outcome
    registered: OneUpload
    folder: Path
    predictor: Predictor


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Job]:
    folder = tmp_path_factory.mktemp("named")
    registered = people(folder)
    outcome = trained(folder / "job", registered)
    predictor = models.load(outcome.artifact)
    yield Job(outcome, registered, folder / "job", predictor)
    predictor.close()


def test_the_history_has_loss_and_metrics_of_each_output(job: Job) -> None:
    history = job.outcome.content.history
    assert [line["epoch"] for line in history] == [1, 2, 3]
    measured = {"loss", "kind_loss", "kind_accuracy", "weight_loss", "weight_mean_absolute_error"}
    assert set(history[0]) == measured | {f"val_{name}" for name in measured} | {"epoch", "learning_rate", "samples_per_second", "seconds"}


def test_the_loss_is_the_weighted_sum_of_those_of_the_outputs(job: Job) -> None:
    for line in job.outcome.content.history:
        assert line["val_loss"] == pytest.approx(line["val_kind_loss"] + 0.25 * line["val_weight_loss"], rel=1e-5)


def test_each_output_is_evaluated_by_itself(job: Job) -> None:
    content = job.outcome.content
    assert {name: (record.kind, record.part, record.n_samples) for name, record in content.evaluations.items()} == {
        "kind": ("classification", "test", 12),
        "weight": ("regression", "test", 12),
    }
    report = content.evaluations["kind"].classification
    assert report is not None
    assert content.metrics["test_kind_accuracy"] == report.accuracy
    assert {"test_weight_rmse", "train_weight_r2", "val_weight_loss"} < set(content.metrics)
    assert not {"test_accuracy", "train_kind_accuracy"} & set(content.metrics)


def test_the_answers_are_labels_and_values_in_the_units_of_the_table(job: Job) -> None:
    (answer,) = job.predictor.predict([PERSON])
    assert list(answer) == list(OUTPUTS)
    assert set(answer["kind"]["probabilities"]) == {"a", "b"}
    assert answer["kind"]["label"] in ("a", "b")
    assert 10 < answer["weight"]["value"] < 90


def test_a_row_is_answered_alike_by_names_and_in_order(job: Job) -> None:
    assert job.predictor.predict([IN_ORDER]) == job.predictor.predict([PERSON])


def test_arrays_by_name_are_answered_like_objects(job: Job) -> None:
    arrays = {"facts": np.array([[30, 1.5]]), "place": np.array([["left"]], object)}
    assert job.predictor.predict(arrays) == job.predictor.predict([PERSON])


@pytest.mark.parametrize(
    ("sample", "pointer", "phrase"),
    [
        ({"facts": [30, 1.5]}, "/inputs/1/place", "expected a value for each input, got none"),
        ({**IN_ORDER, "height": 3}, "/inputs/1/height", "expected no other inputs than facts, place"),
        ({**IN_ORDER, "facts": [30]}, "/inputs/1/facts", "expected numbers of shape (2,), got 1 numbers"),
        ({**IN_ORDER, "facts": [30, "tall"]}, "/inputs/1/facts/1", "expected a number"),
        ({**IN_ORDER, "facts": [30, None]}, "/inputs/1/facts/1", "expected a number"),
        ({**IN_ORDER, "place": [3]}, "/inputs/1/place/0", "expected text"),
        ([30, 1.5], "/inputs/1", "expected an object with the inputs facts, place, got list"),
    ],
)
def test_a_sample_that_cannot_be_taken_is_pointed_at(sample: object, pointer: str, phrase: str, job: Job) -> None:
    with pytest.raises(InputError) as error:
        job.predictor.predict([IN_ORDER, sample])
    assert pointers_of(error.value.faults) == [pointer]
    assert phrase in error.value.faults[0].detail


def test_columns_by_name_are_pointed_at_by_name(job: Job) -> None:
    with pytest.raises(InputError) as error:
        job.predictor.predict([{**PERSON, "facts": {"size": 1.5, "ages": 3}}])
    assert {fault.pointer for fault in error.value.faults} == {"/inputs/0/facts/ages", "/inputs/0/facts/age"}


def test_no_samples_have_no_answers(job: Job) -> None:
    assert job.predictor.predict([]) == []


def test_the_file_keeps_signature_steps_examples_and_evaluations_by_name(job: Job) -> None:
    written, read = job.outcome.content, read_artifact(job.outcome.artifact).content
    assert read.signature == written.signature
    assert read.signature.inputs["facts"].columns == ("age", "size")
    assert read.signature.outputs["kind"].labels == ("a", "b")
    assert json.dumps(read.signature.as_dict()) == json.dumps(written.signature.as_dict())
    assert (read.metrics, read.history, read.evaluations) == (written.metrics, written.history, written.evaluations)
    assert read.golden.n_examples == Golden.SIZE
    assert (list(read.golden.inputs), list(read.golden.outputs)) == (["facts", "place"], list(OUTPUTS))
    assert read.golden.inputs["place"].tolist() == written.golden.inputs["place"].tolist()


def test_plain_keras_opens_the_file(job: Job) -> None:
    network = keras.models.load_model(job.outcome.artifact, compile=False)
    assert [tensor.name for tensor in network.inputs] == ["facts", "place"]
    assert network.output_names == list(OUTPUTS)
    rebuilt = keras.models.model_from_json(json.dumps(read_architecture(job.outcome.artifact)))
    assert rebuilt.output_names == list(OUTPUTS)


def test_a_file_whose_examples_are_answered_otherwise_is_refused(job: Job, tmp_path: Path) -> None:
    copy = tmp_path / "model.h5"
    copy.write_bytes(job.outcome.artifact.read_bytes())

    def change(file: h5py.File) -> None:
        file["modelbook/golden/outputs/weight"][...] += 1

    sealed(copy, change)
    with pytest.raises(ArtifactError, match=r"golden examples are not reproduced: .* in output 'weight'"):
        models.load(copy)


def test_its_onnx_form_answers_equally(job: Job) -> None:
    assert job.outcome.onnx is not None
    assert (job.outcome.proof.runtime, job.outcome.proof.samples) == ("onnx", 64)
    compiled = Predictor.of(read_artifact(job.outcome.artifact), OnnxRuntime(job.outcome.onnx, OUTPUTS))
    compiled.replay(job.outcome.content.golden)
    answer, source = compiled.predict([PERSON])[0], job.predictor.predict([PERSON])[0]
    assert answer["kind"]["label"] == source["kind"]["label"]
    assert answer["weight"]["value"] == pytest.approx(source["weight"]["value"], rel=1e-4)


def test_a_process_of_its_own_answers_equally(job: Job) -> None:
    process = KerasProcess(job.outcome.artifact)
    try:
        asked = Predictor.of(read_artifact(job.outcome.artifact), process)
        assert asked.predict([PERSON]) == job.predictor.predict([PERSON])
    finally:
        process.close()


def test_the_same_job_gives_the_same_weights(job: Job, tmp_path: Path) -> None:
    again = models.load(trained(tmp_path / "again", job.registered).artifact)
    assert again.predict([PERSON]) == job.predictor.predict([PERSON])


def test_a_checkpoint_is_made_a_model(job: Job, tmp_path: Path) -> None:
    path = next((job.folder / "snapshots").glob("*00002.h5"))
    ref = CheckpointRef(job="0" * 26, epoch=2)

    class WithCheckpoint(OneUpload):
        def checkpoint(self, job_id: str, epoch: int) -> Path | None:
            return path

    registered = WithCheckpoint(job.registered._upload)
    content = trained(tmp_path / "second", registered, {"/from_checkpoint": ref.model_dump()}).content
    second = job.outcome.content.history[1]
    assert {name: value for name, value in content.history[0].items() if name.startswith("val_")} == pytest.approx(
        {name: value for name, value in second.items() if name.startswith("val_")}
    )


def test_weights_of_losses_steer_what_is_learned(job: Job, tmp_path: Path) -> None:
    ignored = trained(tmp_path / "ignored", job.registered, {"/training/loss_weights": {"weight": 0}}).content
    last, weighed = ignored.history[-1], job.outcome.content.history[-1]
    assert last["val_loss"] == pytest.approx(last["val_kind_loss"], rel=1e-5)
    assert weighed["val_weight_loss"] < last["val_weight_loss"]


def test_one_named_output_is_measured_and_answered_under_its_name(job: Job, tmp_path: Path) -> None:
    nodes = [
        {"name": "facts"},
        {"name": "place"},
        {"name": "joined", "inputs": ["facts", "place"], "layer": {"layer": "Concatenate"}},
        {"name": "kind", "inputs": ["joined"], "layer": {"layer": "Dense", "units": 2, "activation": "softmax"}},
    ]
    alone = {
        "/model/nodes": nodes,
        "/model/outputs": ["kind"],
        "/data/targets": {"kind": {"target": "label"}},
        "/preprocessing/targets": [{"step": "one_hot"}],
        "/training/loss": "categorical_crossentropy",
        "/training/loss_weights": None,
        "/training/metrics": ["accuracy"],
        "/training/epochs": 1,
    }
    outcome = trained(tmp_path / "one", job.registered, alone)
    assert {"loss", "accuracy", "val_accuracy"} < set(outcome.content.history[0])
    assert "test_accuracy" in outcome.content.metrics
    assert outcome.proof.runtime == "onnx"
    assert list(models.load(outcome.artifact).predict([PERSON])[0]) == ["kind"]
