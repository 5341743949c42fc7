"""Curves of 100 jobs with 100,000 epochs each: the time of an API process to send them, first and again, thinned and looked at closely.

`python -m benchmarks.curves --make FOLDER` only makes the jobs in a data folder, for `modelbook up --data FOLDER`: all of them were cancelled but the
newest, which is left running for a day. Only that one has an event of each epoch.
"""

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import numpy as np
from sqlalchemy import update

from benchmarks.table import HEADER, Line
from models.catalog import recipes
from models.specs.job import JobSpec
from service.store.attempts import Attempts, claim_queued
from service.store.database import Database, migrate
from service.store.files import Files
from service.store.ids import new_id
from service.store.jobs import Jobs
from service.store.new_job import NewJob
from service.store.tables import jobs
from service.store.transitions import State
from tests.acceptance.service import embedded

#: Jobs, and epochs of each.
N_JOBS, N_EPOCHS = 100, 100_000
#: Longest time for 100 curves that are known, and for one job, in seconds.
MOST_S, MOST_FIRST_S = 0.2, 0.1
#: Longest time for 100 curves that the process before has read, in seconds.
MOST_AGAIN_S = 1.0
#: Measured requests, of which the median counts.
REPEATS = 7
#: Lease of the job that is left running, in seconds.
_LEASE_S = 86_400.0
#: Every so many epochs a validation loss is missing, as if it had been NaN.
_GAP_EVERY = 30_011
_ADD_EPOCHS = (
    "INSERT INTO epochs (job_id, epoch, metrics, seconds, learning_rate, samples_per_second, batches) VALUES (?, ?, ?, 0.5, ?, 2000.0, '[]')"
)
_ADD_EVENTS = "INSERT INTO events (job_id, id, kind, data, created_at) VALUES (?, ?, 'epoch', ?, ?)"


def make(data: Path, n_jobs: int = N_JOBS, n_epochs: int = N_EPOCHS) -> list[str]:
    """Make jobs in a data folder without a database; return their ids, the running one last."""
    path = data / "modelbook.db"
    url = f"sqlite:///{path}"
    migrate(url)
    database = Database(url)
    made = [_job(database, number) for number in range(n_jobs)]
    for job_id in made:
        Files(data / "files").job_folder(job_id).mkdir(parents=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        for number, job_id in enumerate(made):
            lines = _lines(number, n_epochs)
            _add(connection, _ADD_EPOCHS, ((job_id, epoch, line, rate) for epoch, (line, rate) in enumerate(lines, 1)))
        _add(connection, _ADD_EVENTS, _events(made[-1], lines))
    for job_id in made[:-1]:
        Attempts(database).end(job_id, 1, State.CANCELLED)
    with database.writing() as writing:
        writing.execute(update(jobs).where(jobs.c.id == made[-1]).values(last_event=n_epochs + 2, progress=0.5))
    database.close()
    return made


def _job(database: Database, number: int) -> str:
    recipe = "mnist-dense-784"
    spec = JobSpec.model_validate(recipes()[recipe].spec).model_dump(mode="json")
    spec["training"]["epochs"] = 2 * N_EPOCHS
    job_id = Jobs(database).create(NewJob(spec, f"long-{number:03}", recipe, "cpu", None, "0" * 64))[0].id
    with database.writing() as connection:
        claim_queued(connection, job_id, "benchmark", _LEASE_S, new_id())
    return job_id


def _lines(seed: int, n_epochs: int) -> list[tuple[str, float]]:
    """Return the metrics and the learning rate of each epoch: noisy falling losses, of which that of the validation rises again."""
    random, epochs = np.random.default_rng(seed), np.arange(n_epochs)
    rates = 0.01 * 0.5 ** (5 * epochs // n_epochs)
    losses = np.exp(-epochs / n_epochs * random.uniform(3, 6)) * random.normal(1, 0.05, n_epochs) + 0.01
    validated = losses + 0.1 + random.uniform(0, 0.3) * epochs / n_epochs
    lines = [f'{{"loss": {loss:.8g}, "val_loss": {value:.8g}}}' for loss, value in zip(losses.tolist(), validated.tolist(), strict=True)]
    for epoch in range(_GAP_EVERY, n_epochs, _GAP_EVERY):
        lines[epoch] = f'{{"loss": {losses[epoch]:.8g}}}'
    return list(zip(lines, rates.tolist(), strict=True))


def _events(job_id: str, lines: list[tuple[str, float]]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of the events of epochs, after those of the states queued and running."""
    now = time.time()
    for epoch, (line, rate) in enumerate(lines, 1):
        known = f'"epoch": {epoch}, "seconds": 0.5, "learning_rate": {rate}, "samples_per_second": 2000.0'
        yield job_id, epoch + 2, f"{{{known}, {line[1:]}", now


def _add(connection: sqlite3.Connection, statement: str, rows: Iterator[tuple[Any, ...]]) -> None:
    connection.execute("BEGIN")
    connection.executemany(statement, rows)
    connection.execute("COMMIT")


def measure(folder: Path, n_jobs: int = N_JOBS, n_epochs: int = N_EPOCHS) -> list[Line]:
    """Make the jobs, and ask for their curves on a stack of its own.

    Args:
        folder: Folder for the stack.
        n_jobs: Jobs.
        n_epochs: Epochs of each.
    """
    made = make(folder / "curves", n_jobs, n_epochs)
    return measure_made(folder / "curves", made, n_epochs)


def measure_made(data: Path, made: list[str], n_epochs: int) -> list[Line]:
    """Ask for the curves of jobs that were made in a data folder, of which none has been asked for."""
    with embedded(data, MODELBOOK_ADDRESS_REQUESTS_PER_S="0") as (service, _):
        lines = _measured(service.http, made, n_epochs)
    with embedded(data, MODELBOOK_ADDRESS_REQUESTS_PER_S="0") as (service, _):
        again_s, _ = _took(service.http, {"job": made, "metric": "loss"})
    return [*lines, _line("the first request for all of them after a restart, from files", again_s, MOST_AGAIN_S)]


def _measured(http: httpx.Client, made: list[str], n_epochs: int) -> list[Line]:
    first_s = median(_took(http, {"job": job_id, "metric": "loss"})[0] for job_id in made[:REPEATS])
    whole = {"job": made, "metric": "loss"}
    unknown_s, _ = _took(http, whole)
    close = {**whole, "from": n_epochs // 3, "to": n_epochs // 2}
    (known_s, size), (close_s, _) = (min(_took(http, query) for _ in range(REPEATS)) for query in (whole, close))
    history_s = median(_took(http, {"points": 2_000}, f"/v1/jobs/{made[0]}/history")[0] for _ in range(REPEATS))
    what = f"{len(made)} curves of {n_epochs:,} epochs, 2,000 points each, in one request ({size / 2**20:.1f} MiB)"
    return [
        _line("the first curve of a job with 100,000 epochs", first_s, MOST_FIRST_S),
        _line(f"{what}; {unknown_s:.1f} s where they are read for the first time", known_s, MOST_S),
        _line("the same, a sixth of the epochs", close_s, MOST_S),
        _line("history of such a job as curves, with its batches and whether it overfits", history_s, MOST_FIRST_S),
    ]


def _line(what: str, seconds: float, most_s: float) -> Line:
    return Line(what, f"{1000 * seconds:.0f} ms", f"bound {1000 * most_s:.0f} ms", seconds / most_s, "<= 1")


def _took(http: httpx.Client, query: dict[str, Any], path: str = "/v1/curves") -> tuple[float, int]:
    """Return the time of an uncompressed response, and its size in bytes."""
    start = time.perf_counter()
    response = http.get(path, params=query, headers={"Accept-Encoding": "identity"}).raise_for_status()
    return time.perf_counter() - start, len(response.content)


def main() -> None:
    """Make the jobs in a folder, or measure on an embedded stack and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--make", type=Path, metavar="FOLDER", help="only make the jobs, in this data folder")
    parser.add_argument("--jobs", type=int, default=N_JOBS)
    parser.add_argument("--epochs", type=int, default=N_EPOCHS)
    options = parser.parse_args()
    if options.make:
        print("\n".join(make(options.make, options.jobs, options.epochs)))
        return
    with tempfile.TemporaryDirectory() as folder:
        print("\n".join([HEADER, *(line.as_row() for line in measure(Path(folder), options.jobs, options.epochs))]))


if __name__ == "__main__":
    main()
