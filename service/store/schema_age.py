"""Whether the schema of a database is that of this release; asked with every look at readiness, so without Alembic."""

from functools import cache
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

import migrations
from service.store.database import Database

_CURRENT = text("SELECT version_num FROM alembic_version")


def schema_fault(database: Database) -> str | None:
    """Return what is wrong with the schema of a database that answers; None if it is there.

    A newer one is right: a newer release has migrated the database, and replaces this one soon.
    """
    try:
        with database.reading() as connection:
            current = connection.execute(_CURRENT).scalar_one_or_none()
    except SQLAlchemyError:
        current = None
    if current is None:
        return "has no schema; make it with modelbook migrate"
    return f"has the schema {current}, this release needs {newest()}; migrate it with modelbook migrate" if current < newest() else None


@cache
def newest() -> str:
    """Return the newest revision of this release: files of migrations begin with theirs."""
    return max(path.name.partition("_")[0] for path in (Path(migrations.__file__).parent / "versions").glob("[0-9]*_*.py"))
