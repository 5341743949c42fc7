"""Output types that each step declares to the checker, and inputs that it refuses."""

from typing import Any

import pytest
from pydantic import ValidationError

from models.core.tensors import TensorType
from models.preprocessing import Step
from models.preprocessing.columns import MinMax
from models.preprocessing.encode_categories import EncodeCategories
from models.preprocessing.image import Image
from models.preprocessing.impute import Impute
from models.preprocessing.labels import LabelEncode, OneHot
from models.preprocessing.numbers import Cast, Clip, Divide, Log, Normalize, Scale
from models.preprocessing.pca import Pca
from models.preprocessing.polynomial_features import PolynomialFeatures
from models.preprocessing.reshape import AddChannel
from models.preprocessing.step import StepTypeError
from models.preprocessing.symbols import Letters, Words
from models.preprocessing.window import Window

PIXELS = TensorType((28, 28), "uint8")
ROWS = TensorType((4,), "float32")
MIXED = TensorType((4,), "object")
RAGGED = TensorType((None,), "float64")
NAMES = TensorType((), "str")
TEXT = TensorType((), "str", "time")
IDS = TensorType((), "int32", "time")
SERIES = TensorType((2,), "float64", "time")

LETTERS = {"vocabulary": ["a", "b"], "output": "one_hot"}
GIVEN: list[tuple[type[Step], dict[str, Any], TensorType, TensorType]] = [
    (Divide, {"by": 2}, PIXELS, TensorType((28, 28), "float32")),
    (Divide, {"by": 2}, SERIES, SERIES),
    (Normalize, {}, ROWS, ROWS),
    (AddChannel, {}, PIXELS, TensorType((28, 28, 1), "uint8")),
    (AddChannel, {}, IDS, TensorType((1,), "int32", "time")),
    (Clip, {"low": 0}, TensorType((2,), "int64"), TensorType((2,), "float32")),
    (Log, {}, RAGGED, RAGGED),
    (LabelEncode, {}, NAMES, TensorType((), "int32")),
    (OneHot, {}, NAMES, TensorType((None,), "float32")),
    (OneHot, {"classes": [1, 2]}, TensorType((), "uint8"), TensorType((2,), "float32")),
    (Cast, {}, MIXED, ROWS),
    (Impute, {}, MIXED, MIXED),
    (Impute, {"strategy": "constant", "fill": 0, "columns": [3]}, ROWS, ROWS),
    (EncodeCategories, {"columns": [3]}, MIXED, TensorType((None,), "float64")),
    (EncodeCategories, {"columns": [0, 3], "categories": [["a", "b", "c"], [1, 2]]}, MIXED, TensorType((7,), "float64")),
    (EncodeCategories, {"columns": [1], "categories": [[1, 2]]}, ROWS, TensorType((5,), "float32")),
    (EncodeCategories, {"columns": [9], "categories": [[1, 2]]}, RAGGED, RAGGED),
    (PolynomialFeatures, {"degree": 3}, ROWS, TensorType((35,), "float32")),
    (PolynomialFeatures, {"degree": 0}, ROWS, TensorType((1,), "float32")),
    (PolynomialFeatures, {"degree": 9, "interaction_only": True}, TensorType((4,), "uint8"), TensorType((16,), "float64")),
    (PolynomialFeatures, {"degree": 9, "interaction_only": True, "include_bias": False}, ROWS, TensorType((15,), "float32")),
    (PolynomialFeatures, {}, RAGGED, RAGGED),
    (Pca, {"n_components": 4}, ROWS, ROWS),
    (Pca, {"n_components": 400}, RAGGED, TensorType((400,), "float64")),
    (Window, {"size": 5, "horizon": 3}, SERIES, TensorType((5, 2), "float64")),
    (Window, {"size": 5}, IDS, TensorType((5,), "int32")),
    (Letters, {}, TEXT, IDS),
    (Letters, {"output": "one_hot"}, TEXT, TensorType((None,), "float32", "time")),
    (Letters, LETTERS, TEXT, TensorType((2,), "float32", "time")),
    (Letters, {**LETTERS, "unknown": "?"}, TEXT, TensorType((3,), "float32", "time")),
    (Letters, {**LETTERS, "unknown": "b"}, TEXT, TensorType((2,), "float32", "time")),
    (Words, {}, TEXT, IDS),
    (Words, {"size": 9, "output": "one_hot"}, TEXT, TensorType((None,), "float32", "time")),
]
REFUSED: list[tuple[type[Step], dict[str, Any], TensorType, str]] = [
    (Scale, {}, MIXED, "scale: expected numbers, got samples of type object"),
    (MinMax, {}, MIXED, "min_max: expected numbers, got samples of type object"),
    (Divide, {"by": 2}, TEXT, "divide: expected numbers, got steps of type str"),
    (Log, {}, NAMES, "log: expected numbers, got samples of type str"),
    (Clip, {"low": 1}, MIXED, "clip: expected numbers"),
    (Cast, {}, NAMES, "got text"),
    (Normalize, {}, IDS, "normalize: expected samples of several values, got single numbers"),
    (Normalize, {}, MIXED, "normalize: expected numbers"),
    (LabelEncode, {}, PIXELS, r"label_encode: expected one label for each sample, got targets of shape \(28, 28\)"),
    (Impute, {}, PIXELS, r"impute: expected rows of shape \(features,\), got samples of shape \(28, 28\)"),
    (Impute, {"columns": [0, 4]}, ROWS, "impute: expected rows with a column 4, counted from 0, got rows of 4 columns"),
    (Impute, {"strategy": "constant", "fill": "?"}, ROWS, r"expected a number as fill for columns of numbers, got '\?'"),
    (EncodeCategories, {"columns": [4]}, MIXED, "expected rows with a column 4, counted from 0, got rows of 4 columns"),
    (EncodeCategories, {"columns": [0]}, TEXT, r"expected rows of shape \(features,\), got steps of shape \(\)"),
    (PolynomialFeatures, {}, MIXED, "expected numbers"),
    (PolynomialFeatures, {}, PIXELS, "expected rows"),
    (PolynomialFeatures, {"degree": 2}, TensorType((784,), "uint8"), "at most 100,000 columns, got 308,505 by degree 2 of 784 columns"),
    (Pca, {"n_components": 5}, ROWS, "pca to 5 components: expected rows of at least as many columns, got rows of 4"),
    (Pca, {"n_components": 5}, PIXELS, "expected rows"),
    (Window, {"size": 3}, TEXT, "window: expected numbers, got steps of type str"),
    (Window, {"size": 3}, ROWS, r"got samples of shape \(4,\)"),
    (Letters, {}, NAMES, r"expected a text, a series of single characters, got samples of shape \(\) and type str"),
    (Words, {}, SERIES, r"got steps of shape \(2,\) and type float64"),
]
FIELDS: list[tuple[type[Step], dict[str, Any], str]] = [
    (Divide, {"by": 0}, "expected a divisor other than 0, of a size from 1e-30 to 1e"),
    (Divide, {"by": float("inf")}, "finite number"),
    (Normalize, {"norm": "l3"}, "'l1', 'l2' or 'max'"),
    (Clip, {}, "expected 'low', 'high' or both, got neither"),
    (Clip, {"low": 1, "high": 1}, "expected 'low' below 'high', got 1 and 1"),
    (LabelEncode, {"classes": ["a"]}, "at least 2 items"),
    (LabelEncode, {"classes": ["a", "b", "a"]}, "expected labels that differ"),
    (OneHot, {"classes": [1, 1]}, "expected labels that differ"),
    (Image, {"size": (28, 28), "mode": "rgb", "center": True}, "expected mode 'grey' with center, got 'rgb'"),
    (Impute, {"strategy": "constant"}, "expected a fill with the strategy constant, got none"),
    (Impute, {"fill": 3}, "expected no fill with the strategy mean, got 3"),
    (Impute, {"columns": [-1]}, "greater than or equal to 0"),
    (EncodeCategories, {"columns": []}, "at least 1 item"),
    (EncodeCategories, {"columns": [1, 1]}, "expected columns that differ"),
    (EncodeCategories, {"columns": [1, 2], "categories": [[1]]}, "expected categories of 2 columns, got categories of 1"),
    (EncodeCategories, {"columns": [1], "categories": [[1, 1]]}, "expected categories that differ"),
    (PolynomialFeatures, {"degree": 0, "include_bias": False}, "got 0, which gives no columns"),
    (PolynomialFeatures, {"degree": 101}, "less than or equal to 100"),
    (Pca, {"n_components": 0}, "greater than or equal to 1"),
    (Window, {"size": 3, "stride": 0}, "greater than or equal to 1"),
    (Window, {"size": 3, "horizon": 0}, "greater than or equal to 1"),
    (Letters, {"vocabulary": ["ab"]}, "at most 1 character"),
    (Letters, {"vocabulary": ["a", "a"]}, "expected characters that differ"),
    (Words, {"size": 1}, "greater than or equal to 2"),
    (Words, {"unknown": None}, "valid string"),
]


def made(cls: type[Step], fields: dict[str, Any]) -> Step:
    name = cls.model_json_schema()["properties"]["step"]["const"]
    return cls.model_validate({"step": name, **fields})


@pytest.mark.parametrize(("cls", "fields", "given", "expected"), GIVEN)
def test_a_step_declares_its_output_type(cls: type[Step], fields: dict[str, Any], given: TensorType, expected: TensorType) -> None:
    assert made(cls, fields).output_type(given) == expected


@pytest.mark.parametrize(("cls", "fields", "given", "phrase"), REFUSED)
def test_a_step_refuses_samples_it_cannot_take(cls: type[Step], fields: dict[str, Any], given: TensorType, phrase: str) -> None:
    with pytest.raises(StepTypeError, match=phrase):
        made(cls, fields).output_type(given)


@pytest.mark.parametrize(("cls", "fields", "phrase"), FIELDS)
def test_a_step_refuses_contradictory_fields(cls: type[Step], fields: dict[str, Any], phrase: str) -> None:
    with pytest.raises(ValidationError, match=phrase):
        made(cls, fields)


@pytest.mark.parametrize(
    ("given", "horizon", "expected"),
    [
        (SERIES, 1, TensorType((2,), "float64")),
        (SERIES, 3, TensorType((3, 2), "float64")),
        (IDS, 1, TensorType((), "int32")),
        (IDS, 3, TensorType((3,), "int32")),
    ],
)
def test_a_window_declares_its_targets(given: TensorType, horizon: int, expected: TensorType) -> None:
    assert Window(step="window", size=5, horizon=horizon).target_type(given) == expected
