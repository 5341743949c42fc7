"""Samples as a model gets them, by hand: windows of tiny series and texts, rows, images, folds."""

import tracemalloc
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from models.checking.check import require_sound
from models.core.errors import InputError, SpecError
from models.preparing import sample_bounds
from models.preparing.prepared import load_prepared
from models.preparing.prepared_samples import PreparedSamples, Selection, Span, prepared_samples
from models.preprocessing.columns import MinMax
from models.preprocessing.window import Window
from models.specs.ports import port_sets
from models.specs.registered import NONE_REGISTERED, Registered
from tests.bare import fitted_chain
from tests.faults import refused
from tests.unit.models.preparing.test_parts import NETWORK, RIDGE, TRAINING, job_of, rows_spec
from tests.uploaded import OneUpload, csv_file, image, read, zipped

TEN = csv_file([["v"], *[[index] for index in range(10)]])


def shown(registered: Registered, spec: dict[str, Any], part: str = "train", first: int = 0, n_samples: int = 5, **more: Any) -> PreparedSamples:
    return prepared_samples(job_of(registered, spec), Selection(part, first, n_samples, **more))


def series_spec(*steps: dict[str, Any], layers: list[dict[str, Any]] | None = None, **data: Any) -> dict[str, Any]:
    model = NETWORK if layers is None else {"kind": "sequential", "layers": layers}
    return {
        "data": {"source": "dataset:x", "series": True, **data},
        "preprocessing": {"inputs": list(steps)},
        "model": model,
        "training": TRAINING,
    }


def flat(pieces: Any) -> list[list[float]]:
    return [np.ravel(piece).tolist() for piece in pieces]


def test_windows_of_ten_values_are_shown_raw_and_scaled_with_their_steps(tmp_path: Path) -> None:
    registered = OneUpload(read(tmp_path, "csv", TEN))
    found = shown(registered, series_spec({"step": "min_max"}, {"step": "window", "size": 3}), first=4, n_samples=100)
    assert (found.n_samples, found.pairs.n_samples) == (7, 3)
    assert flat(found.raw_inputs["inputs"]) == [[4, 5, 6], [5, 6, 7], [6, 7, 8]]
    assert found.raw_targets is not None
    assert flat(found.raw_targets["outputs"]) == [[7], [8], [9]]
    assert_allclose(found.pairs.x["inputs"][:, :, 0] * 9, [[4, 5, 6], [5, 6, 7], [6, 7, 8]])
    assert_allclose(found.pairs.y["outputs"][:, 0] * 9, [7, 8, 9])
    assert found.spans == [Span(0, 4, 6, 7, 7), Span(0, 5, 7, 8, 8), Span(0, 6, 8, 9, 9)]


@pytest.mark.parametrize("part", ["train", "test"])
def test_steps_that_are_taken_over_from_a_model_are_not_fitted_again(tmp_path: Path, part: str) -> None:
    registered = OneUpload(read(tmp_path, "csv", TEN))
    steps = [{"step": "min_max"}, {"step": "window", "size": 2}]
    job = job_of(registered, series_spec(*steps, split={"test": 0.4}))
    recorded = fitted_chain([MinMax(step="min_max"), Window(step="window", size=2)], [], np.array([[0.0], [100.0], [50.0]]), None)
    found = prepared_samples(replace(job, fitted=recorded), Selection(part, 0, 1))
    assert_allclose(found.pairs.x["inputs"] * 100, found.raw_inputs["inputs"])


def test_taken_over_steps_of_rows_are_applied_without_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    registered = OneUpload(read(tmp_path, "csv", csv_file([["x", "weight"], *[[index, index] for index in range(9)]])))
    job = job_of(registered, rows_spec("weight", RIDGE, preprocessing={"inputs": [{"step": "min_max"}]}))
    recorded = fitted_chain([MinMax(step="min_max")], [], np.array([[0.0], [100.0]]), None)
    monkeypatch.setattr(sample_bounds, "MAX_PASSED", 8)
    found = prepared_samples(replace(job, fitted=recorded), Selection("train", 3, 1))
    assert found.pairs.x["inputs"].tolist() == [[0.03]]
    assert refused(lambda: prepared_samples(job, Selection("train", 3, 1)))[0][0] == "/preprocessing/inputs/0"


def test_a_test_part_is_scaled_by_the_training_part_and_counted_within_the_whole_series(tmp_path: Path) -> None:
    registered = OneUpload(read(tmp_path, "csv", TEN))
    steps = [{"step": "min_max"}, {"step": "window", "size": 2}]
    found = shown(registered, series_spec(*steps, split={"test": 0.4}), "test")
    assert (found.n_samples, flat(found.raw_inputs["inputs"])) == (2, [[6, 7], [7, 8]])
    assert_allclose(found.pairs.x["inputs"][:, :, 0], np.array([[6, 7], [7, 8]]) / 5)
    assert found.spans == [Span(0, 6, 7, 8, 8), Span(0, 7, 8, 9, 9)]


def test_strides_horizons_and_multiples_are_those_of_the_step(tmp_path: Path) -> None:
    registered = OneUpload(read(tmp_path, "csv", TEN))
    layers = [{"layer": "Flatten"}, {"layer": "Dense", "units": 2}]
    found = shown(registered, series_spec({"step": "window", "size": 2, "stride": 3, "horizon": 2, "multiple": 2}, layers=layers))
    assert (found.n_samples, flat(found.pairs.x["inputs"]), flat(found.pairs.y["outputs"])) == (2, [[0, 1], [3, 4]], [[2, 3], [5, 6]])
    assert found.spans == [Span(0, 0, 1, 2, 3), Span(0, 3, 4, 5, 6)]


def test_windows_of_several_series_name_theirs(tmp_path: Path) -> None:
    rows = [["id", "v"], *[["ab"[index % 2], index] for index in range(10)]]
    registered = OneUpload(read(tmp_path, "csv", csv_file(rows)))
    found = shown(registered, series_spec({"step": "window", "size": 2}, groups="id"), first=2, n_samples=2)
    assert (flat(found.raw_inputs["inputs"]), found.spans) == ([[4, 6], [1, 3]], [Span(0, 2, 3, 4, 4), Span(1, 0, 1, 2, 2)])


def test_the_parts_of_several_series_are_counted_within_each(tmp_path: Path) -> None:
    rows = [["id", "v"], *[["ab"[index % 2], index] for index in range(16)]]
    registered = OneUpload(read(tmp_path, "csv", csv_file(rows)))
    found = shown(registered, series_spec({"step": "window", "size": 2}, groups="id", split={"test": 0.5}), "test")
    assert flat(found.raw_inputs["inputs"]) == [[8, 10], [10, 12], [9, 11], [11, 13]]
    assert found.spans == [Span(0, 4, 5, 6, 6), Span(0, 5, 6, 7, 7), Span(1, 4, 5, 6, 6), Span(1, 5, 6, 7, 7)]


def test_other_columns_are_shown_as_targets(tmp_path: Path) -> None:
    registered = OneUpload(read(tmp_path, "csv", csv_file([["v", "w"], *[[index, 10 * index] for index in range(6)]])))
    spec = series_spec({"step": "window", "size": 2}, features=["v"], target="w")
    spec["preprocessing"]["targets"] = [{"step": "min_max"}]
    found = shown(registered, spec, n_samples=1)
    assert found.raw_targets is not None
    assert (flat(found.raw_inputs["inputs"]), flat(found.raw_targets["outputs"])) == ([[0, 1]], [[20]])
    assert_allclose(found.pairs.y["outputs"], [[20 / 50]])


@pytest.mark.parametrize(
    ("step", "n_units", "ids", "raw", "target"),
    [
        ({"step": "letters", "lower": True}, 3, [[0, 1, 0]], ["aba"], ["c"]),
        ({"step": "words"}, 4, [[1, 2, 1]], ["aB a B"], ["a"]),
    ],
)
def test_windows_of_a_text_are_shown_as_ids_and_as_symbols(
    tmp_path: Path, step: dict[str, Any], n_units: int, ids: list[list[int]], raw: list[str], target: list[str]
) -> None:
    text = b"aBacb" if step["step"] == "letters" else b"aB a B a"
    registered = OneUpload(read(tmp_path, "text", text))
    layers = [{"layer": "Embedding", "input_dim": n_units, "output_dim": 2}, {"layer": "LSTM", "units": 2}]
    spec = {
        "data": {"source": "dataset:x"},
        "preprocessing": {"inputs": [step, {"step": "window", "size": 3}]},
        "model": {"kind": "sequential", "layers": [*layers, {"layer": "Dense", "units": n_units, "activation": "softmax"}]},
        "training": {"loss": "sparse_categorical_crossentropy", "epochs": 1},
    }
    found = shown(registered, spec, n_samples=1)
    assert (found.raw_inputs, found.raw_targets) == ({"inputs": raw}, {"outputs": target})
    assert len(found.pairs.x["inputs"][0]) == 3
    assert found.spans == [Span(0, 0, 2, 3, 3)]
    assert step["step"] == "words" or found.pairs.x["inputs"].tolist() == ids


def test_rows_of_a_split_part_tell_their_place_in_the_file(tmp_path: Path) -> None:
    registered = OneUpload(read(tmp_path, "csv", csv_file([["x", "y"], *[[index, 2 * index] for index in range(10)]])))
    steps = {"inputs": [{"step": "standardize"}], "targets": [{"step": "min_max"}]}
    spec = {"data": {"source": "dataset:x", "target": "y", "split": {"test": 0.3}}, "preprocessing": steps, "model": RIDGE}
    found = shown(registered, spec, "test")
    assert found.numbers is not None
    assert found.raw_inputs["inputs"].tolist() == [[index] for index in found.numbers]  # type: ignore[union-attr]
    sound = require_sound(spec, registered)
    whole = load_prepared(sound, port_sets(sound, registered), None, takes_targets=True)
    assert whole.test is not None
    assert_allclose(found.pairs.x["inputs"], whole.test.x["inputs"])
    assert_allclose(found.pairs.y["outputs"], whole.test.y["outputs"])


def test_only_the_shown_labels_are_encoded_one_hot(tmp_path: Path) -> None:
    rows = [["x", "y"], *[[index, f"c{index % 4_000}"] for index in range(16_000)]]
    registered = OneUpload(read(tmp_path, "csv", csv_file(rows)))
    spec = {
        "data": {"source": "dataset:x", "target": "y"},
        "preprocessing": {"targets": [{"step": "one_hot"}]},
        "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 4_000, "activation": "softmax"}]},
        "training": {"loss": "categorical_crossentropy", "epochs": 1, "validation": None},
    }
    job = job_of(registered, spec)
    tracemalloc.start()
    found = prepared_samples(job, Selection("train", 7, 2, None))
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.pairs.y["outputs"].argmax(axis=1).tolist() == [sorted(f"c{index}" for index in range(4_000)).index(label) for label in ("c7", "c8")]
    assert peak_bytes < 64 * 1024 * 1024  # All one-hot rows take 256 MB.


def test_steps_are_fitted_inside_a_fold(tmp_path: Path) -> None:
    registered = OneUpload(read(tmp_path, "csv", csv_file([["x", "weight"], *[[index, index] for index in range(9)]])))
    spec = rows_spec("weight", RIDGE, task="cross_validate", cross_validation={"folds": 3}, preprocessing={"inputs": [{"step": "min_max"}]})
    found = shown(registered, spec, "test", fold=2)
    assert found.numbers == [6, 7, 8]
    assert_allclose(found.pairs.x["inputs"][:, 0], np.array([6, 7, 8]) / 5)


def test_a_width_that_is_known_after_fitting_may_be_reshaped(tmp_path: Path) -> None:
    rows = [["size", "colour", "weight"], [1.5, "red", 1], [2.5, "green", 2], [3.5, "blue", 3]]
    registered = OneUpload(read(tmp_path, "csv", csv_file(rows)))
    steps = [{"step": "encode_categories", "columns": [1]}, {"step": "min_max"}, {"step": "reshape", "shape": [2, 2]}]
    model = {"kind": "sequential", "layers": [{"layer": "Flatten"}, {"layer": "Dense", "units": 1}]}
    data = {"source": "dataset:x", "target": "weight"}
    spec = {"data": data, "preprocessing": {"inputs": steps}, "model": model, "training": TRAINING}
    found = shown(registered, spec, first=1, n_samples=1)
    assert (found.pairs.x["inputs"].tolist(), found.raw_inputs["inputs"][0].tolist()) == ([[[0.5, 0], [1, 0]]], [2.5, "green"])


def test_only_the_wanted_images_are_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample_bounds, "MAX_DECODED", 2)
    registered = OneUpload(read(tmp_path, "images", zipped({f"{kind}/{grey}.png": image(grey) for kind, grey in (("a", 0), ("a", 51), ("b", 255))})))
    steps: list[dict[str, Any]] = [{"step": "image", "size": [4, 6]}, {"step": "scale"}, {"step": "reshape", "shape": [24]}]
    spec = {
        "data": {"source": "dataset:x"},
        "preprocessing": {"inputs": steps, "targets": [{"step": "one_hot"}]},
        "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 2, "activation": "softmax"}]},
        "training": {"loss": "categorical_crossentropy", "epochs": 1},
    }
    found = shown(registered, spec, first=1, n_samples=1)
    assert_allclose(found.pairs.x["inputs"], np.full((1, 24), 0.2))
    assert (found.pairs.y["outputs"].tolist(), found.raw_targets and list(found.raw_targets["outputs"])) == ([[1, 0]], ["a"])
    spread = shown(registered, spec, n_samples=2, spread=True)
    assert_allclose(spread.pairs.x["inputs"], [[0] * 24, [0.2] * 24])
    learning = {**spec, "preprocessing": {"inputs": [*steps, {"step": "standardize"}], "targets": [{"step": "one_hot"}]}}
    ((pointer, detail),) = refused(lambda: shown(registered, learning))
    assert pointer == "/preprocessing/inputs/3"
    assert detail.startswith("standardize learns from all samples: expected at most 2 images to decode")


def test_fresh_samples_are_those_of_the_first_epoch() -> None:
    spec = {
        "data": {"source": "shapes"},
        "preprocessing": {"inputs": [{"step": "scale"}, {"step": "add_channel"}]},
        "model": {"kind": "sequential", "layers": [{"layer": "Flatten"}, {"layer": "Dense", "units": 5, "activation": "softmax"}]},
        "training": {"loss": "sparse_categorical_crossentropy", "epochs": 1, "samples_per_epoch": 64},
    }
    found = shown(NONE_REGISTERED, spec, first=60)
    assert (found.n_samples, found.pairs.n_samples, found.numbers) == (64, 4, None)
    stream = port_sets(require_sound(spec)).inputs["inputs"].stream(42)
    assert stream is not None
    assert_allclose(found.pairs.x["inputs"][..., 0] * 255, stream.draw(0, 60, 4)[0], atol=1e-4)
    spread = shown(NONE_REGISTERED, spec, n_samples=2, spread=True)
    assert_allclose(spread.pairs.x["inputs"][1:, ..., 0] * 255, stream.draw(0, 32, 1)[0], atol=1e-4)
    assert shown(NONE_REGISTERED, spec, "test").numbers == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("wanted", "pointer", "phrase"),
    [
        ({"part": "validation"}, "/part", "expected one of the parts of this spec, train, got validation; training.validation adds one"),
        ({"part": "test"}, "/part", "data.split splits one off"),
        ({"first": 7}, "/from", "expected the index of one of 7 samples of the part, 0 to 6, got 7"),
        ({"fold": 0}, "/fold", "expected no fold, as the task of this spec has no folds"),
    ],
)
def test_samples_that_are_not_there_are_refused(tmp_path: Path, wanted: dict[str, Any], pointer: str, phrase: str) -> None:
    registered = OneUpload(read(tmp_path, "csv", TEN))
    ((found, detail),) = refused(lambda: shown(registered, series_spec({"step": "window", "size": 3}), **wanted))
    assert found == pointer
    assert phrase in detail


def test_data_that_takes_too_long_is_refused_at_its_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    registered = OneUpload(read(tmp_path, "csv", TEN))
    monkeypatch.setattr(sample_bounds, "MAX_FITTED", 29)
    assert shown(registered, series_spec({"step": "min_max"}, {"step": "window", "size": 3})).n_samples == 7
    with pytest.raises(SpecError, match=r"/preprocessing/inputs/1: cast: expected at most 29 values .*, got 30"):
        shown(registered, series_spec({"step": "window", "size": 3}, {"step": "cast"}))
    monkeypatch.setattr(sample_bounds, "MAX_COMPUTED", 14)
    with pytest.raises(InputError, match="/n_samples: expected at most 14 values in the prepared samples, got about 15 in 5"):
        shown(registered, series_spec({"step": "window", "size": 3}))


@pytest.mark.parametrize("piece", [10**6, 40])
def test_columns_that_steps_name_are_shown_as_in_a_job_however_they_are_fitted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int) -> None:
    rows = [["town", "size", "note", "y", "z"], *([["ulm", "bonn"][n % 2], n, f"a big box {n % 3}", n, -n] for n in range(20))]
    steps = [
        {"step": "bag_of_words", "columns": ["note"], "size": 4},
        {"step": "encode_categories", "columns": ["town"]},
        {"step": "standardize", "columns": ["size"]},
    ]
    spec = {
        "data": {"source": "dataset:x", "target_columns": ["y", "z"]},
        "preprocessing": {"inputs": steps, "targets": [{"step": "min_max", "columns": ["z"]}]},
        "model": RIDGE,
    }
    monkeypatch.setattr(sample_bounds, "PIECE", piece)
    job = job_of(OneUpload(read(tmp_path, "csv", csv_file(rows))), spec)
    found, prepared = prepared_samples(job, Selection("train", 0, 20)), load_prepared(job.spec, job.sets, None, takes_targets=True)
    assert_allclose(found.pairs.x["inputs"], prepared.train.x["inputs"])
    assert_allclose(found.pairs.y["outputs"], prepared.train.y["outputs"])
    assert found.pairs.y["outputs"][:, 0].tolist() == list(range(20))


@pytest.mark.parametrize(
    ("first", "n_samples", "indices"),
    [(0, 3, [0, 3, 6]), (4, 3, [4, 6, 8]), (0, 10, list(range(10))), (8, 5, [8, 9]), (0, 6, [0, 1, 3, 5, 6, 8])],
)
def test_samples_are_spread_over_all_of_a_part(tmp_path: Path, first: int, n_samples: int, indices: list[int]) -> None:
    rows = csv_file([["x", "y"], *[[index, 10 * index] for index in range(10)]])
    found = shown(OneUpload(read(tmp_path, "csv", rows)), rows_spec("y", RIDGE), "train", first, n_samples, spread=True)
    assert (found.indices.tolist(), found.numbers) == (indices, indices)
    assert flat(found.raw_inputs["inputs"]) == [[index] for index in indices]


def test_windows_are_spread_like_rows(tmp_path: Path) -> None:
    found = shown(OneUpload(read(tmp_path, "csv", TEN)), series_spec({"step": "window", "size": 3}), n_samples=2, spread=True)
    assert (found.indices.tolist(), found.spans) == ([0, 3], [Span(0, 0, 2, 3, 3), Span(0, 3, 5, 6, 6)])
    assert flat(found.raw_inputs["inputs"]) == [[0, 1, 2], [3, 4, 5]]
