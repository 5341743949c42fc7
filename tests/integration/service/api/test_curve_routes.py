"""Curves of jobs over HTTP: thinned, of one job with its history, and of several over the same epochs."""

from typing import Any

import httpx
import pytest

from service.store.attempts import Attempts
from service.store.database import Database
from service.store.rows import Epoch, Job
from tests.integration.given import running
from tests.responses import faults, problem


def trained(database: Database, n_epochs: int, *, without: int = 0, **changes: Any) -> Job:
    """Make a job with epochs whose loss falls, of which one has no accuracy."""
    job, attempts = running(database, **changes), Attempts(database)
    for number in range(1, n_epochs + 1):
        metrics = {"loss": 1 / number, "accuracy": 0.5} if number != without else {"loss": 1 / number}
        attempts.epoch(job.id, job.attempt, Epoch(number, metrics, 1.0, 0.25, 100.0, [{"step": 1, "loss": 2.0}] if number in (2, 4) else []))
    return job


def test_curves_of_jobs_are_over_the_same_epochs(client: httpx.Client, database: Database) -> None:
    first, second = trained(database, 4, name="long"), trained(database, 2, without=2, name="short")
    found = client.get("/v1/curves", params={"job": [first.id, second.id, first.id]}).json()
    missing = {"metric": "accuracy", "n_epochs": 1, "first_epoch": 2, "last_epoch": 2, "reason": "NaN or infinite: JSON has no such number"}
    assert found == {
        "epoch": [1, 2, 3, 4],
        "epochs_per_bucket": 1,
        "jobs": [
            {
                **{"job_id": first.id, "name": "long", "last_event": 6, "first_epoch": 1, "last_epoch": 4, "missing": []},
                "metrics": {"loss": [1, 0.5, 0.33333334, 0.25], "accuracy": [0.5] * 4, "learning_rate": [0.25] * 4},
            },
            {
                **{"job_id": second.id, "name": "short", "last_event": 4, "first_epoch": 1, "last_epoch": 2, "missing": [missing]},
                "metrics": {"loss": [1, 0.5, None, None], "accuracy": [0.5, None, None, None], "learning_rate": [0.25, 0.25, None, None]},
            },
        ],
    }


def test_a_history_has_curves_when_it_is_asked_for_them(client: httpx.Client, database: Database) -> None:
    job = trained(database, 4)
    found = client.get(f"/v1/jobs/{job.id}/history", params={"from": 2, "to": 3, "metric": "loss"}).json()
    (curves,) = found["curves"]["jobs"]
    assert (found["epochs"], found["overfitting"], found["batches"]) == ([], None, [{"epoch": 2, "step": 1, "loss": 2.0}])
    assert (found["curves"]["epoch"], curves["metrics"], curves["last_epoch"]) == ([2, 3], {"loss": [0.5, 0.33333334]}, 4)


def test_curves_have_no_more_points_than_wanted_and_take_new_epochs_in(client: httpx.Client, database: Database) -> None:
    job = trained(database, 30)
    url = f"/v1/jobs/{job.id}/history?points=10"
    before = client.get(url).json()["curves"]
    Attempts(database).epoch(job.id, job.attempt, Epoch(31, {"loss": 9.0, "accuracy": 0.5}, 1.0, 0.25))
    after = client.get(url).json()["curves"]
    assert (len(before["epoch"]), before["epochs_per_bucket"], before["epoch"][-1]) == (10, 7, 30)
    assert (after["epoch"][-1], after["jobs"][0]["metrics"]["loss"][-1], after["jobs"][0]["last_event"]) == (
        31,
        9,
        before["jobs"][0]["last_event"] + 1,
    )


def test_an_overfitting_network_is_found_beside_its_curves(client: httpx.Client, database: Database) -> None:
    job, attempts = running(database), Attempts(database)
    for number, (loss, val_loss) in enumerate([(0.5, 0.5), (0.3, 0.4), (0.2, 0.45), (0.1, 0.5), (0.05, 0.6)], 1):
        attempts.epoch(job.id, job.attempt, Epoch(number, {"loss": loss, "val_loss": val_loss}, 1.0))
    whole, curves = (client.get(f"/v1/jobs/{job.id}/history", params=params).json() for params in ({}, {"points": 10}))
    assert whole["overfitting"] == curves["overfitting"] == {"epoch": 2, "val_loss": 0.4, "last_val_loss": 0.6}


def test_a_job_without_epochs_has_curves_without_points(client: httpx.Client, database: Database) -> None:
    found = client.get(f"/v1/jobs/{running(database).id}/history?points=10").json()
    assert (found["curves"]["epoch"], found["curves"]["jobs"][0]["metrics"], found["batches"]) == ([], {}, [])


@pytest.mark.parametrize(
    ("query", "pointer", "expected"),
    [
        ("job=x&points=2001", "/query/points", "2000"),
        ("job=x&from=0", "/query/from", "1"),
        ("job=x&from=9&to=3", "/query/to", "expected an epoch from 9 on, which is the first one (from), got 3"),
        ("points=10", "/query/job", ""),
        ("&".join(["job=x"] * 101), "/query/job", "100"),
    ],
)
def test_what_cannot_be_drawn_is_refused_at_its_parameter(client: httpx.Client, query: str, pointer: str, expected: str) -> None:
    assert expected in faults(client.get(f"/v1/curves?{query}"))[pointer]


def test_a_job_that_is_not_there_is_named(client: httpx.Client, database: Database) -> None:
    refused = problem(client.get("/v1/curves", params={"job": [trained(database, 1).id, "nowhere"]}), 404)
    assert refused["detail"] == "there is no job 'nowhere'"
