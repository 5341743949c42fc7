"""What clients do with jobs: train, follow, cancel, pause, search, train again, and delete."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from modelbook import Job

from tests.acceptance.service import JOB_S
from tests.chaos.mix import MIX
from tests.soak.crowd import Caller
from tests.soak.standing import SPECS

#: Epochs of a job that is cancelled before it ends.
ENDLESS = 10_000
#: Lines of events after which a stream is dropped.
DROPPED_AFTER = 4


def train(caller: Caller) -> None:
    """Train a model like one that is there: followed to the end, it must answer the golden examples of the other, and have figures."""
    name = caller.random.choice(sorted(caller.standing))
    with removed(caller, SPECS[name], f"trained-{name}") as job:
        events = [(kind, json.loads(data)) for kind, data in caller.service.events(job.id)]
        assert [data["state"] for kind, data in events if kind == "state"][-1] == "succeeded", f"{name}: {events[-1]}"
        epochs = [data["epoch"] for kind, data in events if kind == "epoch"]
        assert epochs == list(range(1, len(epochs) + 1)), f"{name}: expected each epoch once, got {epochs}"
        caller.standing[name].require_golden(caller.service, job.name)
        caller.require_figures(f"/v1/jobs/{job.id}/plots", "svg")


def retrain(caller: Caller) -> None:
    """Train a model that is there again, to the same bits, and on the same data as another version."""
    name = caller.random.choice(("dense", "forest"))
    model = caller.api.models[name]
    found = model.reproduce()
    assert found.wait().reproduction.verdict == "bit-equal", f"{name}: {found.refresh().reproduction}"
    found.delete(purge=True)
    again = model.retrain(name=f"retrained-{name}").wait()
    caller.standing[name].require_golden(caller.service, again.name)
    again.delete(purge=True, with_models=True)


def search(caller: Caller) -> None:
    """Search by trials of several processes, each of which must be there once."""
    spec = {**MIX["search"], "training": {**MIX["search"]["training"], "epochs": 1}}
    with removed(caller, spec, "searched") as job:
        events = [json.loads(data) for kind, data in caller.service.events(job.id) if kind == "trial"]
        trials = [(trial["candidate"], trial["fold"]) for trial in events]
        assert sorted(trials) == [(candidate, fold) for candidate in range(3) for fold in range(3)], f"got the trials {trials}"
        assert job.wait().best_score > 0


def cancel(caller: Caller) -> None:
    """Cancel a job: one that runs, perhaps after a pause, or one that may still be queued."""
    spec = {**MIX["dense"], "training": {**MIX["dense"]["training"], "epochs": ENDLESS}}
    with removed(caller, spec, "cancelled", "cancelled") as job:
        if caller.random.random() < 0.7:
            caller.service.wait_for(job.id, "running")
            _drop_events(caller, job)
        if caller.random.random() < 0.5:
            job.pause()
            caller.service.wait_for(job.id, "paused")
            job.resume()
        job.cancel()
        caller.service.wait_for(job.id, "cancelled")


@contextmanager
def removed(caller: Caller, spec: dict[str, Any], name: str, state: str = "succeeded") -> Iterator[Job]:
    """Submit a job; when the block has ended, require its state, and remove it with what it made: at once, or deleted, restored and then removed."""
    job = caller.api.train(spec, name=name)
    yield job
    ended = caller.service.wait_for(job.id, state, seconds=JOB_S)
    if caller.random.random() < 0.5:
        job.delete(with_models=True).undo()
        assert caller.service.job(job.id)["state"] == state
    if caller.random.random() < 0.5:
        job.delete(with_models=True).purge()
    else:
        job.delete(with_models=True, purge=True)
    assert caller.service.http.get(f"/v1/jobs/{job.id}").status_code == 404
    if ended["model"] is not None:
        assert caller.service.http.get(f"/v1/models/{ended['model']}").status_code == 404


def _drop_events(caller: Caller, job: Job) -> None:
    """Follow a job for some lines, and hang up."""
    with caller.service.http.stream("GET", f"/v1/jobs/{job.id}/events") as response:
        for _, _line in zip(range(DROPPED_AFTER), response.iter_lines(), strict=False):
            pass
