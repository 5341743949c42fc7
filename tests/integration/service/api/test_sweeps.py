"""Sweeps over HTTP: sibling jobs, all or none, compared and cancelled together."""

from typing import Any

import httpx
import pytest

ALPHAS: dict[str, Any] = {f"a{alpha}": {"model": {"steps": [{"estimator": "Ridge", "params": {"alpha": alpha}}]}} for alpha in (1, 10, 100)}


def submit(client: httpx.Client, sweep: dict[str, Any] | None = None, headers: dict[str, str] | None = None, **body: Any) -> httpx.Response:
    asked = {"recipe": "ridge-sine-line", **body, **({} if sweep is None else {"sweep": sweep})}
    return client.post("/v1/sweeps", json=asked, headers=headers or {})


def test_a_sweep_makes_a_job_for_each_patch_in_order(client: httpx.Client) -> None:
    response = submit(client, ALPHAS, name="lines")
    assert response.status_code == 202
    made = response.json()
    assert response.headers["location"] == f"/v1/sweeps/{made['id']}"
    assert [(line["member"], line["job"]["name"], line["job"]["state"]) for line in made["members"]] == [
        (member, f"lines-{member}", "queued") for member in ALPHAS
    ]
    assert [line["job"]["spec"]["model"]["steps"][0]["params"]["alpha"] for line in made["members"]] == [1, 10, 100]


def test_a_sweep_shows_what_differs(client: httpx.Client) -> None:
    made = submit(client, {"seed": {}, "seeds": {"seed": 7, "resources": {"time_limit_s": 60}}}).json()
    shown = client.get(f"/v1/sweeps/{made['id']}").json()
    assert [line["differs"] for line in shown["members"]] == [{}, {"/seed": 7, "/resources/time_limit_s": 60}]
    assert shown["members"][0]["seconds"] is None


@pytest.mark.parametrize(
    ("sweep", "pointer", "phrase"),
    [
        ({"good": {}, "bad": {"sed": 7}}, "/sweep/bad/sed", "did you mean seed?"),
        ({"Bad Name": {}}, "/sweep/Bad Name", "text of the form"),
        ({}, "/sweep", "at least 1 item"),
        (None, "/sweep", "by name, in the body or the recipe; got none"),
    ],
)
def test_a_sweep_of_which_a_job_cannot_work_makes_none(client: httpx.Client, sweep: dict[str, Any] | None, pointer: str, phrase: str) -> None:
    before = client.get("/v1/jobs").json()["jobs"]
    response = submit(client, sweep)
    assert response.status_code == 422
    assert any(fault["pointer"] == pointer and phrase in fault["detail"] for fault in response.json()["errors"]), response.text
    assert client.get("/v1/jobs").json()["jobs"] == before


def test_a_fault_of_the_base_is_told_once_and_where_it_is(client: httpx.Client) -> None:
    response = submit(client, ALPHAS, patch={"sed": 1})
    assert response.json()["errors"][0]["pointer"] == "/patch/sed"


def test_a_fault_of_the_base_is_in_its_spec_or_in_the_patch_beside_it(client: httpx.Client) -> None:
    spec = {"data": {"source": "noisy_sine"}, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}, "sed": 1}
    response = client.post("/v1/sweeps", json={"spec": spec, "patch": {"seeds": 2}, "sweep": {"one": {}}})
    assert {fault["pointer"] for fault in response.json()["errors"]} == {"/spec/sed", "/patch/seeds"}


def test_the_same_key_makes_a_sweep_once(client: httpx.Client) -> None:
    first, again = (submit(client, ALPHAS, {"Idempotency-Key": "sweep-once"}) for _ in range(2))
    assert again.json()["id"] == first.json()["id"]
    other = submit(client, {"one": {}}, {"Idempotency-Key": "sweep-once"})
    assert other.status_code == 409


def test_a_sweep_is_cancelled_whole(client: httpx.Client) -> None:
    made = submit(client, ALPHAS).json()
    cancelled = client.post(f"/v1/sweeps/{made['id']}/cancel")
    assert cancelled.status_code == 202
    assert {line["job"]["state"] for line in cancelled.json()["members"]} == {"cancelled"}
    assert client.post(f"/v1/sweeps/{made['id']}/cancel").status_code == 202


def test_an_unknown_sweep_is_not_found(client: httpx.Client) -> None:
    assert client.get("/v1/sweeps/nothing").status_code == 404
    assert client.post("/v1/sweeps/nothing/cancel").status_code == 404
