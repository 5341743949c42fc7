"""Run migrations on the database that `service.store.database` names: all of them in one transaction, in one process at a time."""

from typing import Any

from alembic import context
from sqlalchemy import Connection, create_engine, event, pool, text

from service.store.table_metadata import metadata

#: Longest time to wait for another process that migrates a SQLite database, in seconds.
WAIT_S = 60

engine = create_engine(context.config.attributes["url"], poolclass=pool.NullPool, hide_parameters=True)

if engine.dialect.name == "sqlite":
    # By itself the driver begins no transaction for statements that change the schema.
    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {WAIT_S * 1000}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, transactional_ddl=True)
    with context.begin_transaction():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended('migrations', 0))"))
        context.run_migrations()
