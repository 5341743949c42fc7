"""What the cells of a column look like, counted piece by piece."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from models.uploads.table.shape import Shape, shapes_of

#: Distinct cells of a shape that are kept, to name them in a doubt.
MAX_KEPT = 20
#: A sign of a currency or of a share, of which the distinct ones are kept.
_SIGNS = r"(\p{Sc}|%|‰)"


@dataclass(frozen=True)
class Seen:
    """A distinct cell.

    Args:
        cell: Its text.
        line: Line of the first.
        count: How often it occurs.
    """

    cell: str
    line: int
    count: int


@dataclass
class Census:
    """The shapes of the cells of a column.

    Attributes:
        counts: Number of cells of each shape; empty cells are not counted.
        seen: The first distinct cells of each shape; of plain numbers at least the first.
        signs: Signs round numbers.
        has_minus: Whether a cell has the minus sign U+2212.
    """

    counts: Counter[Shape] = field(default_factory=Counter)
    seen: dict[Shape, dict[str, Seen]] = field(default_factory=dict)
    signs: set[str] = field(default_factory=set)
    has_minus: bool = False

    def add_numbers(self, n_whole: int, n_point: int) -> None:
        """Count plain numbers: whole ones, and such with decimals."""
        self.counts[Shape.WHOLE] += n_whole
        self.counts[Shape.POINT] += n_point

    def keep_number(self, cell: str, line: int, shape: Shape) -> None:
        """Keep a plain number as the first of its shape, unless there is one."""
        self.seen.setdefault(shape, {cell: Seen(cell, line, 1)})

    @property
    def has_plain_only(self) -> bool:
        """Return whether all cells are plain numbers."""
        return self.n_cells == self.counts[Shape.WHOLE] + self.counts[Shape.POINT]

    def add(self, cells: pl.Series, lines: Sequence[int]) -> None:
        """Count cells without blanks round them, null where missing, and the lines of all."""
        rows = pl.DataFrame({"cell": cells, "row": pl.Series(range(len(cells)), dtype=pl.Int64)}).drop_nulls("cell")
        found = rows.group_by("cell", maintain_order=True).agg(pl.len().alias("n"), pl.col("row").first())
        found = found.with_columns(shape=shapes_of(found["cell"]))
        for name, count in found.group_by("shape").agg(pl.col("n").sum()).iter_rows():
            self.counts[Shape(name)] += count
        for name, few in found.group_by("shape", maintain_order=True).head(MAX_KEPT).partition_by("shape", as_dict=True, maintain_order=True).items():
            self._keep(Shape(name[0]), few, lines)
        self.has_minus = self.has_minus or bool(found["cell"].str.contains("\u2212", literal=True).any())
        signed = found.filter(pl.col("shape") == Shape.SIGNED)
        self.signs.update(signed["cell"].str.extract(_SIGNS).unique().to_list())

    @property
    def n_cells(self) -> int:
        """Return the number of cells that are not empty."""
        return self.counts.total()

    def total(self, shapes: Sequence[Shape]) -> int:
        """Return the number of cells of some shapes."""
        return sum(self.counts[shape] for shape in shapes)

    def first(self, shapes: Sequence[Shape]) -> list[Seen]:
        """Return the first distinct cells of some shapes, by line."""
        found = [seen for shape in shapes for seen in self.seen.get(shape, {}).values()]
        return sorted(found, key=lambda seen: seen.line)[:MAX_KEPT]

    def _keep(self, shape: Shape, few: pl.DataFrame, lines: Sequence[int]) -> None:
        kept = self.seen.setdefault(shape, {})
        for cell, count, row in few.select("cell", "n", "row").iter_rows():
            if cell in kept:
                kept[cell] = Seen(cell, kept[cell].line, kept[cell].count + count)
            elif len(kept) < MAX_KEPT:
                kept[cell] = Seen(cell, lines[row], count)
