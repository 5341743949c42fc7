"""A full disk: 507 in plain words, nothing half-written left behind, and all is well again when there is room."""

import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.acceptance.service import Service, find_process
from tests.hostile.weights import ARCHITECTURE, hdf5, plain
from tests.responses import problem

MIB = 1024 * 1024
#: Largest file that the API can write meanwhile, above that of its database, and size of a file that is larger, in bytes.
ROOM_BYTES, FILE_BYTES = 64 * MIB, 80 * MIB


@contextmanager
def little_room(service: Service) -> Iterator[None]:
    """Let the system refuse the API larger files: to it that is what a full disk is."""
    api = find_process(service.root, "service.cli api")
    limits = resource.prlimit(api, resource.RLIMIT_FSIZE)
    resource.prlimit(api, resource.RLIMIT_FSIZE, (ROOM_BYTES, limits[1]))
    try:
        yield
    finally:
        resource.prlimit(api, resource.RLIMIT_FSIZE, limits)


def files_of(service: Service, folder: str) -> set[str]:
    assert service.data is not None
    return {path.name for path in (service.data / "files" / folder).glob("*")}


@pytest.mark.parametrize("route", ["upload", "import"])
def test_a_file_that_does_not_fit_leaves_nothing_behind(service: Service, route: str, tmp_path: Path) -> None:
    large = (b"x" * 999 + b"\n") * (FILE_BYTES // 1000)
    before = [files_of(service, folder) for folder in ("datasets", "imports")]
    with little_room(service):
        if route == "upload":
            response = service.http.post("/v1/datasets", files={"file": ("large.csv", large)})
        else:
            fields = {"name": "large", "architecture": json.dumps(ARCHITECTURE)}
            response = service.http.post("/v1/models", data=fields, files={"weights": ("w.h5", hdf5(tmp_path, plain) + large)})
        found = problem(response, 507)
    assert found["detail"] == "the server has no room to store this (File too large); nothing was stored"
    assert [files_of(service, folder) for folder in ("datasets", "imports")] == before
    assert service.http.post("/v1/datasets", files={"file": ("small.csv", b"x\n1\n2\n")}).status_code in (200, 201)
