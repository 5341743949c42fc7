"""Rows of a table as they are sent: in order or by name, with text and gaps; CSV files; images inside JSON."""

import base64
import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.artifact.signature import InputSignature, Signature
from models.core.arrays import Array
from models.preprocessing.encode_categories import EncodeCategories
from models.preprocessing.image import Image
from models.preprocessing.impute import Impute
from models.preprocessing.symbols import Letters
from models.preprocessing.window import Window
from models.serving.decoding import FORMATS
from models.serving.extras import Extras
from models.serving.predictor import Predictor
from tests.bare import Formula, chain_of, fitted_chain, signature_of
from tests.faults import refused
from tests.integration.sent import encoded

COLUMNS = ("size", "colour", "a/b")


GIVEN = Formula(lambda x: x)


def table(dtype: str = "object", columns: tuple[str, ...] | None = COLUMNS, text: tuple[int, ...] = (1,), shape: tuple[int, ...] = (3,)) -> Signature:
    return signature_of("transform", shape, dtype, False, (4,), (4,), None, columns=columns, text_columns=text)


def rows(*items: Sequence[Any]) -> Array:
    array = np.empty((len(items), len(items[0])), object)
    array[:] = items
    return array


ENCODE = EncodeCategories(step="encode_categories", columns=[1])
TRAINING = rows([1.0, "red", 5], [2.0, "blue", 7], [6.0, "red", 9])
MIXED = Predictor(table(), fitted_chain([ENCODE], [], TRAINING, None), GIVEN)
FILLED = Predictor(table(), fitted_chain([Impute(step="impute", columns=[0]), ENCODE], [], rows(*TRAINING, [None, "red", 3]), None), GIVEN)
NUMBERS = Predictor(table("float64", text=()), chain_of(), GIVEN)
GAPPED = Predictor(table("float64", text=()), fitted_chain([Impute(step="impute")], [], np.array([[1.0, 2, 3], [3.0, 4, np.nan]]), None), GIVEN)


def rows_of(predictor: Predictor, items: Any) -> list[list[float]]:
    return [prediction["row"] for prediction in predictor.predict(items)]


def fault_of(call: Callable[[], object]) -> tuple[str, str]:
    (fault,) = refused(call)
    return fault


def test_a_mixed_row_is_taken_in_the_order_of_the_columns() -> None:
    assert rows_of(MIXED, [[1.5, "red", 5], [True, "blue", 0]]) == [[1.5, 5, 0, 1], [1, 0, 1, 0]]


def test_a_mixed_row_is_taken_by_the_names_of_its_columns_in_any_order() -> None:
    assert rows_of(MIXED, [{"a/b": 5, "colour": "red", "size": 1.5}]) == [[1.5, 5, 0, 1]]


def test_a_row_of_numbers_is_taken_by_name_too() -> None:
    assert rows_of(NUMBERS, [{"a/b": 3, "size": 1, "colour": 2}]) == [[1, 2, 3]]


@pytest.mark.parametrize(
    ("items", "pointer", "phrase"),
    [
        ([[1, "red", 2], [1, "red"]], "/inputs/1", "expected a row of 3 values, got 2"),
        ([[1, "red", 2], 7], "/inputs/1", "expected a row of 3 values, got int '7'"),
        ([["1", "red", 2]], "/inputs/0/0", "expected a number, got str '1'"),
        ([[1, 4, 2]], "/inputs/0/1", "expected text, got int '4'"),
        ([[1, ["red"], 2]], "/inputs/0/1", "expected text, got list"),
        ([[float("inf"), "red", 2]], "/inputs/0/0", "expected a finite number, got inf"),
        ([[1, "red", None]], "/inputs/0/2", "does not fill gaps in this column"),
        ([{"size": 1, "colour": 4, "a/b": 2}], "/inputs/0/colour", "expected text, got int '4'"),
        ([{"size": 1, "colour": "red", "a/b": "x"}], "/inputs/0/a~1b", "expected a number, got str 'x'"),
        ([{"size": 1, "colour": "red", "a/b": 1}, [1, "red", 2]], "/inputs/1", "expected an object with the columns"),
        ([[1, "red", 2], {"size": 1, "colour": "red", "a/b": 1}], "/inputs/1", "expected a row of 3 values, got dict"),
        ([[1, "green", 2]], "/inputs/0/1", "got 'green'"),
        ([[1, "red", 2]] * 7 + [[1, "pink", 2]], "/inputs/7/1", "got 'pink'"),
    ],
)
def test_a_row_that_does_not_fit_is_pointed_at(items: Any, pointer: str, phrase: str) -> None:
    where, detail = fault_of(lambda: MIXED.predict(items))
    assert (where, phrase in detail) == (pointer, True), detail


def test_every_unknown_category_is_named_with_the_nearest_known_one() -> None:
    rows = [[1, "red", 2]] * 6 + [[1, "Red ", 2], [1, "pink", 2]] + [[1, "red", 2]] * 3 + [[1, "mauve", 3]] * 30
    found = refused(lambda: MIXED.predict(rows))
    assert found[0] == ("/inputs/6/1", "expected one of ['blue', 'red'], got 'Red '; did you mean 'red'?")
    assert [where for where, _ in found[1:3]] == ["/inputs/7/1", "/inputs/11/1"]
    assert (len(found), found[-1]) == (21, ("", "12 more faults are not listed"))
    named = refused(lambda: MIXED.predict([{"size": 1, "colour": "Red ", "a/b": 2}]))
    assert named[0][0] == "/inputs/0/colour"


def test_columns_that_are_unknown_or_missing_are_each_named() -> None:
    found = refused(lambda: MIXED.predict([{"size": 1, "color": "red", "a/b": 2}]))
    assert [where for where, _ in found] == ["/inputs/0/color", "/inputs/0/colour"]
    assert "did you mean colour?" in found[0][1]
    assert "expected a value for each column" in found[1][1]


def test_a_value_of_numbers_by_name_that_is_no_number_is_pointed_at_by_name() -> None:
    assert fault_of(lambda: NUMBERS.predict([{"size": 1, "colour": "red", "a/b": 2}])) == ("/inputs/0/colour", "expected a number, got str 'red'")


def test_no_more_than_twenty_faulty_rows_are_named() -> None:
    assert len(refused(lambda: MIXED.predict([[1]] * 30))) == 20
    assert len(refused(lambda: MIXED.predict([{}] * 30))) == 20


def test_a_gap_is_taken_where_preprocessing_fills_it_and_nowhere_else() -> None:
    assert rows_of(FILLED, [[None, "red", 5]]) == rows_of(FILLED, [{"size": None, "colour": "red", "a/b": 5}]) == [[3, 5, 0, 1]]
    assert fault_of(lambda: FILLED.predict([[1, None, 5]]))[0] == "/inputs/0/1"


def test_a_category_may_be_missing_where_unknown_ones_are_ignored() -> None:
    encode = ENCODE.model_copy(update={"unknown": "ignore"})
    assert rows_of(Predictor(table(), fitted_chain([encode], [], TRAINING, None), GIVEN), [[1, None, 5], [1, "green", 5]]) == [[1, 5, 0, 0]] * 2


@pytest.mark.parametrize("items", [[[None, 5, 6]], [{"size": None, "colour": 5, "a/b": 6}], np.array([[np.nan, 5, 6]])])
def test_a_gap_among_numbers_is_taken_where_preprocessing_fills_it(items: Any) -> None:
    assert rows_of(GAPPED, items) == [[2, 5, 6]]


def test_a_number_that_is_too_large_is_refused_beside_gaps_too() -> None:
    single = Predictor(table("float32", text=()), GAPPED.chain, GIVEN)
    assert fault_of(lambda: single.predict([[None, 1e300, 1]])) == ("/inputs/0/1", "expected a finite number, got inf")


def test_a_gap_that_comes_through_to_the_model_is_refused() -> None:
    late = chain_of((Impute(step="impute", columns=[0])._with_state({"columns_": [1], "fills_": [0.0]}),))
    where, detail = fault_of(lambda: Predictor(table("float64", text=()), late, GIVEN).predict([[0, 1, 2], [None, 1, 2]]))
    assert (where, "expected no missing values" in detail) == ("/inputs/1", True)


def test_rows_of_text_only_take_text_only() -> None:
    texts = Predictor(
        table("str", ("a", "b"), (), (2,)), fitted_chain([ENCODE.model_copy(update={"columns": [0, 1]})], [], rows(["x", "y"]), None), GIVEN
    )
    assert rows_of(texts, [["x", "y"]]) == [[1, 1]]
    assert fault_of(lambda: texts.predict([["x", 1]]))[0] == "/inputs/0/1"


def test_samples_that_are_one_text_each_are_taken_as_text() -> None:
    single = Predictor(table("str", None, (), ()), chain_of(), GIVEN)
    assert [prediction["row"] for prediction in single.predict(["one", "two"])] == ["one", "two"]
    assert fault_of(lambda: single.predict(["one", 2])) == ("/inputs/1", "expected text, got int '2'")


FEED = Predictor(
    signature_of("forecasting", (None,), "str", False, (2,), (1,), None),
    fitted_chain([Letters(step="letters", vocabulary=["a", "b", "c"]), Window(step="window", size=2)], [], np.array(list("abcabc")), None),
    Formula(lambda x: x[:, -1]),
)


def test_a_text_to_be_continued_is_taken_as_text_and_answered_with_characters() -> None:
    assert FEED.predict(["ab", "abca"]) == [{"value": "b"}, {"value": ["b", "c", "a"]}]


@pytest.mark.parametrize(("item", "phrase"), [(["a", "b"], "expected text, got list"), ("a", "at least 2"), ("xy", "got ['x', 'y']")])
def test_a_text_that_cannot_be_continued_is_pointed_at(item: Any, phrase: str) -> None:
    where, detail = fault_of(lambda: FEED.predict(["ab", item]))
    assert (where, phrase in detail) == ("/inputs/1", True), detail


IMAGES = Predictor(signature_of("transform", (), "image", True, (4, 4), (4, 4), None), chain_of((Image(step="image", size=(4, 4)),)), GIVEN)
PIXELS = np.arange(0, 256, 16, np.uint8).reshape(4, 4)
FILE = encoded(PIXELS, size=4)


def test_an_image_is_taken_as_a_file_and_as_its_base64_text() -> None:
    assert rows_of(IMAGES, [FILE]) == rows_of(IMAGES, [base64.b64encode(FILE).decode()]) == [PIXELS.tolist()]


@pytest.mark.parametrize(
    ("items", "pointer", "phrase"),
    [
        ([base64.b64encode(FILE).decode(), "no base64!"], "/inputs/1", "expected an image as base64 text"),
        ([base64.b64encode(b"no picture").decode()], "/inputs/0", "expected an image (PNG"),
        ([["x"]], "/inputs/0", "expected an image, as a file, as base64 text, or as shades from 0 to 255 of shape (4, 4), got list"),
        ([None], "/inputs/0", "got null"),
    ],
)
def test_what_is_not_an_image_is_pointed_at(items: Any, pointer: str, phrase: str) -> None:
    where, detail = fault_of(lambda: IMAGES.predict(items))
    assert (where, phrase in detail) == (pointer, True), detail


def decoded(body: bytes, signature: Signature) -> Any:
    """Return the rows of a CSV body."""
    return FORMATS["csv"].decode(body, signature, Extras())


def test_a_csv_file_is_read_by_the_names_in_its_first_line() -> None:
    body = '\ufeffcolour,a/b,size\r\n"red, or so",5,1.5\r\n\r\nblue,,-1e3\r\n'.encode()
    assert decoded(body, table()) == [{"colour": "red, or so", "a/b": 5.0, "size": 1.5}, {"colour": "blue", "a/b": None, "size": -1000.0}]


@pytest.mark.parametrize(
    ("text", "pointer", "phrase"),
    [
        ("size,colour\n", "", "line 1: expected a column 'a/b', got none"),
        ("", "", "line 1: expected a row with the names of the columns, got an empty file"),
        ("size,colour,a/b,more\n", "", "line 1: expected no other columns than the model's, got 'more'"),
        ("size,colour,a/b,size\n", "", "line 1: expected distinct names, got 'size'"),
        ('size,colour,a/b\n1,"re\nd",2\n1,red\n', "/inputs/1", "line 4: expected 3 fields, got 2"),
        ("size,colour,a/b\n1,red,two\n", "/inputs/0/a~1b", 'line 2: expected a number, got "two"'),
        ("size,colour,a/b\n1,red,nan\n", "/inputs/0/a~1b", 'line 2: expected a number, got "nan"'),
        ('size,colour,a/b\n1,"red,2\n', "/inputs/0", "line 2: expected a row of CSV"),
    ],
)
def test_a_csv_file_that_does_not_fit_is_refused_with_its_line(text: str, pointer: str, phrase: str) -> None:
    where, detail = refused(lambda: decoded(text.encode(), table()))[0]
    assert (where, phrase in detail) == (pointer, True), detail


def test_a_csv_file_in_another_encoding_is_refused() -> None:
    assert "UTF-8" in fault_of(lambda: decoded(b"size,colour,a/b\n1,\xff,2\n", table()))[1]


def test_a_model_without_named_columns_takes_no_csv() -> None:
    assert "CSV needs column names" in fault_of(lambda: decoded(b"1,2,3\n", table(columns=None)))[1]


TEXT = st.text('abc ,"\n', min_size=1, max_size=5).filter(str.strip)
NUMBER = st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(st.tuples(NUMBER, TEXT, st.none() | NUMBER), max_size=4), st.permutations(range(3)))
def test_whatever_is_written_as_csv_is_read_back(cells: list[tuple[float, str, float | None]], order: list[int]) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS[index] for index in order)
    writer.writerows([row[index] for index in order] for row in cells)
    assert decoded(stream.getvalue().encode(), table()) == [dict(zip(COLUMNS, row, strict=True)) for row in cells]


def test_whole_numbers_of_a_csv_file_stay_exact() -> None:
    signature = InputSignature((2,), "object", images=False, model_shape=(2,), columns=("id", "x"))
    rows = decoded(
        b"id,x\n9007199254740993,0.5\n18446744073709551615,007\n-9223372036854775808,1e3\n99999999999999999999,-3\n",
        Signature({"inputs": signature}, {}),
    )
    assert [list(row.values()) for row in rows] == [[2**53 + 1, 0.5], [2**64 - 1, 7], [-(2**63), 1000.0], [10**20 - 1, -3]]
    assert [type(row["x"]) for row in rows] == [float, int, float, int]
