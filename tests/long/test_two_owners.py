"""Jobs of two owners in the workers of a running service: each gets what it may, by the names of the owner of the job."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models.checking.check import require_sound
from service.store.database import Database
from service.store.files import Files
from service.store.jobs import Jobs
from service.store.lookup import Lookup
from service.store.registry import Registry
from service.store.rows import Job
from tests.acceptance.service import JOB_S, Service, embedded
from tests.integration.given import new_job

DENSE = [{"layer": "Dense", "units": 4, "activation": "relu"}, {"layer": "Dense", "units": 1}]
NETWORK: dict[str, Any] = {
    "data": {"source": "diabetes"},
    "preprocessing": {"inputs": [{"step": "standardize"}], "targets": [{"step": "standardize"}]},
    "model": {"kind": "sequential", "layers": DENSE},
    "training": {"loss": "mean_squared_error", "epochs": 1},
}


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """`modelbook up`, which looks often for jobs that no request of its own has announced."""
    with embedded(tmp_path_factory.mktemp("two") / "data", MODELBOOK_REPUBLISH_AFTER_S="0.5", MODELBOOK_REAP_EVERY_S="0.5") as (service, _):
        yield service


@pytest.fixture(scope="module")
def database(stack: Service) -> Iterator[Database]:
    assert stack.data is not None
    database = Database(f"sqlite:///{stack.data / 'modelbook.db'}")
    yield database
    database.close()


def checked(database: Database, files: Path, spec: dict[str, Any]) -> dict[str, Any]:
    """Return the spec of a job of bob as the API stores it."""
    return require_sound(spec, Lookup(database, Files(files), "bob")).model_dump(mode="json")


def queued(database: Database, spec: dict[str, Any], name: str) -> Job:
    """Queue a job of bob."""
    return Jobs(database, "bob").create(new_job(spec=spec, name=name))[0]


def ended(database: Database, job: Job) -> Job:
    deadline = time.monotonic() + JOB_S
    while not (found := Jobs(database, "bob").get(job.id)).is_final:
        assert time.monotonic() < deadline, found
        time.sleep(0.1)
    return found


def share(stack: Service, thing: str) -> None:
    stack.http.put(f"/v1/{thing}/grants/bob", json={"right": "use"}).raise_for_status()


def test_what_is_shared_is_trained_on_by_another_owners_jobs_and_nothing_else_is(stack: Service, database: Database) -> None:
    assert stack.data is not None
    files = stack.data / "files"
    rows = "x,y\n" + "".join(f"{x},{2 * x + 1}\n" for x in range(40))
    table = stack.http.post("/v1/datasets", files={"file": ("t.csv", rows)}).raise_for_status().json()["id"]
    stack.trained(NETWORK, name="base")
    share(stack, "models/base")
    share(stack, f"datasets/{table}")
    ridge = {"data": {"source": f"dataset:{table}", "target": "y"}, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}
    search = {**ridge, "task": "search", "search": {"strategy": "grid", "folds": 2, "space": {"ridge__alpha": [0.1, 1.0]}}}
    specs = {"line": ridge, "base": {**NETWORK, "start_from": "default/base"}, "best": search}
    sound = {name: checked(database, files, spec) for name, spec in specs.items()}
    jobs = [queued(database, spec, name) for name, spec in sound.items()]
    assert [(job.state, job.error) for job in (ended(database, job) for job in jobs)] == [("succeeded", None)] * 3
    assert [version.key for version in Registry(database, "bob").newest(None, 10)] == ["bob/base@1", "bob/best@1", "bob/line@1"]
    assert sound["base"]["start_from"] == "default/base@1"
    shown = stack.http.get("/v1/models").json()["models"], stack.http.get("/v1/jobs").json()["jobs"]
    assert [[thing.get("ref") or thing["name"] for thing in things] for things in shown] == [["base@1"], ["base"]]
    for path in ("", "/events", "/history", "/files", "/trials", "/checkpoints"):
        assert stack.http.get(f"/v1/jobs/{jobs[0].id}{path}").status_code == 404
    assert stack.http.get("/v1/models/bob/line").status_code == 404
    stack.http.delete(f"/v1/datasets/{table}/grants/bob").raise_for_status()
    late = ended(database, queued(database, sound["line"], "late"))
    assert (late.state, "a grant that was withdrawn no longer counts" in (late.error or "")) == ("failed", True), late.error
