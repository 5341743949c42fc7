"""`modelbook clean` on an installation whose database and files the settings name, on SQLite and on PostgreSQL."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.clean_command import clean
from service.store.database import Database, migrate
from service.store.files import Files
from service.store.registry import Registry
from tests.integration.given import new_version, running


@pytest.fixture
def files(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Files:
    """The folder of the files, named by the settings like the database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MODELBOOK_DATABASE_URL", database_url)
    monkeypatch.setenv("MODELBOOK_FILES", str(tmp_path / "files"))
    monkeypatch.setenv("MODELBOOK_CACHE", str(tmp_path / "cache"))
    return Files(tmp_path / "files")


def cleaned(*options: str) -> Result:
    return CliRunner().invoke(clean, [*options])


def old(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * 1000)
    os.utime(path, (0, 0))
    return path


def test_what_the_database_does_not_refer_to_goes(files: Files, database_url: str, tmp_path: Path) -> None:
    migrate(database_url)
    database = Database(database_url)
    job = running(database)
    kept = old(files.job_folder(job.id) / (job.process or "") / "model.h5")
    Registry(database).register(job.id, job.attempt, new_version(artifact=files.key(kept)))
    database.close()
    left, unpacked = old(files.path("jobs/x/y/model.h5")), old(tmp_path / "cache" / "mnist" / "x.npy")
    planned = cleaned("--dry-run")
    assert (planned.exit_code, planned.stdout) == (0, f"{left}\t1000\n")
    assert "models: 0.0 MB" in planned.stderr
    assert left.exists()
    done = cleaned("--cache")
    assert (done.exit_code, done.stdout.splitlines()) == (0, [str(left), str(unpacked.parent)])
    assert (kept.exists(), left.parent.parent.exists(), unpacked.exists()) == (True, False, False)


def test_without_a_schema_nothing_goes(files: Files) -> None:
    left = old(files.path("jobs/x/y/model.h5"))
    result = cleaned()
    assert (result.exit_code, "modelbook migrate" in result.stderr, left.exists()) == (1, True, True)


def test_without_the_folder_nothing_is_looked_for(files: Files) -> None:
    result = cleaned()
    assert (result.exit_code, "set MODELBOOK_FILES" in result.stderr, files.path("").exists()) == (1, True, False)


def test_a_setting_that_is_wrong_is_named(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MODELBOOK_LEASE_S", "soon")
    result = cleaned()
    assert (result.exit_code, "MODELBOOK_LEASE_S" in result.stderr) == (1, True)
