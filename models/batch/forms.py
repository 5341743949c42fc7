"""The forms of a file of predictions: each piece is written by itself, and the pieces are joined in order."""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from models.artifact.predictions import Fields
from models.batch.records import array_of, join_arrays, records_of, save
from models.batch.table import KeptColumn, as_text, beside, flat, frame_of
from models.core.arrays import Array


@dataclass(frozen=True)
class Predicted:
    """The predictions of a piece.

    Args:
        kept: The columns that stand before them, by name.
        outputs: The predictions by output.
        is_bare: Whether there is one output, which is not named.
    """

    kept: Mapping[str, KeptColumn]
    outputs: Mapping[str, Fields]
    is_bare: bool

    @property
    def fields(self) -> Mapping[str, Any]:
        """Return the predictions by field; of several outputs, the fields of each by its name."""
        return next(iter(self.outputs.values())) if self.is_bare else self.outputs


class FileForm(ABC):
    """A form of a file of predictions."""

    #: Name in specs, and ending of the file.
    name: ClassVar[str]

    @abstractmethod
    def write(self, predicted: Predicted, path: Path) -> None:
        """Write a piece."""

    @abstractmethod
    def join(self, pieces: Sequence[Path], path: Path) -> None:
        """Write the whole file from its pieces, at least one, in order."""


class CsvForm(FileForm):
    """A table in UTF-8, its first line the names of the columns; an empty cell is a gap."""

    name = "csv"

    def write(self, predicted: Predicted, path: Path) -> None:
        columns = {name: column if isinstance(column, KeptColumn) else as_text(column) for name, column in _columns(predicted).items()}
        frame_of(columns).write_csv(path)

    def join(self, pieces: Sequence[Path], path: Path) -> None:
        with path.open("wb") as whole:
            for number, piece in enumerate(pieces):
                with piece.open("rb") as part:
                    if number:
                        _pass_header(part)
                    shutil.copyfileobj(part, whole, _COPIED)


class ParquetForm(FileForm):
    """A table in Parquet, a group of rows for each piece."""

    name = "parquet"

    def write(self, predicted: Predicted, path: Path) -> None:
        frame_of(_columns(predicted)).write_parquet(path)

    def join(self, pieces: Sequence[Path], path: Path) -> None:
        import polars as pl  # Imported late: the API reads this package to check a batch, and writes none.

        pl.scan_parquet(list(pieces), glob=False, missing_columns="insert").sink_parquet(path, row_group_size=_GROUP)


class LinesForm(FileForm):
    """An object for each line: what is kept, and the fields of the prediction."""

    name = "jsonl"

    def write(self, predicted: Predicted, path: Path) -> None:
        frame_of({**beside(predicted.kept, predicted.fields), **_nested(predicted)}).write_ndjson(path)

    def join(self, pieces: Sequence[Path], path: Path) -> None:
        with path.open("wb") as whole:
            for piece in pieces:
                with piece.open("rb") as part:
                    shutil.copyfileobj(part, whole, _COPIED)


class NpyForm(FileForm):
    """One NumPy array: of labels, values, clusters or rows; with columns that are kept, or several outputs, of records with all fields by name."""

    name = "npy"

    def write(self, predicted: Predicted, path: Path) -> None:
        is_plain = predicted.is_bare and not predicted.kept
        save(path, array_of(predicted.fields) if is_plain else records_of(_columns(predicted)))

    def join(self, pieces: Sequence[Path], path: Path) -> None:
        join_arrays(pieces, path)


#: Bytes that are copied at a time, and rows of a group of a Parquet file.
_COPIED, _GROUP = 1 << 20, 1 << 17
#: The forms by name.
FORMS: dict[str, FileForm] = {form.name: form for form in (CsvForm(), ParquetForm(), NpyForm(), LinesForm())}


def _columns(predicted: Predicted) -> dict[str, KeptColumn | Array]:
    columns = flat(predicted.fields)
    return {**beside(predicted.kept, columns), **columns}


def _nested(predicted: Predicted) -> dict[str, Any]:
    return dict(predicted.fields)


def _pass_header(part: Any) -> None:
    """Read over the first line of a CSV file; a name of a column may have line breaks within quotes."""
    line = part.readline()
    while line.count(b'"') % 2:
        line += part.readline()
