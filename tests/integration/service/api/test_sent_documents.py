"""The forms of the document as they are sent: small, cached by ETag, without a key, and without work at the start."""

import gzip
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from service.app import create_app
from service.document_forms.document_files import FORMS, SHIPPED
from service.settings import Settings
from tests.integration.given import client_of

PATHS = {"/openapi.json": "openapi.json", "/openapi-3.0.json": "openapi-3.0.json", "/openapi-docs.json": "openapi-docs.json"}
PATHS |= {"/v1/specs/schema": "job-spec.schema.json"}
#: Largest body of the whole document in each coding, in bytes.
MAX_COMPRESSED_BYTES = {"gzip": 94_000, "br": 79_000}


@pytest.fixture(scope="module")
def plain(app: FastAPI) -> Iterator[httpx.Client]:
    """A client that leaves the bodies of responses unread."""
    with TestClient(app) as client:
        yield client


def raw(client: httpx.Client, path: str, coding: str, **headers: str) -> tuple[httpx.Response, bytes]:
    """Return a response and its body as it was sent."""
    with client.stream("GET", path, headers={"Accept-Encoding": coding, **headers}) as response:
        return response, b"".join(response.iter_raw())


@pytest.mark.parametrize("path", PATHS)
def test_a_document_is_the_file_of_the_package(plain: httpx.Client, path: str) -> None:
    response, body = raw(plain, path, "identity")
    assert (response.status_code, "content-encoding" in response.headers) == (200, False)
    assert body == (SHIPPED / PATHS[path]).read_bytes()
    assert json.loads(body)
    assert response.headers["content-type"] == ("application/schema+json" if "schema" in path else "application/json")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("coding", "unpacked"), [("gzip", gzip.decompress), ("br", brotli.decompress)])
def test_a_document_is_sent_compressed(plain: httpx.Client, path: str, coding: str, unpacked: Callable[[bytes], bytes]) -> None:
    response, body = raw(plain, path, coding)
    assert (response.headers["content-encoding"], response.headers["content-length"]) == (coding, str(len(body)))
    assert "accept-encoding" in response.headers["vary"].lower()
    assert unpacked(body) == (SHIPPED / PATHS[path]).read_bytes()
    assert len(body) < MAX_COMPRESSED_BYTES[coding]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("coding", ["identity", "gzip", "br"])
def test_a_caller_that_has_the_document_gets_304(plain: httpx.Client, path: str, coding: str) -> None:
    first, _ = raw(plain, path, coding)
    again, body = raw(plain, path, coding, **{"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, body) == (304, b"")
    assert again.headers["etag"].removeprefix("W/") == first.headers["etag"].removeprefix("W/")
    assert raw(plain, path, coding, **{"If-None-Match": '"other"'})[0].status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_its_headers_can_be_had_without_it(client: httpx.Client, path: str) -> None:
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert [head.headers[name] for name in ("etag", "content-length", "content-type")] == [
        get.headers[name] for name in ("etag", "content-length", "content-type")
    ]


@pytest.mark.parametrize("path", PATHS)
def test_no_key_is_needed(settings: Settings, path: str) -> None:
    with client_of(create_app(settings.model_copy(update={"keys": "required"}))) as client:
        assert client.get("/v1/jobs").status_code == 401
        assert client.get(path).status_code == 200


def test_nothing_is_made_at_the_start_or_for_a_request(settings: Settings) -> None:
    app = create_app(settings)
    with client_of(app) as client:
        assert [client.get(path).status_code for path in PATHS] == [200] * len(PATHS)
    assert app.openapi_schema is None


def test_the_files_are_written_for_everybody_to_read(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "documents"
    done = subprocess.run([sys.executable, "-m", "service.cli", "openapi", "--folder", str(folder)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in folder.iterdir()} == dict.fromkeys(FORMS, "0o644")
