"""Notices are written with the change that they tell of, sent by one sender at a time, and signed with the secret of their owner."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from service.store.attempts import Attempts
from service.store.database import Database
from service.store.deliveries import MOST_TO_ONE_URL, TAKEN_S, Deliveries, Delivery
from service.store.jobs import Jobs
from service.store.tables import deliveries
from service.store.transitions import State, move
from service.store.webhook_secrets import BOTH_S, WebhookSecrets
from tests.integration.given import at_once, claim, new_job, queued

URL, OTHER = "https://hooks.example.org/a", "https://hooks.example.org/b"
#: Later than every notice of a test, in seconds since 1970.
LATER = 4e9


def asked(*events: str, url: str = URL) -> dict[str, Any]:
    return {"url": url, "events": [f"job.{event}" for event in events]}


def rows(database: Database) -> list[Any]:
    with database.reading() as connection:
        return list(connection.execute(select(deliveries).order_by(deliveries.c.id)))


class Clock:
    """Time that a test sets."""

    def __init__(self, now: float = LATER) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def due(database: Database) -> tuple[Deliveries, Clock, Delivery]:
    """Return the notices of a job that was cancelled, their clock, and the notice."""
    clock = Clock()
    Jobs(database).request_cancel(queued(database, notify=[asked("cancelled")]).id)
    found = Deliveries(database, clock)
    (delivery,) = found.due(10)
    return found, clock, delivery


def test_each_url_gets_the_changes_that_it_asked_for(database: Database) -> None:
    job = queued(database, notify=[asked("running", "failed"), asked("queued", "failed", url=OTHER)])
    claimed = claim(database, job.id, "host:1", 60.0)
    assert claimed is not None
    Attempts(database).end(job.id, claimed.attempt, State.FAILED, "out of ideas")
    found = [(row.url, row.event, json.loads(row.body)["data"]) for row in rows(database)]
    common = {"job_id": job.id, "name": "digits"}
    assert found == [
        (OTHER, "job.queued", {**common, "event_id": 1, "state": "queued"}),
        (URL, "job.running", {**common, "event_id": 2, "state": "running"}),
        (URL, "job.failed", {**common, "event_id": 3, "state": "failed", "error": "out of ideas"}),
        (OTHER, "job.failed", {**common, "event_id": 3, "state": "failed", "error": "out of ideas"}),
    ]
    body = json.loads(rows(database)[0].body)
    assert (body["type"], sorted(body)) == ("job.queued", ["data", "timestamp", "type"])
    assert len({row.id for row in rows(database)}) == 4


def test_a_job_without_a_wish_has_no_notices(database: Database) -> None:
    Jobs(database).request_cancel(queued(database).id)
    assert rows(database) == []


def test_a_change_that_is_rolled_back_has_no_notice(database: Database) -> None:
    job = queued(database, notify=[asked("cancelled")])
    with pytest.raises(ZeroDivisionError):
        _rolled_back(database, job.id)
    assert rows(database) == []


def _rolled_back(database: Database, job_id: str) -> None:
    with database.writing() as connection:
        assert move(connection, job_id, State.CANCELLED)
        raise ZeroDivisionError


def test_each_job_of_a_sweep_has_its_own_notices(database: Database) -> None:
    members = [new_job(notify=[asked("cancelled")], sweep_member=str(number)) for number in range(2)]
    for job in Jobs(database).create_sweep(members)[0]:
        Jobs(database).request_cancel(job.id)
    assert len({row.job_id for row in rows(database)}) == 2


def test_a_try_is_taken_by_one_of_many_senders(database: Database) -> None:
    found, _, delivery = due(database)
    assert sorted(at_once(4, lambda _: found.take(delivery))) == [False, False, False, True]
    assert found.due(10) == []


def test_a_try_of_a_sender_that_was_lost_is_made_again(database: Database) -> None:
    found, clock, delivery = due(database)
    assert found.take(delivery)
    clock.now += TAKEN_S + 1
    (again,) = found.due(10)
    assert (again.id, again.attempts) == (delivery.id, 1)
    assert found.take(again)
    found.delivered(again)
    found.failed(delivery, "the lost sender comes back", None)  # It is too late to change what the other one has recorded.
    (row,) = rows(database)
    assert (row.delivered_at, row.next_at, row.error, row.attempts) == (clock.now, None, None, 2)


def test_a_failed_try_is_due_again_after_its_pause_and_one_that_is_given_up_never(database: Database) -> None:
    found, clock, delivery = due(database)
    assert found.take(delivery)
    found.failed(delivery, "x" * 1_000, 30.0)
    assert found.due(10) == []
    clock.now += 31
    (again,) = found.due(10)
    assert found.take(again)
    found.failed(again, "no", None)
    clock.now += 1e6
    assert found.due(10) == []
    assert (rows(database)[0].error, rows(database)[0].attempts) == ("no", 2)


def test_a_secret_is_made_once_whoever_asks_first_and_each_owner_has_its_own(database: Database) -> None:
    secrets = WebhookSecrets(database)
    assert len(set(at_once(4, lambda _: secrets.of("ann").text))) == 1
    assert secrets.of("ann").text != secrets.of("bob").text


def test_for_a_day_after_a_change_both_secrets_sign(database: Database) -> None:
    clock = Clock()
    secrets = WebhookSecrets(database, clock)
    first = secrets.of("ann").text
    assert secrets.signing("ann") == [first]
    second = secrets.rotate("ann")
    assert secrets.of("ann") == second
    assert secrets.signing("ann") == [second.text, first]
    third = secrets.rotate("ann").text
    assert secrets.signing("ann") == [third, second.text]
    clock.now += BOTH_S
    assert secrets.signing("ann") == [third]


def test_many_notices_to_one_url_leave_room_for_those_to_others(database: Database) -> None:
    found, _, first = due(database)
    for url in (URL, OTHER):
        for _ in range(MOST_TO_ONE_URL):
            Jobs(database).request_cancel(queued(database, notify=[asked("cancelled", url=url)]).id)
    assert [one.url for one in found.due(MOST_TO_ONE_URL + 1)] == [URL] * MOST_TO_ONE_URL + [OTHER]
    assert {one.url for one in found.due(100, [first.url])} == {OTHER}
