"""`modelbook move`: what a stopped service had goes to another place, and the old one is not started again by mistake."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.backups.commands import move
from service.backups.moving import move as move_all
from service.backups.moving import stopped_folder
from service.backups.taking import Installation
from service.embedded import EmbeddedError, own_folder
from service.store.database import Database, migrate
from service.store.job_filter import JobFilter
from service.store.jobs import Jobs
from tests.acceptance.service import until
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
    with pytest.raises(EmbeddedError, match="was moved to"), own_folder(data):
        pass
    with own_folder(new):
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
            moving = threads.submit(move_all, source, target, stopped_folder(data, "elsewhere", said.append), said.append)
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
    assert (result.exit_code, "which has mine" in result.output, (data / "moved.txt").exists()) == (1, True, False), result.output
