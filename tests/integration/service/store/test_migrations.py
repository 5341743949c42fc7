"""Migrations and table definitions say the same."""

import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from pydantic import ValidationError
from sqlalchemy import create_engine

from service.store.database import migrate
from service.store.table_metadata import metadata

#: Says that it is ready, waits for a line, and migrates.
MIGRATE = "import sys, service.store.database as d; print('ready', flush=True); input(); d.migrate(sys.argv[1])"


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


def test_processes_that_migrate_at_the_same_time_wait_for_each_other(database_url: str) -> None:
    """As the service and `modelbook keys create` do just after the installation."""
    command = [sys.executable, "-P", "-c", MIGRATE, database_url]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    processes = [subprocess.Popen(command, text=True, **pipes) for _ in range(3)]
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * 3
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    ended = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], ended


@pytest.mark.parametrize(("given", "driver"), [("postgresql://u@h/d", "postgresql+psycopg://u@h/d"), ("sqlite:///x.db", "sqlite:///x.db")])
def test_settings_name_the_installed_driver(given: str, driver: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from service.settings import Settings

    monkeypatch.setenv("MODELBOOK_DATABASE_URL", given)
    assert Settings().database_url == driver


@pytest.mark.parametrize("given", ["mysql://u:secret@h/d", "h/d", "postgresql+psycopg2://u@h/d"])
def test_settings_refuse_other_databases_without_their_password(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from service.settings import Settings

    monkeypatch.setenv("MODELBOOK_DATABASE_URL", given)
    with pytest.raises(ValidationError, match="expected a URL that begins with sqlite:/// or postgresql://") as raised:
        Settings()
    assert "secret" not in str(raised.value)
