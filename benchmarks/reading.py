"""Read a CSV file of 1,000,000 rows and 20 columns: the time to its description, compared with polars reading all of it as text.

`python -m benchmarks.reading --rows 1000000`
"""

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.table import HEADER, Line
from models.uploads.delimited.delimited import read_delimited
from models.uploads.reading.reading import Reading

#: Rows of `make bench`, and of the comparison in record 40.
BENCH_ROWS, ALL_ROWS = 200_000, 1_000_000
#: Runs of each, of which the median counts.
RUNS = 5


def write_table(path: Path, n_rows: int, words: tuple[str, ...] = ()) -> None:
    """Write a table of 6 columns of whole numbers, 12 of decimals, one of words and one of dates.

    Args:
        path: The file.
        n_rows: Number of rows.
        words: Words for missing values, each once in every column of numbers.
    """
    draw = np.random.default_rng(0)
    table: dict[str, pl.Series] = {f"i{index}": pl.Series(draw.integers(0, 10 ** (index + 1), n_rows)) for index in range(6)}
    table |= {f"f{index}": pl.Series(draw.normal(size=n_rows).round(4 + index % 3)) for index in range(12)}
    for row, word in enumerate(words):
        table = {name: column.cast(pl.String).scatter(n_rows // 2 + row, word) for name, column in table.items()}
    days = [f"2024-01-{day:02d}" for day in range(1, 29)]
    pl.DataFrame({**table, "colour": draw.choice(["red", "green", "blue"], n_rows), "day": draw.choice(days, n_rows)}).write_csv(path)


def read_whole(path: Path, folder: Path) -> None:
    """Read a file as an upload is read: understood, and written into a folder."""
    values = folder / "values"
    values.mkdir()
    read_delimited(path, values, Reading())
    shutil.rmtree(values)


def measure(folder: Path, n_rows: int = BENCH_ROWS) -> list[Line]:
    """Measure a table of plain numbers, and one with words for missing values."""
    lines = []
    for title, words in (("plain numbers", ()), ("with NA in each column", ("NA",))):
        path = folder / "table.csv"
        write_table(path, n_rows, words)
        text, whole = _seconds(partial(pl.read_csv, path, infer_schema=False)), _seconds(partial(read_whole, path, folder))
        what = f"CSV of {n_rows:,} x 20, {title}: to its description"
        lines.append(Line(what, f"{whole:.2f} s", f"polars, all as text: {text:.2f} s", whole / text, "at most 2"))
    return lines


def _seconds(read: Callable[[], object]) -> float:
    found = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        read()
        found.append(time.perf_counter() - begin)
    return statistics.median(found)


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ALL_ROWS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print(HEADER, *(line.as_row() for line in measure(Path(folder), options.rows)), sep="\n")


if __name__ == "__main__":
    main()
