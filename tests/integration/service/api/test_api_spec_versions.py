"""Specs of the current version come in over HTTP, others are refused; what was stored by earlier versions is translated when it is read."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select, update

from models.artifact.file import read_artifact
from models.specs.importing import spec_of
from models.specs.versions import SPEC_VERSION
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.tables import jobs
from tests.integration.given import LONG_S, claim

ARTIFACTS = sorted((Path(__file__).parents[3] / "data" / "artifacts").glob("*.h5"))
RIDGE: dict[str, Any] = {"data": {"source": "noisy_sine"}, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}


def submitted(client: httpx.Client, body: dict[str, Any]) -> dict[str, Any]:
    """Submit a job; return it as the API shows it."""
    response = client.post("/v1/jobs", json=body)
    assert response.status_code == 202, response.text
    return dict(client.get(response.headers["location"]).json())


def test_a_job_shows_its_spec_with_its_version_and_that_can_be_submitted_again(client: httpx.Client) -> None:
    first = submitted(client, {"spec": RIDGE})
    assert first["spec"]["version"] == SPEC_VERSION
    assert submitted(client, {"spec": first["spec"]})["spec"] == first["spec"]


@pytest.mark.parametrize("path", ["/v1/jobs", "/v1/specs/check", "/v1/sweeps"])
@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"spec": {**RIDGE, "version": SPEC_VERSION + 1}}, "/spec/version"),
        ({"recipe": "ridge-sine-line", "patch": {"version": 1}}, "/patch/version"),
    ],
)
def test_a_body_with_another_version_is_refused(client: httpx.Client, path: str, body: dict[str, Any], pointer: str) -> None:
    response = client.post(path, json={**body, **({"sweep": {"a": {}}} if path == "/v1/sweeps" else {})})
    assert response.status_code == (200 if path == "/v1/specs/check" else 422)
    [fault] = response.json()["errors"]
    assert fault["pointer"] == pointer
    assert fault["detail"].startswith(f"should be {SPEC_VERSION}, got ")


def test_a_patch_with_the_current_version_is_accepted(client: httpx.Client) -> None:
    assert submitted(client, {"recipe": "ridge-sine-line", "patch": {"version": SPEC_VERSION}})["spec"]["version"] == SPEC_VERSION


def test_a_row_of_version_1_is_read_as_one_of_the_current_version(client: httpx.Client, database: Database) -> None:
    job = submitted(client, {"spec": RIDGE})
    first = {key: value for key, value in job["spec"].items() if key != "version"}
    best = {"candidate": 0, "params": {}, "score": 1.0, "spec": first}
    with database.writing() as connection:
        connection.execute(update(jobs).where(jobs.c.id == job["id"]).values(spec=first, best=best))
    assert client.get(f"/v1/jobs/{job['id']}").json()["spec"] == job["spec"]
    read = Jobs(database).get(job["id"])
    assert read.model_spec == job["spec"]
    claimed = claim(database, job["id"], "worker-1", LONG_S)
    assert claimed is not None
    assert claimed.spec == job["spec"]
    with database.reading() as connection:
        assert connection.execute(select(jobs.c.spec).where(jobs.c.id == job["id"])).scalar_one() == first


@pytest.mark.parametrize("path", ARTIFACTS, ids=lambda path: path.stem)
def test_an_artifact_of_an_earlier_version_has_a_spec_of_the_current_one(path: Path) -> None:
    spec = read_artifact(path).content.spec
    assert spec["version"] == SPEC_VERSION
    assert spec_of(spec).model_dump(mode="json")["version"] == SPEC_VERSION
