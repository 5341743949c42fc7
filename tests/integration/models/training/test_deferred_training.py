"""Networks and pipelines trained on samples that are larger than what is kept in memory."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

import models
from models.checking.check import require_sound
from models.core.deferred_rows import DeferredRows
from models.core.errors import DataError
from models.jobs import run
from models.training.batches import TrainingBatches
from models.training.listener import SilentListener
from tests.interrupted_fits import Following, require_same_bits
from tests.many_images import images_spec, noisy_images
from tests.uploaded import OneUpload, image, npz, read

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")


@pytest.fixture
def images(tmp_path: Path) -> OneUpload:
    (tmp_path / "uploads").mkdir()
    return OneUpload(read(tmp_path / "uploads", "images", noisy_images()))


def test_a_fit_over_images_outside_of_memory_is_resumed_to_the_same_bits(images: OneUpload, tmp_path: Path) -> None:
    require_same_bits(images_spec(edge=16, augmentation={"horizontal_flip": True}), tmp_path, n_stops=1, registered=images, most_bytes=0)


def test_its_model_is_evaluated_and_predicts(images: OneUpload, tmp_path: Path) -> None:
    heard = Following()
    outcome = run(require_sound(images_spec(edge=16, epochs=20), images), tmp_path, heard, registered=images, most_bytes=0)
    assert outcome.onnx
    assert outcome.content.metrics["test_accuracy"] == 1.0
    assert "training on 14 samples, which are read when they are needed" in heard.messages
    labels = [answer["label"] for answer in models.load(outcome.artifact).predict([image(20), image(240)])]
    assert labels == ["night", "day"]


@pytest.mark.parametrize("shuffle", [True, False])
def test_batches_of_deferred_samples_are_those_of_samples_in_memory(shuffle: bool) -> None:
    x, y = np.random.default_rng(0).normal(size=(37, 3)).astype(np.float32), np.arange(37)
    held = TrainingBatches(x, y, 8, seed=5, shuffle=shuffle)
    deferred = TrainingBatches(DeferredRows(x), y, 8, seed=5, shuffle=shuffle)
    for epoch in range(2):
        held.epoch = deferred.epoch = epoch
        for (left, of_left), (right, of_right) in zip(held.dataset, deferred.dataset, strict=True):
            assert_array_equal(left.numpy(), right.numpy(), strict=True)
            assert_array_equal(of_left.numpy(), of_right.numpy(), strict=True)


def test_what_a_network_reconstructs_is_read_once(tmp_path: Path) -> None:
    n_read = []

    def counted(x: Any) -> Any:
        n_read.append(len(x))
        return x

    rows = DeferredRows(np.zeros((40, 2), np.float32)).changed(counted)
    batches = TrainingBatches(rows, rows, 10, seed=0, shuffle=True)
    n_read.clear()
    assert [x.shape for x, _ in batches.dataset] == [(10, 2)] * 4
    assert sum(n_read) == 40


def test_a_step_that_refuses_a_value_during_the_fit_says_so_itself(tmp_path: Path) -> None:
    x = np.ones((40, 9), np.float32)
    x[33, 7] = -5
    upload = OneUpload(read(tmp_path, "npz", npz(x=x, y=np.arange(40.0))))
    spec = {
        "data": {"source": "dataset:x", "features": ["x"], "target": "y"},
        "preprocessing": {"inputs": [{"step": "log"}]},
        "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 1}]},
        "training": {"loss": "mean_squared_error", "epochs": 1, "batch_size": 4},
    }
    with pytest.raises(DataError, match="log: expected values above 0, got -5"):
        run(require_sound(spec, upload), tmp_path / "job", SilentListener(), registered=upload, most_bytes=0)
