"""Run migrations on the database that `service.store.database` names."""

from alembic import context
from sqlalchemy import create_engine, pool

from service.store.tables import metadata

engine = create_engine(context.config.attributes["url"], poolclass=pool.NullPool, hide_parameters=True)
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
