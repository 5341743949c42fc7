"""Previews and images of data sets."""

import io
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from matplotlib.figure import Figure
from numpy.testing import assert_allclose
from PIL import Image

from models.core.errors import DataError
from models.core.tensors import TensorType
from models.datasets import DATA_SETS, Data, Description
from models.datasets.generated_points import Moons, MoonsTest
from models.datasets.mnist import Mnist
from models.evaluation.dataset_plot import draw_images, draw_series, plot_of
from models.evaluation.point_plots import MAX_POINTS, draw_points, draw_values

LOCAL = [cls for cls in DATA_SETS.values() if not cls.downloads and cls().describe().inputs.dtype != "str"]
TEXTS = Description(TensorType((), "str"), None, n_train=2)


def pixels(png: bytes) -> Any:
    image = Image.open(io.BytesIO(png))
    assert image.format == "PNG"
    return np.asarray(image.convert("RGB"))


def rows(array: Any, labels: tuple[str, ...] | None = None, targets: Any = None, **more: Any) -> tuple[Data, Description]:
    """Return a data set of rows, of values as targets where they have no labels."""
    kind = TensorType((), "str" if labels else "float64")
    described = Description(TensorType(array.shape[1:], str(array.dtype)), None if targets is None else kind, len(array), labels=labels, **more)
    return Data(array, targets), described


@pytest.mark.parametrize("data_set", LOCAL, ids=lambda cls: cls.source)
def test_every_data_set_is_drawn_at_one_size(data_set: Any) -> None:
    drawn = pixels(plot_of(data_set().load(None), data_set().describe(), data_set.title))
    assert drawn.shape == (480, 640, 3)
    assert (drawn != 255).any(axis=-1).mean() > 0.01


def test_a_plot_is_the_same_each_time() -> None:
    data, described = rows(np.random.default_rng(1).random((MAX_POINTS + 1, 2)))
    assert plot_of(data, described) == plot_of(data, described)


def test_a_title_is_drawn_as_it_stands() -> None:
    data, described = Moons(n_samples=10).load(None), Moons(n_samples=10).describe()
    assert plot_of(data, described, "from $1 to $2") != plot_of(data, described, "from 1 to 2")


@pytest.mark.parametrize(
    ("data", "described", "phrase"),
    [
        (Data(np.array(["a", "b"])), TEXTS, "texts are not drawn"),
        (Data(np.array([["a"]], dtype=object)), Description(TensorType((1,), "object"), None, 1, text_columns=(0,)), "rows of text only"),
        (Data(np.zeros((2, 3, 3, 5))), Description(TensorType((3, 3, 5), "float64"), None, 2), r"\(3, 3, 5\) are not drawn"),
    ],
    ids=["texts", "rows of text", "no pictures"],
)
def test_what_cannot_be_drawn_is_refused(data: Data, described: Description, phrase: str) -> None:
    with pytest.raises(DataError, match=phrase):
        plot_of(data, described)


def test_classes_have_colours_and_a_legend_of_their_own() -> None:
    figure = Figure()
    data_set = Moons(n_samples=20, test=MoonsTest(n_samples=10))
    draw_points(figure, data_set.load(None), data_set.describe(), [0, 1])
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["0, training", "1, training", "0, test", "1, test"]
    assert [len(points.get_offsets()) for points in figure.axes[0].collections] == [10, 10, 5, 5]  # type: ignore[arg-type]
    colors = [tuple(points.get_facecolor()[0][:3]) for points in figure.axes[0].collections]  # type: ignore[index]
    assert colors[:2] == colors[2:]
    assert colors[0] != colors[1]


def test_axes_are_named_as_the_columns_are() -> None:
    figure = Figure()
    data, described = rows(np.random.default_rng(0).random((5, 2)), columns=("weight", "price in $ or $"))
    draw_points(figure, data, described, [0, 1])
    assert (figure.axes[0].get_xlabel(), figure.axes[0].get_ylabel()) == ("weight", r"price in \$ or \$")


def test_of_many_points_some_are_drawn() -> None:
    figure = Figure()
    draw_points(figure, *rows(np.random.default_rng(0).random((MAX_POINTS + 500, 2))), [0, 1])
    assert len(figure.axes[0].collections[0].get_offsets()) == MAX_POINTS  # type: ignore[arg-type]


def test_one_column_is_drawn_against_its_target() -> None:
    figure = Figure()
    draw_values(figure, *rows(np.array([[1.0], [2.0]]), targets=np.array([5.0, 7.0])))
    assert_allclose(figure.axes[0].collections[0].get_offsets(), [[1, 5], [2, 7]])


def test_one_column_of_classes_is_counted() -> None:
    figure = Figure()
    draw_values(figure, *rows(np.array([[0.0], [0.1], [9.0]]), labels=("u", "v"), targets=np.array(["u", "v", "v"])))
    heights = [bar.get_height() for bar in figure.axes[0].patches if bar.get_height()]  # type: ignore[attr-defined]
    assert sorted(heights) == [1, 1, 1]


def test_images_are_laid_out_in_a_row_for_each_class() -> None:
    figure, data, described = Figure(), Mnist().load(None), Mnist().describe()
    draw_images(figure, data, described)
    axes = figure.axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == [str(digit) for digit in range(10)]
    mosaic = np.asarray(axes.images[0].get_array())
    assert mosaic.shape == (290, 290)
    assert data.targets is not None
    for digit in range(10):
        (third,) = np.flatnonzero(data.targets == digit)[2:3]
        assert_allclose(mosaic[29 * digit : 29 * digit + 28, 58 : 58 + 28], data.inputs[third] / 255)


def test_coloured_images_without_classes_are_drawn_in_order() -> None:
    figure, colored = Figure(), np.random.default_rng(0).integers(0, 256, (12, 4, 6, 3), dtype=np.uint8)
    draw_images(figure, *rows(colored))
    mosaic = np.asarray(figure.axes[0].images[0].get_array())
    assert mosaic.shape == (2 * 5, 10 * 7, 3)
    assert_allclose(mosaic[5:9, 7:13], colored[11] / 255)


def test_large_images_are_drawn_with_some_of_their_pixels() -> None:
    figure, large = Figure(), np.random.default_rng(0).integers(0, 256, (3, 130, 200), dtype=np.uint8)
    draw_images(figure, *rows(large))
    mosaic = np.asarray(figure.axes[0].images[0].get_array())
    assert mosaic.shape == (34, 10 * 51)
    assert_allclose(mosaic[:33, 51:101], large[1, ::4, ::4] / 255)


def test_a_series_is_drawn_as_a_line_for_training_and_one_for_test() -> None:
    figure, series = Figure(), np.arange(10.0).reshape(-1, 1)
    draw_series(figure, Data(series, test_inputs=series + 5))
    assert [axes.lines[0].get_ydata()[0] for axes in figure.axes] == [0, 5]  # type: ignore[index]
    assert [axes.get_title() for axes in figure.axes] == ["training, 10 steps", "test, 10 steps"]


def test_points_in_space_close_to_zero_are_drawn() -> None:
    assert pixels(plot_of(*rows(np.full((1, 3), 4.5e-253)))).shape == (480, 640, 3)


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_any_rows_of_numbers_can_be_drawn(draw: st.DataObject) -> None:
    values = draw.draw(arrays.arrays(np.float64, st.tuples(st.integers(1, 6), st.integers(1, 4)), elements=st.floats()))
    targets = draw.draw(st.none() | arrays.arrays(np.float64, len(values), elements=st.floats()))
    assert pixels(plot_of(*rows(values, targets=targets))).shape == (480, 640, 3)
