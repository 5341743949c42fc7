"""What a page needs that comes late to a job of many epochs: its log without them, and the stream from there on."""

from typing import Any

import httpx
import pytest

from service.store.attempts import Attempts
from service.store.database import Database
from service.store.rows import Epoch, Job
from service.store.transitions import State
from tests.integration.given import running
from tests.responses import faults

#: Queued, running, a message, three epochs, a message, the end.
IDS = [8, 7, 6, 5, 4, 3, 2, 1]


@pytest.fixture
def job(database: Database) -> Job:
    job, attempts = running(database), Attempts(database)
    attempts.log(job.id, job.attempt, "begun", 1_000.5)
    for number in (1, 2, 3):
        attempts.epoch(job.id, job.attempt, Epoch(number, {"loss": 0.5}, 1.0))
    attempts.log(job.id, job.attempt, "nearly done", 2_000.0)
    attempts.end(job.id, job.attempt, State.CANCELLED)
    return job


def log(client: httpx.Client, job: Job, **query: Any) -> tuple[list[int], int | None]:
    """Return the ids of a page of the log, and where the next one begins."""
    page = client.get(f"/v1/jobs/{job.id}/log", params=query).json()
    return [event["id"] for event in page["events"]], page["next_cursor"]


def test_the_log_has_every_stored_event_newest_first(client: httpx.Client, job: Job) -> None:
    assert log(client, job) == (IDS, None)


def test_the_log_says_when_each_event_was_and_what_it_says(client: httpx.Client, job: Job) -> None:
    newest, oldest = client.get(f"/v1/jobs/{job.id}/log", params={"event": "log"}).json()["events"]
    assert oldest == {"id": 3, "event": "log", "at": "1970-01-01T00:16:40.500000Z", "data": {"message": "begun"}}
    assert newest["data"] == {"message": "nearly done"}


def test_the_log_leaves_out_what_is_not_asked_for(client: httpx.Client, job: Job) -> None:
    assert log(client, job, event=["log", "state"]) == ([8, 7, 3, 2, 1], None)
    assert log(client, job, event="sample") == ([], None)


def test_pages_of_the_log_follow_one_another(client: httpx.Client, job: Job) -> None:
    assert log(client, job, limit=3, event=["log", "state"]) == ([8, 7, 3], 3)
    assert log(client, job, limit=3, event=["log", "state"], cursor=3) == ([2, 1], None)


def test_an_event_that_is_not_stored_is_not_listed(client: httpx.Client, job: Job) -> None:
    assert "'state', 'log'" in faults(client.get(f"/v1/jobs/{job.id}/log?event=progress"))["/query/event/0"]


def streamed(client: httpx.Client, job: Job, after: int, **headers: str) -> list[str]:
    """Return the ids of the events of a stream."""
    text = client.get(f"/v1/jobs/{job.id}/events", params={"after": after}, headers=headers).text
    return [line.removeprefix("id: ") for line in text.split("\n") if line.startswith("id: ")]


def test_a_browser_begins_after_the_event_that_its_first_request_names(client: httpx.Client, job: Job) -> None:
    assert streamed(client, job, 6) == ["7", "8"]


def test_a_browser_that_connects_again_goes_on_where_it_was(client: httpx.Client, job: Job) -> None:
    assert streamed(client, job, 2, **{"Last-Event-ID": "7"}) == ["8"]


def test_a_browser_that_knows_all_of_an_ended_job_is_told_to_stop(client: httpx.Client, job: Job) -> None:
    known = client.get(f"/v1/jobs/{job.id}/history?points=10").json()["curves"]["jobs"][0]["last_event"]
    assert client.get(f"/v1/jobs/{job.id}/events?after={known}").status_code == 204
