"""All rows of a backup are restored as they were at one moment: on the other kind of database and back, and from an earlier schema."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from service.backups.restoring import restore
from service.backups.taking import Installation, take
from service.store.database import Database
from service.store.schema import revisions
from tests.beside_statements import after_each_statement
from tests.integration.every_row import Rows, all_rows, fill, grow, require_kept


@contextmanager
def written_between(url: str) -> Iterator[Rows]:
    """Add rows to every table as soon as the first table of a backup is read; yield those that were added."""
    written: Rows = {}
    database, is_begun = Database(url), threading.Event()

    def write(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not is_begun.is_set() and "FROM audit" in statement:
            is_begun.set()
            with database.writing() as connection:
                written.update(fill(connection, 99))

    with closing(database), after_each_statement(write):
        yield written


def test_rows_of_an_earlier_schema_are_migrated_on_postgresql_and_go_back_as_of_one_moment(tmp_path: Path, postgres_url: str) -> None:
    old, back = (f"sqlite:///{tmp_path / name}.db" for name in ("old", "back"))
    added = grow(old, ["0006"])
    (tmp_path / "none").mkdir()
    taken = take(Installation(old, tmp_path / "none"), tmp_path / "backups", print)
    restore(taken.folder, Installation(postgres_url, tmp_path / "files"), print)
    current, newest = revisions(postgres_url)
    assert current == newest
    found = all_rows(postgres_url)
    require_kept(added, found)
    for key in ("r0000", "r0001", "datasets/r0000/x", "datasets/r0001/x"):  # Those that the rows name: for one that is missing, they are read again.
        (tmp_path / "files" / key).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "files" / key).touch()
    with written_between(postgres_url) as written:
        again = take(Installation(postgres_url, tmp_path / "files"), tmp_path / "of-postgresql", print)
    assert written.keys() == found.keys()
    restore(again.folder, Installation(back, tmp_path / "back"), print)
    assert all_rows(back) == found
