"""Find out which members of an archive are images, and where their labels are: in the names of folders, or in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from models.core.errors import DataError
from models.core.faults import listed, quote
from models.core.file_kinds import kind_of
from models.preprocessing.encoded_image import begins_as_image
from models.uploads.image_archives.label_table import MAX_TABLE_BYTES, TABLE_ENDINGS, LabelTable, read_labels_of
from models.uploads.image_archives.layout import Layout, inside_root, is_image_name, layout_of
from models.uploads.image_archives.look_alike import HOW
from models.uploads.image_archives.members import Archive
from models.uploads.joined_faults import MAX_LISTED, joined_faults

#: Most tables that are looked at where the caller names none, and the most bytes of one: those below the first, and so many more for each image.
_MAX_TABLES, _LEAST_BYTES, _BYTES_OF_IMAGE = 5, 1024 * 1024, 1_000


@dataclass(frozen=True)
class Understood:
    """What the members of an archive are.

    Args:
        layout: Labels and parts of the images, in the order of the archive.
        others: Names of the other members, which are passed over.
        table: The table that gives the labels; None where folders do.
    """

    layout: Layout
    others: list[str]
    table: LabelTable | None = None


def understood(archive: Archive, labels: str | None, folder: Path) -> Understood:
    """Find out what the members of an archive are.

    Args:
        archive: The archive.
        labels: What the caller says about labels: the name of a table among the members, or how labels are joined.
        folder: A folder for temporary files.

    Raises:
        DataError: There are no images, or their labels are not known; the message says what settles it.
    """
    images, others = _sorted_out(archive)
    if not images:
        raise DataError(f"expected at least one class folder with images in the archive, got none{_held(archive, others)}")
    if labels is not None and labels not in HOW:
        return _with_table(_whole(_read_table(archive, _named(labels, others), images, folder)), others)
    # One folder of all images is no class folder where a table names each of them.
    if len({path.parent for path in inside_root(images).values()}) == 1:
        found = list(filter(None, (_table_of_all(archive, name, images, folder) for name in _likely_tables(archive, others, len(images)))))
        if len(found) == 1:
            return _with_table(found[0], others)
    return Understood(layout_of(images), others)


def _sorted_out(archive: Archive) -> tuple[list[str], list[str]]:
    """Return the names of the images, and of the other members: what is no image by the ending of its name may be one by its first bytes."""
    names = [member.name for member in archive.members]
    images = {name for name in names if is_image_name(name)}
    if len(images) < len(names):
        images |= {name for name, head in archive.heads({name for name in names if name not in images}) if begins_as_image(head)}
    return [name for name in names if name in images], [name for name in names if name not in images]


def _held(archive: Archive, others: Sequence[str]) -> str:
    """Say which other members there are, and what they are."""
    if not others:
        return ""
    kinds = {name: kind_of(head) for name, head in archive.heads(others[:MAX_LISTED])}
    found = [quote(name) + (f" ({kind})" if kind else "") for name, kind in kinds.items()]
    return f"; it holds {joined_faults(found, len(others))}"


def _named(table: str, others: Sequence[str]) -> str:
    """Return the member that a caller names, by its path or its file name."""
    found = [name for name in others if name == table] or [name for name in others if PurePosixPath(name).name == table]
    if len(found) != 1:
        tables = [name for name in others if name.lower().endswith(TABLE_ENDINGS)]
        came = f"the archive has {listed(map(quote, tables)) or 'no such file'}"
        raise DataError(f"labels: expected {', '.join(HOW)}, or the name of one CSV file in the archive, got {quote(table)}; {came}")
    return found[0]


def _likely_tables(archive: Archive, others: Sequence[str], n_images: int) -> list[str]:
    """Return a few tables that may name each image, those in the fewest folders first: an archive may hold thousands."""
    sizes = {member.name: member.size_bytes for member in archive.members}
    most = _LEAST_BYTES + _BYTES_OF_IMAGE * n_images
    tables = [name for name in others if name.lower().endswith(TABLE_ENDINGS) and sizes[name] <= most]
    return sorted(tables, key=lambda name: (name.count("/"), name))[:_MAX_TABLES]


def _read_table(archive: Archive, name: str, images: Sequence[str], folder: Path) -> LabelTable:
    return read_labels_of(name, archive.content(name, MAX_TABLE_BYTES), images, folder)


def _table_of_all(archive: Archive, name: str, images: Sequence[str], folder: Path) -> LabelTable | None:
    """Return a table that names every image; None if it does not, or is no such table."""
    try:
        table = _read_table(archive, name, images, folder)
    except DataError:
        return None
    return None if table.unnamed else table


def _whole(table: LabelTable) -> LabelTable:
    if table.unnamed:
        faults = [f"member {image}: expected a row of {table.name} with its label, got none" for image in table.unnamed]
        raise DataError(joined_faults(faults))
    return table


def _with_table(table: LabelTable, others: Sequence[str]) -> Understood:
    note = f"the labels are those of {quote(table.name)}"
    if table.n_others:
        note += f", of which {table.n_others:,} rows name no image of the archive"
    return Understood(Layout(table.labels, notes=(note,)), [name for name in others if name != table.name], table)
