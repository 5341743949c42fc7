"""The step that makes numbers of a whole mixed table, and what it chooses."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from models.core.tensors import TensorType
from models.preprocessing.row_columns import Columns, RowColumn
from models.preprocessing.step import StepTypeError
from models.preprocessing.tabular import Tabular
from models.preprocessing.treatments import choices

N = 100
SENTENCES = tuple(f"the {word} box is number {number}" for number, word in enumerate(["red", "old", "new", "odd"] * 20))
CODES = tuple(f"A-{number}" for number in range(90))
COLUMNS: Columns = (
    RowColumn("age", 0, "number", None, has_gaps=True, n_samples=N),
    RowColumn("member", 1, "boolean", (0, 1), n_samples=N),
    RowColumn("colour", 2, "text", ("blue", "red"), has_gaps=True, n_samples=N),
    RowColumn("bought", 3, "date", None, has_gaps=True, n_samples=N),
    RowColumn("note", 4, "text", SENTENCES, n_samples=N),
    RowColumn("code", 5, "text", CODES, n_samples=N),
    RowColumn("id", 6, "number", None, n_samples=N),
    RowColumn("version", 7, "text", ("v1",), n_samples=N),
    RowColumn("fax", 8, "number", None, has_gaps=True, is_empty=True, n_samples=N),
)
ROWS = np.array(
    [
        [20.0, 1, "red", "2024-01-01", "a red box", "A-1", 1, "v1", None],
        [40.0, 0, "blue", "2024-01-03", "an old box", "A-2", 2, "v1", None],
        [np.nan, 1, None, None, None, "A-3", 3, "v1", None],
    ],
    object,
)


def test_each_column_is_treated_by_what_it_holds() -> None:
    assert [(choice.treatment, choice.reason) for choice in choices(COLUMNS, {})] == [
        ("number", "a column of numbers"),
        ("number", "a column of booleans"),
        ("category", "2 categories"),
        ("date", "a column of dates"),
        ("text", "80 texts of 6 words on average"),
        ("leave_out", "its 90 values in 100 rows look like identifiers"),
        ("leave_out", "its name says that it is an identifier"),
        ("leave_out", "it has the same value in every row"),
        ("leave_out", "it has no values"),
    ]


@pytest.mark.parametrize(
    ("n_categories", "n_samples", "treatment"), [(20, 60, "category"), (90, 200, "category"), (90, 100, "leave_out"), (500, 2000, "text")]
)
def test_short_texts_are_categories_unless_they_are_many(n_categories: int, n_samples: int, treatment: str) -> None:
    column = RowColumn("town", 0, "text", tuple(f"town-{number}" for number in range(n_categories)), n_samples=n_samples)
    assert choices((column,), {})[0].treatment == treatment


def test_the_choices_are_recorded_with_their_reasons() -> None:
    fitted = Tabular(step="tabular").placed(COLUMNS).fit(ROWS)
    assert fitted.record()["state"]["chosen_"][5] == {
        "column": "code",
        "treatment": "leave_out",
        "reason": "its 90 values in 100 rows look like identifiers",
    }


def test_gaps_get_the_median_and_numbers_are_standardized() -> None:
    fitted = Tabular(step="tabular").placed(COLUMNS).fit(ROWS)
    assert_allclose(fitted.apply(ROWS)[:, 0], [-np.sqrt(1.5), np.sqrt(1.5), 0], atol=1e-12)


def test_gaps_and_new_values_are_taken_later() -> None:
    fitted = Tabular(step="tabular").placed(COLUMNS).fit(ROWS)
    later = np.array([[None, None, "green", None, "words never seen", None, None, None, None]], object)
    found = fitted.apply(later)
    assert np.isfinite(found).all()
    n_numbers = 2 + 7  # Days, and sine and cosine of month, weekday and hour.
    assert found[0, n_numbers : n_numbers + 2].tolist() == [0, 0]


def test_the_width_is_known_before_the_rows_are() -> None:
    step = Tabular(step="tabular").placed(COLUMNS)
    declared = step.output_type(TensorType((9,), "object"))
    assert declared == TensorType((2 + 7 + 2 + 100,), "float64")
    assert step.fit(ROWS).apply(ROWS).shape == (3, *declared.shape)


def test_the_columns_afterwards_have_names() -> None:
    after = Tabular(step="tabular").placed(COLUMNS).fit(ROWS).columns_after(COLUMNS)
    assert after is not None
    assert [column.name for column in after[:4]] == ["age", "member", "bought days", "bought month sine"]


def test_treatments_overrule_the_choice() -> None:
    step = Tabular(step="tabular", treatments={"code": "category", "note": "leave_out", "6": "number"}).placed(COLUMNS)
    assert step.output_type(TensorType((9,), "object")).shape == (2 + 1 + 7 + 2 + 90,)
    assert '5 ("code")' not in step.notes()


def test_the_checker_is_told_what_is_left_out() -> None:
    notes = Tabular(step="tabular").placed(COLUMNS).notes()
    assert notes.startswith('tabular leaves out column 5 ("code"): its 90 values in 100 rows look like identifiers; column 6 ("id")')


@pytest.mark.parametrize(
    ("treatments", "phrase"),
    [
        ({"aeg": "number"}, 'there is no column "aeg"; did you mean "age"?'),
        ({"age": "date"}, "expected another treatment than date for a column of numbers"),
        ({"note": "number"}, "expected another treatment than number for a column of texts"),
    ],
)
def test_a_treatment_that_does_not_fit_is_refused(treatments: Any, phrase: str) -> None:
    with pytest.raises(StepTypeError, match=phrase) as error:
        Tabular(step="tabular", treatments=treatments).placed(COLUMNS)
    assert error.value.path == ("treatments", *treatments)


def test_a_table_of_which_nothing_is_left_is_refused() -> None:
    with pytest.raises(StepTypeError, match="expected a column to learn from"):
        Tabular(step="tabular").placed(COLUMNS[5:])
