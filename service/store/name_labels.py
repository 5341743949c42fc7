"""What a list of versions shows besides their own rows: their aliases, and what is written on their names; and when that ends."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, exists, select, tuple_, update

from service.store.alias_tables import aliases
from service.store.database import Database
from service.store.hidden import is_there
from service.store.rows import Version
from service.store.tables import models, versions


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


def labels_of(database: Database, found: Sequence[Version]) -> dict[str, NameLabels]:
    """Return the labels of some versions by their keys, by two queries for all of them."""
    names = sorted({(version.owner, version.model) for version in found})
    of_aliases = select(aliases).where(tuple_(aliases.c.owner, aliases.c.model).in_(names)).order_by(aliases.c.alias)
    of_names = select(models.c.owner, models.c.name, models.c.tags, models.c.note).where(tuple_(models.c.owner, models.c.name).in_(names))
    meant: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    with database.reading() as connection:
        for row in connection.execute(of_aliases):
            meant[row.owner, row.model, row.version].append(row.alias)
        written = {(row.owner, row.name): (row.tags, row.note) for row in connection.execute(of_names)}
    return {
        version.key: NameLabels(meant[version.owner, version.model, version.version], *written.get((version.owner, version.model), ([], "")))
        for version in found
    }


def forget_deleted(connection: Connection, owner: str, name: str) -> None:
    """Forget the labels and the default of a name of which no version is left but deleted ones: a new model begins, which is not the old one.

    Args:
        connection: A writing transaction, before the first version of the new model is added.
        owner: Owner of the model.
        name: Its name.
    """
    _forget(connection, (models.c.owner == owner) & (models.c.name == name) & ~is_there())


def forget_gone(connection: Connection, names: Iterable[tuple[str, str]]) -> None:
    """Forget the labels and the defaults of names of which no version is left, not even one that can be restored.

    Args:
        connection: A writing transaction in which versions were removed.
        names: Owners and names of their models.
    """
    left = exists().where(versions.c.owner == models.c.owner, versions.c.model == models.c.name)
    _forget(connection, tuple_(models.c.owner, models.c.name).in_(sorted(set(names))) & ~left)


def _forget(connection: Connection, which: ColumnElement[bool]) -> None:
    connection.execute(update(models).where(which).values(tags=[], note="", default_ref=None))
