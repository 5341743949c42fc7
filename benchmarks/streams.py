"""Predictions of one API process beside a thousand open event streams, compared with the same predictions alone."""

import json
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ulid import ULID

from benchmarks.one_api import one_api
from benchmarks.predictions import row
from benchmarks.table import Line
from service.changes import Changes
from service.store.attempts import Attempts, claim_queued
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.new_job import NewJob
from service.store.transitions import State
from tests.servers import broker_server

#: Streams, jobs that they follow, and how often each job reports its progress in a second, as a network does.
N_STREAMS, N_JOBS, REPORTS_PER_S = 1_000, 50, 2
#: Predictions a second, and seconds of one run.
PER_SECOND, SECONDS = 100, 8
#: Runs of either kind, alternating.
PAIRS = 3
_SETTINGS = {"MODELBOOK_STREAMS_PER_OWNER": "0", "MODELBOOK_MAX_STREAMS": str(N_STREAMS), "MODELBOOK_MAX_CONNECTIONS": str(N_STREAMS + 100)}
#: Longer than the benchmark, in seconds.
_LEASE_S = 600.0


def measure(data: Path, folder: Path, model: str) -> list[Line]:
    """Predict with a registered model, with and without streams.

    Args:
        data: Data folder of a stack; its database gets jobs that end with the benchmark.
        folder: Where the broker runs.
        model: The model.
    """
    url = f"sqlite:///{data / 'modelbook.db'}"
    with broker_server(folder) as broker, _jobs(url, broker) as jobs, one_api(url, data / "files", broker, **_SETTINGS) as api:
        pairs = [_pair(api.http.base_url.port or 0, f"/v1/models/{model}/predict", jobs) for _ in range(PAIRS)]
    quiet, busy, events = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(beside / alone for alone, beside, _ in pairs)
    what = f"p99 of one-row predictions, {PER_SECOND} a second, beside {N_STREAMS:,} event streams of one API process ({events:,.0f} events/s)"
    return [Line(what, f"{busy:.1f} ms", f"without streams {quiet:.1f} ms", ratio, "<= 2")]


def _pair(port: int, path: str, jobs: list[str]) -> tuple[float, float, float]:
    quiet = _p99(port, path)
    with subprocess.Popen(
        [sys.executable, "-m", "benchmarks.readers", str(port), str(N_STREAMS), *jobs], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as readers:
        assert readers.stdout is not None
        if readers.stdout.readline() != "open\n":
            raise RuntimeError("the streams could not be opened")
        busy = _p99(port, path)
        rate, n_ended = readers.communicate("")[0].split()
    if n_ended != "0":
        raise RuntimeError(f"expected {N_STREAMS} streams to stay open, {n_ended} have ended")
    return quiet, busy, float(rate)


def _p99(port: int, path: str) -> float:
    command = [sys.executable, "-m", "benchmarks.latencies", str(port), path, str(PER_SECOND), str(SECONDS)]
    body = json.dumps({"inputs": row()}).encode()
    return float(subprocess.run(command, input=body, capture_output=True, check=True).stdout.split()[1])


@contextmanager
def _jobs(url: str, broker: str) -> Iterator[list[str]]:
    """Make running jobs that report their progress; cancel them at the end."""
    changes = Changes(broker)
    database, ending = Database(url, changes.announce), threading.Event()
    spec = {"data": {"source": "noisy_sine"}, "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}}
    jobs, attempts = Jobs(database), Attempts(database)
    made = [jobs.create(NewJob(spec, None, None, "gpu", None, "0" * 64))[0].id for _ in range(N_JOBS)]
    for job_id in made:
        _start(database, job_id)
    reporting = threading.Thread(target=_report, args=(attempts, made, ending))
    reporting.start()
    try:
        yield made
    finally:
        ending.set()
        reporting.join()
        for job_id in made:
            attempts.end(job_id, 1, State.CANCELLED)
        database.close()
        changes.close()


def _report(attempts: Attempts, jobs: list[str], ending: threading.Event) -> None:
    number = 0
    while not ending.wait(1 / (REPORTS_PER_S * len(jobs))):
        number += 1
        attempts.progress(jobs[number % len(jobs)], 1, number % 1000 / 1000, {"loss": 1 / number, "accuracy": 0.5})


def _start(database: Database, job_id: str) -> None:
    with database.writing() as connection:
        claim_queued(connection, job_id, "benchmark", _LEASE_S, str(ULID()))
