"""A run of chaos: quiet jobs, the same jobs under faults, and the comparison."""

import json
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import h5py
import httpx
import numpy as np

from tests.chaos.faults import Faults
from tests.chaos.mix import MIX
from tests.chaos.stack import Stack

#: Seconds in which all jobs must have ended once the faults are over.
PATIENCE_S = 400
FINAL = {"succeeded", "failed", "cancelled"}


class Chaos:
    """Runs jobs on a stack, with and without faults.

    Args:
        stack: The stack.
        say: Receives what happens.
    """

    def __init__(self, stack: Stack, say: Callable[[str], None]) -> None:
        self._stack, self._say = stack, say

    def run(self, names: list[str], seed: int, n_faults: int, copies: int = 1) -> list[str]:
        """Run the jobs, and return what is wrong: nothing, if the promise holds.

        Args:
            names: Jobs of the mix.
            seed: Seed of the faults.
            n_faults: Number of faults.
            copies: How many of each job run under faults.
        """
        quiet = {name: self._end_of([self._submit(name)])[0] for name in names}
        self._say("the quiet jobs are done")
        jobs = [(name, self._submit(name)) for name in names for _ in range(copies)]
        ids = [job_id for _, job_id in jobs]
        faults = Faults(self._stack, seed, self._say)
        made = faults.make(n_faults, lambda: all(state in FINAL for state in self._states(ids)))
        self._say(f"{made} faults: " + ", ".join(f"{name} {count}" for name, count in sorted(faults.counts.items())))
        ended = dict(zip(ids, self._end_of(ids), strict=True))
        self._say("attempts: " + ", ".join(f"{name} {ended[job_id]['attempt']}" for name, job_id in jobs))
        return [fault for name, job_id in jobs for fault in self._faults_of(name, quiet[name], ended[job_id])]

    def _submit(self, name: str) -> str:
        response = self._patiently(lambda: self._stack.service.http.post("/v1/jobs", json={"spec": MIX[name]}))
        return str(response.json()["id"])

    def _patiently(self, call: Callable[[], httpx.Response]) -> httpx.Response:
        deadline = time.monotonic() + PATIENCE_S
        while True:
            with suppress(httpx.HTTPError):
                response = call()
                if response.is_success:
                    return response
            if time.monotonic() > deadline:
                raise TimeoutError("the API does not answer")
            time.sleep(0.3)

    def _states(self, ids: list[str]) -> list[str]:
        """Return the states of jobs; while the API does not answer, they count as running."""
        with suppress(httpx.HTTPError):
            response = self._stack.service.http.get("/v1/jobs", params={"limit": 200}, timeout=2)
            if response.is_success:
                states = {job["id"]: job["state"] for job in response.json()["jobs"]}
                return [states[job_id] for job_id in ids]
        return ["running"]

    def _end_of(self, ids: list[str]) -> list[dict[str, Any]]:
        deadline = time.monotonic() + PATIENCE_S
        while not all(state in FINAL for state in self._states(ids)):
            if time.monotonic() > deadline:
                raise TimeoutError(f"jobs have not ended: {self._states(ids)}")
            time.sleep(0.3)
        return [self._patiently(lambda job_id=job_id: self._stack.service.http.get(f"/v1/jobs/{job_id}")).json() for job_id in ids]  # type: ignore[misc]

    def _faults_of(self, name: str, quiet: dict[str, Any], job: dict[str, Any]) -> list[str]:
        """Return what is wrong with a job, compared with the quiet one."""
        what = f"{name} ({job['id']})"
        if job["state"] != "succeeded":
            return [f"{what} {job['state']}: {job['error']}"]
        faults = [f"{what}: {fault}" for fault in self._faults_of_events(job["id"])]
        if _content_of(self._artifact(job)) != _content_of(self._artifact(quiet)):
            faults.append(f"{what}: its weights are not those of the quiet run")
        if self._history(job) != self._history(quiet):
            faults.append(f"{what}: its history is not that of the quiet run")
        return faults

    def _faults_of_events(self, job_id: str) -> list[str]:
        events = [(kind, json.loads(data)) for kind, data in self._stack.service.events(job_id)]
        ends = [data["state"] for kind, data in events if kind == "state" and data["state"] in FINAL]
        epochs = Counter(data["epoch"] for kind, data in events if kind == "epoch")
        trials = Counter((data["candidate"], data["fold"]) for kind, data in events if kind == "trial")
        models = [data for kind, data in events if kind == "model"]
        found = [] if ends == ["succeeded"] and len(models) == 1 else [f"it ended as {ends}, with {len(models)} models"]
        return found + [f"{what} is there {n} times" for what, n in (*epochs.items(), *trials.items()) if n > 1]

    def _history(self, job: dict[str, Any]) -> list[dict[str, float]]:
        lines = self._stack.service.http.get(f"/v1/jobs/{job['id']}/history").raise_for_status().json()["epochs"]
        return [{name: value for name, value in line.items() if name not in ("seconds", "samples_per_second")} for line in lines]

    def _artifact(self, job: dict[str, Any]) -> Path:
        (path,) = [path for path in Path(self._stack.env["MODELBOOK_FILES"]).glob(f"jobs/{job['id']}/*/model.h5") if path.is_file()][-1:]
        return path


def _content_of(artifact: Path) -> dict[str, bytes]:
    """Return all weights, states and optimizer variables of an artifact; of a scikit-learn model, its predictions."""
    found: dict[str, bytes] = {}
    with h5py.File(artifact) as file:
        for group in ("model_weights", "optimizer_weights", "modelbook/golden"):
            if group in file:
                visit = lambda name, item, group=group: found.update({f"{group}/{name}": _bytes_of(item)})  # noqa: E731
                file[group].visititems(visit)
    return found


def _bytes_of(item: Any) -> bytes:
    return np.asarray(item[()]).tobytes() if isinstance(item, h5py.Dataset) and item.dtype.kind in "fiub" else b""
