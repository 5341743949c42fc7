"""A CSV file in an archive that gives the label of each image."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from models.core.errors import DataError
from models.core.faults import listed, quote
from models.uploads.image_archives.layout import inside_root
from models.uploads.joined_faults import joined_faults
from models.uploads.reading.reading import Reading

#: Largest file of labels, in bytes: 64 MiB.
MAX_TABLE_BYTES = 64 * 1024 * 1024
#: Endings of tables.
TABLE_ENDINGS = (".csv", ".tsv")
#: Names of columns of labels, in lower case.
_LABEL_NAMES = ("label", "labels", "class", "class_name", "category", "target", "y", "kind", "type", "breed", "species")


@dataclass(frozen=True)
class LabelTable:
    """The labels that a table gives to images.

    Args:
        name: Name of the table's member.
        labels: Label by the name of the image's member.
        unnamed: Images that it does not name.
        n_others: Number of its rows that name no image of the archive.
    """

    name: str
    labels: dict[str, str]
    unnamed: tuple[str, ...]
    n_others: int


def read_labels_of(name: str, content: bytes, images: Sequence[str], folder: Path) -> LabelTable:
    """Read a table of labels.

    Args:
        name: Name of its member.
        content: Its content: delimited text, read as uploads are, with or without a first row of names; a column names the images by path, file
            name, or file name without ending, another one has the labels.
        images: Names of the images.
        folder: A folder for temporary files.

    Raises:
        DataError: It is no such table.
    """
    rows = _rows_of(name, content, folder)
    found = [_named_by([row[index] for row in rows], images) for index in range(len(rows[0]))]
    index = max(range(len(found)), key=lambda index: _n_named(found[index]))
    named = found[index]
    if not any(named):
        raise DataError(f"member {name}: expected a column with the file names of the images, got {listed(rows[0])} in the first row")
    header = rows[0] if named[0] is None else None
    label = _label_column(name, rows[0], header, index)
    start = 1 if header else 0
    labels = {image: row[label].strip() for image, row in zip(named[start:], rows[start:], strict=True) if image is not None}
    if empty := [image for image, value in labels.items() if not value]:
        raise DataError(joined_faults([f"member {name}: expected a label for {image}, got none" for image in empty]))
    unnamed = tuple(image for image in images if image not in labels)
    return LabelTable(name, labels, unnamed, sum(image is None for image in named[start:]))


def _rows_of(name: str, content: bytes, folder: Path) -> list[list[str]]:
    # polars is imported where files are read, in a child process; the API only uses what was read.
    from models.uploads.delimited.opening import opened_text

    with TemporaryDirectory(dir=folder) as scratch:
        path = Path(scratch) / "table"
        path.write_bytes(content)
        try:
            with opened_text(path, Path(scratch), Reading(header=False)) as (_, pieces):
                columns = [[column.fill_null("").to_list() for column in piece.columns] for piece in pieces]
        except DataError as error:
            raise DataError(f"member {name}: {error}") from error
    rows = [list(row) for piece in columns for row in zip(*piece, strict=True) if any(cell.strip() for cell in row)]
    if not rows or len(rows[0]) < 2:
        raise DataError(f"member {name}: expected rows of at least two cells, a file name and a label, got {len(rows[0]) if rows else 0}")
    return rows


def _named_by(cells: Sequence[str], images: Sequence[str]) -> list[str | None]:
    """Return the image that each cell names in the form in which most of them do."""
    inside = inside_root(images)
    forms = (
        lambda name: name,
        lambda name: str(inside[name]),
        lambda name: PurePosixPath(name).name,
        lambda name: PurePosixPath(name).stem,
    )
    stripped = [cell.strip().removeprefix("./").replace("\\", "/") for cell in cells]
    found: list[list[str | None]] = []
    for form in forms:
        known: dict[str, str | None] = {}
        for name in images:
            key = form(name)
            known[key] = None if key in known else name  # A name that several images have names none.
        found.append([known.get(cell) for cell in stripped])
    return max(found, key=_n_named)


def _n_named(named: Sequence[str | None]) -> int:
    """Return how many images are named."""
    return len(set(named) - {None})


def _label_column(name: str, first: Sequence[str], header: Sequence[str] | None, index: int) -> int:
    others = [other for other in range(len(first)) if other != index]
    if len(others) == 1:
        return others[0]
    known = [other for other in others if header and header[other].strip().casefold() in _LABEL_NAMES]
    if len(known) != 1:
        came = f"{len(first)} columns: {listed(quote(cell) for cell in first)}"
        raise DataError(f"member {name}: expected two columns, file names and labels, or one column with the name label, got {came}")
    return known[0]
