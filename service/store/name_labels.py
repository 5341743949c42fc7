"""What a list of versions shows besides their own rows: their aliases, and what is written on their names."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select, tuple_

from service.store.alias_tables import aliases
from service.store.database import Database
from service.store.rows import Version
from service.store.tables import models


@dataclass
class NameLabels:
    """What is said of a version by its name.

    Args:
        aliases: The aliases that mean it, by name.
        tags: Tags of the name.
        note: Note on the name.
    """

    aliases: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    note: str = ""


def labels_of(database: Database, versions: Sequence[Version]) -> dict[str, NameLabels]:
    """Return the labels of versions by their keys, by two queries for all of them."""
    names = sorted({(version.owner, version.model) for version in versions})
    of_aliases = select(aliases).where(tuple_(aliases.c.owner, aliases.c.model).in_(names)).order_by(aliases.c.alias)
    of_names = select(models.c.owner, models.c.name, models.c.tags, models.c.note).where(tuple_(models.c.owner, models.c.name).in_(names))
    meant: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    with database.reading() as connection:
        for row in connection.execute(of_aliases):
            meant[row.owner, row.model, row.version].append(row.alias)
        written = {(row.owner, row.name): (row.tags, row.note) for row in connection.execute(of_names)}
    return {
        version.key: NameLabels(meant[version.owner, version.model, version.version], *written.get((version.owner, version.model), ([], "")))
        for version in versions
    }
