"""Jobs go on, in one attempt, while their database is away for longer than a lease."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.service import until
from tests.acceptance.spread import Spread, spread_out
from tests.servers import PostgresServer

#: Seconds for which the database is away: the lease of a job is 3 s.
AWAY_S = 6.0
SEARCH: dict[str, Any] = {
    "task": "search",
    "data": {"source": "iris"},
    "model": {"kind": "sklearn", "steps": [{"estimator": "RandomForestClassifier", "params": {"n_estimators": 50}}]},
    "search": {"strategy": "grid", "folds": 5, "space": {"randomforestclassifier__max_depth": list(range(2, 42))}},
}


@pytest.fixture(scope="module")
def spread(server: PostgresServer, broker_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spread]:
    folder: Path = tmp_path_factory.mktemp("restart")
    with spread_out(folder, server.uri, broker_url, broker_database=2) as spread:
        yield spread


def test_running_jobs_succeed_in_one_attempt_after_the_database_was_away(spread: Spread, server: PostgresServer) -> None:
    service = spread.service
    jobs = [service.submit("sines0-lstm3-w3", patch={"training": {"epochs": 60}})["id"], service.submit(SEARCH)["id"]]
    until(lambda: all(service.job(job_id)["progress"] > 0 for job_id in jobs), "the first steps of both")
    server.stop(at_once=True)
    refused = service.http.get("/v1/jobs")
    time.sleep(AWAY_S)
    server.start()
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    until(lambda: service.http.get("/v1/jobs").status_code == 200, "the API to find the database again", 10)
    ended = [service.wait_for(job_id, "succeeded") for job_id in jobs]
    assert ended[0]["attempt"] == 1
    epochs = service.http.get(f"/v1/jobs/{jobs[0]}/history").raise_for_status().json()["epochs"]
    assert [epoch["epoch"] for epoch in epochs] == list(range(1, 61))
    told = [line for job_id in jobs for line in service.events(job_id)]
    assert not [line for line in told if "lost" in line[1] or "expired" in line[1]]
    assert len([line for line in told if line[0] == "epoch"]) == 60
    assert len([line for line in told if line[0] == "trial"]) == 200
