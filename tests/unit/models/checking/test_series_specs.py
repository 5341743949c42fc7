"""Series as data: which columns are which, how they are cut, and what is told of those that cannot be learned."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from models.checking.check import CheckResult, check_spec
from models.core.errors import DataError
from models.datasets import Data
from models.specs.parse import data_set_of
from tests.bare import BareParts
from tests.faults import refused, told
from tests.uploaded import OneUpload, csv_file, data_set, npy, read

Rows = list[list[Any]]

STEPS = 20
#: Two series in turn, of 20 and 10 steps: their names, a price, and a volume that is ten times the price.
SHOPS: Rows = [
    ["shop", "day", "price", "volume"],
    *([shop, f"day {k}", base + k, 10 * (base + k)] for k in range(STEPS) for shop, base in (("b", 0), ("a", 100)) if shop == "b" or k < STEPS // 2),
]
ONE: Rows = [["price", "volume"], *([k, k**2] for k in range(STEPS))]
WINDOW = {"step": "window", "size": 3}
DENSE = [{"layer": "LSTM", "units": 2}, {"layer": "Dense", "units": 1}]


@pytest.fixture
def csv(tmp_path: Any) -> Any:
    return lambda rows, **said: read(tmp_path, "csv", csv_file(rows), **said)


@pytest.fixture
def npy_file(tmp_path: Any) -> Any:
    return lambda array: read(tmp_path, "npy", npy(array))


def loaded(upload: Any, **chosen: Any) -> Data:
    return data_set(upload, series=True, **chosen).load(None)


def spec_of(inputs: list[dict[str, Any]] | None = None, steps: Any = (), layers: Any = DENSE, **data: Any) -> dict[str, Any]:
    return {
        "data": {"source": "dataset:x", "series": True, **data},
        "preprocessing": {"inputs": inputs or [WINDOW], "targets": list(steps)},
        "model": {"kind": "sequential", "layers": layers},
        "training": {"loss": "mean_squared_error", "epochs": 1, "batch_size": 4},
    }


def checked(upload: Any, spec: dict[str, Any]) -> CheckResult:
    return check_spec(spec, OneUpload(upload))


def faults_of(upload: Any, spec: dict[str, Any]) -> list[tuple[str, str]]:
    return told(checked(upload, spec).errors)


def parts_of(upload: Any, spec: dict[str, Any]) -> BareParts:
    result = checked(upload, spec)
    assert result.errors == []
    assert result.spec is not None
    return BareParts.load(result.spec, data_set_of(result.spec.data, OneUpload(upload)))


def test_without_a_choice_every_column_goes_in_and_is_predicted(csv: Any) -> None:
    data = loaded(csv(ONE))
    assert_array_equal(data.inputs, [[k, k**2] for k in range(STEPS)])
    assert (data.targets, data.lengths) == (None, None)


def test_features_and_targets_are_columns_and_may_be_several(csv: Any) -> None:
    upload = csv(ONE)
    data = loaded(upload, features=["volume", "price"], target_columns=["price"])
    assert_array_equal(data.inputs[3], [9, 3])
    assert data.targets is not None
    assert_array_equal(data.targets[:3], [[0], [1], [2]])
    assert loaded(upload, target="volume").targets.tolist() == loaded(upload, target_columns=["volume"]).targets.tolist()  # type: ignore[union-attr]
    described = data_set(upload, series=True, target_columns=["volume", "price"]).describe()
    assert (described.columns, described.target_columns) == (("price", "volume"), ("volume", "price"))
    assert described.targets is not None
    assert (described.targets.shape, described.targets.axis) == ((2,), "time")


def test_rows_that_name_their_series_are_gathered_in_order(csv: Any) -> None:
    data = loaded(csv(SHOPS), groups="shop", features=["price"])
    assert data.lengths == (20, 10)
    assert_array_equal(data.inputs[:, 0], [*range(20), *range(100, 110)])


@pytest.mark.parametrize(
    ("shape", "lengths", "width"), [((12,), None, 1), ((12, 3), None, 3), ((4, 6, 2), (6,) * 4, 2)], ids=["one feature", "several", "several series"]
)
def test_an_array_is_one_or_several_series(npy_file: Any, shape: tuple[int, ...], lengths: Any, width: int) -> None:
    array = np.arange(np.prod(shape)).reshape(shape)
    upload = npy_file(array)
    data = loaded(upload)
    assert_array_equal(data.inputs, array.reshape(-1, width))
    assert data.lengths == data_set(upload, series=True).describe().lengths == lengths
    if width > 1:
        assert_array_equal(loaded(upload, features=[width - 1], target_columns=[0]).inputs[:, 0], array.reshape(-1, width)[:, -1])


def test_each_series_is_split_in_time_order_and_scaled_by_its_training_part_alone(csv: Any) -> None:
    spec = spec_of([{"step": "min_max"}, WINDOW], groups="shop", features=["price"], split={"test": 0.4})
    parts = parts_of(csv(SHOPS), spec)
    assert parts.raw_test is not None
    assert parts.test is not None
    assert (parts.raw_train.lengths, parts.raw_test.lengths) == ((12, 6), (8, 4))
    assert_array_equal(parts.raw_test.inputs[:, 0], [*range(12, 20), *range(106, 110)])
    assert_allclose(parts.chain.invert(parts.test.y)[:, 0], [15, 16, 17, 18, 19, 109])
    assert_allclose(parts.train.y.max(), 1)
    assert_allclose(parts.test.x.max(), 108 / 105)


def test_a_split_of_series_is_in_order_unless_it_is_said_otherwise(csv: Any) -> None:
    upload = csv(ONE)
    result = checked(upload, spec_of(features=["price"], split={"test": 0.3}))
    assert result.spec is not None
    assert result.spec.data.split is not None
    assert (result.errors, result.warnings, result.spec.data.split.shuffle) == ([], [], False)
    assert faults_of(upload, spec_of(features=["price"], split={"test": 0.3, "shuffle": True, "stratify": True})) == [
        (f"/data/split/{field}", "expected false, as the test part of a series is its last steps") for field in ("shuffle", "stratify")
    ]


def test_targets_of_their_own_are_scaled_and_brought_back_by_their_own_steps(csv: Any) -> None:
    layers = [{"layer": "LSTM", "units": 2}, {"layer": "Dense", "units": 1}]
    spec = spec_of([{"step": "standardize"}, WINDOW], [{"step": "min_max", "to": [0, 1]}], layers, target_columns=["volume"], split={"test": 0.25})
    parts = parts_of(csv(ONE), spec)
    assert parts.train.x.shape == (12, 3, 2)
    assert_allclose(parts.train.y[:, 0], [k**2 / 14**2 for k in range(3, 15)])
    assert_allclose(parts.chain.invert(parts.train.y)[:, 0], [k**2 for k in range(3, 15)])
    assert parts.test is not None
    assert_allclose(parts.chain.invert(parts.test.y)[:, 0], [18**2, 19**2])


@pytest.mark.parametrize("layers", [[{"layer": "Dense", "units": 4}], [{"layer": "Dense", "units": 4}, {"layer": "Reshape", "shape": [4, 1]}]])
@pytest.mark.parametrize("targets", [{}, {"target_columns": ["price"]}], ids=["the feature", "its own"])
def test_a_horizon_of_one_column_is_learned_flat_or_as_steps(csv: Any, layers: list[dict[str, Any]], targets: dict[str, Any]) -> None:
    spec = spec_of([{"step": "min_max"}, {**WINDOW, "horizon": 4}], (), [{"layer": "LSTM", "units": 2}, *layers], features=["price"], **targets)
    parts = parts_of(csv(ONE), spec)
    assert_allclose(parts.chain.invert(parts.train.y)[0, :, 0], [3, 4, 5, 6])
    assert_allclose(parts.chain.invert(parts.train.y[..., 0])[0], [3, 4, 5, 6])


def test_validation_and_subset_are_cut_from_each_series(csv: Any) -> None:
    spec = spec_of(groups="shop", features=["price"], subset=0.8)
    spec["training"]["validation"] = {"split": 0.5}
    parts = parts_of(csv(SHOPS), spec)
    assert parts.raw_train.lengths == (8, 4)
    assert_array_equal(parts.raw_train.inputs[:, 0], [*range(8), *range(100, 104)])
    assert parts.validation is not None
    assert_array_equal(parts.validation.y[:, 0], [*range(11, 16), 107])


@pytest.mark.parametrize(
    ("changes", "pointer", "phrase"),
    [
        ({"features": ["prise"]}, "/data/features/0", 'there is no column "prise"; did you mean "price"?'),
        (
            {"features": ["price"], "target_columns": ["volume", "volume"]},
            "/data/target_columns/1",
            'expected distinct columns, got "volume" again',
        ),
        (
            {"features": ["price"], "target": "volume", "target_columns": ["volume"]},
            "/data/target",
            "expected either target or target_columns, got both",
        ),
        ({"groups": "shop", "features": ["shop", "price"]}, "/data/features", '"shop" names the series; expected other columns'),
        ({"groups": "shop", "features": ["price", "day"]}, "/data/features/1", 'got "day 0" in column "day", row 0'),
        (
            {"groups": "shop"},
            "/data/features",
            'got "day 0" in column "day", row 0, counted from 0 below the names; list the input columns',
        ),
        ({"groups": "shop", "features": ["price"], "target": "day"}, "/data/target", 'expected columns of numbers, got "day 0" in column "day"'),
    ],
)
def test_columns_that_cannot_be_series_are_told(csv: Any, changes: dict[str, Any], pointer: str, phrase: str) -> None:
    assert any(found == pointer and phrase in detail for found, detail in refused(lambda: data_set(csv(SHOPS), **changes, series=True)))


def test_the_first_cell_that_is_no_number_is_named(csv: Any) -> None:
    upload = csv([["price"], [1], [2], ["low"], [4]], types={"price": "text"})
    assert refused(lambda: data_set(upload, series=True)) == [
        (
            "/data/features",
            'expected columns of numbers, got "low" in column "price", row 2, counted from 0 below the names; '
            "list the input columns in features, without it",
        )
    ]


def test_a_gap_is_named_unless_a_step_fills_it(csv: Any) -> None:
    upload = csv([["price", "volume"], *([k, k] for k in range(5)), ["", 5], *([k, k] for k in range(9))])
    (fault,) = faults_of(upload, spec_of(features=["price"]))
    assert fault[0] == "/data/features"
    assert '1 of 15 are missing in column "price", the first on line 7; fill the gaps, or add an impute step before the window' in fault[1]
    assert faults_of(upload, spec_of([{"step": "impute"}, WINDOW], features=["price"])) == []
    assert faults_of(upload, spec_of(features=["volume"])) == []
    (pointer, detail), *_ = refused(lambda: data_set(upload, features=["volume"], target="price", series=True))
    assert (pointer, "the first on line 7" in detail) == ("/data/target", True)


@pytest.mark.parametrize(
    ("shape", "index", "where"),
    [
        ((9,), (4,), "column 0, the first in step 4"),
        ((9, 2), (4, 1), "column 1, the first in step 4"),
        ((3, 9, 2), (1, 5, 0), "the first in series 1, step 5"),
    ],
)
def test_a_gap_in_an_array_is_named_by_its_place(npy_file: Any, shape: tuple[int, ...], index: tuple[int, ...], where: str) -> None:
    array = np.ones(shape)
    array[index] = np.nan
    layers = [{"layer": "LSTM", "units": 2}, {"layer": "Dense", "units": shape[-1] if len(shape) > 1 else 1}]
    (fault,) = faults_of(npy_file(array), spec_of(layers=layers))
    assert fault[0] == "/data/features"
    assert where in fault[1]


def test_an_infinite_step_is_named_when_it_is_loaded(npy_file: Any) -> None:
    with pytest.raises(DataError, match="expected finite numbers, got inf in column 0, row 2, counted from 0"):
        loaded(npy_file(np.array([1.0, 2.0, np.inf])))


@pytest.mark.parametrize(
    ("window", "data", "phrase"),
    [
        ({"size": 20}, {}, "expected a window of less than the 20 steps of the series, got 20: 1 step is missing"),
        ({"size": 25}, {}, "got 25: 6 steps are missing"),
        ({"size": 18, "horizon": 3}, {}, "expected a window and a horizon of at most the 20 steps of the series together, got 18 and 3: 1 step is"),
        ({"size": 5}, {"split": {"test": 0.25}}, "less than the 5 steps of the series in its test part, got 5: 1 step is missing"),
        ({"size": 10}, {"split": {"test": 0.6}}, "less than the 8 steps of the series in its training part, got 10: 3 steps are missing"),
        ({"size": 4}, {"subset": 0.2}, "less than the 4 steps of the series in its training part, got 4: 1 step is missing"),
    ],
)
def test_a_window_longer_than_the_series_says_how_many_steps_are_missing(csv: Any, window: dict[str, int], data: dict[str, Any], phrase: str) -> None:
    (fault,) = faults_of(csv(ONE), spec_of([{"step": "window", **window}], layers=_layers(window), features=["price"], **data))
    assert fault[0] == "/preprocessing/inputs/0/size"
    assert phrase in fault[1]


def test_the_longest_window_is_taken(csv: Any) -> None:
    window = {"step": "window", "size": 17, "horizon": 3}
    assert faults_of(csv(ONE), spec_of([window], layers=_layers(window), features=["price"])) == []


def test_the_shortest_of_several_series_has_to_be_long_enough(csv: Any) -> None:
    (fault,) = faults_of(csv(SHOPS), spec_of([{"step": "window", "size": 12}], groups="shop", features=["price"]))
    assert 'less than the 10 steps of the shortest series, "a", got 12: 3 steps are missing' in fault[1]


def test_folds_are_of_one_series(csv: Any) -> None:
    spec = {**spec_of(groups="shop", features=["price"]), "task": "cross_validate", "cross_validation": {"folds": 2, "time_series": True}}
    (fault,) = faults_of(csv(SHOPS), spec)
    assert fault == ("/cross_validation", "folds are cut from one series, but the data has 2; use data.split for a test part")


def test_a_built_in_set_and_other_formats_are_no_uploaded_series(tmp_path: Any) -> None:
    spec = spec_of()
    spec["data"] = {"source": "sum_of_sines", "series": True}
    assert ("/data/series", "sum_of_sines has its own inputs and targets; series is for uploads") in faults_of(None, spec)
    text = read(tmp_path, "text", b"letters")
    assert refused(lambda: data_set(text, series=True)) == [("/data/series", "expected an upload that is a table or one array for series, got text")]


def test_an_array_of_several_series_takes_no_groups_and_one_of_text_or_pictures_is_no_series(tmp_path: Any, npy_file: Any) -> None:
    assert refused(lambda: data_set(npy_file(np.ones((2, 5, 2))), groups=0, series=True))[0][0] == "/data/groups"
    assert "got text" in refused(lambda: data_set(npy_file(np.array(["a", "b"])), series=True))[0][1]
    assert "got the shape (2, 3, 4, 5)" in refused(lambda: data_set(npy_file(np.ones((2, 3, 4, 5))), series=True))[0][1]


def _layers(window: dict[str, int]) -> list[dict[str, Any]]:
    return [{"layer": "LSTM", "units": 2}, {"layer": "Dense", "units": window.get("horizon", 1)}]
