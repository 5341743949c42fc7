"""Uploads in any form, and downloads that are whole or not there."""

from __future__ import annotations

import asyncio
import io
import os
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest

from modelbook import AsyncClient, Client
from modelbook.errors import APIConnectionError, InputError, InvalidError
from tests.conftest import Answer, Scripted, problem

UPLOADED = {
    **{"id": "abc", "owner": "ann", "source": "dataset:abc", "name": "fruit", "format": "csv", "sha256": "0", "size_bytes": 8, "n_samples": 1},
    **{"columns": [], "classes": [], "created_at": "2026-01-01T00:00:00Z"},
    **{"form": "table", "version": 1, "previous": None, "reading": None, "given": {}, "doubts": [], "tags": [], "note": ""},
}
PNG = b"\x89PNG\r\n\x1a\n rest"


def form(server: Scripted) -> bytes:
    return server.requests[-1].body


def test_a_file_is_uploaded_under_its_name(server: Scripted, client: Client, tmp_path: Path) -> None:
    (tmp_path / "fruit.csv").write_text("a,b\n1,2\n")
    server.script = [Answer(201, UPLOADED)]
    for data in (tmp_path / "fruit.csv", str(tmp_path / "fruit.csv")):
        uploaded = client.upload(data, name="fruit", delimiter=",", progress=False)
        assert (uploaded.source, repr(uploaded)) == ("dataset:abc", "<data set abc 'fruit': 1 samples>")
        assert b'filename="fruit.csv"' in form(server)
        assert b"a,b\n1,2\n" in form(server)
        assert b'name="delimiter"' in form(server)


def test_an_upload_is_repeated_from_its_start(server: Scripted, client: Client, tmp_path: Path) -> None:
    (tmp_path / "fruit.csv").write_text("a,b\n1,2\n")
    server.script = [problem(503), Answer(201, UPLOADED)]
    client.upload(tmp_path / "fruit.csv", progress=False)
    first, second = server.requests
    assert (b"a,b\n1,2\n" in first.body, b"a,b\n1,2\n" in second.body) == (True, True)


class Pipe(io.RawIOBase):
    def __init__(self) -> None:
        self._content = io.BytesIO(b"a,b\n1,2\n")

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._content.read(size)


def test_what_can_be_read_once_is_sent_once(server: Scripted, client: Client) -> None:
    server.script = [problem(503), Answer(201, UPLOADED)]
    with pytest.raises(Exception, match="no"):
        client.upload(Pipe(), name="fruit", format="csv", progress=False)
    assert len(server.requests) == 1


def test_a_folder_of_images_is_uploaded_as_an_archive(server: Scripted, client: Client, tmp_path: Path) -> None:
    for name in ("cats/1.png", "dogs/1.PNG", "dogs/notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(PNG)
    server.script = [Answer(201, UPLOADED)]
    client.upload(tmp_path, progress=False)
    body = form(server)
    archive = body[body.index(b"PK\x03\x04") : body.rindex(b"\r\n--")]
    assert zipfile.ZipFile(io.BytesIO(archive)).namelist() == ["cats/1.png", "dogs/1.PNG"]
    assert b"images" in body


def test_arrays_are_uploaded_as_files_of_numpy(server: Scripted, client: Client) -> None:
    np = pytest.importorskip("numpy")
    server.script = [Answer(201, UPLOADED)]
    for data, name, members in (
        (np.zeros((2, 3)), b"arrays.npy", None),
        ((np.zeros((2, 3)), np.ones(2)), b"arrays.npz", ["X.npy", "y.npy"]),
        ({"rows": np.zeros((2, 3))}, b"arrays.npz", ["rows.npy"]),
    ):
        client.upload(data, progress=False)
        body = form(server)
        assert name in body
        if members is not None:
            archive = body[body.index(b"PK\x03\x04") : body.rindex(b"\r\n--")]
            assert zipfile.ZipFile(io.BytesIO(archive)).namelist() == members


def test_an_upload_shows_how_far_it_is(server: Scripted, client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "big.csv").write_bytes(b"1,2\n" * 200_000)
    server.script = [Answer(201, UPLOADED)]
    client.upload(tmp_path / "big.csv")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) > 3
    assert lines[-1] == "100% upload of big.csv"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("missing.csv", "expected a file or a folder"),
        (object(), "expected a path"),
        (7, "expected a path"),
        (io.StringIO("a"), "opened in binary mode"),
    ],
)
def test_what_cannot_be_uploaded_is_refused_before_a_request(client: Client, data: Any, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        client.upload(data)


def test_rows_are_appended_to_what_an_upload_has_returned(server: Scripted, client: Client) -> None:
    server.script = [Answer(201, UPLOADED), Answer(201, {**UPLOADED, "id": "abd", "version": 2})]
    assert client.upload(b"a\n1\n", name="x.csv", progress=False).append(b"a\n2\n", format="csv").id == "abd"
    assert server.requests[-1].path == "/v1/datasets/abc/append"


def test_files_are_prepared_beside_the_event_loop(server: Scripted) -> None:
    threads: list[threading.Thread] = []

    class Named(io.BytesIO):
        @property
        def name(self) -> str:
            threads.append(threading.current_thread())
            return "x.csv"

    async def uploaded() -> str:
        async with AsyncClient(server.url) as client:
            return (await client.upload(Named(b"a\n1\n"), progress=False)).id

    server.script = [Answer(201, UPLOADED)]
    assert asyncio.run(uploaded()) == "abc"
    assert threading.main_thread() not in threads


def test_a_refused_file_has_a_pointer(server: Scripted, client: Client) -> None:
    server.script = [problem(422, pointers=("/file",))]
    with pytest.raises(InvalidError) as caught:
        client.upload(b"1,2\n1\n", name="x.csv", progress=False)
    assert caught.value.errors[0].pointer == "/file"


def test_a_download_has_the_name_that_the_server_gives(server: Scripted, client: Client, tmp_path: Path) -> None:
    headers = {"Content-Type": "application/x-hdf5", "Content-Disposition": 'attachment; filename="../digits-1.h5"'}
    server.script = [Answer(200, b"\x89HDF", headers)]
    path = client.models["digits"].download(tmp_path)
    assert (path, path.read_bytes()) == (tmp_path / "digits-1.h5", b"\x89HDF")


@pytest.mark.parametrize(
    ("name", "form_", "expected"),
    [
        ("m.h5", None, "/v1/models/m/artifact"),
        ("m.onnx", None, "/v1/models/m/onnx"),
        ("m.json", None, "/v1/models/m/architecture"),
        ("m.yaml", None, "/v1/models/m/architecture?format=yaml"),
        ("m.h5", "weights", "/v1/models/m/weights"),
    ],
)
def test_the_form_of_a_download_follows_from_its_name(
    server: Scripted, client: Client, tmp_path: Path, name: str, form_: str | None, expected: str
) -> None:
    server.script = [Answer(200, b"x", {"Content-Type": "application/octet-stream"})]
    assert client.models["m"].download(tmp_path / name, form_) == tmp_path / name
    assert server.requests[-1].path == expected


def test_a_download_that_breaks_off_leaves_nothing(server: Scripted, client: Client, tmp_path: Path) -> None:
    (tmp_path / "m.h5").write_bytes(b"the old one")
    server.script = [Answer(200, b"x" * 100, {"Content-Type": "application/x-hdf5"}, cut=10)]
    with pytest.raises(APIConnectionError):
        client.models["m"].download(tmp_path / "m.h5")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"the old one"]


def test_a_download_may_be_read_by_those_who_may_read_other_new_files(server: Scripted, client: Client, tmp_path: Path) -> None:
    server.script = [Answer(200, b"weights", {"Content-Type": "application/x-hdf5"})]
    (tmp_path / "other").write_bytes(b"")
    path = client.models["a"].download(tmp_path / "a.h5")
    assert path.stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_download_to_a_device_goes_into_it(server: Scripted, client: Client, tmp_path: Path) -> None:
    server.script = [Answer(200, b"weights", {"Content-Type": "application/x-hdf5"})]
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    client.models["a"].download(pipe)
    assert (os.read(reader, 100), pipe.is_fifo()) == (b"weights", True)
    os.close(reader)


def test_hidden_files_of_a_folder_are_not_sent(server: Scripted, client: Client, tmp_path: Path) -> None:
    for name in ("a.png", "._a.png"):
        (tmp_path / name).write_bytes(PNG)
    server.script = [Answer(201, UPLOADED)]
    client.upload(tmp_path, progress=False)
    with zipfile.ZipFile(io.BytesIO(form(server)[form(server).index(b"PK") :])) as archive:
        assert archive.namelist() == ["a.png"]


def test_a_file_whose_name_is_no_text_is_sent(server: Scripted, client: Client, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"\xff.csv")
    path.write_text("a\n1\n")
    server.script = [Answer(201, UPLOADED)]
    client.upload(path, progress=False)
    assert b'filename="?.csv"' in form(server)
