"""Migrations and table definitions say the same."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from service.store.database import migrate
from service.store.tables import metadata


def test_migrations_make_the_tables_the_code_uses(database_url: str) -> None:
    migrate(database_url)
    engine = create_engine(database_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_running_migrations_again_changes_nothing(database_url: str) -> None:
    migrate(database_url)
    migrate(database_url)


@pytest.mark.parametrize(("given", "driver"), [("postgresql://u@h/d", "postgresql+psycopg://u@h/d"), ("sqlite:///x.db", "sqlite:///x.db")])
def test_settings_name_the_installed_driver(given: str, driver: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from service.settings import Settings

    monkeypatch.setenv("MODELBOOK_DATABASE_URL", given)
    assert Settings().database_url == driver
