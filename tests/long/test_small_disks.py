"""The whole service on a small disk that gets full while a network trains, and has room again: the job ends as if nothing had been."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from tests.acceptance.service import Service, embedded, until
from tests.small_disk import fill, make_room, small_disk

#: Size of the disk, in bytes: for MNIST unpacked, the database, and some checkpoints.
SIZE_BYTES = 256 * 1024**2
#: Seconds for which the disk is full: as long as a few attempts would last.
FULL_S = 12.0
RECIPE = "mnist-dense-32-32-dropout"
PATCH = {"training": {"epochs": 12, "checkpoint": {"every": 1}}}


@pytest.fixture(scope="module", params=["", "files"], ids=["whole data folder", "files only"])
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, Path]]:
    """A service, and the small disk that holds all of its data, or its files only."""
    data = tmp_path_factory.mktemp("up") / "data"
    with small_disk(data / request.param, SIZE_BYTES) as disk, embedded(data, MODELBOOK_SNAPSHOT_EVERY_S="0.5") as (service, _):
        yield service, disk


def weights_of(service: Service, job: dict[str, Any]) -> list[np.ndarray]:
    assert service.data is not None
    (path,) = (service.data / "files" / "jobs" / job["id"]).glob("*/model.h5")
    found: list[np.ndarray] = []
    with h5py.File(path) as file:
        file["model_weights"].visititems(lambda _, item: found.append(item[()]) if isinstance(item, h5py.Dataset) else None)
    return found


def reasons_of(service: Service, job_id: str) -> list[str]:
    return [data for kind, data in service.events(job_id) if kind == "state" and '"reason"' in data]


def test_a_job_goes_on_exactly_after_its_disk_was_full(full: tuple[Service, Path]) -> None:
    service, disk = full
    quiet = service.trained(RECIPE, patch=PATCH, name="quiet")
    job_id = service.submit(RECIPE, patch=PATCH, name="disturbed")["id"]
    until(lambda: service.job(job_id)["progress"] > 0.2, "the first epochs")
    full_until = time.monotonic() + FULL_S
    while time.monotonic() < full_until:
        fill(disk)  # Again and again: what an attempt leaves is removed.
        time.sleep(0.2)
    fill(disk)
    assert service.http.get("/readyz").status_code == 503
    assert service.job(job_id)["state"] in ("queued", "running")
    make_room(disk)
    ended = service.wait_for(job_id, "succeeded")
    assert ended["attempt"] >= 2
    assert any("there was no room on the disk" in reason for reason in reasons_of(service, job_id))
    assert [line["epoch"] for line in service.http.get(f"/v1/jobs/{job_id}/history").json()["epochs"]] == list(range(1, 13))
    for expected, found in zip(weights_of(service, quiet), weights_of(service, ended), strict=True):
        np.testing.assert_array_equal(found, expected)
    assert service.data is not None
    assert list((service.data / "files").rglob(".part-*")) == []
