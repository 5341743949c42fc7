"""What a trial of a network took in memory is free when the next one begins."""

import gc

from models.checking.check import require_sound
from models.searching.trial import Bench
from models.specs.registered import NONE_REGISTERED
from models.training.batches import TrainingBatches
from models.training.listener import SilentListener

SPEC = {
    "task": "cross_validate",
    "data": {"source": "moons", "params": {"n_samples": 60}},
    "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 1, "activation": "sigmoid"}]},
    "training": {"loss": "binary_crossentropy", "optimizer": "adam", "epochs": 1, "batch_size": 20},
    "cross_validation": {"folds": 3},
}


def kept() -> list[TrainingBatches]:
    gc.collect()
    return [found for found in gc.get_objects() if isinstance(found, TrainingBatches)]


def test_the_samples_of_a_trial_are_not_kept_after_it() -> None:
    bench, before = Bench(require_sound(SPEC), None, NONE_REGISTERED), len(kept())
    for fold in range(3):
        assert bench.run({}, fold, SilentListener()).error == ""
    assert len(kept()) == before
