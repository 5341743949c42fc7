"""`modelbook backup` while files are not there, or change: rows and files fit together, and nothing that is needed is removed."""

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, update

from service.backups.last_backup import LastBackup
from service.store.database import Database
from service.store.files import Files
from service.store.incoming_files import IncomingFiles
from service.store.jobs import Jobs
from service.store.tables import checkpoints, jobs
from service.store.upload_tables import datasets
from tests.beside_statements import after_each_statement
from tests.integration.given import queued
from tests.unit.service.backed_up import backed_up, fill, in_database, only_backup, restored


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an installation, and a backup of it."""
    folder = tmp_path_factory.mktemp("backups")
    fill(folder / "data")
    done = backed_up(folder)
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of that of this test's own."""
    shutil.copytree(made, tmp_path / "copy")
    return tmp_path / "copy"


def test_the_newest_backup_with_what_the_installation_has_lost_is_not_removed(folder: Path) -> None:
    """A disk that is not mounted would otherwise cost every backup that has the files, one each night."""
    (folder / "data" / "files" / "jobs").rename(folder / "elsewhere")
    first = only_backup(folder)
    for _ in range(2):
        result = backed_up(folder, "--keep", "1")
        assert f"Kept {first}: it has files that rows name" in result.stderr
    last = LastBackup.of(folder / "data" / "files")
    assert last is not None
    assert last.n_missing == 1
    (folder / "elsewhere").rename(folder / "data" / "files" / "jobs")
    assert backed_up(folder, "--keep", "1").exit_code == 0
    assert only_backup(folder) != first


def test_without_the_folder_of_the_files_nothing_is_backed_up_and_nothing_removed(folder: Path) -> None:
    (folder / "data" / "files").rename(folder / "elsewhere")
    result = backed_up(folder, "--keep", "1")
    assert (result.exit_code, "expected the folder of the files, got" in result.output) == (1, True), result.output
    assert not (folder / "data" / "files").exists()
    assert only_backup(folder).is_dir()


def kept_beside(changed: Callable[..., None], other: Database, folder: Path) -> tuple[int, int, list[str]]:
    """Take a backup while another process changes something at each statement; return its numbers of checkpoints and jobs, and what is missing."""
    with closing(other), after_each_statement(changed):
        result = backed_up(folder)
    assert (result.exit_code, "does not have" in result.stderr) == (0, False), result.output
    manifest = json.loads((Path(result.stdout.strip()) / "manifest.json").read_text())
    return manifest["tables"]["checkpoints"]["n_rows"], manifest["tables"]["jobs"]["n_rows"], manifest["missing"]


def test_what_is_purged_while_a_backup_is_taken_is_not_in_it(folder: Path) -> None:
    """It is purged between the rows and the files: the rows are read again."""
    (file,) = (folder / "data" / "files" / "jobs").rglob("epoch-1.h5")
    other = Database(f"sqlite:///{folder / 'data' / 'modelbook.db'}")

    def purge(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if file.exists() and "FROM checkpoints" in statement:
            file.unlink()
            with other.writing() as connection:
                connection.execute(checkpoints.delete())
                connection.execute(delete(jobs).where(jobs.c.name == "ran"))

    assert kept_beside(purge, other, folder) == (0, 3, [])


def test_what_was_sent_is_in_a_backup_with_the_rows_that_it_is_read_for(folder: Path) -> None:
    """Between the rows and the files an import ends, an upload becomes whole, and a data set is purged: the rows are read again."""
    files = folder / "data" / "files"
    other = Database(f"sqlite:///{folder / 'data' / 'modelbook.db'}")
    job = queued(other, name="sent", spec={"task": "import", "weights": "imports/w.h5"}, stored_bytes=5)
    arriving = IncomingFiles(other, Files(files), 600.0).create(5, {})
    described = {"form": "table"}
    texts = {"id": "x", "owner": "local", "content": "c", "name": "x", "format": "csv", "sha256": "a" * 64}
    with other.writing() as connection:
        connection.execute(insert(datasets).values(**texts, size_bytes=1, stored_bytes=1, description=described, created_at=1.0))
    sent = files / "imports" / "w.h5"
    sent.parent.mkdir()
    sent.write_bytes(b"12345")

    def settle(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if sent.exists() and "FROM checkpoints" in statement:
            sent.unlink()
            IncomingFiles(other, Files(files), 600.0).settle(arriving, "x")
            Jobs(other).request_cancel(job.id)
            with other.writing() as connection:
                connection.execute(delete(datasets))

    assert kept_beside(settle, other, folder) == (1, 5, [])
    assert restored(folder).exit_code == 0
    assert in_database(folder / "new", lambda database: Jobs(database).get(job.id)).state == "cancelled"


def test_a_job_that_replaces_its_checkpoints_all_the_time_is_backed_up_without_them(folder: Path) -> None:
    """Every time that its rows are read, the file that they name is gone before it is copied."""
    (file,) = (folder / "data" / "files" / "jobs").rglob("epoch-1.h5")
    other, found = Database(f"sqlite:///{folder / 'data' / 'modelbook.db'}"), [file]

    def replace(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if "FROM checkpoints" in statement:
            found.append(found[-1].rename(file.with_name(f"epoch-{len(found) + 1}.h5")))
            with other.writing() as connection:
                connection.execute(update(checkpoints).values(file=found[-1].relative_to(folder / "data" / "files").as_posix()))

    assert kept_beside(replace, other, folder) == (0, 4, [])
    assert restored(folder).exit_code == 0
