"""Two owners with keys at a running service: workers get for a job what its owner may use, and the API shows each what is its own."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.acceptance.service import Service

DENSE = [{"layer": "Dense", "units": 4, "activation": "relu"}, {"layer": "Dense", "units": 1}]
NETWORK: dict[str, Any] = {
    "data": {"source": "diabetes"},
    "preprocessing": {"inputs": [{"step": "standardize"}], "targets": [{"step": "standardize"}]},
    "model": {"kind": "sequential", "layers": DENSE},
    "training": {"loss": "mean_squared_error", "epochs": 1},
}
ROWS = "x,y\n" + "".join(f"{x},{2 * x + 1}\n" for x in range(40))
OF_A_JOB = ("", "/events", "/history", "/files", "/trials", "/checkpoints", "/checkpoints/1", "/files/rows.npz")
OF_A_MODEL = ("", "/versions", "/versions/1", "/artifact", "/weights", "/architecture", "/onnx", "/evaluation", "/grants")


@pytest.fixture(scope="module")
def ann(service: Service) -> Iterator[Service]:
    yield from caller(service, "ann")


@pytest.fixture(scope="module")
def bob(service: Service) -> Iterator[Service]:
    yield from caller(service, "bob")


def caller(service: Service, owner: str) -> Iterator[Service]:
    """Yield the service as an owner calls it, with a key."""
    made = service.http.post("/v1/keys", json={"owner": owner, "scopes": ["read", "predict", "train"]}).raise_for_status().json()
    called = Service(str(service.http.base_url), service.data)
    called.http.headers["Authorization"] = f"Bearer {made['key']}"
    with called.http:
        yield called


@pytest.fixture(scope="module")
def table(ann: Service) -> str:
    """A data set of ann; she has a model `base`, too."""
    ann.trained(NETWORK, name="base")
    found: str = ann.http.post("/v1/datasets", files={"file": ("t.csv", ROWS)}).raise_for_status().json()["id"]
    return found


def ridge(table: str, **changes: Any) -> dict[str, Any]:
    return {"data": {"source": f"dataset:{table}", "target": "y"}, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}, **changes}


def share(owner: Service, thing: str, right: str = "use") -> None:
    owner.http.put(f"/v1/{thing}/grants/bob", json={"right": right}).raise_for_status()


def answers(caller: Service, addresses: list[str]) -> list[tuple[int, str]]:
    same_id = {"X-Request-ID": "asked"}  # It is in problems, which have to be alike.
    return [(response.status_code, response.text) for response in (caller.http.get(address, headers=same_id) for address in addresses)]


def test_without_a_grant_nothing_is_there(ann: Service, bob: Service, table: str) -> None:
    job = ann.http.get("/v1/jobs").json()["jobs"][0]["id"]
    real = [*(f"/v1/jobs/{job}{rest}" for rest in OF_A_JOB), *(f"/v1/models/{name}{rest}" for name in ("base", "ann/base") for rest in OF_A_MODEL)]
    real += [f"/v1/datasets/{table}{rest}" for rest in ("", "/plot", "/preview", "/grants")]
    missing = [address.replace(job, "0" * 26).replace("base", "none").replace(table, "0" * 20) for address in real]
    found = [(status, text.replace(job, "0" * 26).replace("base", "none").replace(table, "0" * 20)) for status, text in answers(bob, real)]
    assert found == answers(bob, missing)
    assert {status for status, _ in found} == {404}
    assert {status for status, _ in answers(ann, [f"/v1/jobs/{job}/events", "/v1/models/base", f"/v1/datasets/{table}"])} == {200}


def test_what_is_shared_for_use_is_trained_on_and_predicted_with(ann: Service, bob: Service, table: str) -> None:
    share(ann, "models/base")
    share(ann, f"datasets/{table}")
    search = ridge(table, task="search", search={"strategy": "grid", "folds": 2, "space": {"ridge__alpha": [0.1, 1.0]}})
    made = [bob.trained(ridge(table), name="line"), bob.trained({**NETWORK, "start_from": "ann/base"}, name="base"), bob.trained(search, name="best")]
    assert [(job["model"], job["spec"]["start_from"]) for job in made] == [("line@1", None), ("base@1", "ann/base@1"), ("best@1", None)]
    inputs = {"json": {"inputs": [[0.1] * 10]}}
    assert bob.predict("ann/base", **inputs) == ann.predict("base", **inputs) != bob.predict("base", **inputs)
    assert [model["ref"] for model in ann.http.get("/v1/models").json()["models"]] == ["base@1"]
    shared = bob.http.get("/v1/models?shared=true").json()["models"]  # Other tests of the same service share theirs, too.
    assert [model["ref"] for model in shared if model["owner"] == "ann"] == ["ann/base@1"]
    assert {status for status, _ in answers(ann, [f"/v1/jobs/{made[0]['id']}{rest}" for rest in OF_A_JOB] + ["/v1/models/bob/line"])} == {404}


def test_a_job_fails_whose_grant_is_withdrawn_while_it_waits(ann: Service, bob: Service, table: str) -> None:
    share(ann, f"datasets/{table}")
    long = {**NETWORK, "training": {**NETWORK["training"], "epochs": 5_000}}
    waits = [bob.submit(long) for _ in range((os.cpu_count() or 1) + 1)]  # More than a worker has slots.
    job = bob.submit(ridge(table))
    ann.http.delete(f"/v1/datasets/{table}/grants/bob").raise_for_status()
    for busy in waits:
        bob.http.post(f"/v1/jobs/{busy['id']}/cancel").raise_for_status()
    error: str = bob.wait_for(job["id"], "failed")["error"]
    assert "has to be shared with you for use, and a grant that was withdrawn no longer counts" in error
