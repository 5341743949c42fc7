"""A stack whose disk is full: it says so, stores nothing by halves, and works again when there is room."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from service.app import create_app
from service.settings import Settings
from service.store.database import migrate
from tests.integration.given import client_of
from tests.responses import problem
from tests.small_disk import fill, make_room, small_disk

#: Size of the disk: a few times that of an empty database.
SIZE_BYTES = 8 * 1024**2
JOB = {"recipe": "ridge-sine-line"}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", SIZE_BYTES) as folder:
        yield folder


@pytest.fixture
def client(disk: Path, broker_url: str) -> Iterator[httpx.Client]:
    url = f"sqlite:///{disk / 'modelbook.db'}"
    migrate(url)
    with client_of(create_app(Settings(database_url=url, broker_url=broker_url, files=disk / "files", cache=disk / "cache"))) as client:
        yield client


def checks_of(client: httpx.Client) -> dict[str, str]:
    checks: dict[str, str] = client.get("/readyz").json()["checks"]
    return checks


def test_readiness_writes_a_byte_and_tells_free_space(client: httpx.Client, disk: Path) -> None:
    found = client.get("/readyz").json()
    assert set(found["free_bytes"]) == {"files", "cache", "database"}
    assert all(0 < free < SIZE_BYTES for free in found["free_bytes"].values())
    fill(disk)
    response = client.get("/readyz")
    found = response.json()
    expected = "cannot be written: No space left on device; make room, for example with modelbook clean"
    assert (response.status_code, found["checks"]["files"], found["checks"]["database"]) == (503, expected, expected)
    assert set(found["free_bytes"].values()) == {0}
    make_room(disk)
    assert (checks_of(client)["files"], checks_of(client)["database"]) == ("ok", "ok")
    assert list((disk / "files").iterdir()) == []


def test_a_job_that_the_database_cannot_store_is_refused_and_taken_when_there_is_room(client: httpx.Client, disk: Path) -> None:
    assert client.post("/v1/jobs", json=JOB).status_code == 202
    fill(disk)
    found = [client.post("/v1/jobs", json=JOB | {"name": f"n{at}"}) for at in range(20)]  # The log of changes may have room for some.
    refused = [response for response in found if response.status_code != 202]
    assert refused
    for response in refused:
        assert problem(response, 507)["detail"] == "the server has no room to store this (the database cannot grow); nothing was stored"
    assert client.get("/v1/jobs").status_code == 200
    make_room(disk)
    assert client.post("/v1/jobs", json=JOB).status_code == 202
    assert len(client.get("/v1/jobs?limit=100").json()["jobs"]) == 2 + len(found) - len(refused)


def test_a_resumable_upload_goes_on_when_there_is_room(client: httpx.Client, disk: Path) -> None:
    rows = b"x,y\n" + b"1.5,2.5\n" * 50_000
    path = client.post("/v1/uploads", headers={"Upload-Length": str(len(rows)), "Upload-Metadata": "filename bGFyZ2UuY3N2"}).headers["location"]
    headers = {"Content-Type": "application/offset+octet-stream"}
    client.patch(path, content=rows[:1000], headers={**headers, "Upload-Offset": "0"})
    fill(disk, leave_bytes=128 * 1024)
    problem(client.patch(path, content=rows[1000:], headers={**headers, "Upload-Offset": "1000"}), 507)
    assert client.head(path).headers["upload-offset"] == "1000"
    problem(client.post("/v1/uploads", headers={"Upload-Length": str(len(rows))}), 507)
    make_room(disk)
    assert client.patch(path, content=rows[1000:], headers={**headers, "Upload-Offset": "1000"}).status_code == 204
    assert [list((disk / "files" / "incoming").iterdir()), len(list((disk / "files" / "datasets").iterdir()))] == [[], 1]


def test_an_upload_that_does_not_fit_is_refused_and_leaves_nothing_behind(client: httpx.Client, disk: Path) -> None:
    rows = b"x,y\n" + b"1.5,2.5\n" * 50_000
    fill(disk, leave_bytes=512 * 1024)
    problem(client.post("/v1/datasets", files={"file": ("large.csv", rows)}), 507)
    assert list((disk / "files" / "datasets").iterdir()) == []
    make_room(disk)
    assert client.post("/v1/datasets", files={"file": ("large.csv", rows)}).status_code == 201
