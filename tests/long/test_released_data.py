"""The data of every release is restored by this version, on both kinds of database: rows are there, models answer, and jobs wait to continue."""

import json
import tarfile
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.app import create_app
from service.backups.manifest import ROWS, Manifest
from service.backups.restoring import restore
from service.backups.row_files import read_rows
from service.backups.taking import Installation
from service.settings import Settings
from tests.close import assert_close
from tests.integration.every_row import all_rows
from tests.integration.given import TestClient
from tests.supply.release_data import BACKUP, FOLDER, MODELS, RECORD, SEEN

#: The releases whose data is kept.
RELEASES = sorted(path.name.removeprefix("release-").removesuffix(".tar.xz") for path in FOLDER.glob("release-*.tar.xz"))
#: What has become of jobs that had not ended: the process of one that ran is gone.
OPEN = {"running": "queued", "queued": "queued", "paused": "paused"}


@pytest.mark.parametrize("version", RELEASES)
def test_what_a_release_kept_is_there_and_answers(version: str, database_url: str, broker_url: str, tmp_path: Path) -> None:
    backup, recorded = unpacked(version, tmp_path / "release")
    files = tmp_path / "files"
    restore(backup, Installation(database_url, files), print)
    require_rows(backup, database_url)
    settings = Settings(database_url=database_url, broker_url=broker_url, files=files, cache=tmp_path / "cache", keys="required")
    with TestClient(create_app(settings)) as client:
        require_seen(client, recorded)


def unpacked(version: str, folder: Path) -> tuple[Path, dict[str, Any]]:
    """Unpack the file of a release; return the folder of its backup, and what was seen."""
    with tarfile.open(FOLDER / f"release-{version}.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    return folder / BACKUP, json.loads((folder / RECORD).read_text(encoding="utf-8"))


def require_rows(backup: Path, url: str) -> None:
    """Require that every row of a backup is in a database, in the columns that are still there; open jobs by their ids."""
    found = all_rows(url)
    for name, kept in Manifest.read(backup).tables.items():
        columns = set(kept.columns) & set(found[name][0]) if found[name] else set()
        before = [dict(zip(kept.columns, row, strict=True)) for row in read_rows(backup / ROWS, name, kept).rows]
        there = {_text(row, columns) for row in found[name]}
        missing = [row for row in before if _text(row, columns) not in there]
        if name == "jobs":
            ids = {row["id"] for row in found[name]}
            missing = [row for row in missing if row["state"] not in OPEN or row["id"] not in ids]
        assert (missing, len(found[name]) >= len(before)) == ([], True), name


def _text(row: dict[str, Any], columns: set[str]) -> str:
    return json.dumps({column: row[column] for column in columns}, sort_keys=True)


def require_seen(client: httpx.Client, recorded: dict[str, Any]) -> None:
    """Require that each owner sees what was recorded, that models predict what they did, and that no job is lost."""
    keys = {owner: {"Authorization": f"Bearer {key}"} for owner, key in recorded["keys"].items()}
    for owner, paths in SEEN.items():
        for path in paths:
            require_has(client.get(path, headers=keys[owner]).raise_for_status().json(), recorded["things"][owner][path], path)
    for name, (_, bodies) in MODELS.items():
        for verb, body in bodies.items():
            answer = client.post(f"/v1/models/{name}/{verb}", json=body, headers=keys["shop"]).raise_for_status().json()
            assert_close(answer, recorded["answers"][name][verb])
    for name, job in recorded["jobs"].items():
        found = client.get(f"/v1/jobs/{job['id']}", headers=keys["shop"]).raise_for_status().json()
        assert (found["name"], found["state"], found["model"]) == (name, OPEN.get(job["state"], job["state"]), job["model"])


def require_has(found: Any, recorded: Any, where: str) -> None:
    """Require that a response has all that was recorded; it may have more fields."""
    if isinstance(recorded, dict):
        assert recorded.keys() <= found.keys(), where
        for name, value in recorded.items():
            require_has(found[name], value, f"{where}/{name}")
    elif isinstance(recorded, list):
        assert len(found) == len(recorded), where
        for index, (one, other) in enumerate(zip(found, recorded, strict=True)):
            require_has(one, other, f"{where}/{index}")
    else:
        assert found == recorded, where
