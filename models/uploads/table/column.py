"""A column of a table while it is read: what its cells look like, what was decided, and its writer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from models.core.arrays import EXACT
from models.core.faults import quote
from models.datasets.cell_reading import CellReading, ColumnType
from models.uploads.reading.blanks import BLANK_CHARACTERS
from models.uploads.reading.cells import read_cells
from models.uploads.reading.doubt import Doubt
from models.uploads.reading.number_cells import is_number
from models.uploads.reading.reading import Reading
from models.uploads.stored.upload_record import BOOLEAN, DATE, TEXT, ColumnRecord
from models.uploads.table.census import MAX_KEPT, Census, Seen
from models.uploads.table.decision import decide, decide_as
from models.uploads.table.known_shapes import KnownShapes
from models.uploads.table.look_alikes import Labels
from models.uploads.table.question import Decision, Question, Surroundings
from models.uploads.table.shape import CODE_CELL, POINT_OF_THREE, Shape
from models.uploads.table.writer import ColumnWriter

#: Shapes of numbers with decimals.
_WITH_DECIMALS = (Shape.POINT, Shape.POINT_THREE, Shape.COMMA)
#: Cells after which a column of which most are text is not looked at more closely.
_SURE_AFTER = 1_000
#: Wrong cells of a column that are kept, to name them.
_MAX_WRONG = 20


@dataclass(frozen=True)
class Place:
    """Where a column is.

    Args:
        folder: Folder of the table.
        index: Index of the column, from 0.
        name: Its name; empty where it has none.
    """

    folder: Path
    index: int
    name: str

    @property
    def is_named(self) -> bool:
        """Tell whether it has a name of its own; pandas writes `Unnamed: 0` for an index that was saved before."""
        return bool(self.name) and re.fullmatch(r"Unnamed: \d+", self.name) is None

    @property
    def title(self) -> str:
        """Return its name, or one of its index."""
        return self.name or f"column_{self.index}"


class TextColumn:
    """A column of text that is to be understood.

    Args:
        place: Where it is.
        reading: What the caller has said.
        is_label: Whether the text is not to be understood as anything but text, unless the caller says so.
    """

    def __init__(self, place: Place, reading: Reading, is_label: bool = False) -> None:
        self.place, self._said = place, reading
        self.type: ColumnType | None = (reading.types or {}).get(place.title) or ("text" if is_label else None)
        order = (reading.dates or {}).get(place.title)
        self._day_first = None if order is None else order == "day_first"
        self._missing = ("", *(reading.missing or ()))
        self.census, self._labels = Census(), Labels()
        self.decision: Decision | None = None
        self._writer: ColumnWriter | None = None
        self.wrong: list[Seen] = []
        self.n_wrong = 0
        self.first_number: int | None = None
        self._next_number = 0
        self._has_blanks = self._keeps_labels = False
        self._plain: pl.Series | None = None  # The numbers of the piece that was counted and is to be written.

    @property
    def is_said(self) -> bool:
        """Return whether the caller has said the type."""
        return self.type is not None or self._day_first is not None

    @property
    def has_commas(self) -> bool:
        """Return whether the column holds numbers with decimal commas."""
        return self.decision is not None and self.decision.how.decimal == ","

    @property
    def has_points_of_three(self) -> bool:
        """Return whether the column holds numbers whose point may stand between thousands."""
        return self.census.without_signs().counts[Shape.POINT_THREE] > 0

    @property
    def plain_type(self) -> pl.DataType | None:
        """Return the type as which plain numbers of the column may be read; None for text that is to be understood."""
        how = None if self.decision is None else self.decision.how
        if self.is_said or self._writer is None or how is None or how.type != "number" or not self.census.has_plain_only:
            return None
        if self._said.decimal or self._said.thousands or any(map(is_number, self._missing)):
            return None
        return pl.Int64() if self._writer.type_name == "int64" else pl.Float64()

    def count(self, cells: pl.Series, lines: Sequence[int], known: KnownShapes) -> None:
        """Count what the cells look like; the shapes of some are known."""
        if cells.dtype != pl.String:
            n_values = len(cells) - cells.null_count()
            self._add_numbers(cells, lines, *((n_values, 0) if cells.dtype.is_integer() else (0, n_values)))
            return
        kept = self._kept(cells)
        numbers = kept.cast(pl.Float64, strict=False)
        is_plain = _are_plain(kept, numbers)
        n_plain = int(is_plain.sum())
        self._plain = numbers if n_plain == len(kept) - kept.null_count() else None
        plain = kept.filter(is_plain)
        n_point = int(plain.str.contains("[.eE]").sum())
        are_few = n_plain <= MAX_KEPT or 2 * n_plain < len(kept) - kept.null_count()
        is_open = n_point and plain.str.contains(POINT_OF_THREE).sum() == n_point
        if is_open or (are_few and not self._is_surely_text):
            self.census.add(kept, lines, known)
            return
        self._add_numbers(kept.set(~is_plain, None), lines, n_plain - n_point, n_point)
        rest = kept.set(is_plain, None)
        if self._is_surely_text:
            self.census.counts[Shape.TEXT] += len(rest) - rest.null_count()
        elif rest.null_count() < len(rest):
            self.census.add(rest, lines, known)

    def _add_numbers(self, cells: pl.Series, lines: Sequence[int], n_whole: int, n_point: int) -> None:
        self.census.add_numbers(n_whole, n_point)
        for shape, count in ((Shape.WHOLE, n_whole), (Shape.POINT, n_point)):
            if count and shape not in self.census.seen:
                has_point = cells.cast(pl.String).str.contains("[.eE]")
                row = int((has_point == (shape == Shape.POINT)).arg_max() or 0)
                self.census.keep_number(str(cells[row]), lines[row], shape)

    def _kept(self, cells: pl.Series) -> pl.Series:
        """Return cells without blanks round them, null where the caller takes them for missing."""
        if len(self._missing) == 1 and cells.cast(pl.Float64, strict=False).null_count() == cells.null_count():
            return cells
        stripped = cells.str.strip_chars(BLANK_CHARACTERS)
        kept = stripped.set(stripped.is_in(self._missing), None)
        self._has_blanks = self._has_blanks or bool((stripped != cells).filter(kept.is_not_null()).any())
        return kept

    def decide(self, around: Surroundings) -> bool:
        """Decide what the column holds, by what was counted; return whether its values are to be written anew."""
        before = None if self.decision is None else self.decision.how
        self.decision = self._decision(around)
        if self._keeps_labels and self.decision.how.type == "text":
            self.decision = _with_labels(self.decision)
        is_written = self._writer is not None and before == self.decision.how and (self.n_wrong == 0 or self.is_said)
        if not is_written:
            self._writer, self.wrong, self.n_wrong, self._labels = None, [], 0, Labels()
            self.first_number = self._plain = None
        return not is_written

    def write(self, cells: pl.Series, lines: Sequence[int]) -> None:
        """Write values; cells that are not of the decided type are counted."""
        assert self.decision is not None
        if self.n_wrong and not self.is_said:
            self._plain = None
            return
        how = self.decision.how
        values = cells if cells.dtype != pl.String else self._read(cells, how, lines)
        if self._writer is None:
            self._writer = ColumnWriter(self.place.folder, self.place.index, _type_name(how, values))
        if how.type == "number" and not self.place.is_named:
            self._follow(values)
        self._writer.add(values, lines)
        self._plain = None

    def keep_labels(self) -> bool:
        """Keep labels as they are where they would become equal without blanks; return whether the values are to be written anew."""
        if self.decision is None or self.decision.how.type != "text":
            return False
        if self._said.labels or self.decision.how.labels == "as_is" or not self._labels.merges_by_blanks():
            return False
        self._writer, self._labels = None, Labels()
        self._keeps_labels = True
        self.decision = _with_labels(self.decision)
        return True

    def close(self) -> ColumnRecord:
        """Complete the files of the column."""
        assert self.decision is not None
        writer = self._writer or ColumnWriter(self.place.folder, self.place.index, _type_name(self.decision.how, pl.Series([], dtype=pl.Float64)))
        return writer.close(self.place.title, self.decision.how)

    def doubts(self) -> list[Doubt]:
        """Return what has more than one meaning."""
        assert self.decision is not None
        look_alikes = None if self._said.labels or self.decision.how.type != "text" else self._labels.doubt(self.place.title)
        return [*self.decision.doubts, *([] if look_alikes is None else [look_alikes])]

    def notes(self) -> list[str]:
        """Return what was taken as meant."""
        assert self.decision is not None
        n_composed = self._labels.n_composed()
        title, keeps_blanks = quote(self.place.title), self.decision.how.type == "text" and self.decision.how.labels == "as_is"
        note = [f"{title} has the minus sign U+2212"] if self.census.has_minus and self.decision.how.type == "number" else []
        note += [f"blanks round the cells of {title} were left out"] if self._has_blanks and not keeps_blanks else []
        note += [f"{n_composed:,} values of {title} were brought into Unicode's composed form (NFC)"] if n_composed else []
        return note + ([self.decision.note] if self.decision.note else [])

    @property
    def _is_surely_text(self) -> bool:
        return (
            self.decision is not None
            and self.decision.how.type == "text"
            and _SURE_AFTER <= self.census.n_cells <= 2 * self.census.counts[Shape.TEXT]
        )

    def _decision(self, around: Surroundings) -> Decision:
        question = Question(self.place.title, self.census, self._said, self._missing, around)
        if self.type is not None or self._day_first is not None:
            return Decision(decide_as(question, self.type or "date", self._day_first))
        decision = decide(question)
        if self.n_wrong and self.decision is not None and decision.how == self.decision.how:
            return question.text()
        return decision

    def _read(self, cells: pl.Series, how: CellReading, lines: Sequence[int]) -> pl.Series:
        if how.type == "text":
            self._labels.add(cells.set(cells.str.strip_chars(BLANK_CHARACTERS).is_in(how.missing), None))
        if how.type == "number" and how.decimal == "." and self._plain is not None:
            values = self._plain
        else:
            values, wrong = read_cells(cells, how)
            if wrong.any():
                self._note_wrong(cells, wrong, lines)
        if how.type == "number" and self._is_whole(values):
            return values.cast(pl.Int64)
        return values

    def _is_whole(self, values: pl.Series) -> bool:
        return self.census.total(_WITH_DECIMALS) == 0 and not values.null_count() and bool((values.floor() == values).all())

    def _note_wrong(self, cells: pl.Series, wrong: pl.Series, lines: Sequence[int]) -> None:
        self.n_wrong += int(wrong.sum())
        for row in wrong.arg_true().head(_MAX_WRONG - len(self.wrong)).to_list():
            self.wrong.append(Seen(cells[row], lines[row], 1))

    def _follow(self, values: pl.Series) -> None:
        """Note whether the numbers of a column without a name rise by one from row to row."""
        if self.first_number is None and len(values):
            self.first_number = self._next_number = int(values[0]) if values.dtype.is_integer() else -1
        expected = pl.Series(range(self._next_number, self._next_number + len(values)), dtype=pl.Int64)
        self._next_number += len(values)
        if not values.dtype.is_integer() or not (values == expected).all():
            self.first_number = -1


def _with_labels(decision: Decision) -> Decision:
    """Return a decision for text whose labels stay as they are."""
    return Decision(decision.how.model_copy(update={"labels": "as_is"}), decision.doubts, decision.note)


def _are_plain(kept: pl.Series, numbers: pl.Series) -> pl.Series:
    """Return which cells are plain numbers: finite, no codes, and no integers that a float cannot hold."""
    return (numbers.is_finite() & (numbers.abs() < EXACT) & ~kept.str.contains(CODE_CELL)).fill_null(False)


def _type_name(how: CellReading, values: pl.Series) -> str:
    if how.type == "number":
        return "int64" if values.dtype.is_integer() and not values.null_count() else "float64"
    return {"text": TEXT, "date": DATE, "boolean": BOOLEAN}[how.type]
