"""Augmentation: what is drawn, where pixels go, which specs make sense, and the way through the samples of an epoch."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from models.catalog import recipes
from models.checking.check import CheckResult, check_spec, require_sound
from models.core.arrays import Array
from models.core.errors import SpecError
from models.preparing.augmentation.draws import Changes, Turn, Values, draw_changes
from models.preparing.augmentation.preview import changed, preview_png, variants
from models.specs.augmentation import Augmentation
from models.training.batches import Schedule, epoch_order
from tests.faults import pointers_of

IMAGE: Array = np.random.default_rng(0).random((1, 9, 9, 2)).astype(np.float32)
BLACK = Augmentation(rotation=1, fill_mode="constant", fill_value=0)
UNIT = Values(0, 1)


def moved(turn: Turn, augmentation: Augmentation = BLACK, image: Array = IMAGE) -> Array:
    moves = turn.moves(image.shape[1], image.shape[2])
    return changed(image, Changes(moves[None], np.zeros(1, np.float32)), augmentation, UNIT)[0]


def spec(source: str = "mnist", **training: Any) -> dict[str, Any]:
    """A small network over images of one channel."""
    layers = [{"layer": "Flatten"}, {"layer": "Dense", "units": 10, "activation": "softmax"}]
    return {
        "data": {"source": source},
        "preprocessing": {
            "inputs": [{"step": "cast"}, {"step": "scale", "from": [0, 255], "to": [-1, 1]}, {"step": "add_channel"}],
            "targets": [{"step": "one_hot"}],
        },
        "model": {"kind": "sequential", "layers": layers},
        "training": {"loss": "categorical_crossentropy", "epochs": 2, "validation": {"part": "test"}, **training},
    }


def checked(raw: dict[str, Any], **parts: Any) -> CheckResult:
    return check_spec({**raw, **parts})


def pointers(result: CheckResult) -> list[str]:
    return pointers_of(result.errors)


@pytest.mark.parametrize("quarters", [1, 2, 3, -1])
def test_a_turn_by_quarters_is_that_of_numpy(quarters: int) -> None:
    assert_allclose(moved(Turn(degrees=90 * quarters)), np.rot90(IMAGE[0], quarters), atol=1e-6)


def test_flips_swap_the_sides() -> None:
    assert_array_equal(moved(Turn(mirror=-1)), IMAGE[0, :, ::-1])
    assert_array_equal(moved(Turn(upend=-1)), IMAGE[0, ::-1])


def test_a_shift_moves_whole_pixels_and_fills_what_comes_in() -> None:
    expected = np.zeros_like(IMAGE[0])
    expected[2:, :-3] = IMAGE[0, :-2, 3:]
    assert_array_equal(moved(Turn(right=-3, down=2)), expected)


@pytest.mark.parametrize(
    ("fill_mode", "row"), [("constant", [0, 0, 1, 2]), ("nearest", [1, 1, 1, 2]), ("reflect", [2, 1, 1, 2]), ("wrap", [3, 4, 1, 2])]
)
def test_edges_are_filled_as_asked_for(fill_mode: str, row: list[int]) -> None:
    image = np.array([1.0, 2, 3, 4], np.float32).reshape(1, 1, 4, 1)
    augmentation = Augmentation.model_validate({"width_shift": 0.5, "fill_mode": fill_mode})
    assert moved(Turn(right=2), augmentation, image)[0, :, 0].tolist() == row


def test_a_zoom_by_two_shows_the_middle_twice_as_large() -> None:
    assert_allclose(moved(Turn(zoom=2))[::2, ::2], IMAGE[0, 2:7, 2:7], atol=1e-6)


def test_a_shear_slants_upright_lines_and_leaves_the_middle_row() -> None:
    line = np.zeros((1, 9, 9, 1), np.float32)
    line[0, :, 4] = 1
    sheared = moved(Turn(shear=45), image=line)[..., 0]
    assert_allclose(sheared, np.eye(9), atol=1e-6)


def test_brightness_stays_in_the_range_of_the_training_images() -> None:
    augmentation = Augmentation(brightness=0.5)
    lifts = np.array([0.5, -0.25], np.float32)
    lifted = changed(IMAGE.repeat(2, axis=0), Changes(Turn().moves(9, 9)[None].repeat(2, axis=0), lifts), augmentation, Values(-1, 1))
    assert_allclose(lifted[0], np.minimum(IMAGE[0] + 1.0, 1), atol=1e-6)
    assert_allclose(lifted[1], IMAGE[0] - 0.5, atol=1e-6)


def test_without_a_fill_value_the_least_of_the_images_comes_in() -> None:
    augmentation = Augmentation(width_shift=1, fill_mode="constant")
    ends = changed(IMAGE, Changes(Turn(right=5).moves(9, 9)[None], np.zeros(1, np.float32)), augmentation, Values(-0.5, 1))
    assert (ends[0, :, :5] == -0.5).all()


ALL = Augmentation(rotation=30, width_shift=0.1, height_shift=0.2, zoom=0.3, shear=20, horizontal_flip=True, vertical_flip=True, brightness=0.4)


@given(st.integers(0, 2**31 - 1), st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**8)), min_size=1, max_size=20))
def test_a_change_is_decided_by_seed_round_and_index_only(seed: int, seen: list[tuple[int, int]]) -> None:
    rounds, indices = np.array(seen).T
    together = draw_changes(ALL, seed, rounds, indices, (28, 28))
    alone = [draw_changes(ALL, seed, rounds[at : at + 1], indices[at : at + 1], (28, 28)) for at in range(len(seen))]
    assert_array_equal(together.moves, np.concatenate([one.moves for one in alone]))
    assert_array_equal(together.lifts, np.concatenate([one.lifts for one in alone]))


def test_changes_differ_by_seed_round_and_index() -> None:
    indices = np.arange(1000)
    drawn = [draw_changes(ALL, seed, np.full(1000, number), indices, (28, 28)).moves for seed in (1, 2) for number in (0, 1)]
    assert len(np.unique(np.concatenate(drawn), axis=0)) == 4000


def test_a_seed_of_its_own_replaces_that_of_the_job() -> None:
    own, indices = ALL.model_copy(update={"seed": 7}), np.arange(5)
    assert_array_equal(draw_changes(own, 1, indices, indices, (8, 8)).moves, draw_changes(ALL, 7, indices, indices, (8, 8)).moves)


def test_draws_are_spread_evenly_over_what_is_asked_for() -> None:
    indices = np.arange(20_000)
    lifts = draw_changes(ALL, 3, indices * 0, indices, (28, 28)).lifts
    assert np.histogram(lifts, 8, (-0.4, 0.4))[0] == pytest.approx(2500, rel=0.08)
    mirrored = draw_changes(Augmentation(horizontal_flip=True), 3, indices * 0, indices, (28, 28)).moves[:, 0] < 0
    assert mirrored.mean() == pytest.approx(0.5, abs=0.02)


@pytest.mark.parametrize(
    ("augmentation", "pointer"),
    [
        ({}, "/training/augmentation"),
        ({"save": 3}, "/training/augmentation"),
        ({"rotation": 181}, "/training/augmentation/rotation"),
        ({"zoom": 1}, "/training/augmentation/zoom"),
        ({"rotation": 5, "fill_mode": "black"}, "/training/augmentation/fill_mode"),
        ({"rotation": 5, "fill_value": 1}, "/training/augmentation"),
        ({"rotaton": 5}, "/training/augmentation/rotaton"),
        ({"rotation": 5, "save": 101}, "/training/augmentation/save"),
    ],
)
def test_an_augmentation_that_makes_no_sense_is_refused(augmentation: dict[str, Any], pointer: str) -> None:
    assert pointers(checked(spec(augmentation=augmentation))) == [pointer]


def test_flat_vectors_are_not_augmented() -> None:
    raw = spec(augmentation={"rotation": 5})
    raw["preprocessing"]["inputs"][2:] = [{"step": "reshape", "shape": [784]}]
    raw["model"]["layers"][0] = {"layer": "Dense", "units": 4}
    result = checked(raw)
    assert pointers(result) == ["/training/augmentation"]
    assert "(height, width, channels)" in result.errors[0].detail
    assert "(784,)" in result.errors[0].detail


def test_windows_of_a_series_are_not_augmented() -> None:
    raw = spec("sum_of_sines", augmentation={"rotation": 5}, loss="mean_squared_error", validation={"split": 0.2})
    raw["preprocessing"] = {"inputs": [{"step": "window", "size": 5}]}
    raw["model"]["layers"] = [{"layer": "LSTM", "units": 3}, {"layer": "Dense", "units": 1}]
    assert pointers(checked(raw)) == ["/training/augmentation"]


def test_networks_of_several_inputs_are_augmented_where_images_enter() -> None:
    raw = recipes()["func-two-in-two-out"].spec
    assert checked(raw).ok
    assert checked(raw, training={**raw["training"], "augmentation": {"rotation": 5}}).ok


@pytest.mark.parametrize(
    ("augmentation", "warned"),
    [
        ({"rotation": 45}, []),
        ({"rotation": 46}, ["rotation"]),
        ({"horizontal_flip": True, "vertical_flip": True}, ["horizontal_flip", "vertical_flip"]),
    ],
)
def test_digits_that_no_longer_are_what_their_label_says_are_warned_of(augmentation: dict[str, Any], warned: list[str]) -> None:
    digits, shapes = checked(spec(augmentation=augmentation)), spec("shapes", augmentation=augmentation)
    shapes["model"]["layers"][-1]["units"] = 5
    assert pointers_of(digits.warnings) == [f"/training/augmentation/{name}" for name in warned]
    assert checked(shapes).warnings == checked(shapes).errors == []


def test_more_samples_an_epoch_than_there_are_are_refused_where_they_would_be_the_same() -> None:
    assert pointers(checked(spec(samples_per_epoch=60_001))) == ["/training/samples_per_epoch"]
    assert checked(spec(samples_per_epoch=60_000)).ok
    assert checked(spec(samples_per_epoch=60_001, augmentation={"rotation": 5})).ok


def test_a_search_may_vary_how_images_are_changed() -> None:
    raw = spec(augmentation={"rotation": 5, "zoom": 0.1})
    search = {"strategy": "grid", "folds": 2, "space": {"training.augmentation.rotation": [0, 10], "training.augmentation.zoom": [0, 0.95]}}
    assert pointers(checked(raw, task="search", search=search)) == ["/search/space/training.augmentation.zoom/1"]


def test_a_batch_larger_than_an_epoch_is_warned_of() -> None:
    assert pointers_of(checked(spec(samples_per_epoch=10, batch_size=20)).warnings) == ["/training/batch_size"]


def test_there_is_no_share_of_an_endless_source() -> None:
    raw = spec("shapes", samples_per_epoch=10_000)
    raw["model"]["layers"][-1]["units"] = 5
    assert checked(raw).ok
    raw["data"]["subset"] = 0.5
    assert pointers(checked(raw)) == ["/data/subset"]


def test_folds_are_cut_from_the_images_drawn_once() -> None:
    raw = spec("shapes", samples_per_epoch=640, validation=None)
    raw["model"]["layers"][-1]["units"] = 5
    folded = {"task": "cross_validate", "cross_validation": {"folds": 3}}
    assert checked(raw, **folded).ok
    raw["training"]["samples_per_epoch"] = 641
    assert pointers(checked(raw, **folded)) == ["/training/samples_per_epoch"]


@given(st.integers(1, 12), st.integers(1, 30), st.booleans())
def test_epochs_go_round_the_samples_without_gap(n_samples: int, per_epoch: int, shuffle: bool) -> None:
    course = Schedule(n_samples, per_epoch, 7, shuffle)
    rows = np.concatenate([course.rows(epoch) for epoch in range(n_samples)])
    rounds = np.concatenate([course.rounds(epoch) for epoch in range(n_samples)])
    assert_array_equal(rounds, np.arange(len(rows)) // n_samples)
    orders = [epoch_order(7, number, n_samples) if shuffle else np.arange(n_samples) for number in range(per_epoch)]
    assert_array_equal(rows, np.concatenate(orders))


def test_a_preview_of_a_learning_step_is_of_the_range_it_learned() -> None:
    raw = spec("digits", augmentation={"rotation": 5}, validation={"split": 0.5})
    raw["preprocessing"]["inputs"] = [{"step": "reshape", "shape": [64]}, {"step": "min_max"}, {"step": "reshape", "shape": [8, 8, 1]}]
    sound = require_sound(raw)
    assert preview_png(sound, 898 - 1, 3)[:4] == b"\x89PNG"
    with pytest.raises(SpecError, match="0 to 897, got 898"):
        preview_png(sound, 898, 3)


def test_variants_are_those_of_the_first_rounds() -> None:
    augmentation = Augmentation(rotation=90)
    made = variants(IMAGE, 5, 3, augmentation, 42, UNIT)
    for number in range(3):
        changes = draw_changes(augmentation, 42, np.array([number]), np.array([5]), (9, 9))
        assert_array_equal(made[number], changed(IMAGE, changes, augmentation, UNIT)[0])
