"""Training that goes on from a model's file: with the same bits as if it had never stopped, and with other settings."""

import copy
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
import pytest
from numpy.testing import assert_array_equal

from models.artifact.file import read_artifact
from models.artifact.recorded_chain import recorded_chain
from models.checking.check import require_sound
from models.core.errors import DataError
from models.jobs import run
from models.specs.job import JobSpec
from models.specs.registered import NoneRegistered, Origin, OriginOutput
from models.training.finish import Outcome
from models.training.listener import BatchReport, SilentListener
from tests.sealed import sealed

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")]

DENSE: dict[str, Any] = {
    "data": {"source": "noisy_sine"},
    "preprocessing": {"inputs": [{"step": "min_max"}], "targets": [{"step": "standardize"}]},
    "model": {
        "kind": "sequential",
        "layers": [
            {"layer": "Dense", "units": 8, "activation": "tanh"},
            {"layer": "Dropout", "rate": 0.4},
            {"layer": "BatchNormalization"},
            {"layer": "Dense", "units": 1},
        ],
    },
    "training": {"loss": "mean_squared_error", "optimizer": "adam", "epochs": 3, "batch_size": 16, "validation": {"split": 0.25}},
}
RECURRENT: dict[str, Any] = {
    "data": {"source": "sum_of_sines"},
    "preprocessing": {"inputs": [{"step": "min_max"}, {"step": "window", "size": 3}]},
    "model": {
        "kind": "sequential",
        "layers": [{"layer": "LSTM", "units": 3, "dropout": 0.2, "recurrent_dropout": 0.2}, {"layer": "Dense", "units": 1}],
    },
    "training": {"loss": "mean_squared_error", "optimizer": {"name": "sgd", "momentum": 0.9}, "epochs": 1, "batch_size": 64},
}
GRAPH: dict[str, Any] = DENSE | {
    "model": {
        "kind": "functional",
        "nodes": [
            {"name": "in"},
            {"name": "left", "inputs": ["in"], "layer": {"layer": "Dense", "units": 4, "activation": "relu"}},
            {"name": "right", "inputs": ["in"], "layer": {"layer": "Dense", "units": 4}},
            {"name": "noise", "inputs": ["right"], "layer": {"layer": "Dropout", "rate": 0.3}},
            {"name": "sum", "inputs": ["left", "noise"], "layer": {"layer": "Add"}},
            {"name": "out", "inputs": ["sum"], "layer": {"layer": "Dense", "units": 1}},
        ],
        "outputs": ["out"],
    }
}


class Shelf(NoneRegistered):
    """Registered models, by reference."""

    def __init__(self, **outcomes: Outcome) -> None:
        self.outcomes = {f"{name}@1": outcome for name, outcome in outcomes.items()}

    def origin(self, ref: str) -> Origin | None:
        content = self.outcomes[ref].content
        return Origin(
            ref,
            JobSpec.model_validate(content.spec),
            tuple(content.signature.model_shapes.values()),
            tuple(OriginOutput(output.kind, output.labels) for output in content.signature.outputs.values()),
        )

    def artifact(self, ref: str) -> Path:
        return self.outcomes[ref].artifact


def changed(spec: dict[str, Any], **training: Any) -> dict[str, Any]:
    spec = copy.deepcopy(spec)
    spec["training"] |= training
    return spec


def trained(spec: dict[str, Any], folder: Path) -> Outcome:
    return run(require_sound(spec), folder, SilentListener())


def continued(spec: dict[str, Any], first: Outcome, folder: Path, listener: SilentListener | None = None) -> Outcome:
    shelf = Shelf(first=first)
    return run(require_sound({**spec, "start_from": "first@1"}, shelf), folder, listener or SilentListener(), registered=shelf)


def variables_of(outcome: Outcome) -> dict[str, Any]:
    """Return every number that training goes on with, by its place in the file."""
    found: dict[str, Any] = {}
    with h5py.File(outcome.artifact) as file:
        for group in ("model_weights", "modelbook/optimizer", "modelbook/state"):
            file[group].visititems(lambda name, item, at=group: found.update({f"{at}/{name}": item[()]}) if isinstance(item, h5py.Dataset) else None)
    return found


def losses_of(outcome: Outcome) -> list[dict[str, Any]]:
    return [{key: value for key, value in line.items() if key not in ("seconds", "samples_per_second")} for line in outcome.content.history]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The dense network after two epochs of 5 steps."""
    return trained(changed(DENSE, epochs=2), tmp_path_factory.mktemp("first"))


def copied(outcome: Outcome, folder: Path) -> Outcome:
    """Return the same model in a file of its own, to be damaged."""
    return replace(outcome, artifact=Path(shutil.copy(outcome.artifact, folder / "model.h5")))


@pytest.mark.parametrize("spec", [DENSE, RECURRENT, GRAPH], ids=["dense", "recurrent", "graph"])
def test_a_model_trained_and_continued_from_its_file_equals_one_trained_straight_on(spec: dict[str, Any], tmp_path: Path) -> None:
    epochs = spec["training"]["epochs"]
    straight = trained(changed(spec, epochs=2 * epochs), tmp_path / "straight")
    first = trained(spec, tmp_path / "first")
    second = continued(spec, first, tmp_path / "second")
    found, expected = variables_of(second), variables_of(straight)
    assert list(found) == list(expected)
    for name, value in expected.items():
        assert_array_equal(found[name], value, err_msg=name, strict=True)
    assert [line["epoch"] for line in second.content.history] == list(range(epochs + 1, 2 * epochs + 1))
    assert losses_of(first) + losses_of(second) == losses_of(straight)
    assert any(np.any(variables_of(first)[name] != value) for name, value in expected.items())


def test_schedule_and_early_stopping_begin_with_the_job_and_count_epochs_as_the_history_does(first: Outcome, tmp_path: Path) -> None:
    stopping = {"monitor": "loss", "patience": 1, "min_delta": 1e6, "restore_best": True}
    schedule = {"kind": "step", "every": 1, "factor": 0.5, "warmup_epochs": 1}
    content = continued(changed(DENSE, epochs=5, early_stopping=stopping, learning_rate_schedule=schedule), first, tmp_path).content
    assert (content.metrics["best_epoch"], content.metrics["stopped_epoch"]) == (3, 4)
    assert content.metrics["loss"] == content.history[0]["loss"] != content.history[1]["loss"]
    rates = [line["learning_rate"] for line in content.history]
    assert rates[0] == rates[1] == pytest.approx(first.content.history[0]["learning_rate"])


def test_a_model_continued_again_counts_all_epochs_before_it(first: Outcome, tmp_path: Path) -> None:
    spec = changed(DENSE, epochs=1)
    second = continued(spec, first, tmp_path / "second")
    third = continued(spec, second, tmp_path / "third")
    assert [line["epoch"] for line in third.content.history] == [4]
    assert variables_of(third).keys() == variables_of(second).keys()


def test_progress_is_that_of_the_job_alone(first: Outcome, tmp_path: Path) -> None:
    class Watcher(SilentListener):
        def __init__(self) -> None:
            self.reports: list[BatchReport] = []

        def on_batch(self, report: BatchReport) -> None:
            self.reports.append(report)

    spec, watcher = changed(DENSE, epochs=3), Watcher()
    continued(spec, first, tmp_path, watcher)
    assert watcher.reports[0].epoch == 3
    assert watcher.reports[0].progress == pytest.approx(1 / 5 / 3)


def test_another_rate_is_taken_and_the_rest_of_the_optimizer_goes_on(first: Outcome, tmp_path: Path) -> None:
    second = continued(changed(DENSE, epochs=1, optimizer={"name": "adam", "learning_rate": 0.25}), first, tmp_path / "second")
    iterations, rate = read_artifact(second.artifact).content.optimizer[:2]
    assert (int(iterations), float(rate)) == (3 * 5, 0.25)


@pytest.mark.parametrize("optimizer", ["rmsprop", {"name": "adam", "amsgrad": True}], ids=["another kind", "other arguments"])
def test_another_optimizer_starts_anew(optimizer: Any, first: Outcome, tmp_path: Path) -> None:
    second = continued(changed(DENSE, epochs=1, optimizer=optimizer), first, tmp_path / "second")
    assert int(second.content.optimizer[0]) == 5


def test_layers_that_are_frozen_keep_their_weights_bit_for_bit(first: Outcome, tmp_path: Path) -> None:
    spec = changed(DENSE, epochs=1)
    for layer in spec["model"]["layers"]:
        layer["trainable"] = False
    spec["model"]["layers"][-1]["trainable"] = True
    before, after = variables_of(first), variables_of(continued(spec, first, tmp_path / "second"))
    weights = {name for name in before if name.startswith("model_weights")}
    same = {name for name in weights if np.array_equal(before[name], after[name])}
    assert {name.split("/")[1] for name in same} == {"dense", "batch_normalization"}
    assert {name.split("/")[1] for name in weights - same} == {"dense_1"}


def test_a_model_continued_on_other_data_keeps_the_scaling_its_weights_know(first: Outcome, tmp_path: Path) -> None:
    spec = changed(DENSE, epochs=1) | {"data": {"source": "noisy_sine", "params": {"n_samples": 40}}}
    second = continued(spec, first, tmp_path / "second")
    assert trained(spec, tmp_path / "anew").content.chain.record() != first.content.chain.record()
    assert second.content.chain.record() == first.content.chain.record()


def test_other_steps_are_fitted_anew(first: Outcome, tmp_path: Path) -> None:
    spec = changed(DENSE, epochs=1) | {"preprocessing": {"inputs": [{"step": "standardize"}]}}
    second = continued(spec, first, tmp_path / "second")
    assert [step.step for step in second.content.chain.input_steps] == ["standardize"]


def test_a_file_without_generator_states_is_continued_with_new_ones(first: Outcome, tmp_path: Path) -> None:
    old = copied(first, tmp_path)
    sealed(old.artifact, lambda file: file.__delitem__("modelbook/state"))
    second = continued(changed(DENSE, epochs=1), old, tmp_path / "second")
    assert [line["epoch"] for line in second.content.history] == [3]
    assert len(second.content.state) == 1


def test_a_file_that_is_damaged_ends_the_job_with_a_reason(first: Outcome, tmp_path: Path) -> None:
    old = copied(first, tmp_path)
    old.artifact.write_bytes(old.artifact.read_bytes()[:100])
    with pytest.raises(DataError, match=r"training cannot continue from first@1: expected an HDF5 file, but model\.h5 cannot be opened"):
        continued(changed(DENSE, epochs=1), old, tmp_path / "second")


def test_a_file_with_other_weights_than_its_spec_says_ends_the_job_with_a_reason(first: Outcome, tmp_path: Path) -> None:
    old = copied(first, tmp_path)

    def change(file: h5py.File) -> None:
        kernel = "model_weights/dense/network/dense/kernel"
        del file[kernel]
        file[kernel] = np.zeros((1, 7), np.float32)

    sealed(old.artifact, change)
    with pytest.raises(DataError, match=r"model\.h5 does not have the weights of its spec: Shape mismatch"):
        continued(changed(DENSE, epochs=1), old, tmp_path / "second")


def test_plain_keras_still_opens_a_file_with_generator_states(first: Outcome) -> None:
    network = keras.models.load_model(first.artifact, compile=False)
    (inputs,), (name,) = first.content.chain.prepare(first.content.golden.inputs).values(), first.content.golden.outputs
    assert first.content.golden.difference({name: network.predict(inputs, verbose=0)}) == 0


def test_the_preprocessing_that_a_job_takes_over_is_read_without_training(tmp_path: Path) -> None:
    first = trained(changed(DENSE, epochs=1), tmp_path)
    shelf = Shelf(first=first)
    found = recorded_chain(require_sound({**DENSE, "start_from": "first@1"}, shelf), shelf)
    assert found is not None
    raw = {"inputs": np.array([[0.5]])}
    assert_array_equal(found.prepare(raw)["inputs"], first.content.chain.prepare(raw)["inputs"])
    assert recorded_chain(require_sound(DENSE), shelf) is None
    other = {**DENSE, "preprocessing": {"inputs": [{"step": "standardize"}], "targets": [{"step": "standardize"}]}}
    assert recorded_chain(require_sound({**other, "start_from": "first@1"}, shelf), shelf) is None
    first.artifact.write_bytes(b"torn")
    with pytest.raises(DataError, match="the preprocessing of first@1 cannot be read"):
        recorded_chain(require_sound({**DENSE, "start_from": "first@1"}, shelf), shelf)
