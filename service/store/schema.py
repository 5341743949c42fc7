"""Which schema a database has, which ones there are, and how one without rows gets another."""

from alembic import command
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, make_url, pool

from service.store.database import alembic_config

#: Longest time to connect to a database server, in seconds.
CONNECT_S = 5


def schema_of(connection: Connection) -> str | None:
    """Return the revision of the schema; None for a database without one."""
    return MigrationContext.configure(connection).get_current_revision()


def revisions(url: str) -> tuple[str | None, str | None]:
    """Return the revision that a database has, and the newest one; None for a database without a schema.

    Args:
        url: SQLAlchemy URL. The file of a SQLite database must exist.

    Raises:
        SQLAlchemyError: The database cannot be reached.
    """
    options = {} if make_url(url).get_backend_name() == "sqlite" else {"connect_timeout": CONNECT_S}
    engine = create_engine(url, poolclass=pool.NullPool, hide_parameters=True, connect_args=options)
    with engine.connect() as connection:
        current = schema_of(connection)
    return current, ScriptDirectory.from_config(alembic_config(url)).get_current_head()


def known_revisions(url: str) -> set[str]:
    """Return the revisions that this release can migrate from or to."""
    return {one.revision for one in ScriptDirectory.from_config(alembic_config(url)).walk_revisions()}


def make_anew(url: str, revision: str) -> None:
    """Give a database without rows the tables of a revision, in the place of those that it has.

    Raises:
        SQLAlchemyError: The database cannot be used.
    """
    config = alembic_config(url)
    command.downgrade(config, "base")
    command.upgrade(config, revision)
