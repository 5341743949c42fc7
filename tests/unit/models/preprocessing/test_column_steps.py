"""Steps over some columns of rows: columns by name or index, dates, texts."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from sklearn.feature_extraction.text import TfidfVectorizer

from models.core.errors import DataError
from models.core.tensors import TensorType
from models.preprocessing import Step, step_from_record
from models.preprocessing.bag_of_words import BagOfWords
from models.preprocessing.chain import Chain, filled_sources
from models.preprocessing.columns import MinMax, Standardize
from models.preprocessing.date_parts import DateParts
from models.preprocessing.encode_categories import EncodeCategories
from models.preprocessing.impute import Impute
from models.preprocessing.numbers import Clip, Divide, Log, Scale
from models.preprocessing.row_columns import Columns, RowColumn
from models.preprocessing.step import StepTypeError

COLUMNS: Columns = (RowColumn("colour", 0, "text"), RowColumn("width", 1), RowColumn("bought", 2, "date"), RowColumn("note", 3, "text"))
ROWS = np.array(
    [
        ["red", 1.0, "2024-03-01", "a small red box"],
        ["blue", 3.0, "2024-12-31T18:30:00", "a box"],
        ["red", 5.0, None, None],
    ],
    object,
)
NUMBERS = np.array([[1.0, 10.0], [3.0, 30.0]])


def fitted(*steps: Step) -> Chain:
    return Chain.fit_pairs({"inputs": steps}, {}, {"inputs": ROWS}, None, columns={"inputs": COLUMNS})[0]


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (Standardize(step="standardize", columns=["b"]), [[1, -1], [3, 1]]),
        (MinMax(step="min_max", columns=["b"]), [[1, 0], [3, 1]]),
        (Scale(step="scale", columns=["b"], **{"from": (0, 100)}), [[1, 0.1], [3, 0.3]]),
        (Divide(step="divide", by=10, columns=["b"]), [[1, 1], [3, 3]]),
        (Clip(step="clip", high=20, columns=["b"]), [[1, 10], [3, 20]]),
        (Log(step="log", columns=["b"]), [[1, np.log(10)], [3, np.log(30)]]),
    ],
    ids=lambda value: value.step if isinstance(value, Step) else "",
)
def test_a_step_over_a_named_column_leaves_the_others(step: Step, expected: Any) -> None:
    columns = (RowColumn("a", 0), RowColumn("b", 1))
    placed = step.placed(columns).fit(NUMBERS)
    assert_allclose(placed.apply(NUMBERS), expected)
    assert placed.record()["spec"]["columns"] == [1]


def test_whole_numbers_keep_their_size_beside_a_scaled_column() -> None:
    x = np.array([[2**40 + 1, 7]])
    assert Divide(step="divide", by=7, columns=[1]).apply(x).tolist() == [[2**40 + 1, 1.0]]


def test_numbers_are_scaled_beside_columns_of_text() -> None:
    chain = fitted(Standardize(step="standardize", columns=["width"]))
    found = chain.prepare({"inputs": ROWS})["inputs"]
    assert_allclose(found[:, 1].astype(float), [-np.sqrt(1.5), 0, np.sqrt(1.5)])
    assert found[:, 0].tolist() == ["red", "blue", "red"]


def test_a_name_means_its_column_also_after_steps_that_move_columns() -> None:
    steps = (EncodeCategories(step="encode_categories", columns=["colour"]), MinMax(step="min_max", columns=["width"]))
    chain = fitted(*steps, BagOfWords(step="bag_of_words", columns=["note"]), DateParts(step="date_parts", columns=["bought"]))
    assert [step.record()["spec"]["columns"] for step in chain.input_steps] == [[0], [0], [2], [1]]
    found = chain.prepare({"inputs": ROWS})["inputs"]
    assert found.dtype == np.float64
    assert found[:, 0].tolist() == [0, 0.5, 1]


def test_new_columns_can_be_named() -> None:
    chain = fitted(EncodeCategories(step="encode_categories", columns=["colour"]), Divide(step="divide", by=2, columns=["colour=red"]))
    assert chain.prepare({"inputs": ROWS})["inputs"][:, 4].tolist() == [0.5, 0, 0.5]


@pytest.mark.parametrize(
    ("step", "columns", "phrase", "path"),
    [
        (Standardize(step="standardize", columns=["widht"]), COLUMNS, 'no column "widht"; did you mean "width"?', ("columns", 0)),
        (Impute(step="impute", columns=["width", 1]), COLUMNS, "expected columns that differ, got 1 again", ("columns", 1)),
        (Standardize(step="standardize", columns=["width"]), None, "expected the index of a column, as the columns have no names", ("columns", 0)),
        (BagOfWords(step="bag_of_words", columns=["width"]), COLUMNS, r'expected columns of text, but column 1 \("width"\)', ("columns", 0)),
        (DateParts(step="date_parts", columns=["width"]), COLUMNS, "expected columns of dates, but column 1", ("columns", 0)),
        (
            DateParts(step="date_parts", columns=["kind"]),
            (RowColumn("kind", 0, "text", ("ant", "bee")),),
            'column 0: expected a date such as 2024-03-01 or 2024-03-01T12:00:00, got "ant"',
            ("columns", 0),
        ),
    ],
)
def test_a_column_that_a_step_cannot_take_is_refused_with_its_index(step: Step, columns: Any, phrase: str, path: Any) -> None:
    with pytest.raises(StepTypeError, match=phrase) as error:
        step.placed(columns)
    assert error.value.path == path


def test_the_parts_of_a_date() -> None:
    step = DateParts(step="date_parts", columns=[2], parts=["year", "month", "day", "weekday", "day_of_year", "hour", "minute", "days"])
    found = step.replaced(ROWS)[0]
    assert found[0].tolist() == [2024, 3, 1, 4, 61, 0, 0, 19783]
    assert found[1].tolist() == [2024, 12, 31, 1, 366, 18, 30, 20088 + 18.5 / 24]
    assert np.isnan(found[2]).all()


def test_cyclic_parts_put_december_beside_january() -> None:
    rows = np.array([["2024-12-01"], ["2024-01-01"], ["2024-06-01"]], object)
    december, january, june = DateParts(step="date_parts", columns=[0], parts=["month"], cyclic=True).apply(rows)
    assert_allclose(january, [0, 1], atol=1e-12)
    assert np.linalg.norm(december - january) < np.linalg.norm(june - january) / 3


def test_a_text_that_is_no_date_is_named() -> None:
    with pytest.raises(DataError, match='date_parts: column 0: expected a date such as 2024-03-01 or 2024-03-01T12:00:00, got "soon"'):
        DateParts(step="date_parts", columns=[0]).apply(np.array([["2024-03-01"], ["soon"]], object))


def test_bag_of_words_agrees_with_scikit_learn() -> None:
    texts = ["the red fox", "The fox and the hound", "a hound", "red red wine"]
    x = np.array([[text] for text in texts], object)
    vectorizer = TfidfVectorizer()
    expected = vectorizer.fit_transform(texts).toarray()
    step = BagOfWords(step="bag_of_words", columns=[0], size=9).fit(x)
    assert step.record()["state"]["vocabularies_"] == [sorted(vectorizer.vocabulary_)]
    found = step.apply(x)
    assert_allclose(found[:, : expected.shape[1]], expected)
    assert (found.shape, found[:, expected.shape[1] :].any()) == ((4, 9), False)


def test_bag_of_words_keeps_the_words_of_most_texts() -> None:
    x = np.array([["red red red fox"], ["blue fox"], ["blue hound"]], object)
    step = BagOfWords(step="bag_of_words", columns=[0], size=2, weights="counts").fit(x)
    assert step.record()["state"]["vocabularies_"] == [["blue", "fox"]]
    assert_array_equal(step.apply(np.array([["fox fox wolf"], [None]], object)), [[0, 2], [0, 0]])


def test_bag_of_words_needs_words() -> None:
    with pytest.raises(DataError, match="column 0: expected words in at least 2 of the 2 texts, got none"):
        BagOfWords(step="bag_of_words", columns=[0], min_texts=2).fit(np.array([["red fox"], ["hound"]], object))


def test_the_raw_columns_whose_gaps_are_filled() -> None:
    steps = fitted(
        BagOfWords(step="bag_of_words", columns=["note"]),
        DateParts(step="date_parts", columns=["bought"]),
        EncodeCategories(step="encode_categories", columns=["colour"]),
        Impute(step="impute"),
    ).input_steps
    assert filled_sources(steps, COLUMNS) == {1, 2, 3}


def test_the_type_of_rows_follows_the_text_that_is_left() -> None:
    given = TensorType((4,), "object")
    left = DateParts(step="date_parts", columns=["bought"]).placed(COLUMNS)
    assert left.output_type(given) == TensorType((6,), "object")
    columns = tuple(column for column in COLUMNS if column.name in ("width", "bought"))
    assert DateParts(step="date_parts", columns=["bought"]).placed(columns).output_type(given.with_shape((2,))) == TensorType((4,), "float64")


@pytest.mark.parametrize(
    "step",
    [
        BagOfWords(step="bag_of_words", columns=["note"], size=5),
        DateParts(step="date_parts", columns=["bought"]),
        EncodeCategories(step="encode_categories", columns=["colour"]),
    ],
    ids=lambda step: step.step,
)
def test_text_that_a_step_leaves_is_left_by_its_record_too(step: Step) -> None:
    placed = step.placed(COLUMNS)
    for fitted_step in (placed.fit(ROWS), placed.fit_in_pieces(lambda: iter([ROWS[:2], ROWS[2:]]))):
        rebuilt = step_from_record(fitted_step.record())
        assert rebuilt.apply(ROWS).tolist()[:2] == fitted_step.apply(ROWS).tolist()[:2]
        assert rebuilt.apply(ROWS).dtype == object
