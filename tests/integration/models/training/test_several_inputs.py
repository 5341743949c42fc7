"""Jobs whose network has two inputs and one output: continued, searched, augmented and with shared layers, as with one input."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from models.checking.check import require_sound
from models.jobs import run
from models.searching.trial import Bench
from models.specs.registered import NONE_REGISTERED, Registered
from models.training.finish import Outcome
from models.training.listener import SilentListener
from tests.broken_specs import changed
from tests.integration.models.training.test_continuing import Shelf, variables_of

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")]

#: A digit of 8 x 8 pixels that enters twice: as an image and as a row.
SPEC: dict[str, Any] = {
    "data": {"source": "digits", "inputs": {"look": {}, "pixels": {}}, "split": {"test": 0.5}},
    "preprocessing": {
        "inputs": {
            "look": [{"step": "scale", "from": [0, 16], "to": [0, 1]}, {"step": "add_channel"}],
            "pixels": [{"step": "scale", "from": [0, 16], "to": [0, 1]}, {"step": "reshape", "shape": [64]}],
        },
        "targets": [{"step": "one_hot"}],
    },
    "model": {
        "kind": "functional",
        "nodes": [
            {"name": "look"},
            {"name": "pixels"},
            {"name": "conv", "inputs": ["look"], "layer": {"layer": "Conv2D", "filters": 2, "kernel_size": 4, "strides": 4}},
            {"name": "flat", "inputs": ["conv"], "layer": {"layer": "Flatten"}},
            {"name": "joined", "inputs": ["flat", "pixels"], "layer": {"layer": "Concatenate"}},
            {"name": "dropped", "inputs": ["joined"], "layer": {"layer": "Dropout", "rate": 0.2}},
            {"name": "digit", "inputs": ["dropped"], "layer": {"layer": "Dense", "units": 10, "activation": "softmax"}},
        ],
        "outputs": ["digit"],
    },
    "training": {"loss": "categorical_crossentropy", "optimizer": {"name": "adam", "learning_rate": 0.01}, "metrics": ["accuracy"], "epochs": 4},
}


def trained(folder: Path, changes: dict[str, Any] | None = None, registered: Registered = NONE_REGISTERED) -> Outcome:
    folder.mkdir(exist_ok=True)
    return run(require_sound(changed(SPEC, changes or {}), registered), folder, SilentListener(), registered=registered)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """The job, trained for four epochs at once."""
    return trained(tmp_path_factory.mktemp("whole"))


def test_two_epochs_and_two_more_give_the_bits_of_four(whole: Outcome, tmp_path: Path) -> None:
    first = trained(tmp_path / "first", {"/training/epochs": 2})
    second = trained(tmp_path / "second", {"/training/epochs": 2, "/start_from": "first@1"}, Shelf(first=first))
    found, expected = variables_of(second), variables_of(whole)
    assert found.keys() == expected.keys()
    for name, values in expected.items():
        assert_array_equal(found[name], values)
    assert [line["epoch"] for line in second.content.history] == [3, 4]


def test_images_among_the_inputs_are_augmented_and_the_others_are_not(whole: Outcome, tmp_path: Path) -> None:
    augmented = trained(tmp_path, {"/training/augmentation": {"rotation": 20}})
    assert augmented.content.metrics["test_accuracy"] > 0.8
    changed_weights, plain = variables_of(augmented), variables_of(whole)
    assert not all(np.array_equal(changed_weights[name], values) for name, values in plain.items())


def test_a_network_of_two_inputs_is_cross_validated() -> None:
    sound = require_sound(changed(SPEC, {"/task": "cross_validate", "/cross_validation": {"folds": 3}}))
    bench = Bench(sound, None, NONE_REGISTERED)
    scores = [bench.run({}, fold, SilentListener()).score for fold in range(3)]
    assert all(score is not None and score > 0.7 for score in scores), scores


def test_layers_are_shared_with_a_network_of_two_inputs(whole: Outcome, tmp_path: Path) -> None:
    shared = {"model": "whole@1", "layers": ["conv"]}
    frozen = {"/share_layers_with": shared, "/training/freeze": ["conv"], "/training/epochs": 1}
    found = trained(tmp_path, frozen, Shelf(whole=whole))
    kernel = next(name for name in variables_of(whole) if "conv" in name and "kernel" in name)
    assert_array_equal(variables_of(found)[kernel], variables_of(whole)[kernel])
