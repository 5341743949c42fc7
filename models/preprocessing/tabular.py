"""All columns of a mixed table as numbers: gaps, categories, dates and texts by what the columns hold."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, PrivateAttr

from models.core.arrays import Array
from models.core.errors import DataError
from models.core.faults import listed, quote
from models.core.tensors import TensorType
from models.preprocessing.arrays import numbers_of
from models.preprocessing.bag_of_words import BagOfWords
from models.preprocessing.column_step import ReplacingStep
from models.preprocessing.date_parts import DateParts, PartOfDate
from models.preprocessing.encode_categories import EncodeCategories
from models.preprocessing.row_columns import Columns, RowColumn, index_of, named_columns
from models.preprocessing.step import State, Step, StepTypeError, expect_rows
from models.preprocessing.treatments import SAID, Choice, Treatment, choices, columns_of

#: Words of a column of text that are counted.
_N_WORDS = 100
#: Parts of dates: the trend, the time of the year, of the week and of the day.
_DATE_PARTS: list[PartOfDate] = ["days", "month", "weekday", "hour"]
#: Most columns that a message names.
_NAMED = 5
#: The steps that make numbers of other columns, by name.
_PIECES: dict[str, type[ReplacingStep]] = {"date_parts": DateParts, "encode_categories": EncodeCategories, "bag_of_words": BagOfWords}
#: Treatments that only columns of text, or only those of numbers, can have.
_OF_TEXT, _OF_NUMBERS = ("date", "text"), ("number",)


class Tabular(Step):
    """Make numbers of all columns of a mixed table, each by what it holds, and record the choices as `chosen_`.

    Gaps get the median, numbers are standardized, categories encoded, dates taken apart, words counted, identifiers left out.
    """

    rank: ClassVar[int] = 128
    invertible: ClassVar[bool] = False
    takes_text: ClassVar[bool] = True
    scales: ClassVar[bool] = True

    step: Literal["tabular"]
    treatments: dict[Annotated[str, Field(max_length=200)], Treatment] = Field(
        default_factory=dict, max_length=10_000, description="Treatments of columns by name, or by index from 0 as text; others are chosen."
    )
    _columns: Columns | None = PrivateAttr(None)
    #: The fitted steps over dates, categories and texts, built once: a prediction takes less time than that.
    _pieces: list[ReplacingStep] = PrivateAttr(default_factory=list)

    def placed(self, columns: Columns | None) -> Self:
        step = self.model_copy()
        step._columns = columns
        step._require_fitting(columns or ())
        chosen = step._chosen()
        if chosen and all(choice.treatment == "leave_out" for choice in chosen):
            raise StepTypeError(f"tabular: expected a column to learn from, but all are left out: column 0, as {chosen[0].reason}")
        return step

    def filled(self, gaps: Sequence[int]) -> Sequence[int]:
        return gaps

    def notes(self) -> str:
        left = [(index, choice) for index, choice in enumerate(self._chosen() or ()) if choice.treatment == "leave_out" and choice.reason != SAID]
        named = [f"{named_columns([index], self._columns or ())}: {choice.reason}" for index, choice in left[:_NAMED]]
        more = f"; and {len(left) - _NAMED} more columns" if len(left) > _NAMED else ""
        return f"tabular leaves out {'; '.join(named)}{more}. Set treatments to keep a column" if left else ""

    def output_type(self, given: TensorType) -> TensorType:
        expect_rows(self, given)
        chosen = self._chosen()
        widths = (
            None if chosen is None else [self._width(choice.treatment, column) for choice, column in zip(chosen, self._columns or (), strict=True)]
        )
        known = [width for width in widths or () if width is not None]
        return given.with_shape((sum(known) if widths is not None and len(known) == len(widths) else None,)).with_dtype("float64")

    def columns_after(self, columns: Columns) -> Columns | None:
        if not self._state:
            return None
        names = [columns[index].name for index in self._state["numbers_"]]
        made = [made for piece in self._pieces for made in piece.new_columns(columns)]
        return (*(RowColumn(name, None) for name in names), *(RowColumn(column.name, None) for column in made))

    def learn(self, x: Array) -> State:
        columns = self._columns if self._columns is not None and _is_told(self._columns) else columns_of(x, self._columns)
        chosen = choices(columns, self._given(columns))
        indices: dict[str, list[int]] = {}
        for index, choice in enumerate(chosen):
            indices.setdefault(choice.treatment, []).append(index)
        pieces = [_fitted(piece, x, columns) for piece in _pieces_over(indices, columns)]
        numbers = _numeric(x, indices.get("number", []), pieces)
        fills = np.array([_median(column) for column in numbers.T], np.float64)
        filled = np.where(np.isnan(numbers), fills, numbers)
        deviations = filled.std(axis=0)
        return {
            "chosen_": [_record(column, index, choice) for index, (column, choice) in enumerate(zip(columns, chosen, strict=True))],
            "numbers_": indices.get("number", []),
            "pieces_": [piece.record() for piece in pieces],
            "fills_": fills,
            "shift_": filled.mean(axis=0),
            "factor_": 1.0 / np.where(deviations == 0, 1.0, deviations),
        }

    def apply(self, x: Array) -> Array:
        fills, shift, factor = (np.asarray(self._state[name], np.float64) for name in ("fills_", "shift_", "factor_"))
        pieces = self._pieces
        numbers = _numeric(x, self._state["numbers_"], pieces)
        scaled = (np.where(np.isnan(numbers), fills, numbers) - shift) * factor
        others = [new for piece in pieces if not isinstance(piece, DateParts) for new in piece.replaced(x)]
        return np.concatenate([scaled, *(new.astype(np.float64) for new in others)], axis=1)

    def _with_state(self, state: State) -> Self:
        fitted = super()._with_state(state)
        fitted._pieces = [_PIECES[record["spec"]["step"]].from_record(record) for record in state["pieces_"]]
        return fitted

    def _chosen(self) -> list[Choice] | None:
        """Return what is made of each column, where that is known before the rows are."""
        if self._columns is None or not _is_told(self._columns):
            return None
        return choices(self._columns, self._given(self._columns))

    def _given(self, columns: Columns) -> dict[int, Treatment]:
        return {_position(name, columns): treatment for name, treatment in self.treatments.items()}

    def _require_fitting(self, columns: Columns) -> None:
        """Refuse treatments of columns that are not there, or that hold something else."""
        for name, treatment in self.treatments.items():
            try:
                column = columns[_position(name, columns)]
            except LookupError as error:
                raise StepTypeError(f"tabular: {error.args[0]}", "treatments", name) from error
            if treatment in (_OF_NUMBERS if column.is_text else _OF_TEXT):
                raise StepTypeError(f"tabular: expected another treatment than {treatment} for a column of {column.sort}s", "treatments", name)

    @staticmethod
    def _width(treatment: Treatment, column: RowColumn) -> int | None:
        """Return the number of columns that are made of a column; None where it is not known before fitting."""
        if treatment == "category":
            return None if column.categories is None else len(column.categories)
        return {"number": 1, "date": _date_step([0]).n_new(), "text": _N_WORDS, "leave_out": 0}[treatment]


def _is_told(columns: Columns) -> bool:
    """Tell whether the data set says what its columns hold."""
    return all(column.n_samples for column in columns)


def _position(name: str, columns: Columns) -> int:
    if name.isdecimal() and all(column.name != name for column in columns) and int(name) < len(columns):
        return int(name)
    return index_of(name, columns)


def _date_step(indices: Sequence[int]) -> DateParts:
    return DateParts(step="date_parts", columns=[*indices], parts=_DATE_PARTS, cyclic=True)


def _pieces_over(indices: Mapping[str, Sequence[int]], columns: Columns) -> list[ReplacingStep]:
    """Return the steps over dates, categories and texts, not fitted yet."""
    pieces: list[ReplacingStep] = [_date_step(indices["date"])] if "date" in indices else []
    for index in indices.get("category", ()):  # One step for each, as the categories of some are learned.
        known = columns[index].categories
        pieces.append(EncodeCategories(step="encode_categories", columns=[index], categories=[[*known]] if known else None, unknown="ignore"))
    pieces += [BagOfWords(step="bag_of_words", columns=[index], size=_N_WORDS) for index in indices.get("text", ())]
    return pieces


def _fitted(piece: ReplacingStep, x: Array, columns: Columns) -> ReplacingStep:
    try:
        return piece.fit(x)
    except DataError as error:
        names = [columns[index].name or str(index) for index in piece.indices]
        raise DataError(f"tabular: {error}; the treatment leave_out passes over {listed(map(quote, names))}") from error


def _numeric(x: Array, indices: Sequence[int], pieces: Sequence[ReplacingStep]) -> Array:
    """Return the columns of numbers and the parts of dates, float64 array with NaN in gaps."""
    dates = [new for piece in pieces if isinstance(piece, DateParts) for new in piece.replaced(x)]
    return np.concatenate([numbers_of(x[:, indices], "tabular").astype(np.float64), *dates], axis=1)


def _median(values: Array) -> float:
    present = values[~np.isnan(values)]
    return float(np.median(present)) if len(present) else 0.0


def _record(column: RowColumn, index: int, choice: Choice) -> dict[str, Any]:
    return {"column": index if column.name is None else column.name, "treatment": choice.treatment, "reason": choice.reason}
