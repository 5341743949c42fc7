"""`modelbook move`: what a stopped service had goes to another place, and the old one is not started again by mistake."""

import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Connection

from service.backups.commands import move
from service.backups.moving import Move
from service.backups.moving import move as move_all
from service.backups.taking import Installation
from service.embedded import own_folder
from service.moved_note import MovedError, require_unmoved
from service.store.database import Database, migrate
from service.store.job_filter import JobFilter
from service.store.jobs import Jobs
from tests.acceptance.service import until
from tests.beside_statements import after_each_statement
from tests.integration.given import queued

#: Seconds to wait for a copy, and for a move, on a machine where much else runs.
SOON_S = 60.0


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "files" / "datasets" / "x").mkdir(parents=True)
    (folder / "files" / "datasets" / "x" / "values.npy").write_bytes(b"values")
    migrate(f"sqlite:///{folder / 'modelbook.db'}")
    add_job(folder)
    return folder


def add_job(data: Path) -> None:
    database = Database(f"sqlite:///{data / 'modelbook.db'}")
    queued(database)
    database.close()


def n_jobs(data: Path) -> int:
    database = Database(f"sqlite:///{data / 'modelbook.db'}")
    try:
        return len(Jobs(database).page(JobFilter(), None, 10))
    finally:
        database.close()


def moved(data: Path, *options: str) -> Result:
    return CliRunner().invoke(move, ["--data", str(data), *options])


def test_everything_is_in_the_new_place_and_the_old_one_is_not_started_again(data: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    result = moved(data, "--to-data", str(new))
    assert (result.exit_code, "Moved 1 jobs" in result.stderr, n_jobs(new)) == (0, True, 1), result.output
    assert (new / "files" / "datasets" / "x" / "values.npy").read_bytes() == b"values"
    assert sorted(path.name for path in new.iterdir() if path.name.startswith(".")) == []
    with pytest.raises(MovedError, match="was moved to"):
        require_unmoved(data / "files")
    require_unmoved(new / "files")
    again = moved(data, "--to-data", str(tmp_path / "other"))
    assert (again.exit_code, "was moved to" in again.output, (tmp_path / "other").exists()) == (1, True, False), again.output
    assert n_jobs(data) == 1


def test_files_of_the_same_content_can_grow_apart_in_the_new_place(data: Path, tmp_path: Path) -> None:
    (data / "files" / "incoming").mkdir()
    for name in ("one", "two"):  # Two files that are still being sent, of which nothing has come yet.
        (data / "files" / "incoming" / name).touch()
    assert moved(data, "--to-data", str(tmp_path / "new")).exit_code == 0
    one, two = (tmp_path / "new" / "files" / "incoming" / name for name in ("one", "two"))
    assert not one.samefile(two)
    assert one.stat().st_nlink == two.stat().st_nlink == 1


def test_what_a_running_service_makes_until_it_is_stopped_is_moved_too(data: Path, tmp_path: Path) -> None:
    new, said = tmp_path / "new", list[str]()
    source, target = (Installation(f"sqlite:///{folder / 'modelbook.db'}", folder / "files") for folder in (data, new))
    with ThreadPoolExecutor(1) as threads:
        with own_folder(data):
            moving = threads.submit(move_all, Move(source, target, "elsewhere", data), said.append)
            until(lambda: moving.done() or any("Stop the service now" in line for line in said), "the move to wait", SOON_S)
            assert not moving.done()
            add_job(data)
        moving.result(SOON_S)
    assert n_jobs(new) == 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "either --to with --files, or --to-data"),
        (("--to", "sqlite:///x.db"), "either --to with --files"),
        (("--to", "mysql://u:secret@h/d", "--files", "f"), "sqlite:/// or postgresql://"),
        (("--to", "postgresql://127.0.0.1:1/d?password=secret", "--files", "f"), "cannot use the database (connection failed"),
    ],
)
def test_a_place_that_is_not_one_is_refused(data: Path, options: tuple[str, ...], said: str) -> None:
    result = moved(data, *options)
    assert (result.exit_code != 0, said in result.output, "secret" in result.output) == (True, True, False), result.output


def test_a_place_that_has_something_is_refused_before_anything_is_copied(data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "files").mkdir(parents=True)
    (other / "files" / "mine").write_bytes(b"")
    result = moved(data, "--to-data", str(other))
    assert (result.exit_code, "which has mine" in result.output, (data / "files" / "moved.txt").exists()) == (1, True, False), result.output


def test_a_missing_source_leaves_nothing_behind(tmp_path: Path) -> None:
    result = moved(tmp_path / "none", "--to-data", str(tmp_path / "new"))
    assert (result.exit_code, "which is not there" in result.output, list(tmp_path.iterdir())) == (1, True, []), result.output


def test_a_source_that_cannot_be_copied_leaves_no_new_folder(tmp_path: Path) -> None:
    (tmp_path / "data" / "files").mkdir(parents=True)
    sqlite3.connect(tmp_path / "data" / "modelbook.db").close()
    (tmp_path / "data" / "modelbook.db").touch()
    result = moved(tmp_path / "data", "--to-data", str(tmp_path / "new"))
    assert (result.exit_code, "one without a schema" in result.output, (tmp_path / "new").exists()) == (1, True, False), result.output


def test_a_process_that_has_the_database_open_is_waited_for(data: Path, tmp_path: Path) -> None:
    """Such as a worker that was not started by `modelbook up`, and does not know of its lock."""
    program = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT * FROM jobs').fetchall(); print(flush=True); sys.stdin.read()"
    said, new = list[str](), tmp_path / "new"
    source, target = (Installation(f"sqlite:///{folder / 'modelbook.db'}", folder / "files") for folder in (data, new))
    command = [sys.executable, "-c", program, str(data / "modelbook.db")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other, ThreadPoolExecutor(1) as threads:
        assert other.stdout is not None
        other.stdout.readline()
        moving = threads.submit(move_all, Move(source, target, "elsewhere"), said.append)
        until(lambda: moving.done() or any("1 connections use the database" in line for line in said), "the move to wait", SOON_S)
        with pytest.raises(MovedError, match="is being moved to elsewhere"):
            require_unmoved(source.files)
        other.kill()
        moving.result(SOON_S)
    assert n_jobs(new) == 1


def test_nothing_writes_while_the_rows_are_moved(data: Path, tmp_path: Path) -> None:
    tried: list[str] = []

    def write(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if not tried and statement.startswith("INSERT INTO jobs") and "new" in str(connection.engine.url):
            other = sqlite3.connect(data / "modelbook.db", timeout=0)
            try:
                other.execute("UPDATE jobs SET note = ''")
            except sqlite3.OperationalError as error:
                tried.append(str(error))
            finally:
                other.close()

    with after_each_statement(write):
        assert moved(data, "--to-data", str(tmp_path / "new")).exit_code == 0
    assert tried == ["database is locked"]


def test_a_move_that_was_killed_while_it_linked_files_is_repeated(data: Path, tmp_path: Path) -> None:
    """The files have changed since."""
    new = tmp_path / "new"
    program = f"""
import os, signal, sys
from service.cli import main
def look(event, arguments):
    if event == "sqlite3.connect" and str(arguments[0]) == {str(new / "modelbook.db")!r}:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(look)
main(["move", "--data", {str(data)!r}, "--to-data", {str(new)!r}])
"""
    killed = subprocess.run([sys.executable, "-c", program], check=False, timeout=SOON_S)
    assert (killed.returncode, (new / "files" / "datasets" / "x" / "values.npy").exists()) == (-signal.SIGKILL, True)
    with pytest.raises(MovedError, match="is being moved to"):
        require_unmoved(data / "files")
    other = moved(data, "--to", f"sqlite:///{tmp_path / 'other.db'}", "--files", str(new / "files"))
    assert (other.exit_code, "which has datasets/x/values.npy" in other.output) == (1, True), other.output
    (data / "files" / "datasets" / "x" / "values.npy").write_bytes(b"changed since")
    result = moved(data, "--to-data", str(new))
    assert result.exit_code == 0, result.output
    assert (new / "files" / "datasets" / "x" / "values.npy").read_bytes() == b"changed since"
    assert [path.name for path in new.iterdir() if path.name.startswith(".")] == []
