"""Training on changed and on fresh pictures with real TensorFlow: what the pipeline gives, and that it gives it again."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from PIL import Image

from models.checking.check import require_sound
from models.core.arrays import Array
from models.core.files import OUTPUTS
from models.datasets.drawn_shapes import Shapes
from models.jobs import run
from models.preparing.augmentation.draws import Values, draw_changes
from models.preparing.augmentation.preview import changed
from models.preparing.prepared import Prepared
from models.searching.trial import Bench
from models.specs.augmentation import Augmentation
from models.specs.job import JobSpec
from models.specs.parse import data_set_of
from models.specs.registered import NONE_REGISTERED
from models.training.batches import Schedule, TrainingBatches
from models.training.epoch_batches import AugmentedBatches, Augmenter, InputAugmenters, batches_of
from models.training.listener import SilentListener
from tests.bare import prepared_of

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")

EVERYTHING = {
    **{"rotation": 180, "width_shift": 0.7, "height_shift": 1, "zoom": 0.5, "shear": 40},
    **{"horizontal_flip": True, "vertical_flip": True, "brightness": 0.3},
}
IMAGES: Array = np.random.default_rng(0).random((20, 12, 9, 2)).astype(np.float32)


def spec_of(source: str = "digits", layers: int = 10, **training: Any) -> JobSpec:
    """A network of one layer over small digits, or over shapes."""
    scale = {"step": "scale", "from": [0, 16] if source == "digits" else [0, 255], "to": [-1, 1]}
    validation = {"split": 0.9} if source == "digits" else {"part": "test"}
    return require_sound(
        {
            "data": {"source": source, "params": {} if source == "digits" else {"n_samples": 100, "test": 20}},
            "preprocessing": {"inputs": [{"step": "cast"}, scale, {"step": "add_channel"}], "targets": [{"step": "one_hot"}]},
            "model": {"kind": "sequential", "layers": [{"layer": "Flatten"}, {"layer": "Dense", "units": layers, "activation": "softmax"}]},
            "training": {"loss": "categorical_crossentropy", "epochs": 2, "batch_size": 64, "validation": validation, **training},
        }
    )


def parts_of(spec: JobSpec) -> Prepared:
    return prepared_of(spec, data_set_of(spec.data))


def epochs_of(spec: JobSpec, *epochs: int) -> list[tuple[Array, Array]]:
    """Return inputs and targets of some epochs of a spec."""
    assert spec.training is not None
    batches, found = batches_of(parts_of(spec), spec.training, spec.seed), []
    for epoch in epochs:
        batches.epoch = epoch
        pieces = list(batches.dataset.as_numpy_iterator())
        assert len(pieces) == batches.steps
        found.append((np.concatenate([x for x, _ in pieces]), np.concatenate([y for _, y in pieces])))
    return found


@pytest.mark.parametrize("fill_mode", ["constant", "nearest", "reflect", "wrap"])
def test_the_pipeline_moves_pixels_as_the_preview_does(fill_mode: str) -> None:
    augmentation = Augmentation.model_validate({**EVERYTHING, "fill_mode": fill_mode})
    augmenter = Augmenter.of(augmentation, 42, IMAGES)
    indices = np.arange(20)
    changes = draw_changes(augmentation, 42, indices * 0, indices, (12, 9))
    made = augmenter.change(IMAGES, changes.moves, changes.lifts).numpy()
    assert_allclose(made, changed(IMAGES, changes, augmentation, Values.of(IMAGES)), atol=1e-5)
    assert np.abs(made - IMAGES).mean() > 0.1


def test_each_picture_is_changed_by_its_place_and_round_and_keeps_its_target() -> None:
    augmentation = Augmentation(rotation=90)
    batches = AugmentedBatches(
        IMAGES, np.arange(20), 8, InputAugmenters.of(augmentation, 42, {"inputs": IMAGES}), seed=42, shuffle=True, n_samples=30
    )
    course = Schedule(20, 30, 42, shuffle=True)
    for epoch in (0, 1):
        batches.epoch = epoch
        pieces = list(batches.dataset.as_numpy_iterator())
        assert [len(x) for x, _ in pieces] == [8, 8, 8, 6]
        rows, rounds = course.rows(epoch), course.rounds(epoch)
        assert_array_equal(np.concatenate([y for _, y in pieces]), rows)
        expected = changed(IMAGES[rows], draw_changes(augmentation, 42, rounds, rows, (12, 9)), augmentation, Values.of(IMAGES))
        assert_allclose(np.concatenate([x for x, _ in pieces]), expected, atol=1e-5)


@pytest.mark.parametrize("source", ["digits", "shapes"])
def test_two_runs_of_a_seed_see_the_same_pictures_and_another_seed_others(source: str) -> None:
    spec = spec_of(source, layers=10 if source == "digits" else 5, augmentation=EVERYTHING)
    one, two = epochs_of(spec, 0, 1), epochs_of(spec, 0, 1)
    for (x, y), (same_x, same_y) in zip(one, two, strict=True):
        assert x.tobytes() == same_x.tobytes()
        assert_array_equal(y, same_y)
    assert_array_equal(epochs_of(spec, 1)[0][0], one[1][0])
    other = epochs_of(spec.model_copy(update={"seed": 43}), 0)[0][0]
    for images in (other, one[1][0]):  # A few are shifted until nothing is left, and are alike for that.
        assert np.isclose(images, one[0][0]).all(axis=(1, 2, 3)).mean() < 0.05


def test_validation_is_never_changed() -> None:
    plain, augmented = parts_of(spec_of()), parts_of(spec_of(augmentation=EVERYTHING))
    assert plain.validation is not None
    assert augmented.validation is not None
    for one, other in zip(augmented.validation.fed, plain.validation.fed, strict=True):
        assert_array_equal(one, other)


def test_an_epoch_of_its_own_length_goes_on_where_the_last_one_ended() -> None:
    batches = TrainingBatches(np.arange(5), np.arange(5), 2, seed=7, shuffle=False, n_samples=3)
    found = []
    for epoch in range(3):
        batches.epoch = epoch
        found.append([x.tolist() for x, _ in batches.dataset.as_numpy_iterator()])
    assert (batches.steps, batches.n_samples) == (2, 3)
    assert found == [[[0, 1], [2]], [[3, 4], [0]], [[1, 2], [3]]]


def test_shapes_are_trained_on_fresh_in_every_epoch() -> None:
    spec = spec_of("shapes", layers=5, samples_per_epoch=70)
    for epoch, (x, y) in zip((0, 3), epochs_of(spec, 0, 3), strict=True):
        images, labels = Shapes().stream(42).draw(epoch, 0, 70)
        assert_allclose(x[..., 0], images / 127.5 - 1, atol=1e-6)
        assert_array_equal(np.argmax(y, axis=1), labels)


def test_a_job_on_fresh_changed_pictures_repeats_itself_to_the_bit_and_keeps_some(tmp_path: Path) -> None:
    spec = spec_of("shapes", layers=5, samples_per_epoch=70, augmentation={"rotation": 20, "save": 3})
    one, two = (run(spec, tmp_path / name, SilentListener()) for name in ("one", "two"))
    figures = [{name: value for name, value in line.items() if "second" not in name} for line in one.content.history]
    assert figures == [{name: value for name, value in line.items() if "second" not in name} for line in two.content.history]
    saved = sorted((tmp_path / "one" / OUTPUTS).iterdir())
    assert [path.name for path in saved] == ["augmented-001.png", "augmented-002.png", "augmented-003.png"]
    expected = epochs_of(spec, 0)[0][0][:3, ..., 0]
    shades = np.stack([np.asarray(Image.open(path)) for path in saved])
    assert_allclose(shades / 127.5 - 1, expected, atol=0.005)


def test_a_cross_validation_trains_on_changed_pictures() -> None:
    folded = {"task": "cross_validate", "cross_validation": {"folds": 2}}
    scores = []
    for augmentation in (None, {"rotation": 180}):
        raw = spec_of(augmentation=augmentation, epochs=1, validation=None).model_dump(mode="json")
        raw["data"]["subset"] = 0.2
        scores.append(Bench(require_sound({**raw, **folded}), None, NONE_REGISTERED).run({}, 0, SilentListener()))
    assert [result.error for result in scores] == ["", ""]
    assert scores[0].train_score != scores[1].train_score
