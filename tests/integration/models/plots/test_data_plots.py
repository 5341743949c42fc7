"""Plots of data sets, from the sets themselves."""

from typing import Any

import numpy as np
import pytest

from models.core.tensors import TensorType
from models.datasets import DATA_SETS, Data, Description
from models.plots import PLOTS
from models.plots.figures import MadePlot
from models.plots.subjects import DataShown
from tests.unit.models.plots.drawing import plots_of, size_of, written_in

#: Two values a step.
TIMED = TensorType((2,), "float64", "time")


def shown(source: str, **params: Any) -> DataShown:
    data_set = DATA_SETS[source].model_validate(params)
    return DataShown(data_set.title, data_set.sketch(None), data_set.describe())


def plots(source: str, **params: Any) -> dict[str, MadePlot]:
    return plots_of(shown(source, **params))


def rows(values: Any, **facts: Any) -> DataShown:
    array = np.array(values)
    inputs = TensorType(array.shape[1:], str(array.dtype))
    return DataShown("Rows", Data(array, facts.pop("target", None)), Description(inputs, facts.pop("targets", None), len(array), **facts))


def test_points_are_those_of_the_set_by_class() -> None:
    made = plots("moons", n_samples=300)["points"]
    (first, second) = made.numbers["samples"]["groups"]
    assert (first["label"], second["label"], len(first["points"]), len(second["points"])) == (0, 1, 150, 150)
    data = shown("moons", n_samples=300).data
    assert np.array(first["points"]) == pytest.approx(data.inputs[data.targets == 0], abs=1e-5)
    assert made.caption == "The 2 columns of numbers of 300 samples, class by colour and marker."
    assert {"0", "1", "x", "y"} <= set(written_in(made))


def test_of_many_points_and_classes_some_are_drawn_and_named() -> None:
    made = plots("blobs", n_samples=20_000, centers=30, n_features=8)
    assert made["points"].caption.startswith("2 of 8 columns of numbers of 20,000 samples")
    assert made["points"].caption.endswith("2,000 of 20,000 samples are drawn.")
    assert "and 16 more" in written_in(made["points"])
    assert made["class-counts"].caption == "30 classes; in the training part the smallest has 666 samples, the largest 667."


def test_three_columns_are_drawn_in_space() -> None:
    made = plots("blob3d")["points"]
    assert {"x", "y", "height: z"} <= set(written_in(made))
    assert size_of(made) == (960, 630)


def test_points_with_numbers_as_targets_are_coloured_by_them() -> None:
    made = plots("diabetes")
    points = made["points"].numbers
    assert len(points["targets"]) == len(points["samples"]["groups"][0]["points"]) == 442
    assert "target" in written_in(made["points"])
    assert len(made["targets"].numbers["columns"]) == 9
    assert made["targets"].caption == "Targets of 442 samples against each column of numbers. The first 9 of 10 columns of numbers are drawn."
    assert "bmi" in written_in(made["targets"])


def test_histograms_count_the_values_of_each_column_by_class() -> None:
    subject = shown("iris")
    made, values = plots_of(subject)["histograms"], np.asarray(subject.data.inputs)
    exact = PLOTS["histograms"].numbers(subject)
    for index, (column, known) in enumerate(zip(made.numbers["columns"], exact.columns, strict=True)):
        assert [sum(counts) for counts in column["counts"]] == [50, 50, 50]
        assert column["counts"][0] == np.histogram(values[subject.data.targets == "setosa", index], known.edges)[0].tolist()
    assert {"setosa", "petal width (cm)"} <= set(written_in(made))


def test_whole_numbers_get_a_bar_each_and_missing_values_are_counted() -> None:
    made = plots_of(rows([[1.0, 5.0], [2.0, 5.0], [2.0, np.nan]], columns=("stars", "$cost_")))["histograms"]
    stars, cost = made.numbers["columns"]
    assert (stars["edges"], stars["counts"]) == ([0.5, 1.5, 2.5], [[1, 2]])
    assert (cost["n_missing"], cost["counts"]) == (1, [[2]])
    assert made.caption == "The columns of numbers of the training part. Without a value: $cost_ (1)."
    assert "$cost_" in written_in(made)


def test_correlations_are_those_of_numpy() -> None:
    made = plots("breast_cancer")["correlations"]
    expected = np.corrcoef(np.asarray(shown("breast_cancer").data.inputs, np.float64), rowvar=False)
    assert np.array(made.numbers["correlations"]) == pytest.approx(expected, abs=1e-5)
    assert made.caption == "The strongest correlation is 0.998, of mean radius and mean perimeter."


def test_correlations_leave_out_missing_values_and_columns_of_one_value() -> None:
    values = np.random.default_rng(0).normal(size=(50, 3))
    values[:, 1] += values[:, 0]
    values[:5, 1] = np.nan
    values[:, 2] = 4
    made = plots_of(rows(values, columns=("a", "b", "c")))["correlations"]
    found = made.numbers["correlations"]
    assert found[0][1] == pytest.approx(np.corrcoef(values[5:, 0], values[5:, 1])[0, 1], abs=1e-5)
    assert found[2] == [None, None, None]
    assert "of a and b" in made.caption
    assert "c" in written_in(made)


@pytest.mark.parametrize(("source", "n_tiles", "n_classes"), [("digits", 60, 10), ("shapes", 60, 5)])
def test_images_are_shown_by_class(source: str, n_tiles: int, n_classes: int) -> None:
    made = plots(source)["images"]
    captions = [tile["caption"] for tile in made.numbers["tiles"]]
    assert (len(captions), len(set(captions))) == (n_tiles, n_classes)
    assert captions[0] in written_in(made)
    assert made.shows_data


def test_a_series_is_drawn_with_its_test_part() -> None:
    made = plots("sum_of_sines")["series"]
    (line,) = made.numbers["lines"]
    data = shown("sum_of_sines").data
    assert data.test_inputs is not None
    assert line["values"] == pytest.approx(np.concatenate([data.inputs, data.test_inputs]).ravel().tolist(), abs=1e-5)
    assert made.caption == "400 steps; the test part begins at step 200."
    assert {"training part", "test part", "step"} <= set(written_in(made))


def test_of_long_series_every_few_steps_are_drawn_and_of_many_the_first() -> None:
    steps = np.arange(20_000, dtype=np.float64).reshape(-1, 2)
    described = Description(
        TensorType((2,), "float64", "time"), None, 10_000, lengths=(1000,) * 10, series_names=tuple(f"shop {index}" for index in range(10))
    )
    made = plots_of(DataShown("Shops", Data(steps, lengths=described.lengths), described))["series"]
    assert [line["name"] for line in made.numbers["lines"]] == [f"shop {index}" for index in range(6)]
    assert made.numbers["lines"][1]["values"][0] == 2000
    assert made.caption == "1,000 steps. The first 6 of 10 lines are drawn."
    wide = plots_of(DataShown("Wide", Data(steps), Description(TensorType((2,), "float64", "time"), None, 10_000, columns=("open", "close"))))[
        "series"
    ]
    assert [line["name"] for line in wide.numbers["lines"]] == ["open", "close"]
    assert len(wide.numbers["lines"][0]["values"]) == 1429
    assert wide.caption == "10,000 steps. Every 7 steps a value is drawn."
    assert "close" in written_in(wide)


def test_texts_have_no_plot() -> None:
    texts = DataShown("Texts", Data(np.array(["a", "b"], object)), Description(TensorType((), "str"), None, 2))
    assert plots_of(texts) == {}
