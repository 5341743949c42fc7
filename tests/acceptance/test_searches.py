"""Searches on real workers: distributed, interrupted, stopped, cancelled."""

import json
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from sklearn.datasets import make_moons
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import GridSearchCV

from tests.acceptance.service import Service, until
from tests.acceptance.spread import Spread, spread_out

DEPTHS, TREES = list(range(1, 9)), [50, 100]
#: Candidates that take so long that a search is not over before it is stopped, however fast the machine.
SLOW = {"max_depth": DEPTHS, "n_estimators": [400, 500]}


def forests(**search: Any) -> dict[str, Any]:
    """Return a search of 16 candidates on 3 folds, each fit of which takes a fraction of a second."""
    space = {"max_depth": DEPTHS, "n_estimators": TREES}
    return {
        "task": "search",
        "data": {"source": "moons", "params": {"n_samples": 300, "noise": 0.3, "seed": 42}},
        "model": {"kind": "sklearn", "steps": [{"estimator": "RandomForestClassifier"}]},
        "search": {"strategy": "grid", "folds": 3, "space": space, "train_scores": False, **search},
    }


def trials(service: Service, job: dict[str, Any], **query: Any) -> dict[str, Any]:
    return dict(service.http.get(f"/v1/jobs/{job['id']}/trials", params=query).raise_for_status().json())


def n_done(service: Service, job: dict[str, Any]) -> int:
    page = trials(service, job)
    return int(page["n_trials"] - page["n_open"])


@pytest.fixture(scope="module")
def spread(postgres: str, broker_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spread]:
    with spread_out(tmp_path_factory.mktemp("searches"), postgres, broker_url, broker_database=2) as spread:
        yield spread


@pytest.fixture(scope="module")
def expected() -> GridSearchCV:
    """The same search by scikit-learn without the service."""
    x, y = make_moons(300, noise=0.3, random_state=42)
    space = {"max_depth": DEPTHS, "n_estimators": TREES}
    return GridSearchCV(RandomForestClassifier(random_state=42), space, cv=3, n_jobs=2).fit(x, y)


def test_a_stopped_search_keeps_the_best_so_far(spread: Spread) -> None:
    job = spread.service.submit(forests(space=SLOW), name="stopped")
    until(lambda: n_done(spread.service, job) >= 6, "the first candidates")
    response = spread.service.http.post(f"/v1/jobs/{job['id']}/stop")
    assert (response.status_code, response.json()["stop_requested"]) == (202, True)
    ended = spread.service.wait_for(job["id"], "succeeded")
    page = trials(spread.service, job)
    tried = [line for line in page["candidates"] if line["mean_score"] is not None]
    assert 0 < len(tried) < page["n_candidates"] == 16
    assert ended["best_score"] == max(line["mean_score"] for line in tried)
    assert ended["model"] == "stopped@1"
    assert spread.service.predict("stopped", json={"inputs": [[0.0, 1.0]]})[0]["label"] == 0


def test_cancelling_a_search_stops_it_within_a_trial(spread: Spread) -> None:
    job = spread.service.submit(forests(space=SLOW))
    until(lambda: n_done(spread.service, job) >= 2, "the first trials")
    start = time.monotonic()
    assert spread.service.http.post(f"/v1/jobs/{job['id']}/cancel").status_code == 202
    ended = spread.service.wait_for(job["id"], "cancelled")
    assert time.monotonic() - start < 5
    assert ended["model"] is None
    until(lambda: trials(spread.service, job)["n_open"] == 0, "the members to let go")
    done = n_done(spread.service, job)
    time.sleep(1.0)
    assert n_done(spread.service, job) == done


def test_a_short_job_does_not_wait_for_a_long_search(spread: Spread) -> None:
    # Far more than the ten seconds in which a search that has begun makes no room for others.
    search = spread.service.submit(forests(space=SLOW | {"n_estimators": [400, 500, 600, 700]}))
    until(lambda: n_done(spread.service, search) >= 4, "both workers to be at work")
    short = spread.service.submit("ridge-sine-line")
    spread.service.wait_for(short["id"], "succeeded")
    assert spread.service.job(search["id"])["state"] == "running"
    spread.service.http.post(f"/v1/jobs/{search['id']}/cancel").raise_for_status()


def test_a_search_survives_the_death_of_a_worker_with_the_same_winner_and_no_trial_twice(spread: Spread, expected: GridSearchCV) -> None:
    job = spread.service.submit(forests(), name="survivor")
    until(lambda: n_done(spread.service, job) >= 12, "both workers to be at work")
    victim = spread.worker_of(spread.service.job(job["id"]))
    os.kill(victim.pid, signal.SIGKILL)
    ended = spread.service.wait_for(job["id"], "succeeded")
    assert ended["best_params"] == expected.best_params_
    assert ended["best_score"] == pytest.approx(expected.best_score_, abs=1e-12)
    reported = [json.loads(data) for kind, data in spread.service.events(job["id"]) if kind == "trial"]
    assert Counter((line["candidate"], line["fold"]) for line in reported) == {(candidate, fold): 1 for candidate in range(16) for fold in range(3)}
    means = [line["mean_score"] for line in trials(spread.service, job)["candidates"]]
    assert means == pytest.approx(expected.cv_results_["mean_test_score"].tolist(), abs=1e-12)
