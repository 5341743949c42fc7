"""Priorities of jobs and sweeps over HTTP: shown, within bounds, and above 0 for administrators only."""

from collections.abc import Iterator
from typing import Any, get_args

import httpx
import pytest
from fastapi import FastAPI

from service.access.caller import Caller, Scope
from service.deps import TheParts
from tests.responses import accepted

RIDGE = {"recipe": "ridge-sine-line"}
SWEEP = {**RIDGE, "sweep": {"one": {}, "two": {"seed": 2}}}
FORBIDDEN = "expected a priority of at most 0, got 1: one above 0 needs a key with the scope admin"


@pytest.fixture
def trainer(app: FastAPI, client: httpx.Client) -> Iterator[httpx.Client]:
    """A client whose caller may train, and is no administrator."""
    parts = get_args(TheParts)[1].dependency
    app.dependency_overrides[parts] = lambda: app.state.parts.seen_by(Caller("app1", frozenset({Scope.TRAIN})))
    yield client
    del app.dependency_overrides[parts]


def jobs_of(client: httpx.Client) -> list[Any]:
    return list(client.get("/v1/jobs").json()["jobs"])


def test_a_job_has_priority_0_unless_it_asks_for_another(client: httpx.Client) -> None:
    made = [accepted(client.post("/v1/jobs", json={**RIDGE, **asked})) for asked in ({}, {"priority": -10}, {"priority": 10})]
    assert [job["priority"] for job in made] == [0, -10, 10]
    assert client.get(f"/v1/jobs/{made[2]['id']}").json()["priority"] == 10


def test_all_jobs_of_a_sweep_have_its_priority(client: httpx.Client) -> None:
    made = accepted(client.post("/v1/sweeps", json={**SWEEP, "priority": 7}))
    assert [line["job"]["priority"] for line in made["members"]] == [7, 7]


@pytest.mark.parametrize("route", ["/v1/jobs", "/v1/sweeps"])
@pytest.mark.parametrize(("asked", "phrase"), [(11, "less than or equal to 10"), (-11, "greater than or equal to -10"), (1.5, "1.5"), (True, "true")])
def test_a_priority_that_is_no_number_within_the_bounds_is_refused(client: httpx.Client, route: str, asked: Any, phrase: str) -> None:
    response = client.post(route, json={**(RIDGE if route == "/v1/jobs" else SWEEP), "priority": asked})
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (422, "/priority")
    assert phrase in response.text


@pytest.mark.parametrize(("route", "body"), [("/v1/jobs", RIDGE), ("/v1/sweeps", SWEEP)])
def test_a_priority_above_0_needs_the_scope_admin(trainer: httpx.Client, route: str, body: dict[str, Any]) -> None:
    before = jobs_of(trainer)
    response = trainer.post(route, json={**body, "priority": 1})
    assert (response.status_code, response.json()["detail"]) == (403, FORBIDDEN)
    assert response.json()["errors"] == [{"pointer": "/priority", "detail": FORBIDDEN}]
    assert jobs_of(trainer) == before


@pytest.mark.parametrize(("route", "body"), [("/v1/jobs", RIDGE), ("/v1/sweeps", SWEEP)])
def test_a_priority_below_0_needs_no_scope_of_its_own(trainer: httpx.Client, route: str, body: dict[str, Any]) -> None:
    accepted(trainer.post(route, json={**body, "priority": -1}))
