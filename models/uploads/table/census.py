"""What the cells of a column look like, counted piece by piece."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from models.uploads.reading.number_cells import normalized, without_signs
from models.uploads.table.known_shapes import KnownShapes
from models.uploads.table.shape import SIGN, Shape

#: Distinct cells of a shape that are kept, to name them in a doubt.
MAX_KEPT = 20
#: Shapes of numbers with groups of digits that do not show what stands before decimals.
_GROUPED = (Shape.BLANK_GROUPS, Shape.WIDE_GROUPS, Shape.QUOTE_GROUPS, Shape.LINE_GROUPS)


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
        signs: Signs of currencies and shares round numbers.
        signed: Census of the cells with such signs, by their shapes without them; None without such cells.
        decimals: Signs before decimals, of numbers between whose groups of digits stand neither commas nor points.
        has_minus: Whether a cell has the minus sign U+2212.
    """

    counts: Counter[Shape] = field(default_factory=Counter)
    seen: dict[Shape, dict[str, Seen]] = field(default_factory=dict)
    signs: set[str] = field(default_factory=set)
    signed: "Census | None" = None
    decimals: set[str] = field(default_factory=set)
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

    def add(self, cells: pl.Series, lines: Sequence[int], known: KnownShapes) -> None:
        """Count cells without blanks round them, null where missing, and the lines of all; the shapes of some are known."""
        rows = pl.DataFrame({"cell": cells, "row": pl.Series(range(len(cells)), dtype=pl.Int64)}).drop_nulls("cell")
        found = rows.group_by("cell", maintain_order=True).agg(pl.len().alias("n"), pl.col("row").first())
        found = found.with_columns(shape=known.of(found["cell"]))
        self.has_minus = self.has_minus or bool(found["cell"].str.contains("\u2212", literal=True).any())
        self._note(found, found["cell"], lines)
        self._add_signed(found.filter(pl.col("shape") == Shape.SIGNED), lines, known)

    @property
    def n_cells(self) -> int:
        """Return the number of cells that are not empty."""
        return self.counts.total()

    def total(self, shapes: Sequence[Shape]) -> int:
        """Return the number of cells of some shapes."""
        return sum(self.counts[shape] for shape in shapes)

    def without_signs(self) -> "Census":
        """Return the census with cells that have signs of currencies and shares counted by their shape without them, and named as they are."""
        if self.signed is None:
            return self
        seen = {shape: self.seen.get(shape, {}) | self.signed.seen.get(shape, {}) for shape in Shape if shape != Shape.SIGNED}
        counts = Counter({shape: self.counts[shape] for shape in Shape if shape != Shape.SIGNED}) + self.signed.counts
        return Census(counts, {shape: cells for shape, cells in seen.items() if cells}, decimals=self.decimals | self.signed.decimals)

    def first(self, shapes: Sequence[Shape]) -> list[Seen]:
        """Return the first distinct cells of some shapes, by line."""
        found = [seen for shape in shapes for seen in self.seen.get(shape, {}).values()]
        return sorted(found, key=lambda seen: seen.line)[:MAX_KEPT]

    def _add_signed(self, found: pl.DataFrame, lines: Sequence[int], known: KnownShapes) -> None:
        if found.is_empty():
            return
        self.signs.update(found["cell"].str.extract(f"({SIGN})").unique().to_list())
        self.signed = self.signed or Census()
        bare = without_signs(normalized(found["cell"]), SIGN)
        self.signed._note(found.with_columns(shape=known.of(bare)), bare, lines)

    def _note(self, found: pl.DataFrame, text: pl.Series, lines: Sequence[int]) -> None:
        """Note distinct cells with their counts, first rows and shapes; `text` is what their shapes are of."""
        for name, count in found.group_by("shape").agg(pl.col("n").sum()).iter_rows():
            self.counts[Shape(name)] += count
        for name, few in found.group_by("shape", maintain_order=True).head(MAX_KEPT).partition_by("shape", as_dict=True, maintain_order=True).items():
            self._keep(Shape(name[0]), few, lines)
        grouped = text.filter(found["shape"].is_in(_GROUPED))
        self.decimals.update(grouped.str.extract("([.,])[0-9]*$").drop_nulls().to_list())

    def _keep(self, shape: Shape, few: pl.DataFrame, lines: Sequence[int]) -> None:
        kept = self.seen.setdefault(shape, {})
        for cell, count, row in few.select("cell", "n", "row").iter_rows():
            if cell in kept:
                kept[cell] = Seen(cell, kept[cell].line, kept[cell].count + count)
            elif len(kept) < MAX_KEPT:
                kept[cell] = Seen(cell, lines[row], count)
