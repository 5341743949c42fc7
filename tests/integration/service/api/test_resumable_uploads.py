"""Uploads in several requests, by tus: what is cut off goes on, what is refused or has expired leaves nothing behind."""

import base64
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import update
from tusclient.client import TusClient

from service.app import create_app
from service.settings import Settings
from service.store.database import Database
from service.store.files import Files
from service.store.incoming_files import FOLDER, ORPHAN_S, remove_expired
from service.store.upload_tables import incoming_files
from tests.integration.service.http.served import served
from tests.responses import faults

FLOWERS = b"length,width,kind\n" + b"5.1,3.5,setosa\n6.3,2.9,virginica\n4.9,3,setosa\n" * 40
TUS = {"Tus-Resumable": "1.0.0"}
LIMIT = 64 * 1024


@pytest.fixture(scope="module")
def settings(settings: Settings) -> Settings:
    """The module's settings with a small limit for files that arrive in several requests."""
    return settings.model_copy(update={"max_resumable_bytes": LIMIT})


def said(**metadata: str) -> str:
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in metadata.items())


def begun(client: httpx.Client, size: int = len(FLOWERS), **metadata: str) -> httpx.Response:
    headers = {**TUS, "Upload-Length": str(size), "Upload-Metadata": said(**{"filename": "flowers.csv", **metadata})}
    return client.post("/v1/uploads", headers=headers)


def sent(client: httpx.Client, path: str, offset: int, content: bytes, **headers: str) -> httpx.Response:
    own = {**TUS, "Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
    return client.patch(path, content=content, headers={**own, **headers})


def incoming(settings: Settings) -> list[Path]:
    folder = settings.files / FOLDER
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_the_server_says_what_it_supports(client: httpx.Client) -> None:
    response = client.options("/v1/uploads")
    assert (response.status_code, response.headers["tus-version"], response.headers["tus-max-size"]) == (204, "1.0.0", str(LIMIT))
    assert response.headers["tus-extension"].split(",") == ["creation", "creation-with-upload", "expiration", "termination"]
    assert "tus-resumable" not in client.options("/v1/datasets").headers


def test_a_file_in_three_requests_becomes_a_data_set(client: httpx.Client, settings: Settings) -> None:
    response = begun(client, name="Flowers")
    path = response.headers["location"]
    assert (response.status_code, response.headers["upload-offset"], response.headers["tus-resumable"]) == (201, "0", "1.0.0")
    assert "GMT" in response.headers["upload-expires"]
    assert sent(client, path, 0, FLOWERS[:100]).headers["upload-offset"] == "100"
    head = client.head(path, headers=TUS)
    assert (head.headers["upload-offset"], head.headers["upload-length"], head.headers["cache-control"]) == ("100", str(len(FLOWERS)), "no-store")
    assert sent(client, path, 100, FLOWERS[100:900]).headers["upload-offset"] == "900"
    last = sent(client, path, 900, FLOWERS[900:])
    assert (last.status_code, last.headers["upload-offset"]) == (204, str(len(FLOWERS)))
    found = made(client, path)
    assert (found["name"], found["n_samples"], found["sha256"]) == ("Flowers", 120, whole(client, "Flowers")["sha256"])
    assert incoming(settings) == []
    state = client.get(path).json()
    assert (state["offset"], state["dataset"]) == (len(FLOWERS), found["id"])
    assert sent(client, path, len(FLOWERS), b"").status_code == 204


def made(client: httpx.Client, path: str) -> dict[str, Any]:
    """Return the data set that an upload became."""
    dataset: dict[str, Any] = client.get(f"/v1/datasets/{client.get(path).json()['dataset']}").json()["upload"]
    return dataset


def whole(client: httpx.Client, name: str) -> dict[str, Any]:
    uploaded: dict[str, Any] = client.post("/v1/datasets", files={"file": ("flowers.csv", FLOWERS)}, data={"name": name}).json()
    return uploaded


def test_the_first_request_may_bring_bytes(client: httpx.Client) -> None:
    headers = {
        **TUS,
        "Upload-Length": str(len(FLOWERS)),
        "Upload-Metadata": said(filename="f.csv"),
        "Content-Type": "application/offset+octet-stream",
    }
    response = client.post("/v1/uploads", content=FLOWERS[:50], headers=headers)
    assert (response.status_code, response.headers["upload-offset"]) == (201, "50")


def test_what_is_said_about_the_file_is_used(client: httpx.Client) -> None:
    path = begun(client, 12, filename="t", format="csv", reading=json.dumps({"types": {"a": "text"}}), filetype="text/csv").headers["location"]
    assert sent(client, path, 0, b"a,b\n01,2\n3,4").status_code == 204
    assert [column["type"] for column in made(client, path)["columns"]] == ["text", "int64"]


@pytest.mark.parametrize(
    ("metadata", "pointer"),
    [
        ({"format": "docx"}, "/format"),
        ({"name": "x" * 300}, "/name"),
        ({"reading": "{"}, "/reading"),
        ({"reading": '{"nothing": 1}'}, "/reading/nothing"),
    ],
)
def test_what_cannot_be_used_is_refused_first(client: httpx.Client, settings: Settings, metadata: dict[str, str], pointer: str) -> None:
    before = incoming(settings)
    response = begun(client, **metadata)
    assert (response.status_code, list(faults(response)), response.headers["tus-resumable"]) == (422, [pointer], "1.0.0")
    assert incoming(settings) == before


@pytest.mark.parametrize("header", [b"filename", b"filename !!", b"filename YQ==,filename YQ==", b"a b c", b"a /w==", b"filename YQ\xff=="])
def test_metadata_of_another_form_is_refused(client: httpx.Client, header: bytes) -> None:
    response = client.post("/v1/uploads", headers={**TUS, "Upload-Length": "5", "Upload-Metadata": header})
    assert response.status_code == (201 if header == b"filename" else 422)


@pytest.mark.parametrize(("size", "status"), [(LIMIT, 201), (LIMIT + 1, 413), (0, 422), (-1, 422)])
def test_the_size_of_a_file_is_bounded_when_it_is_begun(client: httpx.Client, size: int, status: int) -> None:
    assert begun(client, size).status_code == status


def test_bytes_that_do_not_continue_the_file_are_refused(client: httpx.Client) -> None:
    path = begun(client).headers["location"]
    sent(client, path, 0, FLOWERS[:10])
    response = sent(client, path, 5, FLOWERS[5:])
    assert (response.status_code, response.json()["type"]) == (409, "/problems/wrong-offset")
    assert "expected the offset 10" in response.json()["detail"]
    assert client.head(path).headers["upload-offset"] == "10"


def test_more_bytes_than_were_announced_are_refused(client: httpx.Client) -> None:
    path = begun(client, 10).headers["location"]
    assert sent(client, path, 0, FLOWERS).status_code == 413
    assert client.head(path).headers["upload-offset"] == "0"


def test_another_content_type_or_version_is_refused(client: httpx.Client) -> None:
    path = begun(client).headers["location"]
    assert sent(client, path, 0, b"x", **{"Content-Type": "text/csv"}).status_code == 415
    other = sent(client, path, 0, b"x", **{"Tus-Resumable": "0.2.2"})
    assert (other.status_code, other.headers["tus-version"]) == (412, "1.0.0")
    assert client.head(path).headers["upload-offset"] == "0"


def test_a_client_without_patch_overrides_the_method(client: httpx.Client) -> None:
    path = begun(client).headers["location"]
    headers = {**TUS, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream", "X-HTTP-Method-Override": "PATCH"}
    assert client.post(path, content=b"length", headers=headers).headers["upload-offset"] == "6"


def test_a_file_that_cannot_be_read_is_refused_and_nothing_is_left(client: httpx.Client, settings: Settings) -> None:
    before, stored = incoming(settings), sorted((settings.files / "datasets").iterdir())
    path = begun(client, 9, filename="t.npy").headers["location"]
    response = sent(client, path, 0, b"no array!")
    assert (response.status_code, response.json()["type"]) == (422, "/problems/invalid-file")
    assert (incoming(settings), sorted((settings.files / "datasets").iterdir())) == (before, stored)
    assert client.head(path).status_code == 404


def test_a_whole_file_that_a_restart_left_unread_is_read_at_an_empty_piece(client: httpx.Client, settings: Settings) -> None:
    path = begun(client).headers["location"]
    (settings.files / FOLDER / path.rpartition("/")[2]).write_bytes(FLOWERS)
    assert client.get(path).json()["dataset"] is None
    assert sent(client, path, len(FLOWERS), b"").status_code == 204
    assert made(client, path)["n_samples"] == 120


def test_an_upload_is_cancelled(client: httpx.Client, settings: Settings) -> None:
    before, path = incoming(settings), begun(client).headers["location"]
    sent(client, path, 0, FLOWERS[:10])
    assert client.delete(path, headers=TUS).status_code == 204
    assert (incoming(settings), client.head(path).status_code, client.delete(path).status_code) == (before, 404, 404)


def test_expired_uploads_are_deleted_and_bytes_of_no_upload(client: httpx.Client, settings: Settings, database: Database) -> None:
    path = begun(client).headers["location"]
    with database.writing() as connection:
        connection.execute(update(incoming_files).where(incoming_files.c.id == path.rsplit("/", 1)[1]).values(expires_at=time.time() - 1))
    assert client.head(path).status_code == 404
    orphan, fresh = (settings.files / FOLDER / name for name in ("orphan", "fresh"))
    orphan.write_bytes(b"x")
    fresh.write_bytes(b"x")
    os.utime(orphan, (time.time() - ORPHAN_S - 9,) * 2)
    remove_expired(database, Files(settings.files))
    assert [settings.files / FOLDER / path.rsplit("/", 1)[1] in incoming(settings), orphan.exists(), fresh.exists()] == [False, False, True]
    fresh.unlink()


def test_an_owner_may_not_begin_more_than_it_may_store(limited: Any) -> None:
    client = limited(stored_bytes=10_000)
    headers = {"x-test-owner": "a", "Upload-Length": "6000"}
    assert [client.post("/v1/uploads", headers=headers).status_code for _ in range(2)] == [201, 429]


@pytest.fixture(scope="module")
def port(settings: Settings) -> Iterator[int]:
    with served(create_app(settings), header_timeout_s=30.0, body_timeout_s=30.0, keep_alive_s=30.0) as (port, _):
        yield port


def test_a_client_of_tus_uploads_and_goes_on_where_it_was(port: int, tmp_path: Path) -> None:
    (tmp_path / "f.csv").write_bytes(FLOWERS)
    tus = TusClient(f"http://127.0.0.1:{port}/v1/uploads")
    with (tmp_path / "f.csv").open("rb") as file:
        first = tus.uploader(file_stream=file, chunk_size=300, metadata={"filename": "f.csv", "name": "by tus"})
        first.upload(stop_at=900)
        again = tus.uploader(file_stream=file, chunk_size=300, url=first.url)
        assert again.offset == 900
        again.upload()
    state = httpx.get(first.url).json()
    assert httpx.get(f"http://127.0.0.1:{port}/v1/datasets/{state['dataset']}").json()["upload"]["n_samples"] == 120


def test_what_came_before_the_connection_broke_is_kept(port: int) -> None:
    def breaks_off() -> Iterator[bytes]:
        yield FLOWERS[:700]
        time.sleep(0.3)
        raise ConnectionError("pulled the plug")

    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as http:
        path = begun(http).headers["location"]
        with pytest.raises(ConnectionError):
            http.patch(path, content=breaks_off(), headers={"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"})
        deadline = time.monotonic() + 10
        while http.head(path).headers["upload-offset"] == "0" and time.monotonic() < deadline:
            time.sleep(0.05)
        assert http.head(path).headers["upload-offset"] == "700"
        assert sent(http, path, 700, FLOWERS[700:]).status_code == 204


def test_two_requests_do_not_write_at_the_same_time(port: int) -> None:
    codes: list[int] = []

    def meanwhile(http: httpx.Client, path: str) -> Iterator[bytes]:
        yield FLOWERS[:10]
        time.sleep(0.3)
        codes.append(sent(http, path, 0, FLOWERS[:5]).status_code)
        yield FLOWERS[10:20]

    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as http, httpx.Client(base_url=f"http://127.0.0.1:{port}") as other:
        path = begun(http).headers["location"]
        headers = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
        assert http.patch(path, content=meanwhile(other, path), headers=headers).headers["upload-offset"] == "20"
    assert codes == [409]
