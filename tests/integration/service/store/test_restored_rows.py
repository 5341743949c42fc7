"""All rows of a backup are restored as they were: on the other kind of database and back, and from an earlier schema."""

from pathlib import Path

from service.backups.restoring import restore
from service.backups.taking import Installation, take
from service.store.schema import revisions
from tests.integration.every_row import all_rows, grow, require_kept


def test_rows_of_an_earlier_schema_go_to_postgresql_and_back_and_are_migrated(tmp_path: Path, postgres_url: str) -> None:
    old, back = (f"sqlite:///{tmp_path / name}.db" for name in ("old", "back"))
    added = grow(old, ["0006"])
    taken = take(Installation(old, tmp_path / "none"), tmp_path / "backups", print)
    restore(taken.folder, Installation(postgres_url, tmp_path / "files"), print)
    current, newest = revisions(postgres_url)
    assert current == newest
    found = all_rows(postgres_url)
    require_kept(added, found)
    again = take(Installation(postgres_url, tmp_path / "files"), tmp_path / "of-postgresql", print)
    restore(again.folder, Installation(back, tmp_path / "back"), print)
    assert all_rows(back) == found
