"""A checkpoint made a model: the network as it was after that epoch, evaluated and written whole."""

from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

import models
from models.artifact.packing import write_variables
from models.checking.check import require_sound
from models.core.errors import DataError, SpecError
from models.jobs import run
from models.specs.registered import NoneRegistered
from models.training.finish import Outcome
from models.training.listener import SilentListener, SnapshotReport
from models.training.snapshot import Snapshot
from tests.autoencoders import denoising, variational
from tests.integration.models.training.test_continuing import DENSE, Shelf, changed, trained, variables_of
from tests.texts import words_spec

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")]
JOB = "01M86D41XHY3REG6ZB2WS4Q6KD"


class Kept(NoneRegistered, SilentListener):
    """Remembers where checkpoints were written, and tells."""

    def __init__(self) -> None:
        self.paths: dict[int, Path] = {}

    def on_snapshot(self, report: SnapshotReport) -> None:
        self.paths[report.epoch] = report.path

    def checkpoint(self, job_id: str, epoch: int) -> Path | None:
        return self.paths.get(epoch) if job_id == JOB else None


def kept(spec: dict[str, Any], folder: Path) -> Kept:
    listener = Kept()
    run(require_sound(spec), folder, listener)
    return listener


def registered(spec: dict[str, Any], epoch: int, checkpoints: Kept, folder: Path) -> Outcome:
    asked = {**spec, "from_checkpoint": {"job": JOB, "epoch": epoch}}
    return run(require_sound(asked, checkpoints), folder, SilentListener(), registered=checkpoints)


def test_a_checkpoint_becomes_the_model_that_training_had_after_that_epoch(tmp_path: Path) -> None:
    spec = changed(DENSE, epochs=4, checkpoint={"keep": None})
    checkpoints = kept(spec, tmp_path / "whole")
    found = registered(spec, 2, checkpoints, tmp_path / "second")
    expected = trained(changed(DENSE, epochs=2), tmp_path / "two")
    for name, value in variables_of(expected).items():
        assert_allclose(variables_of(found)[name], value, rtol=0, atol=0, err_msg=name)
    assert found.content.metrics["val_loss"] == pytest.approx(expected.content.metrics["val_loss"])
    assert [line["epoch"] for line in found.content.history] == [2]
    rows = [[0.5], [1.5]]
    assert models.load(found.artifact).predict(rows) == models.load(expected.artifact).predict(rows)


def test_the_line_of_the_history_has_the_rate_that_the_epoch_was_trained_with(tmp_path: Path) -> None:
    spec = changed(
        DENSE, epochs=2, checkpoint={"keep": None}, learning_rate_schedule={"kind": "plateau", "monitor": "loss", "patience": 1, "min_delta": 1e6}
    )
    checkpoints = kept(spec, tmp_path / "whole")
    rates = [registered(spec, epoch, checkpoints, tmp_path / str(epoch)).content.history[0]["learning_rate"] for epoch in (1, 2)]
    assert rates[0] == rates[1]


class Continued(Kept):
    """Knows the model that a job went on from, besides its checkpoints."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self.origin, self.artifact = shelf.origin, shelf.artifact  # type: ignore[method-assign]


def test_a_checkpoint_of_a_job_that_went_on_from_a_model_keeps_the_preprocessing_its_weights_know(tmp_path: Path) -> None:
    checkpoints = Continued(Shelf(first=trained(changed(DENSE, epochs=1), tmp_path / "first")))
    other = changed({**DENSE, "data": {**DENSE["data"], "params": {"n_samples": 60, "low": -1.0, "high": 1.0}}, "start_from": "first@1"}, epochs=1)
    continued = run(require_sound(other, checkpoints), tmp_path / "second", checkpoints, registered=checkpoints)
    found = registered(other, 2, checkpoints, tmp_path / "made")
    rows = [[0.5], [1.5]]
    assert models.load(found.artifact).predict(rows) == models.load(continued.artifact).predict(rows)


def test_weights_alone_make_a_model_too(tmp_path: Path) -> None:
    spec = changed(DENSE, epochs=2, checkpoint={"keep": None, "weights_only": True})
    checkpoints = kept(spec, tmp_path / "whole")
    found = registered(spec, 1, checkpoints, tmp_path / "first")
    assert found.content.metrics["train_rmse"] > 0


def test_a_checkpoint_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match=f"/from_checkpoint: job {JOB} has no checkpoint of epoch 7"):
        registered(DENSE, 7, Kept(), tmp_path)


def test_a_checkpoint_of_another_network_is_refused(tmp_path: Path) -> None:
    checkpoints = kept(changed(DENSE, epochs=1), tmp_path / "whole")
    other = {**DENSE, "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 1}]}}
    with pytest.raises(DataError, match="does not match this network"):
        registered(other, 1, checkpoints, tmp_path / "other")


def test_a_checkpoint_takes_the_place_of_training(tmp_path: Path) -> None:
    checkpoints = kept(changed(DENSE, epochs=1), tmp_path / "whole")
    pipeline = {"data": DENSE["data"], "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}
    with pytest.raises(SpecError, match="/from_checkpoint: expected a network"):
        registered(pipeline, 1, checkpoints, tmp_path / "pipeline")


@pytest.mark.parametrize("spec", [DENSE, denoising(0.2), words_spec()], ids=["dense", "graph with noise", "stateful"])
def test_a_checkpoint_is_opened_by_plain_keras_as_the_compiled_network_of_its_epoch(spec: dict[str, Any], tmp_path: Path) -> None:
    checkpoints = kept({**spec, "training": {**spec["training"], "epochs": 2}}, tmp_path / "job")
    path = checkpoints.paths[2]
    network, snapshot = keras.models.load_model(path), Snapshot.read(path)
    assert network.compiled
    assert float(network.optimizer.learning_rate) == pytest.approx(snapshot.metrics["learning_rate"])
    for found in network.weights:
        assert any(value.shape == found.shape and np.array_equal(found.numpy(), value) for value in snapshot.variables), found.path
    network.optimizer.build(network.trainable_variables)
    assert [tuple(variable.shape) for variable in network.optimizer.variables] == [value.shape for value in snapshot.optimizer or ()]


def test_a_checkpoint_has_its_values_once(tmp_path: Path) -> None:
    path = kept(changed(DENSE, epochs=1), tmp_path / "job").paths[1]
    with h5py.File(path) as file:
        linked: list[h5py.Dataset] = []
        file["model_weights"].visititems(lambda _, item: linked.append(item) if isinstance(item, h5py.Dataset) else None)
        assert linked
        assert all(any(item == variable for variable in file["variables"].values()) for item in linked)
        assert list(file["optimizer"]) == ["vars"]


def test_a_checkpoint_without_the_optimizer_opens_compiled_too(tmp_path: Path) -> None:
    path = kept(changed(DENSE, epochs=1, checkpoint={"weights_only": True}), tmp_path / "job").paths[1]
    assert keras.models.load_model(path).compiled
    assert Snapshot.read(path).optimizer is None


def test_a_variational_autoencoder_opens_uncompiled(tmp_path: Path) -> None:
    path = kept(variational(epochs=1), tmp_path / "job").paths[1]
    assert not keras.models.load_model(path).compiled


def test_a_checkpoint_of_before_it_had_the_form_of_keras_is_read(tmp_path: Path) -> None:
    path = kept(changed(DENSE, epochs=1), tmp_path / "job").paths[1]
    expected = Snapshot.read(path)
    with h5py.File(path, "a") as file:
        for name in ("optimizer", "model_weights"):
            del file[name]
        write_variables(file.create_group("optimizer"), expected.optimizer or ())
    found = Snapshot.read(path)
    assert (found.epoch, found.metrics) == (expected.epoch, expected.metrics)
    for one, other in zip((*found.variables, *(found.optimizer or ())), (*expected.variables, *(expected.optimizer or ())), strict=True):
        assert_array_equal(one, other)
