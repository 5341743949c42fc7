"""Whether a database has the newest schema; nothing is changed, and nothing is created."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, make_url, pool

from service.store.database import alembic_config

#: Longest time to connect to a database server, in seconds.
CONNECT_S = 5


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
        current = MigrationContext.configure(connection).get_current_revision()
    return current, ScriptDirectory.from_config(alembic_config(url)).get_current_head()
