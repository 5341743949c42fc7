"""What a card consists of. All texts are plain: each form escapes them, so that names that users chose cannot act."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Prose:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list."""

    texts: Sequence[str]


@dataclass(frozen=True)
class Table:
    """A table.

    Args:
        header: Names of the columns.
        rows: The cells, as many in each row as there are columns.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Code:
    """Text of several lines in a fixed-width font."""

    text: str


@dataclass(frozen=True)
class Figure:
    """A figure.

    Args:
        title: Its title.
        caption: What it shows.
        url: Its URL on this server, which never changes.
    """

    title: str
    caption: str
    url: str


@dataclass(frozen=True)
class Figures:
    """Figures, in order."""

    figures: Sequence[Figure]


Block = Prose | Items | Table | Code | Figures


@dataclass(frozen=True)
class Section:
    """A section of a card.

    Args:
        title: Its heading.
        blocks: What it consists of.
    """

    title: str
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Card:
    """A card.

    Args:
        title: Its heading.
        sections: Its sections, in order.
    """

    title: str
    sections: Sequence[Section]


def facts(*rows: tuple[str, object]) -> Table:
    """Return names and values as a table, without those that have no value."""
    return Table(("", ""), [(name, shown(value)) for name, value in rows if value not in (None, "")])


def shown(value: object) -> str:
    """Return a value as text for people."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def listed(values: Sequence[object], most: int = 50) -> str:
    """Return names in a row, at most so many of them."""
    names = ", ".join(map(str, values[:most]))
    return names if len(values) <= most else f"{names} and {len(values) - most:,} more"
