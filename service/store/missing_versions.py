"""Which versions of models are there no longer, whoever they belonged to."""

from collections.abc import Sequence

from sqlalchemy import Connection, select, tuple_

from models.core.model_reference import ModelReference
from service.store.database import Database
from service.store.hidden import there
from service.store.rows import ref_of
from service.store.tables import versions

#: Most versions of one query.
AT_ONCE = 100


def missing_versions(database: Database, keys: Sequence[str]) -> list[str]:
    """Return those of some versions, named by their keys, that are deleted or gone."""
    with database.reading() as connection:
        found = {key for start in range(0, len(keys), AT_ONCE) for key in _found(connection, keys[start : start + AT_ONCE])}
    return [key for key in keys if key not in found]


def _found(connection: Connection, keys: Sequence[str]) -> list[str]:
    named = (versions.c.owner, versions.c.model, versions.c.version)
    wanted = [(one.owner, one.name, one.version) for one in map(ModelReference.of, keys) if one is not None]
    rows = connection.execute(select(*named).where(tuple_(*named).in_(wanted), there(versions)))
    return [ref_of(f"{row.owner}/{row.model}", row.version) for row in rows]
