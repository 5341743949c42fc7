"""An installation with jobs in every state, backups of it, and what the commands say."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from sqlalchemy import insert

from service.backups.commands import backup, restore
from service.store.attempts import claim_queued
from service.store.database import Database, migrate
from service.store.key_rows import NewKey
from service.store.keys import Keys
from service.store.pauses import Pauses
from service.store.tables import checkpoints
from service.store.trials import JobProcess, NewTrial, Trials
from tests.integration.given import queued

STATES = {"waits": "queued", "ran": "queued", "paused": "paused", "search": "running"}


def fill(data: Path) -> None:
    """Make an installation with jobs in every state that goes on, and files of them."""
    migrate(f"sqlite:///{data / 'modelbook.db'}")
    database = Database(f"sqlite:///{data / 'modelbook.db'}")
    ids = {name: queued(database, name=name).id for name in STATES}
    for name in ("ran", "search"):
        with database.writing() as connection:
            assert claim_queued(connection, ids[name], "worker-1", 600.0, "process-1") is not None
    Pauses(database).request(ids["paused"])
    Trials(database).release(ids["search"], 1, [NewTrial(number, 0, number, 0, {}) for number in range(3)])
    assert len(Trials(database).claim(JobProcess(ids["search"], "process-2", "worker-1"), 2, 600.0)) == 2
    Keys(database).create(NewKey("app1", ("read",), "", None), "test")
    file = f"jobs/{ids['ran']}/process-1/snapshots/epoch-1.h5"
    with database.writing() as connection:
        row = {"job_id": ids["ran"], "epoch": 1, "file": file, "size_bytes": 1000, "metrics": {}, "created_at": 1.0}
        connection.execute(insert(checkpoints).values(**row))
    database.close()
    for key in (file, f"resume/{ids['ran']}/000001-00000001.npz", "datasets/x/values.npy", "datasets/x/.part-y", "jobs/.draft-z/model.h5"):
        (data / "files" / key).parent.mkdir(parents=True, exist_ok=True)
        (data / "files" / key).write_bytes(key.encode() * 20)


def backed_up(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(backup, [str(folder / "backups"), "--data", str(folder / "data"), *options])


def restored(folder: Path, *options: str, data: str = "new") -> Result:
    return CliRunner().invoke(restore, [str(folder / "backups"), "--data", str(folder / data), *options])


def only_backup(folder: Path) -> Path:
    (found,) = (path for path in (folder / "backups").iterdir() if path.is_dir())
    return found


def in_database(data: Path, ask: Callable[[Database], Any]) -> Any:
    database = Database(f"sqlite:///{data / 'modelbook.db'}")
    try:
        return ask(database)
    finally:
        database.close()
