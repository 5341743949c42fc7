"""`modelbook doctor` finds what is missing or wrong, says what to do, and exits with 1 if something is wrong."""

import json
import socket
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from models.core.isolation.network import can_close_network
from service.backups.last_backup import LastBackup
from service.doctor import installation
from service.doctor.command import doctor
from service.doctor.running import _n_listening
from service.http.ports import shared_sockets
from service.job_reach import BY_SETTING
from service.store.database import migrate
from tests.acceptance.service import free_port

Found = dict[str, dict[str, Any]]
Examine = Callable[..., tuple[int, Found]]


@pytest.fixture
def examine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Examine:
    """Run the command in an empty folder, with settings; return its exit code and the findings by name."""
    monkeypatch.chdir(tmp_path)

    def run(*options: str, **settings: str) -> tuple[int, Found]:
        for name, value in settings.items():
            monkeypatch.setenv(f"MODELBOOK_{name.upper()}", value)
        options = options if "--port" in options else ("--port", str(free_port()), *options)
        result = CliRunner().invoke(doctor, ["--json", *options])
        found = json.loads(result.stdout)
        assert found["ok"] is (result.exit_code == 0)
        assert [check for check in found["checks"] if check["level"] == "wrong" and not check["cure"]] == []
        return result.exit_code, {check["name"]: check for check in found["checks"]}

    return run


def test_before_the_first_start_nothing_is_wrong(examine: Examine) -> None:
    code, found = examine()
    assert (code, {name for name, check in found.items() if check["level"] == "wrong"}) == (0, set())
    assert (found["database"]["level"], found["service"]["level"]) == ("note", "note")
    assert list(Path().iterdir()) == []


def test_a_database_is_found_with_its_schema(examine: Examine, tmp_path: Path) -> None:
    migrate(f"sqlite:///{tmp_path / 'data' / 'modelbook.db'}")
    _, found = examine("--data", "data")
    assert (found["database"]["level"], "has the newest schema" in found["database"]["detail"]) == ("ok", True)


def test_the_age_of_the_last_backup_is_told(examine: Examine, tmp_path: Path) -> None:
    migrate(f"sqlite:///{tmp_path / 'data' / 'modelbook.db'}")
    (tmp_path / "data" / "files").mkdir()
    _, found = examine("--data", "data")
    assert (found["backup"]["level"], found["backup"]["detail"]) == ("note", "none was taken here")
    for age_s, level in ((3600.0, "ok"), (5 * 86_400.0, "note")):
        LastBackup("/backups/x", time.time() - age_s).write(tmp_path / "data" / "files")
        _, found = examine("--data", "data")
        assert (found["backup"]["level"], "UTC, in /backups/x" in found["backup"]["detail"]) == (level, True)
    assert found["backup"]["detail"].endswith("5 days old")
    LastBackup("/backups/x", time.time(), 3).write(tmp_path / "data" / "files")
    _, found = examine("--data", "data")
    assert (found["backup"]["level"], "without 3 files that rows name" in found["backup"]["detail"]) == ("note", True)


def test_what_jobs_are_kept_to_is_told_with_the_reason_where_they_have_the_network(examine: Examine) -> None:
    _, found = examine("--data", "data")
    assert found["network of jobs"]["level"] == ("ok" if can_close_network() else "note")
    assert found["limits of jobs"]["detail"] == "files of 65,536 MiB, 4,096 open files, 4,096 processes and threads"
    _, found = examine("--data", "data", job_network="open", job_processes="0")
    assert (found["network of jobs"]["level"], found["network of jobs"]["detail"]) == ("note", f"jobs can use the network: {BY_SETTING}")
    assert found["limits of jobs"]["detail"].endswith("any number of processes and threads")


def test_the_disk_use_and_the_rules_are_those_of_the_settings(examine: Examine, database_url: str, tmp_path: Path) -> None:
    migrate(database_url)
    (tmp_path / "files" / "incoming").mkdir(parents=True)
    (tmp_path / "files" / "incoming" / "x").write_bytes(b"x" * 100_000)
    settings = {"database_url": database_url, "files": str(tmp_path / "files"), "broker_url": "redis://127.0.0.1:1/0"}
    _, found = examine(**settings)
    assert found["storage"]["detail"] == "no files yet; 0.1 MB to which nothing refers"
    assert found["retention"]["detail"] == "deletes nothing by rule"
    _, found = examine(**settings, retention_failed_days="30", retention_checkpoints="1", retention_versions="5")
    assert found["retention"]["detail"] == (
        "deletes failed and cancelled jobs after 30 days; checkpoints but the newest 1 and the best of each job; "
        "versions but the newest 5 of each model"
    )


@pytest.mark.parametrize(
    ("settings", "name", "detail"),
    [
        ({"database_url": "postgresql://a:secret@127.0.0.1:1/x"}, "database", "cannot be used: connection failed"),
        ({"database_url": "postgresql://127.0.0.1:1/x?user=a&password=secret"}, "database", "cannot be used: connection failed"),
        ({"database_url": "sqlite:///none.db"}, "database", "there is no none.db yet"),
        ({"broker_url": "redis://:secret@127.0.0.1:1/0"}, "broker", "cannot be reached"),
        ({"worker_gpus": "0,1"}, "GPU", "MODELBOOK_WORKER_GPUS names 0, 1, and the driver shows 0 of them"),
        ({"lease_s": "soon"}, "values of settings", "MODELBOOK_LEASE_S: Input should be a valid number"),
        ({"databse_url": "x"}, "settings", "did you mean MODELBOOK_DATABASE_URL?"),
        ({"url": "http://127.0.0.1:1"}, "service", "nothing answers at http://127.0.0.1:1"),
    ],
)
def test_what_is_wrong_is_named_without_a_password(
    settings: dict[str, str], name: str, detail: str, examine: Examine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "_seen_gpus", lambda: [])
    code, found = examine(**settings)
    assert (code, found[name]["level"]) == (1, "wrong")
    assert detail in found[name]["detail"]
    assert "secret" not in json.dumps(found)


def test_a_database_without_the_newest_schema_is_to_be_migrated(examine: Examine) -> None:
    sqlite3.connect("old.db").close()
    Path("old.db").write_bytes(b"")
    code, found = examine(database_url="sqlite:///old.db")
    assert (code, found["database"]["cure"]) == (1, "modelbook migrate")
    assert found["database"]["detail"].startswith("has no schema, the newest is")


def test_a_folder_that_cannot_be_written_is_named(examine: Examine, tmp_path: Path) -> None:
    (tmp_path / "files").write_text("a file")
    code, found = examine(database_url="sqlite://", files=str(tmp_path / "files"))
    assert (code, found["files"]["level"]) == (1, "wrong")
    assert f"cannot write to {tmp_path / 'files'}" in found["files"]["detail"]


def test_a_port_of_another_program_is_named(examine: Examine) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        code, found = examine("--port", str(other.getsockname()[1]))
    assert (code, found["port"]["level"]) == (1, "wrong")


def test_it_prints_a_line_and_a_cure_for_people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MODELBOOK_BROKER_URL", "redis://127.0.0.1:1/0")
    shown = CliRunner().invoke(doctor, ["--port", str(free_port())])
    assert shown.exit_code == 1
    assert "wrong  broker            cannot be reached" in shown.stdout
    assert "-> start it, or correct MODELBOOK_BROKER_URL" in shown.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="ports are shared on Linux only")
def test_processes_that_share_a_port_are_counted() -> None:
    port = free_port()
    assert _n_listening(port) == 0
    sockets = [*shared_sockets("127.0.0.1", port), *shared_sockets("127.0.0.1", port)]
    for one in sockets:
        one.listen()
    assert _n_listening(port) == 2
    for one in sockets:
        one.close()
