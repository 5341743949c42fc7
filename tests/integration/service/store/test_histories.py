"""Epochs of jobs as columns, on both databases."""

import asyncio
import threading

import numpy as np
import pytest

from service.curves.columns import columns_of
from service.curves.kept import BYTES_OF_A_JOB, KeptColumns
from service.curves.stored import CURVES, stored_columns
from service.errors import NotFound
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.files import Files
from service.store.histories import EpochTexts, Head, Histories
from service.store.owners import DEFAULT_OWNER
from service.store.rows import Epoch, Job
from tests.integration.given import queued, running


@pytest.fixture
def histories(database: Database) -> Histories:
    return Histories(database, DEFAULT_OWNER)


def trained(attempts: Attempts, job: Job, *losses: float, first: int = 1) -> None:
    """Add epochs to a job."""
    for number, loss in enumerate(losses, first):
        attempts.epoch(job.id, job.attempt, Epoch(number, {"loss": loss}, 1.0, 0.1, 10.0, [{"step": 1, "loss": loss}] if number % 2 else []))


def losses(kept: KeptColumns, histories: Histories, job: Job) -> list[float]:
    (head,) = histories.heads([job.id])
    found: list[float] = asyncio.run(kept.of(head, histories)).values["loss"].tolist()
    return found


def test_jobs_are_found_in_the_order_asked(database: Database, histories: Histories) -> None:
    first, second = queued(database, name="one"), queued(database, name="two")
    assert histories.heads([second.id, first.id]) == [Head(second.id, "two", 1), Head(first.id, "one", 1)]


def test_a_job_of_another_owner_does_not_exist(database: Database, attempts: Attempts) -> None:
    job = running(database)
    trained(attempts, job, 0.5)
    others = Histories(database, "ben")
    with pytest.raises(NotFound, match=f"there is no job '{job.id}'"):
        others.heads([job.id])
    assert (others.read(job.id), others.batches(job.id, 1, 9)) == (EpochTexts(0, "", "", ""), [])


def test_epochs_are_read_with_all_their_columns(database: Database, histories: Histories, attempts: Attempts) -> None:
    job = running(database)
    trained(attempts, job, 0.5, 0.25)
    attempts.epoch(job.id, job.attempt, Epoch(3, {}, 1.0))
    columns = columns_of(histories.read(job.id))
    assert (columns.last_event, columns.first, columns.n_epochs) == (5, 1, 3)
    np.testing.assert_array_equal(columns.values["loss"], [0.5, 0.25, np.nan])
    np.testing.assert_array_equal(columns.values["learning_rate"], np.float32([0.1, 0.1, np.nan]))
    assert histories.read(job.id, 3) == EpochTexts(5, "3", "{}", "null")


def test_batches_are_those_of_the_epochs(database: Database, histories: Histories, attempts: Attempts) -> None:
    job = running(database)
    trained(attempts, job, 4, 3, 2, 1, 0)
    assert histories.batches(job.id, 2, 5) == [{"epoch": 3, "step": 1, "loss": 2}, {"epoch": 5, "step": 1, "loss": 0}]


def test_kept_columns_are_those_of_now(database: Database, histories: Histories, attempts: Attempts, files: Files, statements: list[str]) -> None:
    job, kept = running(database), KeptColumns(files)
    trained(attempts, job, 0.5, 0.25)
    assert losses(kept, histories, job) == [0.5, 0.25]
    trained(attempts, job, 0.125, first=3)
    assert losses(kept, histories, job) == [0.5, 0.25, 0.125]
    statements.clear()
    assert losses(kept, histories, job) == [0.5, 0.25, 0.125]
    assert len([statement for statement in statements if not statement.startswith("BEGIN")]) == 1


def test_kept_columns_of_a_job_that_begins_again_are_read_anew(database: Database, histories: Histories, attempts: Attempts, files: Files) -> None:
    job, kept = running(database), KeptColumns(files)
    trained(attempts, job, 0.5, 0.25)
    assert losses(kept, histories, job) == [0.5, 0.25]
    attempts.begin(job.id, job.attempt)
    trained(attempts, job, 0.75, 0.5, 0.25)
    assert losses(kept, histories, job) == [0.75, 0.5, 0.25]


def test_columns_that_were_not_asked_for_make_room(
    database: Database, histories: Histories, attempts: Attempts, files: Files, statements: list[str]
) -> None:
    first, second = running(database), running(database)
    for job in (first, second):
        trained(attempts, job, 0.5, 0.25)
    kept = KeptColumns(files, most_bytes=BYTES_OF_A_JOB + 24)  # Two columns of two numbers take 16.
    for job in (first, second, second):
        losses(kept, histories, job)
    statements.clear()
    losses(kept, histories, second)
    n_known = len(statements)
    losses(kept, histories, first)
    assert len(statements) - n_known > n_known


def test_a_job_that_several_ask_for_at_once_is_read_once(database: Database, histories: Histories, files: Files, statements: list[str]) -> None:
    kept, (head,) = KeptColumns(files), histories.heads([running(database).id])

    async def asked() -> set[int]:
        return {id(columns) for columns in await asyncio.gather(*(kept.of(head, histories) for _ in range(3)))}

    statements.clear()
    assert len(asyncio.run(asked())) == 1
    assert len([statement for statement in statements if "aggregate" in statement or "group_concat" in statement or "string_agg" in statement]) == 1


def test_what_is_kept_does_not_wait_for_what_is_read(database: Database, histories: Histories, attempts: Attempts, files: Files) -> None:
    first, second = running(database), running(database)
    kept, may_end = KeptColumns(files), threading.Event()
    trained(attempts, first, 0.5)
    assert losses(kept, histories, first) == [0.5]

    class Slow(Histories):
        def read(self, job_id: str, first: int = 0) -> EpochTexts:
            assert may_end.wait(30)
            return super().read(job_id, first)

    async def both() -> None:
        known, other = histories.heads([first.id, second.id])
        reading = asyncio.create_task(kept.of(other, Slow(database, DEFAULT_OWNER)))
        await asyncio.sleep(0)
        assert (await kept.of(known, histories)).n_epochs == 1
        assert not reading.done()
        may_end.set()
        await reading

    asyncio.run(both())


@pytest.fixture
def long(database: Database, attempts: Attempts, files: Files, monkeypatch: pytest.MonkeyPatch) -> Job:
    """A job with a folder, and three epochs, which are enough to store its columns."""
    monkeypatch.setattr("service.curves.kept.MIN_EPOCHS", 3)
    job = running(database)
    files.job_folder(job.id).mkdir(parents=True)
    trained(attempts, job, 0.5, 0.25, 0.125)
    return job


def test_the_columns_of_a_long_job_are_stored_and_continued_by_the_next_process(
    long: Job, histories: Histories, attempts: Attempts, files: Files
) -> None:
    assert losses(KeptColumns(files), histories, long) == [0.5, 0.25, 0.125]
    stored = stored_columns(files.job_folder(long.id))
    assert stored is not None
    assert (stored.first, stored.n_epochs, stored.values["loss"].tolist()) == (1, 3, [0.5, 0.25, 0.125])
    trained(attempts, long, 0.0625, first=4)
    assert losses(KeptColumns(files), histories, long) == [0.5, 0.25, 0.125, 0.0625]


def test_of_stored_columns_only_the_last_epoch_is_read_again(long: Job, histories: Histories, files: Files) -> None:
    losses(KeptColumns(files), histories, long)
    path = files.job_folder(long.id) / CURVES
    with np.load(path) as file:
        parts = dict(file)
    parts["values"][0, 0] = 7.0
    np.savez(path, **parts)
    assert losses(KeptColumns(files), histories, long) == [7.0, 0.25, 0.125]


def test_stored_columns_of_a_job_that_begins_again_are_replaced(long: Job, histories: Histories, attempts: Attempts, files: Files) -> None:
    losses(KeptColumns(files), histories, long)
    attempts.begin(long.id, long.attempt)
    trained(attempts, long, 0.75, 0.5, 0.25)
    assert losses(KeptColumns(files), histories, long) == [0.75, 0.5, 0.25]
    stored = stored_columns(files.job_folder(long.id))
    assert stored is not None
    assert stored.values["loss"].tolist() == [0.75, 0.5, 0.25]


@pytest.mark.parametrize("content", [b"", b"PK no archive", b"\x93NUMPY"])
def test_a_damaged_file_is_written_anew(long: Job, histories: Histories, files: Files, content: bytes) -> None:
    path = files.job_folder(long.id) / CURVES
    path.write_bytes(content)
    assert stored_columns(path.parent) is None
    assert losses(KeptColumns(files), histories, long) == [0.5, 0.25, 0.125]
    assert stored_columns(path.parent) is not None


def test_a_job_without_a_folder_gets_none(long: Job, histories: Histories, files: Files) -> None:
    files.job_folder(long.id).rmdir()
    assert losses(KeptColumns(files), histories, long) == [0.5, 0.25, 0.125]
    assert not files.job_folder(long.id).exists()
