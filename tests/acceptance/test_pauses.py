"""Jobs on a real worker that are paused, resumed and cancelled."""

import json
import time
from collections import Counter
from typing import Any

from tests.acceptance.service import Service, until

LONG = {"training": {"epochs": 1000}}
#: Seconds within which a network pauses; one on an idle machine.
SOON_S = 5.0
#: A search of 24 fits, each of which takes a fraction of a second.
SEARCH = {
    "task": "search",
    "data": {"source": "moons", "params": {"n_samples": 300, "noise": 0.3, "seed": 42}},
    "model": {"kind": "sklearn", "steps": [{"estimator": "RandomForestClassifier"}]},
    "search": {"strategy": "grid", "folds": 3, "space": {"max_depth": [1, 2, 3, 4], "n_estimators": [150, 200]}, "train_scores": False},
}


def _post(service: Service, job_id: str, verb: str) -> dict[str, Any]:
    return dict(service.http.post(f"/v1/jobs/{job_id}/{verb}").raise_for_status().json())


def _states(service: Service, job_id: str) -> list[str]:
    return [json.loads(data)["state"] for kind, data in service.events(job_id) if kind == "state"]


def test_a_paused_network_makes_room_and_goes_on_where_it_was(service: Service) -> None:
    job_id = service.submit("sines0-lstm3-w3", patch=LONG)["id"]
    until(lambda: service.job(job_id)["progress"] > 0, "the first steps")
    start = time.monotonic()
    assert _post(service, job_id, "pause")["pause_requested"]
    paused = service.wait_for(job_id, "paused")
    assert time.monotonic() - start < SOON_S
    assert (paused["worker"], paused["finished_at"]) == (None, None)
    assert service.trained("ridge-sine-line")["attempt"] == 1
    assert _post(service, job_id, "resume")["state"] in ("queued", "running")
    until(lambda: service.job(job_id)["progress"] > paused["progress"] + 0.01, "ten more epochs after the pause")
    _post(service, job_id, "pause")
    service.wait_for(job_id, "paused")
    assert _post(service, job_id, "cancel")["state"] == "cancelled"
    assert _states(service, job_id) == ["queued", "running", "paused", "queued", "running", "paused", "cancelled"]
    events = service.events(job_id)
    assert "continuing in epoch" in str(events)
    epochs = [json.loads(data)["epoch"] for kind, data in events if kind == "epoch"]
    assert epochs == list(range(1, len(epochs) + 1))


def test_a_paused_search_runs_no_trial_twice(service: Service) -> None:
    job_id = service.submit(SEARCH)["id"]
    until(lambda: service.job(job_id)["progress"] > 0, "the first trials")
    _post(service, job_id, "pause")
    paused = service.wait_for(job_id, "paused")
    assert 0 < paused["progress"] < 1
    time.sleep(1.0)
    assert service.job(job_id)["progress"] == paused["progress"]
    _post(service, job_id, "resume")
    assert service.wait_for(job_id, "succeeded")["model"]
    reported = [json.loads(data) for kind, data in service.events(job_id) if kind == "trial"]
    assert set(Counter((line["candidate"], line["fold"]) for line in reported).values()) == {1}
    assert len(reported) == 24
