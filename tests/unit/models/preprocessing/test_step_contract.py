"""Preprocessing steps: one contract for every step, and known values of each."""

import io
import json
from typing import Any

import h5py
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.testing import assert_allclose, assert_array_equal

from models.artifact.packing import read_record, write_record
from models.core.arrays import Array
from models.core.tensors import Shape, TensorType
from models.preprocessing import STEPS, Step, step_from_record
from models.preprocessing.bag_of_words import BagOfWords
from models.preprocessing.columns import MinMax, Standardize
from models.preprocessing.date_parts import DateParts
from models.preprocessing.encode_categories import EncodeCategories
from models.preprocessing.image import Image
from models.preprocessing.impute import Impute
from models.preprocessing.labels import LabelEncode, OneHot
from models.preprocessing.numbers import Cast, Clip, Divide, Log, Normalize, Scale
from models.preprocessing.pca import Pca
from models.preprocessing.polynomial_features import PolynomialFeatures
from models.preprocessing.reshape import AddChannel, Reshape
from models.preprocessing.step import StepTypeError
from models.preprocessing.symbols import Letters, Words
from models.preprocessing.tabular import Tabular
from models.preprocessing.window import Window

FINITE = st.integers(-(10**9), 10**9).map(lambda thousandths: thousandths / 1000)
ROWS = hnp.arrays(np.float64, st.tuples(st.integers(1, 6), st.integers(1, 3)), elements=FINITE)
PIXELS = hnp.arrays(np.uint8, st.tuples(st.integers(1, 4), st.just(2), st.just(6)))
DIGITS = hnp.arrays(np.uint8, st.integers(1, 9), elements=st.sampled_from([3, 5, 7]))
NAMES = hnp.arrays("U1", st.integers(1, 9), elements=st.sampled_from("ab"))
POSITIVE = hnp.arrays(np.float64, st.tuples(st.integers(1, 6), st.integers(1, 3)), elements=st.integers(1, 10**9).map(lambda x: x / 1000))
TALL = hnp.arrays(np.float64, st.tuples(st.integers(3, 8), st.just(3)), elements=FINITE)
SERIES = hnp.arrays(np.float64, st.tuples(st.integers(7, 12), st.integers(1, 2)), elements=FINITE)
IDS = hnp.arrays(np.int32, st.integers(7, 12), elements=st.integers(0, 5))
#: The first row is whole, so that every column has a value.
GAPS = hnp.arrays(np.float64, st.tuples(st.integers(1, 6), st.just(2)), elements=FINITE | st.just(np.nan)).map(
    lambda x: np.concatenate([np.array([[1.5, -2.0]]), x])
)
MIXED = st.lists(st.tuples(st.sampled_from(["red", "green"]), FINITE | st.none(), st.integers(0, 2)), min_size=1, max_size=6).map(
    lambda rows: np.array([("blue", 1.5, 3), *rows], object)
)
#: Dates, texts and numbers beside each other; the first row is whole.
NOTES = st.lists(
    st.tuples(st.dates().map(str) | st.none(), st.sampled_from(["a red fox", "red  red", "", "7 foxes"]) | st.none(), FINITE), min_size=1, max_size=6
).map(lambda rows: np.array([("2024-03-01", "the fox", 1.5), *rows], object))
DATED = NOTES.map(lambda x: x[:, [0, 2]])
NOTED = NOTES.map(lambda x: x[:, 1:])
#: The second column is of numbers and none are missing, the first of text.
NUMBERED = st.lists(st.tuples(st.sampled_from(["red", "green"]), FINITE), min_size=1, max_size=6).map(lambda rows: np.array(rows, object))
TEXTS = st.text("ab \n,Ü", min_size=1, max_size=20).map(lambda text: np.array(list("ab" + text), "U1"))
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
    (OneHot(step="one_hot", classes=[7, 3, 5]), DIGITS, "sample"),
    (OneHot(step="one_hot", classes=["b", "a"]), NAMES, "sample"),
    (OneHot(step="one_hot"), NAMES, "sample"),
    (LabelEncode(step="label_encode"), DIGITS, "sample"),
    (LabelEncode(step="label_encode", classes=["b", "a"]), NAMES, "sample"),
    (Image(step="image", size=(2, 6)), PIXELS, "sample"),
    (Image(step="image", size=(4, 3), mode="rgb"), PIXELS, "sample"),
    (Image(step="image", size=(2, 6), center=True), PIXELS, "sample"),
    (Window(step="window", size=3), SERIES, "time"),
    (Window(step="window", size=2, stride=3, horizon=4), SERIES, "time"),
    (Window(step="window", size=2, multiple=3), SERIES, "time"),
    (Window(step="window", size=3), IDS, "time"),
    (Divide(step="divide", by=-255), PIXELS, "sample"),
    (Divide(step="divide", by=0.1), ROWS, "time"),
    (Normalize(step="normalize", norm="l1"), ROWS, "sample"),
    (Normalize(step="normalize"), ROWS, "time"),
    (Normalize(step="normalize", norm="max"), PIXELS, "sample"),
    (AddChannel(step="add_channel"), PIXELS, "sample"),
    (AddChannel(step="add_channel"), DIGITS, "sample"),
    (Clip(step="clip", low=-1), ROWS, "sample"),
    (Clip(step="clip", low=0.5, high=3), PIXELS, "sample"),
    (Log(step="log"), POSITIVE, "sample"),
    (Log(step="log", offset=1), PIXELS, "sample"),
    (Impute(step="impute"), GAPS, "sample"),
    (Impute(step="impute", strategy="median"), GAPS.map(lambda x: x.astype(np.float32)), "time"),
    (Impute(step="impute", strategy="most_frequent"), MIXED, "sample"),
    (Impute(step="impute", strategy="constant", fill=-1, columns=[1]), MIXED, "sample"),
    (EncodeCategories(step="encode_categories", columns=[0]), MIXED, "sample"),
    (EncodeCategories(step="encode_categories", columns=[2, 0], categories=[[3, 1], ["red"]], unknown="ignore"), MIXED, "sample"),
    (Standardize(step="standardize", columns=[0]), ROWS, "sample"),
    (Standardize(step="standardize", columns=[1]), NUMBERED, "sample"),
    (MinMax(step="min_max", columns=[0]), ROWS, "time"),
    (Scale(step="scale", columns=[0]), ROWS.map(lambda x: x.astype(np.float32)), "sample"),
    (Divide(step="divide", by=4, columns=[0]), ROWS, "sample"),
    (Clip(step="clip", low=-1, columns=[0]), ROWS.map(lambda x: np.round(x).astype(np.int64)), "sample"),
    (Log(step="log", columns=[0]), POSITIVE, "sample"),
    (DateParts(step="date_parts", columns=[0]), DATED, "sample"),
    (DateParts(step="date_parts", columns=[0], parts=["days", "month", "hour"], cyclic=True), DATED, "sample"),
    (BagOfWords(step="bag_of_words", columns=[0]), NOTED, "sample"),
    (BagOfWords(step="bag_of_words", columns=[0], size=2, weights="counts", lower=False), NOTED, "sample"),
    (Tabular(step="tabular"), NOTES, "sample"),
    (Tabular(step="tabular"), GAPS, "sample"),
    (Tabular(step="tabular", treatments={"0": "category"}), MIXED, "sample"),
    (PolynomialFeatures(step="polynomial_features", degree=3), ROWS, "sample"),
    (PolynomialFeatures(step="polynomial_features", interaction_only=True, include_bias=False), ROWS, "sample"),
    (Pca(step="pca", n_components=2), TALL, "sample"),
    (Pca(step="pca", n_components=3, whiten=True), TALL.map(lambda x: x.astype(np.float32)), "sample"),
    (Letters(step="letters"), TEXTS, "time"),
    (Letters(step="letters", vocabulary=["b", "a"], unknown="?", lower=True, clean=True, output="one_hot"), TEXTS, "time"),
    (Words(step="words"), TEXTS, "time"),
    (Words(step="words", size=2, unknown="GLORP", output="one_hot"), TEXTS, "time"),
]
#: What may reach a step: arrays, their first axis, and the type of what they hold.
KINDS: list[tuple[st.SearchStrategy[Array], str, Shape, str]] = [
    (PIXELS, "sample", (2, 6), "uint8"),
    (ROWS, "sample", (2,), "float64"),
    (DIGITS, "sample", (), "uint8"),
    (NAMES, "sample", (), "str"),
    (MIXED, "sample", (3,), "object"),
    (SERIES, "time", (2,), "float64"),
    (TEXTS, "time", (), "str"),
]


def examples_of(cls: type[Step], name: str) -> list[tuple[Step, st.SearchStrategy[Array], str]]:
    """Return a step with all that it takes; fields that it requires have an example in their schema."""
    required = {key: (field.examples or [None])[0] for key, field in cls.model_fields.items() if field.is_required() and key != "step"}
    step = cls.model_validate({"step": name, **required})
    return [(step, arrays, axis) for arrays, axis, shape, dtype in KINDS if takes(step, TensorType(shape, dtype, axis))]


def takes(step: Step, given: TensorType) -> bool:
    try:
        step.output_type(given)
    except StepTypeError:
        return False
    return True


# Steps that need no examples of their own, and those of plug-ins, where they are.
EXAMPLES += [example for name, cls in STEPS.items() if cls not in {type(step) for step, _, _ in EXAMPLES} for example in examples_of(cls, name)]
INVERTIBLE = [example for example in EXAMPLES if example[0].invertible]


def name_of(value: Any) -> str | None:
    return value.step if isinstance(value, Step) else None


def over(examples: list[tuple[Step, st.SearchStrategy[Array], str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("step", "arrays", "axis"), examples, ids=name_of)


def as_plain(value: Any) -> Any:
    """Return what JSON would make of a record: arrays as lists."""
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value


def type_of(x: Array, axis: Any) -> TensorType:
    """Return the type that a data set would declare."""
    return TensorType(x.shape[1:], {"U": "str", "O": "object"}.get(x.dtype.kind, str(x.dtype)), axis)


def numbers_beside(x: Array) -> Array:
    """Return the numbers of rows whose first column is text."""
    return x[:, 1:].astype(np.float64)


def fits(found: Shape, declared: Shape) -> bool:
    return len(found) == len(declared) and all(wanted in (None, size) for size, wanted in zip(found, declared, strict=True))


def test_every_step_has_an_example() -> None:
    assert {type(step) for step, _, _ in EXAMPLES} == set(STEPS.values())


@over(EXAMPLES)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_a_step_gives_the_type_it_declares(step: Step, arrays: st.SearchStrategy[Array], axis: Any, data: st.DataObject) -> None:
    x = data.draw(arrays)
    declared = step.output_type(type_of(x, axis))
    found = type_of(step.fit(x).apply(x), axis)
    assert fits(found.shape, declared.shape)
    assert found.dtype == declared.dtype


@pytest.mark.parametrize("cls", STEPS.values(), ids=lambda cls: cls.__name__)
def test_every_field_of_a_step_is_described(cls: type[Step]) -> None:
    assert [name for name, field in cls.model_fields.items() if name != "step" and not field.description] == []


@over(EXAMPLES)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_a_step_leaves_its_input_unchanged(step: Step, arrays: st.SearchStrategy[Array], axis: str, data: st.DataObject) -> None:
    x = data.draw(arrays)
    before = x.copy()
    fitted = step.fit(x)
    y = fitted.apply(x)
    if step.invertible:
        middle = y.copy()
        fitted.invert(y)
        assert_array_equal(y, middle)
    assert_array_equal(x, before)


@over([example for example in EXAMPLES if example[2] == "sample"])
@settings(max_examples=10, deadline=None)
@given(data=st.data(), size=st.integers(1, 4))
def test_a_step_fitted_in_pieces_applies_as_one_fitted_to_all(
    step: Step, arrays: st.SearchStrategy[Array], axis: str, data: st.DataObject, size: int
) -> None:
    x = data.draw(arrays)
    fitted = step.fit_in_pieces(lambda: (x[start : start + size] for start in range(0, len(x), size)))
    found, expected = fitted.apply(x), step.fit(x).apply(x)
    if step.learns_in_pieces() and x.dtype == object:
        x, found, expected = numbers_beside(x), numbers_beside(found), numbers_beside(expected)
    if not step.learns_in_pieces():
        assert_array_equal(found, expected, strict=True)
    elif np.ptp(x, axis=0).min() > 1e-3 * np.abs(x).max():  # Columns of almost equal values are scaled by their rounding errors.
        assert_allclose(found, expected, rtol=1e-6, atol=1e-6)


@over(EXAMPLES)
@settings(max_examples=10, deadline=None)
@given(data=st.data())
def test_a_step_rebuilt_from_its_record_applies_equally(step: Step, arrays: st.SearchStrategy[Array], axis: str, data: st.DataObject) -> None:
    x = data.draw(arrays)
    fitted = step.fit(x)
    rebuilt = step_from_record(json.loads(json.dumps(fitted.record(), default=as_plain)))
    assert_array_equal(rebuilt.apply(x), fitted.apply(x), strict=True)


@over(EXAMPLES)
@settings(max_examples=3, deadline=None)
@given(data=st.data())
def test_the_record_of_a_step_survives_hdf5(step: Step, arrays: st.SearchStrategy[Array], axis: str, data: st.DataObject) -> None:
    x = data.draw(arrays)
    fitted = step.fit(x)
    with h5py.File(io.BytesIO(), "w") as file:
        write_record(file, "step", fitted.record())
        rebuilt = step_from_record(read_record(file, "step"))
    assert_array_equal(rebuilt.apply(x), fitted.apply(x), strict=True)


@over(INVERTIBLE)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_inverting_undoes_applying(step: Step, arrays: st.SearchStrategy[Array], axis: str, data: st.DataObject) -> None:
    x = data.draw(arrays)
    fitted = step.fit(x)
    applied = fitted.apply(x)
    y = fitted.invert(applied)
    assert y.shape == x.shape
    if x.dtype.kind == "U":
        assert_array_equal(y, x)
    else:
        x, y = (numbers_beside(array) if array.dtype == object else array for array in (x, y))
        digits = 1e-5 if np.float32 in (x.dtype, applied.dtype) else 1e-12
        assert_allclose(y, x.astype(np.float64), rtol=0, atol=digits * max(1.0, np.abs(x.astype(np.float64)).max()))


@over(EXAMPLES)
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_fitting_leaves_the_step_of_the_spec_unfitted(step: Step, arrays: st.SearchStrategy[Array], axis: str, data: st.DataObject) -> None:
    step.fit(data.draw(arrays))
    assert step.record()["state"] == {}


def test_min_max_maps_each_columns_range_and_a_constant_column_to_its_lower_end() -> None:
    x = np.array([[0.0, 10.0, 7.0], [1.0, 20.0, 7.0], [4.0, 30.0, 7.0]])
    fitted = MinMax(step="min_max", to=(-1, 1)).fit(x)
    assert_allclose(fitted.apply(x), [[-1, -1, -1], [-0.5, 0, -1], [1, 1, -1]])


def test_standardize_gives_mean_zero_and_deviation_one() -> None:
    fitted = Standardize(step="standardize").fit(np.array([[1.0, 5.0], [3.0, 5.0]]))
    assert_allclose(fitted.apply(np.array([[1.0, 5.0], [3.0, 5.0], [4.0, 6.0]])), [[-1, 0], [1, 0], [2, 1]])
