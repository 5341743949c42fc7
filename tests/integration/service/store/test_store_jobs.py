"""Jobs in the store, as the API sees them, on SQLite and on PostgreSQL."""

from collections.abc import Callable
from time import process_time

import pytest
from sqlalchemy import insert

from models.specs.versions import SPEC_VERSION
from service.errors import Conflict, NotFound
from service.store import tables
from service.store.all_jobs import AllJobs
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.job_filter import JobFilter
from service.store.jobs import Jobs
from service.store.registry import Registry
from service.store.rows import Event, Job
from service.store.transitions import State
from tests.integration.given import at_once, claim, new_job, new_version, queued, running

#: A queued job as a row; the ids of the rows of a long queue are later than those of all other jobs.
WAITING = {
    "owner": "default",
    "name": "digits",
    "spec": {"version": SPEC_VERSION},
    "queue": "cpu",
    "state": State.QUEUED.value,
    "metrics": {},
    "created_at": 0.0,
}
N_QUEUED = 11_000
#: Most time that the positions of a page may take, in seconds: five times that measured on a busy machine, a tenth of one count a row.
MOST_S = 0.1


def kinds(events: list[Event]) -> list[tuple[str, str]]:
    return [(event.kind, event.data.get("state") or event.data.get("message") or "") for event in events]


def test_a_new_job_is_queued_with_what_was_asked_for(jobs: Jobs) -> None:
    spec = {"version": SPEC_VERSION, "seed": 7, "data": {"source": "mnist"}}
    job, created = jobs.create(new_job(spec=spec, name="digits", recipe="mnist-dense-784", queue="gpu"))
    assert created
    assert jobs.get(job.id) == job
    assert (job.spec, job.name, job.recipe, job.queue) == (spec, "digits", "mnist-dense-784", "gpu")
    assert (job.state, job.attempt, job.progress, job.metrics, job.error) == (State.QUEUED, 0, 0.0, {}, None)


def test_a_job_without_a_name_is_named_after_its_id(jobs: Jobs) -> None:
    job, _ = jobs.create(new_job(name=None))
    assert job.name == f"job-{job.id.lower()}"


def test_a_job_that_does_not_exist_is_not_found(jobs: Jobs) -> None:
    with pytest.raises(NotFound, match="01J0000000000000000000000"):
        jobs.get("01J0000000000000000000000")


def test_a_new_job_has_one_event(all_jobs: AllJobs, database: Database) -> None:
    job = queued(database)
    assert kinds(all_jobs.events_after(job.id, 0)) == [("state", "queued")]
    assert job.last_event == 1


def test_the_same_key_and_body_give_the_same_job(jobs: Jobs) -> None:
    first, first_is_new = jobs.create(new_job(idempotency_key="k"))
    second, second_is_new = jobs.create(new_job(idempotency_key="k"))
    assert (first_is_new, second_is_new) == (True, False)
    assert second == first


def test_the_same_key_with_another_body_is_refused(jobs: Jobs) -> None:
    job, _ = jobs.create(new_job(idempotency_key="k"))
    with pytest.raises(Conflict, match=job.id):
        jobs.create(new_job(idempotency_key="k", body_sha256="1" * 64))


def test_jobs_without_a_key_are_never_the_same(jobs: Jobs) -> None:
    assert jobs.create(new_job())[0].id != jobs.create(new_job())[0].id


def test_eight_submissions_of_one_key_at_once_make_one_job(jobs: Jobs) -> None:
    made = at_once(8, lambda _: jobs.create(new_job(idempotency_key="k")))
    assert len({job.id for job, _ in made}) == 1
    assert sum(created for _, created in made) == 1
    assert len(jobs.page(JobFilter(), None, 100)) == 1


def test_pages_joined_by_cursor_give_every_job_once_newest_first(jobs: Jobs, database: Database) -> None:
    ids = sorted((queued(database).id for _ in range(5)), reverse=True)
    pages: list[list[Job]] = [jobs.page(JobFilter(), None, 2)]
    while pages[-1]:
        pages.append(jobs.page(JobFilter(), pages[-1][-1].id, 2))
    assert [len(page) for page in pages] == [2, 2, 1, 0]
    assert [job.id for page in pages for job in page] == ids


@pytest.mark.parametrize("wanted", [JobFilter(state=State.RUNNING), JobFilter(recipe="b"), JobFilter(name="y"), JobFilter(State.RUNNING, "b", "y")])
def test_a_filter_lists_only_jobs_that_fit(jobs: Jobs, database: Database, wanted: JobFilter) -> None:
    queued(database, name="x", recipe="a")
    fitting = running(database, name="y", recipe="b")
    assert [job.id for job in jobs.page(wanted, None, 10)] == [fitting.id]


def test_filters_narrow_each_other(jobs: Jobs, database: Database) -> None:
    running(database, name="y", recipe="b")
    assert jobs.page(JobFilter(State.QUEUED, "b", "y"), None, 10) == []


def test_the_queue_position_counts_queued_jobs_of_the_same_queue(jobs: Jobs, database: Database) -> None:
    first = running(database)
    other = queued(database, queue="gpu")
    waiting = [queued(database) for _ in range(3)]
    last = queued(database, queue="gpu")
    expected = {other.id: 1, **{job.id: place for place, job in enumerate(waiting, 1)}, last.id: 2}
    assert jobs.queue_positions([last, *waiting, first, other]) == expected
    assert [jobs.queue_positions([job]) for job in (waiting[2], last)] == [{waiting[2].id: 3}, {last.id: 2}]


def test_jobs_of_a_higher_priority_are_ahead_in_the_queue(jobs: Jobs, database: Database) -> None:
    plain, low, high, later = (queued(database, priority=priority) for priority in (0, -5, 5, 0))
    expected = {high.id: 1, plain.id: 2, later.id: 3, low.id: 4}
    assert jobs.queue_positions([plain, low, high, later]) == expected
    assert [jobs.queue_positions([job])[job.id] for job in (plain, low, high, later)] == [2, 4, 1, 3]


def test_a_running_job_has_no_queue_position(jobs: Jobs, database: Database) -> None:
    assert jobs.queue_positions([running(database)]) == {}


def test_the_positions_of_a_page_of_a_long_queue_take_two_statements_and_no_time(jobs: Jobs, database: Database, statements: list[str]) -> None:
    queued(database)
    with database.writing() as connection:
        connection.execute(insert(tables.jobs), [{**WAITING, "id": f"7{'Z' * 19}{number:06}"} for number in range(N_QUEUED)])
    page = jobs.page(JobFilter(), None, 200)
    found = jobs.queue_positions(page)
    statements.clear()
    start = process_time()
    assert jobs.queue_positions(page) == found
    assert process_time() - start < MOST_S
    assert [found[job.id] for job in page] == list(range(N_QUEUED + 1, N_QUEUED + 1 - len(page), -1))
    assert [statement.partition(" ")[0] for statement in statements if not statement.startswith("BEGIN")] == ["SELECT", "SELECT"]


def test_a_queued_job_is_cancelled_at_once(jobs: Jobs, all_jobs: AllJobs, database: Database) -> None:
    job = jobs.request_cancel(queued(database).id)
    assert job.state == State.CANCELLED
    assert job.finished_at is not None
    assert kinds(all_jobs.events_after(job.id, 1)) == [("state", "cancelled")]


def test_a_cancelled_job_cannot_be_claimed_later(jobs: Jobs, attempts: Attempts, database: Database) -> None:
    job = jobs.request_cancel(queued(database).id)
    assert claim(database, job.id, "worker-1", 60) is None
    assert jobs.get(job.id).state == State.CANCELLED


def test_cancelling_a_running_job_asks_it_to_stop(jobs: Jobs, attempts: Attempts, database: Database) -> None:
    running_job = running(database)
    assert attempts.wanted(running_job.id, running_job.attempt) is None
    job = jobs.request_cancel(running_job.id)
    assert (job.state, job.cancel_requested) == (State.RUNNING, 1)
    assert attempts.wanted(job.id, job.attempt) == State.CANCELLED


@pytest.mark.parametrize("make", [queued, running])
def test_cancelling_twice_changes_nothing_more(jobs: Jobs, database: Database, make: Callable[[Database], Job]) -> None:
    job = jobs.request_cancel(make(database).id)
    assert jobs.request_cancel(job.id) == job


def test_cancelling_a_job_that_does_not_exist_is_not_found(jobs: Jobs) -> None:
    with pytest.raises(NotFound, match="nothing"):
        jobs.request_cancel("nothing")


def test_a_succeeded_job_cannot_be_cancelled(jobs: Jobs, registry: Registry, database: Database) -> None:
    job = running(database)
    registry.register(job.id, job.attempt, new_version())
    with pytest.raises(Conflict, match="is succeeded: only"):
        jobs.request_cancel(job.id)


def test_a_failed_job_cannot_be_cancelled(jobs: Jobs, attempts: Attempts, database: Database) -> None:
    job = running(database)
    attempts.end(job.id, job.attempt, State.FAILED, "no data")
    with pytest.raises(Conflict, match="is failed: only"):
        jobs.request_cancel(job.id)


def test_events_are_given_from_behind_an_id(all_jobs: AllJobs, attempts: Attempts, database: Database) -> None:
    job = running(database)
    attempts.log(job.id, job.attempt, "loading", 1.0)
    assert kinds(all_jobs.events_after(job.id, 1)) == [("state", "running"), ("log", "loading")]
    assert all_jobs.events_after(job.id, 3) == []


def test_events_written_by_four_threads_are_numbered_without_gaps(all_jobs: AllJobs, attempts: Attempts, database: Database) -> None:
    job = running(database)

    def write(thread: int) -> None:
        for line in range(5):
            attempts.log(job.id, job.attempt, f"{thread}-{line}", 100.0 * thread + line)

    at_once(4, write)
    events = all_jobs.events_after(job.id, 0)
    assert [event.id for event in events] == list(range(1, 23))
    assert {event.data["message"] for event in events[2:]} == {f"{thread}-{line}" for thread in range(4) for line in range(5)}
