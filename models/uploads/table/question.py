"""A column whose meaning is asked for, and the answer."""

from dataclasses import dataclass, field
from typing import Any

from models.datasets.cell_reading import CellReading, ColumnType
from models.uploads.reading.doubt import Doubt
from models.uploads.reading.reading import Reading
from models.uploads.table.census import Census, Seen
from models.uploads.table.shape import TOKENS, Shape


@dataclass(frozen=True)
class Surroundings:
    """What else is known of a file.

    Args:
        delimiter: Character between cells; empty for a format without one.
        has_points: Whether other columns have numbers with points.
        has_commas: Whether other columns have numbers with decimal commas.
        keeps_points: Whether the caller has said of a column that it holds numbers, whose points before three digits are decimals by that.
    """

    delimiter: str = ""
    has_points: bool = False
    has_commas: bool = False
    keeps_points: bool = False

    @property
    def comma_separates(self) -> bool:
        """Tell whether the delimiter is a comma."""
        return self.delimiter == ","


@dataclass(frozen=True)
class Decision:
    """What a column holds.

    Args:
        how: How its cells are read.
        doubts: What has more than one meaning.
        note: What was taken as meant, in a sentence without its end; empty for nothing.
    """

    how: CellReading
    doubts: list[Doubt] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True)
class Question:
    """A column whose meaning is asked for.

    Args:
        name: Its name.
        census: What its cells look like.
        said: What the caller has said.
        missing: Cells that the caller takes for missing.
        around: What else is known of the file.
    """

    name: str
    census: Census
    said: Reading = field(default_factory=Reading)
    missing: tuple[str, ...] = ("",)
    around: Surroundings = field(default_factory=Surroundings)

    @property
    def n_others(self) -> int:
        """Return the number of cells that are neither empty nor words for missing values."""
        return self.census.n_cells - self.census.counts[Shape.TOKEN]

    def are(self, *shapes: Shape) -> bool:
        """Return whether all cells that are not missing are of these shapes."""
        return self.census.total(shapes) == self.n_others

    def reading(self, type_: ColumnType, **how: Any) -> CellReading:
        """Return a reading of the column; words for missing values are missing unless it is text."""
        tokens = () if type_ == "text" else tuple(token for token in TOKENS if token not in self.missing)
        return CellReading(type=type_, missing=(*self.missing, *tokens), **how)

    def text(self, note: str = "", *doubts: Doubt) -> Decision:
        """Return the decision for text, as which a column in doubt stays."""
        return Decision(self.reading("text", labels=self.said.labels or "strip"), list(doubts), note)

    def doubt(self, detail: str, first: Seen, *settle: dict[str, Any]) -> Doubt:
        """Return a doubt about the column."""
        as_text = {"types": {self.name: "text"}}
        return Doubt(column=self.name, line=first.line, cell=first.cell[:200], detail=detail, settle=[*settle, as_text])
