"""What a worker writes has the same effect once and twice: it is repeated when the database did not say whether it was committed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import psycopg
import pytest
from sqlalchemy import Connection, update
from sqlalchemy.exc import OperationalError

from models.searching.ranking import TrialResult
from service.store.attempts import Attempts
from service.store.claims import Claims
from service.store.database import Database
from service.store.job_files import JobFiles
from service.store.jobs import Jobs
from service.store.patience import Patience, patient
from service.store.registry import MovedVersion, Registry
from service.store.rows import CheckpointFile, Epoch, Job
from service.store.tables import jobs
from service.store.transitions import State
from service.store.trials import JobProcess, NewTrial, Trials
from tests.integration.given import LONG_S, RUN_OUT_S, new_version, queued, rows_of, running

EPOCH = Epoch(1, {"loss": 0.5}, 0.1, 0.01, 500.0, [{"step": 1, "loss": 0.6}])
CHECKPOINT = CheckpointFile(1, "jobs/x/1/snapshots/last.h5", 1000, {"loss": 0.5}, 1.0)
SAMPLE = {"epoch": 1, "temperature": 0.5, "seed": "two", "text": "twice"}
NEW = [NewTrial(number, 0, number, 0, {"alpha": number}) for number in range(4)]
RESULTS = {number: TrialResult(0.5, 0.75, {}, 0.125, 0.01) for number in range(2)}

#: Makes a write to the job of a process; `given` has made what it writes to.
Write = Callable[[Database, Job, JobProcess], Any]
Given = Callable[[Database, Job, JobProcess], Any]


def nothing(_database: Database, _job: Job, _process: JobProcess) -> None: ...


def measured(database: Database, job: Job, _process: JobProcess) -> None:
    Attempts(database).epoch(job.id, job.attempt, EPOCH)


def pausing(database: Database, job: Job, _process: JobProcess) -> None:
    with database.writing() as connection:
        connection.execute(update(jobs).where(jobs.c.id == job.id).values(pause_requested=1))


def released(database: Database, job: Job, _process: JobProcess) -> None:
    assert Trials(database).release(job.id, job.attempt, NEW)


def claimed(database: Database, job: Job, process: JobProcess) -> None:
    released(database, job, process)
    assert Trials(database).claim(process, 2, LONG_S)


def expired(database: Database, job: Job, process: JobProcess) -> None:
    released(database, job, process)
    assert Trials(database).claim(process, 2, RUN_OUT_S)


def done(database: Database, job: Job, process: JobProcess) -> None:
    assert Trials(database).release(job.id, job.attempt, NEW[:2])
    assert Trials(database).claim(process, 2, LONG_S)
    Trials(database).finish(process, RESULTS, 2)


#: Every write of a job's process and of its supervisor, by class and method, with what goes before it.
WRITES: dict[str, tuple[Given, Write]] = {
    "Attempts.renew": (nothing, lambda database, job, _: Attempts(database).renew(job.id, job.attempt, LONG_S)),
    "Attempts.log": (nothing, lambda database, job, _: Attempts(database).log(job.id, job.attempt, "twice", 1.0)),
    "Attempts.sample": (nothing, lambda database, job, _: Attempts(database).sample(job.id, job.attempt, SAMPLE)),
    "Attempts.progress": (nothing, lambda database, job, _: Attempts(database).progress(job.id, job.attempt, 0.5, {"loss": 1.0})),
    "Attempts.phase": (nothing, lambda database, job, _: Attempts(database).phase(job.id, job.attempt, "fitting")),
    "Attempts.find": (nothing, lambda database, job, _: Attempts(database).find(job.id, job.attempt, {"comparison": {"is_better": True}})),
    "Attempts.begin": (measured, lambda database, job, _: Attempts(database).begin(job.id, job.attempt)),
    "Attempts.go_on": (nothing, lambda database, job, _: Attempts(database).go_on(job.id, job.attempt, "twice", [EPOCH], [SAMPLE], 1.0)),
    "Attempts.checkpoints": (nothing, lambda database, job, _: Attempts(database).checkpoints(job.id, job.attempt, [CHECKPOINT])),
    "Attempts.epoch": (nothing, lambda database, job, _: Attempts(database).epoch(job.id, job.attempt, EPOCH)),
    "Attempts.checkpoint": (nothing, lambda database, job, _: Attempts(database).checkpoint(job.id, job.attempt, CHECKPOINT, [CHECKPOINT.file])),
    "Attempts.best": (nothing, lambda database, job, _: Attempts(database).best(job.id, job.attempt, {"candidate": 1, "spec": job.spec})),
    "Attempts.succeed": (nothing, lambda database, job, _: Attempts(database).succeed(job.id, job.attempt, {"mean_score": 1.0})),
    "Attempts.end": (nothing, lambda database, job, _: Attempts(database).end(job.id, job.attempt, State.FAILED, "twice")),
    "Attempts.hand_back": (nothing, lambda database, job, _: Attempts(database).hand_back(job.id, job.attempt, "twice")),
    "Attempts.memory": (nothing, lambda database, job, _: Attempts(database).memory(job.id, 1000)),
    "Attempts.pause": (pausing, lambda database, job, _: Attempts(database).pause(job.id, job.attempt)),
    "Attempts.lose": (nothing, lambda database, job, _: Attempts(database).lose(job.id, job.attempt, "twice", 3)),
    "JobFiles.forget": (nothing, lambda database, job, _: JobFiles(database).forget(job.id)),
    "Registry.register": (nothing, lambda database, job, _: Registry(database).register(job.id, job.attempt, new_version())),
    "Trials.release": (nothing, lambda database, job, _: Trials(database).release(job.id, job.attempt, NEW)),
    "Trials.claim": (released, lambda database, _, process: Trials(database).claim(process, 2, LONG_S)),
    "Trials.finish": (claimed, lambda database, _, process: Trials(database).finish(process, RESULTS, 4)),
    "Trials.give_back": (claimed, lambda database, _, process: Trials(database).give_back(process)),
    "Trials.take_over": (done, lambda database, _, process: Trials(database).take_over(process, LONG_S)),
    "Trials.renew": (claimed, lambda database, _, process: Trials(database).renew(process, LONG_S)),
    "Trials.lose": (claimed, lambda database, _, process: Trials(database).lose(process, "twice", 3)),
    "Trials.lose_expired": (expired, lambda database, *_: Trials(database).lose_expired(3)),
    "Trials.end_unowned": (released, lambda database, job, _: Trials(database).end_unowned(job.id, State.CANCELLED, None)),
}
#: What only reads.
READS = {
    "Attempts.wanted",
    "Attempts.expired",
    "JobFiles.sent_with_ended",
    "JobFiles.ended_of",
    "Trials.of_job",
    "Trials.scores_of_job",
    "Trials.open_and_figures",
    "Trials.n_waiting",
    "Trials.stalled",
}
#: Writes of which only the effect is the same: their callers ask for no more, or, of lost processes, tidy up after them sooner than the upkeep would.
WITHOUT_RESULT = {"Trials.end_unowned", "Trials.lose_expired"}


@dataclass
class Forgetful:
    """A database that commits a transaction and does not say so, once."""

    database: Database
    has_forgotten: bool = False

    def reading(self) -> Any:
        return self.database.reading()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        with self.database.writing() as connection:
            yield connection
        if not self.has_forgotten:
            self.has_forgotten = True
            raise OperationalError("COMMIT", {}, psycopg.OperationalError("server closed the connection unexpectedly"))


def forgetful(database: Database) -> Database:
    return cast("Database", Forgetful(database))


def without_leases(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Return rows without the times at which leases expire, which a renewal may move."""
    return {table: [{name: value for name, value in row.items() if name != "lease_expires_at"} for row in found] for table, found in rows.items()}


def given_for(database: Database, name: str) -> tuple[Job, JobProcess]:
    job = running(database)
    process = JobProcess(job.id, "process-1", "worker-1")
    WRITES[name][0](database, job, process)
    return job, process


@pytest.mark.parametrize("name", WRITES)
def test_a_write_that_is_repeated_changes_nothing_more_and_returns_the_same(database: Database, name: str) -> None:
    job, process = given_for(database, name)
    write = WRITES[name][1]
    before = without_leases(rows_of(database))
    once = write(database, job, process)
    after = without_leases(rows_of(database))
    twice = write(database, job, process)
    assert without_leases(rows_of(database)) == after
    assert name in WITHOUT_RESULT or comparable(twice) == comparable(once)
    assert name in {"Attempts.renew", "JobFiles.forget", "Trials.renew"} or after != before


def comparable(result: Any) -> Any:
    """Return a result of which jobs and trials are their ids."""
    if isinstance(result, list):
        return [item.number for item in result]
    return (result.id, result.attempt) if isinstance(result, Job) else result


def test_every_write_is_among_them() -> None:
    writes = {f"{store.__name__}.{name}" for store in (Attempts, JobFiles, Trials) for name in vars(store) if not name.startswith("_")} - READS
    assert writes - set(WRITES) == set(), "each of these is repeated in an outage: add what shows that it has the same effect once and twice"


def test_a_write_is_repeated_when_nobody_knows_whether_it_was_committed(database: Database) -> None:
    job = running(database)
    registry = patient(Registry(forgetful(database)), Patience(60.0, sleep=lambda _: None))
    made = registry.register(job.id, job.attempt, new_version())
    assert (made.ref if made else None, Jobs(database).get(job.id).state) == ("digits@1", State.SUCCEEDED)
    assert len(rows_of(database)["versions"]) == 1


def test_a_model_that_moved_with_it_is_not_registered_twice(database: Database) -> None:
    other = running(database, name="encoder")
    Registry(database).register(other.id, other.attempt, new_version())
    job = running(database)
    moved = MovedVersion("encoder", other.id, new_version())
    made = [Registry(database).register(job.id, job.attempt, new_version(), moved) for _ in range(2)]
    assert made[0] == made[1] is not None
    assert sorted((row["model"], row["version"]) for row in rows_of(database)["versions"]) == [("digits", 1), ("encoder", 1), ("encoder", 2)]


def test_what_a_later_attempt_registered_is_not_told_to_an_earlier_one(database: Database) -> None:
    stale = running(database)
    Attempts(database).lose(stale.id, stale.attempt, "it was lost", 3)
    claim = Claims(database).take("cpu", "worker-2", LONG_S)
    assert claim is not None
    assert Registry(database).register(stale.id, claim.token or 0, new_version()) is not None
    assert Registry(database).register(stale.id, stale.attempt, new_version()) is None


def test_a_claim_of_which_nobody_knows_whether_it_was_committed_is_found_by_its_process(database: Database) -> None:
    job = queued(database)
    with pytest.raises(OperationalError):
        Claims(forgetful(database)).take("cpu", "worker-1", LONG_S, "process-1")
    found = Claims(database).taken_by("process-1")
    assert found is not None
    assert (found.job.id, found.token, found.process) == (job.id, 1, JobProcess(job.id, "process-1", "worker-1"))
    assert Claims(database).taken_by("process-2") is None
