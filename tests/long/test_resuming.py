"""A fit that is stopped at any batch, three times, and goes on in other attempts, ends with the same bits as one that was never stopped."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.autoencoders import variational
from tests.integration.models.training.test_several_inputs import SPEC as SEVERAL_INPUTS
from tests.interrupted_fits import BEST, PLATEAU, SGD, STOPPING, WARM_UP, images, require_same_bits, sine, waves
from tests.texts import letters_spec, words_spec

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")

SPECS: dict[str, Callable[[], dict[str, Any]]] = {
    "dropout and moving averages": lambda: sine(learning_rate_schedule=PLATEAU),
    "early stopping": lambda: sine(epochs=12, optimizer=SGD, early_stopping=STOPPING),
    "the best checkpoint": lambda: sine(epochs=6, optimizer=SGD, checkpoint=BEST),
    "a warm-up": lambda: sine(learning_rate_schedule=WARM_UP),
    "epochs shorter than the data": lambda: sine(samples_per_epoch=70),
    "augmentation": lambda: images("digits", augmentation={"rotation": 20, "width_shift": 0.1}),
    "a stream": lambda: images("shapes", validation={"part": "test"}, samples_per_epoch=100),
    "several inputs": lambda: {**SEVERAL_INPUTS, "training": {**SEVERAL_INPUTS["training"], "epochs": 4, "batch_size": 300}},
    "a variational loss": lambda: variational(epochs=3),
    "many steps in one call": waves,
    "a stateful network": lambda: words_spec(samples={"length": 5, "every": 1}),
    "letters": lambda: letters_spec(epochs=2, samples={"length": 4}),
}


@pytest.mark.parametrize("what", SPECS)
def test_the_bits_are_those_of_a_fit_that_was_never_stopped(what: str, tmp_path: Path) -> None:
    require_same_bits(SPECS[what](), tmp_path, n_stops=3)
