"""A database that has grown through all releases keeps its rows, and a backup of it is restored on the other kind of database."""

from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from service.backups.restoring import restore
from service.backups.taking import Installation, take
from service.store.database import alembic_config
from tests.integration.every_row import all_rows, grow, require_kept


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_rows_of_every_release_are_unchanged_and_restored_on_the_other_kind_of_database(kind: str, tmp_path: Path, postgres_url: str) -> None:
    urls = [f"sqlite:///{tmp_path / 'modelbook.db'}", postgres_url]
    url, other = urls if kind == "sqlite" else reversed(urls)
    every = [script.revision for script in ScriptDirectory.from_config(alembic_config(url)).walk_revisions()][::-1]
    added = grow(url, every)
    found = all_rows(url)
    require_kept(added, found)
    (tmp_path / "none").mkdir()
    taken = take(Installation(url, tmp_path / "none"), tmp_path / "backups", print)
    restore(taken.folder, Installation(other, tmp_path / "files"), print)
    restored = all_rows(other)
    assert {table: sorted(map(repr, rows)) for table, rows in restored.items()} == {table: sorted(map(repr, rows)) for table, rows in found.items()}
