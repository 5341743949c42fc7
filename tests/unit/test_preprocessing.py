"""Preprocessing steps: one contract that every step keeps, and known answers of each."""

import io
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.testing import assert_allclose, assert_array_equal
from PIL import Image as Pillow

from models.errors import DataError
from models.preprocessing import STEPS, Step, step_from_record
from models.preprocessing.cast import Cast
from models.preprocessing.columns import MinMax, Standardize
from models.preprocessing.image import MAX_PIXELS, Image, NotAnImageError
from models.preprocessing.one_hot import OneHot
from models.preprocessing.reshape import Reshape
from models.preprocessing.scale import Scale
from models.preprocessing.step import Array
from models.preprocessing.window import Window
from models.spec.tensors import TensorType

FINITE = st.integers(-(10**9), 10**9).map(lambda thousandths: thousandths / 1000)
ROWS = hnp.arrays(np.float64, st.tuples(st.integers(1, 6), st.integers(1, 3)), elements=FINITE)
PIXELS = hnp.arrays(np.uint8, st.tuples(st.integers(1, 4), st.just(2), st.just(6)))
#: For each step, instances with what reaches them and the type that the checker would be told of it.
EXAMPLES: list[tuple[Step, st.SearchStrategy[Array], str]] = [
    (Cast(step="cast"), PIXELS, "sample"),
    (Cast(step="cast", dtype="float64"), ROWS, "sample"),
    (Scale(step="scale"), PIXELS, "sample"),
    (Scale(step="scale", **{"from": (-1, 3), "to": (10, -10)}), ROWS, "sample"),
    (MinMax(step="min_max"), ROWS, "sample"),
    (MinMax(step="min_max", to=(1, -1)), ROWS.map(lambda x: x.astype(np.float32)), "time"),
    (Standardize(step="standardize"), ROWS, "sample"),
    (Standardize(step="standardize"), hnp.arrays(np.int64, st.integers(1, 9), elements=st.integers(-1000, 1000)), "sample"),
    (Reshape(step="reshape", shape=[3, 4, 1]), PIXELS, "sample"),
    (OneHot(step="one_hot", classes=[7, 3, 5]), hnp.arrays(np.uint8, st.integers(1, 9), elements=st.sampled_from([3, 5, 7])), "sample"),
    (OneHot(step="one_hot", classes=["b", "a"]), hnp.arrays("U1", st.integers(1, 9), elements=st.sampled_from("ab")), "sample"),
    (Image(step="image", size=(2, 6)), PIXELS, "sample"),
    (Image(step="image", size=(4, 3), mode="rgb"), PIXELS, "sample"),
    (Window(step="window", size=3), hnp.arrays(np.float64, st.tuples(st.integers(3, 9), st.integers(1, 2)), elements=FINITE), "time"),
]
INVERTIBLE = [example for example in EXAMPLES if example[0].invertible]


def name_of(value: Any) -> str | None:
    return value.step if isinstance(value, Step) else None


def over(examples: list[tuple[Step, st.SearchStrategy[Array], str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("step", "arrays", "axis"), examples, ids=name_of)


def as_plain(value: Any) -> Any:
    """Return what JSON would make of a record: arrays as lists."""
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value


def test_every_step_has_an_example() -> None:
    assert {type(step) for step, _, _ in EXAMPLES} == set(STEPS)


@over(EXAMPLES)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_a_step_gives_the_type_it_declares(step: Step, arrays: st.SearchStrategy[Array], axis: Any, data: st.DataObject) -> None:
    x = data.draw(arrays)
    declared = step.output_type(TensorType(x.shape[1:], str(x.dtype), axis))
    found = step.fit(x).apply(x)
    assert (found.shape[1:], str(found.dtype)) == (declared.shape, declared.dtype)


@over(EXAMPLES)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_a_step_leaves_its_input_as_it_was(step: Step, arrays: st.SearchStrategy[Array], axis: str, data: st.DataObject) -> None:
    x = data.draw(arrays)
    before = x.copy()
    fitted = step.fit(x)
    y = fitted.apply(x)
    if step.invertible:
        middle = y.copy()
        fitted.invert(y)
        assert_array_equal(y, middle)
    assert_array_equal(x, before)


@over(EXAMPLES)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_a_step_rebuilt_from_its_record_applies_equally(step: Step, arrays: st.SearchStrategy[Array], axis: str, data: st.DataObject) -> None:
    x = data.draw(arrays)
    fitted = step.fit(x)
    rebuilt = step_from_record(json.loads(json.dumps(fitted.record(), default=as_plain)))
    assert_array_equal(rebuilt.apply(x), fitted.apply(x), strict=True)


@over(INVERTIBLE)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_inverting_undoes_applying(step: Step, arrays: st.SearchStrategy[Array], axis: str, data: st.DataObject) -> None:
    x = data.draw(arrays)
    fitted = step.fit(x)
    y = fitted.invert(fitted.apply(x))
    assert y.shape == x.shape
    if x.dtype.kind == "U":
        assert_array_equal(y, x)
    else:
        digits = 1e-5 if np.float32 in (x.dtype, fitted.apply(x).dtype) else 1e-12
        assert_allclose(y, x.astype(np.float64), rtol=0, atol=digits * max(1.0, np.abs(x.astype(np.float64)).max()))


@over(EXAMPLES)
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_fitting_leaves_the_step_of_the_spec_unfitted(step: Step, arrays: st.SearchStrategy[Array], axis: str, data: st.DataObject) -> None:
    step.fit(data.draw(arrays))
    assert step.record()["state"] == {}


def test_scale_maps_pixels_to_minus_one_to_one() -> None:
    scale = Scale(step="scale", **{"from": (0, 255), "to": (-1, 1)})
    assert_allclose(scale.apply(np.array([0, 51, 127.5, 255])), [-1, -0.6, 0, 1], atol=1e-12)


def test_min_max_maps_each_columns_range_and_a_constant_column_to_its_lower_end() -> None:
    x = np.array([[0.0, 10.0, 7.0], [1.0, 20.0, 7.0], [4.0, 30.0, 7.0]])
    fitted = MinMax(step="min_max", to=(-1, 1)).fit(x)
    assert_allclose(fitted.apply(x), [[-1, -1, -1], [-0.5, 0, -1], [1, 1, -1]])


def test_standardize_gives_mean_zero_and_deviation_one() -> None:
    fitted = Standardize(step="standardize").fit(np.array([[1.0, 5.0], [3.0, 5.0]]))
    assert_allclose(fitted.apply(np.array([[1.0, 5.0], [3.0, 5.0], [4.0, 6.0]])), [[-1, 0], [1, 0], [2, 1]])


@pytest.mark.parametrize("labels", [[3, 9, 3, 1], ["cat", "dog", "cat", "ant"]], ids=["numbers", "words"])
def test_one_hot_orders_the_columns_of_learned_labels(labels: list[Any]) -> None:
    fitted = OneHot(step="one_hot").fit(np.array(labels))
    assert fitted.classes_ == sorted(set(labels))
    assert_array_equal(fitted.apply(np.array(labels)), [[0, 1, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0]])


def test_one_hot_turns_probabilities_back_into_the_likeliest_label() -> None:
    fitted = OneHot(step="one_hot", classes=["b", "a"]).fit(np.array(["a"]))
    assert fitted.invert(np.array([[0.2, 0.8], [0.6, 0.4]])).tolist() == ["a", "b"]


@pytest.mark.parametrize(("known", "came"), [([0, 1, 2], 5), ([0, 2], 1), (["ant", "cat"], "bee"), (["ant", "cat"], "catfish")])
def test_one_hot_names_a_label_it_does_not_know(known: list[Any], came: Any) -> None:
    fitted = OneHot(step="one_hot").fit(np.array(known))
    with pytest.raises(DataError, match=rf"but \['?{came}'?\] came"):
        fitted.apply(np.array([known[0], came]))


def test_window_cuts_overlapping_windows_with_the_value_after_each() -> None:
    series = np.arange(6.0).reshape(-1, 1)
    windows, targets = Window(step="window", size=4).split(series)
    assert windows[..., 0].tolist() == [[0, 1, 2, 3], [1, 2, 3, 4]]
    assert targets.tolist() == [[4], [5]]


def test_window_refuses_a_series_with_nothing_after_its_first_window() -> None:
    with pytest.raises(DataError, match="more than 4 steps, got 4"):
        Window(step="window", size=4).split(np.zeros((4, 1)))


def test_window_says_how_many_steps_are_missing() -> None:
    with pytest.raises(DataError, match="at least 4 steps, got 1: 3 missing"):
        Window(step="window", size=4).apply(np.zeros((1, 1)))


def png(picture: Pillow.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


GREY = Image(step="image", size=(28, 28))


def test_image_makes_a_grey_picture_of_the_size_asked_for_out_of_a_coloured_one() -> None:
    found = GREY.convert(png(Pillow.new("RGB", (90, 60), (255, 0, 0))))
    assert (found.shape, found.dtype) == ((28, 28), np.uint8)
    assert np.unique(found).tolist() == [76]  # ITU-R 601: 0.299 * 255


def test_image_passes_a_decoded_picture_of_the_size_asked_for_unchanged() -> None:
    pixels = np.arange(784, dtype=np.uint8).reshape(28, 28)
    assert_array_equal(GREY.convert(png(Pillow.fromarray(pixels))), pixels)


def test_image_lays_a_transparent_picture_on_white() -> None:
    assert np.unique(GREY.convert(png(Pillow.new("RGBA", (28, 28), (0, 0, 0, 0))))).tolist() == [255]


@pytest.mark.parametrize("data", [b"", b"junk", png(Pillow.new("L", (28, 28)))[:45]], ids=["nothing", "junk", "half a picture"])
def test_image_refuses_bytes_that_are_no_picture(data: bytes) -> None:
    with pytest.raises(NotAnImageError, match=f"got {len(data)} bytes that do not decode"):
        GREY.convert(data)


def test_image_refuses_a_picture_too_large_to_decode() -> None:
    with pytest.raises(NotAnImageError, match="at most 40,000,000 pixels, got 40001 x 1000"):
        GREY.convert(png(Pillow.new("1", (MAX_PIXELS // 1000 + 1, 1000))))
