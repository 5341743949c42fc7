"""Limits of owners: reached exactly, one below, in parallel, and by each owner alone; on SQLite and PostgreSQL."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from service.errors import TooMany
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.datasets import Datasets
from service.store.deletion_rows import Order
from service.store.deletions import Deletions
from service.store.files import Files
from service.store.jobs import Jobs
from service.store.owner_limits import OwnerLimits
from service.store.purging import Purging
from service.store.quota import Quota
from service.store.registry import Registry
from service.store.rows import CheckpointFile, Job, NewDataset
from service.store.tables import usage
from service.store.usage import DAY_S
from tests.integration.given import at_once, claim, new_job, new_version, running

TODAY = int(time.time() // DAY_S)


def jobs_of(database: Database, owner: str = "default", **limits: Any) -> Jobs:
    return Jobs(database, owner, OwnerLimits(**limits))


def refusal(jobs: Jobs, **changes: Any) -> TooMany:
    with pytest.raises(TooMany) as caught:
        jobs.create(new_job(**changes))
    return caught.value


def made(outcomes: Sequence[Job | None]) -> int:
    return sum(outcome is not None for outcome in outcomes)


def created(jobs: Jobs, **changes: Any) -> Job | None:
    try:
        return jobs.create(new_job(**changes))[0]
    except TooMany:
        return None


def test_an_owner_has_as_many_queued_jobs_as_the_limit_and_no_more(database: Database) -> None:
    jobs = jobs_of(database, queued_jobs=3)
    for _ in range(3):
        jobs.create(new_job())
    error = refusal(jobs)
    assert error.detail.startswith("expected at most 3 queued or paused jobs: owner default has 3, and 1 more came; cancel some")
    assert error.headers == {
        "Retry-After": "30",
        "RateLimit-Policy": '"queued_jobs";q=3;qu="jobs"',
        "RateLimit": '"queued_jobs";r=0;t=30',
    }
    assert Quota(database).used().queued_jobs == 3


def test_queued_jobs_of_one_owner_do_not_count_for_another(database: Database) -> None:
    jobs_of(database, "a", queued_jobs=1).create(new_job())
    jobs_of(database, "b", queued_jobs=1).create(new_job(queue="gpu"))
    assert refusal(jobs_of(database, "b", queued_jobs=1))
    assert (Quota(database, "a").used().queued_jobs, Quota(database, "b").used().queued_jobs) == (1, 1)


def test_a_job_that_starts_or_is_cancelled_makes_room(database: Database) -> None:
    jobs = jobs_of(database, queued_jobs=1)
    for leave in (jobs.request_cancel, lambda job_id: claim(database, job_id, "worker-1", 60)):
        job, _ = jobs.create(new_job())
        refusal(jobs)
        leave(job.id)
    jobs.create(new_job())
    used = Quota(database).used()
    assert (used.queued_jobs, used.running_jobs) == (1, 1)


def test_a_sweep_is_created_whole_or_not_at_all(database: Database) -> None:
    jobs = jobs_of(database, queued_jobs=3)
    jobs.create_sweep([new_job(sweep_member=name) for name in "ab"])
    with pytest.raises(TooMany, match="owner default has 2, and 2 more came"):
        jobs.create_sweep([new_job(sweep_member=name) for name in "cd"])
    assert Quota(database).used().queued_jobs == 2
    jobs.create_sweep([new_job(sweep_member="c")])


def test_a_repeated_submission_finds_its_job_when_the_limit_is_reached(database: Database) -> None:
    jobs = jobs_of(database, queued_jobs=1)
    first, _ = jobs.create(new_job(idempotency_key="k"))
    assert jobs.create(new_job(idempotency_key="k")) == (first, False)
    refusal(jobs, idempotency_key="other")


def test_submissions_at_once_do_not_pass_the_limit_of_queued_jobs(database: Database) -> None:
    jobs = jobs_of(database, queued_jobs=5)
    assert made(at_once(12, lambda _: created(jobs))) == 5
    assert Quota(database).used().queued_jobs == 5


def note_cpu(database: Database, cpu_s: float, owner: str = "default", day: int = TODAY) -> None:
    with database.writing() as connection:
        connection.execute(insert(usage).values(owner=owner, day=day, cpu_s=cpu_s))


def test_a_submission_is_refused_until_midnight_when_the_cpu_seconds_of_the_day_are_used(database: Database) -> None:
    jobs = jobs_of(database, cpu_seconds_a_day=100.0)
    note_cpu(database, 99.5)
    note_cpu(database, 5000.0, day=TODAY - 1)
    jobs.create(new_job())
    note_cpu(database, 100.0, "other")
    jobs.create(new_job())
    error = refusal(jobs_of(database, "other", cpu_seconds_a_day=100.0))
    left_s = DAY_S - time.time() % DAY_S
    assert left_s <= int(error.headers["Retry-After"]) <= left_s + 10
    assert error.headers["RateLimit-Policy"] == '"cpu_seconds_a_day";q=100;qu="cpu-seconds";w=86400'
    assert error.headers["RateLimit"] == f'"cpu_seconds_a_day";r=0;t={error.headers["Retry-After"]}'
    assert "owner other has used 100 today; try again after midnight UTC" in error.detail


def data_set(datasets: Datasets, folder: Path, n_bytes: int, name: str) -> Any:
    values = folder / f"values-{name}"
    values.mkdir(parents=True)
    (values / "data.npy").write_bytes(b"x" * n_bytes)
    return datasets.create(NewDataset(f"id{name}", f"content{name}", name, "csv", "b" * 64, 10 * n_bytes, {}), values)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "datasets").mkdir()
    return tmp_path


def datasets_of(database: Database, folder: Path, owner: str, stored_bytes: int) -> Datasets:
    return Datasets(database, Files(folder), owner, OwnerLimits(stored_bytes=stored_bytes))


def test_an_upload_may_reach_the_stored_bytes_and_not_pass_them(database: Database, folder: Path) -> None:
    mine = datasets_of(database, folder, "a", 100)
    data_set(mine, folder, 60, "1")
    with pytest.raises(TooMany, match=r"expected at most 100 stored bytes: owner a has 60 .*, and 41 more came; delete data sets") as caught:
        data_set(mine, folder, 41, "2")
    assert caught.value.headers["RateLimit"] == '"stored_bytes";r=40;t=3600'
    assert not mine.folder("id2").exists()
    data_set(mine, folder, 40, "3")
    data_set(datasets_of(database, folder, "b", 100), folder, 100, "4")
    assert Quota(database, "a").used().stored_bytes == 100


def test_a_submission_is_refused_when_the_stored_bytes_are_reached_and_goes_on_when_a_data_set_is_purged(database: Database, folder: Path) -> None:
    datasets, jobs = datasets_of(database, folder, "a", 100), jobs_of(database, "a", stored_bytes=100)
    data_set(datasets, folder, 99, "1")
    jobs.create(new_job())
    data_set(datasets, folder, 1, "2")
    assert "owner a has 100 (data sets, models, checkpoints, imported weights and files of predictions); delete" in refusal(jobs).detail
    jobs_of(database, "b", stored_bytes=100).create(new_job())
    deletion = Deletions(database, Files(folder), 7.0, "a").dataset("id2", Order("key test"))
    assert "purge" in refusal(jobs).detail
    assert Purging(database, Files(folder)).run(deletion.id, 10.0)
    jobs.create(new_job())


def test_uploads_at_once_do_not_pass_the_stored_bytes(database: Database, folder: Path) -> None:
    datasets = datasets_of(database, folder, "a", 100)

    def upload(number: int) -> bool:
        try:
            data_set(datasets, folder, 30, str(number))
        except TooMany:
            return False
        return True

    assert sum(at_once(8, upload)) == 3


def test_checkpoints_models_with_compiled_forms_and_files_sent_with_unfinished_jobs_are_stored_bytes(database: Database, registry: Registry) -> None:
    job = running(database, stored_bytes=1000)
    Attempts(database).checkpoint(job.id, job.attempt, CheckpointFile(1, "jobs/x/1/a.h5", 100, {}, 0.0), [])
    assert Quota(database).used().stored_bytes == 1100
    registry.register(job.id, job.attempt, new_version(size_bytes=10, stored_bytes=15))
    assert Quota(database).used().stored_bytes == 115
    assert Quota(database, "other").used().stored_bytes == 0


def test_a_file_sent_with_a_job_counts_before_it_is_accepted(database: Database) -> None:
    jobs = jobs_of(database, stored_bytes=100)
    assert "and 101 more came" in refusal(jobs, stored_bytes=101).detail
    jobs.create(new_job(stored_bytes=100))


def test_a_body_is_refused_before_it_is_read_if_it_would_pass_the_stored_bytes(database: Database) -> None:
    quota = Quota(database, "a", OwnerLimits(stored_bytes=100))
    quota.require_room(100)
    with pytest.raises(TooMany):
        quota.require_room(101)
    jobs_of(database, "a").create(new_job(stored_bytes=100))
    with pytest.raises(TooMany):
        quota.require_room(0)


def test_no_limit_costs_no_statement(database: Database, statements: list[str]) -> None:
    jobs_of(database).create(new_job())
    unlimited = [statement for statement in statements if "count" in statement.lower() or "sum" in statement.lower()]
    assert unlimited == []
