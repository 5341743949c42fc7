"""`modelbook clean` removes what interrupted processes have left, and nothing else."""

import os
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.clean_command import clean
from service.store.database import Database, migrate
from service.store.jobs import Jobs
from service.store.new_job import NewJob
from service.store.unreferred import LEFT_AFTER_S

SPEC = {"seed": 42, "data": {"source": "noisy_sine"}, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}
OLD = time.time() - LEFT_AFTER_S - 60


def written(path: Path, *, is_old: bool = True) -> Path:
    """Write a file, and let it and its folder look old."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"0" * 1000)
    if is_old:
        for item in (path, path.parent):
            os.utime(item, (OLD, OLD))
    return path


JOB, PROCESS = "01M8HCP6QMAN2VY3FV9W1Q817V", "01M8HCP6QMAN2VY3FV9W1Q8100"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    database = _database(tmp_path / "modelbook.db")
    job = Jobs(database).create(NewJob(SPEC, "digits", None, "cpu", None, "0" * 64))[0]
    gone = {f"files/jobs/{job.id}/.part-0a1b-model.h5", "files/datasets/.draft-xyz/values.npy", f"files/jobs/{JOB}/{PROCESS}/model.h5"}
    for name in (*gone, f"files/jobs/{job.id}/{PROCESS}/model.h5", "files/others/x", "cache/mnist/x.npy", "cache/holmes.txt"):
        written(tmp_path / name)
    written(tmp_path / "files/datasets/.draft-new/values.npy", is_old=False)
    database.close()
    return tmp_path


def _database(path: Path) -> Database:
    migrate(f"sqlite:///{path}")
    return Database(f"sqlite:///{path}")


def cleaned(data: Path, *options: str) -> Result:
    return CliRunner().invoke(clean, ["--data", str(data), *options])


def files(data: Path) -> set[str]:
    return {path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file()}


def test_what_nothing_refers_to_goes_when_it_is_old_and_everything_else_stays(data: Path) -> None:
    before = files(data)
    result = cleaned(data)
    left = {name.rpartition("/")[2] for name in before - files(data)}
    assert (result.exit_code, left) == (0, {".part-0a1b-model.h5", "values.npy", "model.h5"})
    assert len(before - files(data)) == 3
    assert not (data / "files/datasets/.draft-xyz").exists()
    assert not (data / "files/jobs" / JOB).exists()
    assert cleaned(data).stdout == ""


def test_a_dry_run_lists_the_same_and_removes_nothing(data: Path) -> None:
    before = files(data)
    planned = cleaned(data, "--cache", "--dry-run")
    assert (files(data), "Would remove 0.0 MB" in planned.stderr) == (before, True)
    assert [line.partition("\t")[0] for line in planned.stdout.splitlines()] == cleaned(data, "--cache").stdout.splitlines()
    assert "jobs: 0.0 MB" in planned.stderr


def test_unpacked_data_sets_go_when_asked_and_files_that_users_put_there_stay(data: Path) -> None:
    cleaned(data)
    assert "cache/mnist/x.npy" in files(data)
    cleaned(data, "--cache")
    assert {name for name in files(data) if name.startswith("cache")} == {"cache/holmes.txt"}


def test_a_link_to_a_folder_elsewhere_is_not_followed(data: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = written(tmp_path_factory.mktemp("elsewhere") / ".part-00-x")
    (data / "files" / "link").symlink_to(elsewhere.parent)
    (data / "cache" / "link").symlink_to(elsewhere.parent)
    cleaned(data, "--cache")
    assert elsewhere.exists()


def test_a_folder_that_is_no_data_folder_is_refused(tmp_path: Path) -> None:
    kept = written(tmp_path / "files/.part-00-x")
    result = cleaned(tmp_path)
    assert (result.exit_code, "which has no modelbook.db; give it by --data" in result.stderr, kept.exists()) == (1, True, True)
