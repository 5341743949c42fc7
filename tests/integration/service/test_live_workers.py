"""Workers report what they do, and whether they can take jobs; the API lists them, and jobs say what they wait for."""

import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

import httpx
import pytest
from redis import Redis
from redis.exceptions import RedisError

from models.core.isolation.network import Reach
from service.access.caller import Scope
from service.app import create_app
from service.live_workers import COUNTS_FOR_S, KEPT_FOR_S, RECENT_S, Isolation, LiveWorkers, RunningJob, WorkerReport
from service.settings import Settings
from service.store.database import Database
from service.store.key_rows import NewKey
from tests.acceptance.service import free_port, until
from tests.integration.given import at_once, client_of
from workers.reports import Reports


@pytest.fixture
def workers(broker_url: str) -> Iterator[LiveWorkers]:
    """The workers of a broker that has none."""
    with Redis.from_url(broker_url) as redis:
        until(lambda: responds(redis), "the broker")
        redis.flushdb()
    workers = LiveWorkers(broker_url)
    yield workers
    workers.close()


def responds(redis: Redis) -> bool:
    try:
        return bool(redis.ping())
    except RedisError:
        return False


def report_of(name: str = "a:1", queues: str = "cpu", **changes: Any) -> WorkerReport:
    """Return the report of a worker with one slot."""
    host, pid = name.split(":")
    return replace(WorkerReport(name, host, int(pid), queues.split(","), 1, time.time(), free_slots=1), **changes)


def test_workers_are_counted_by_queue(workers: LiveWorkers) -> None:
    assert workers.n_by_queue() == {}
    workers.report(report_of("a:1"))
    workers.report(report_of("b:1", "cpu,gpu"))
    workers.report(report_of("b:1", "cpu,gpu"))
    assert workers.n_by_queue() == {"cpu": 2, "gpu": 1}


def test_a_report_is_seen_as_it_was_made(workers: LiveWorkers) -> None:
    made = report_of("b:7", "cpu,gpu", gpus=["0"], threads=2, jobs=[RunningJob("j1", "ann")], versions={"keras": "3.15"}, problem="no")
    workers.report(made)
    (seen,) = workers.seen()
    assert (seen.report, seen.is_silent, seen.is_able) == (made, False, False)
    assert seen.silent_s < 5


def test_a_worker_that_has_ended_is_forgotten(workers: LiveWorkers) -> None:
    workers.report(report_of("a:1"))
    workers.forget("a:1")
    assert (workers.n_by_queue(), workers.seen()) == ({}, [])


@pytest.mark.parametrize("change", [{"problem": "it receives no messages"}, {"is_stopping": True}])
def test_a_worker_that_cannot_take_jobs_is_listed_and_does_not_count(workers: LiveWorkers, change: dict[str, Any]) -> None:
    workers.report(report_of("a:1", **change))
    assert (workers.n_by_queue(), len(workers.seen())) == ({}, 1)


def test_a_worker_that_reports_no_more_counts_for_some_seconds_and_is_listed_for_minutes(workers: LiveWorkers, broker_url: str) -> None:
    workers.report(report_of("a:1"))
    with Redis.from_url(broker_url) as redis:
        (key,) = redis.keys("modelbook:worker:*")
        redis.pexpire(key, (KEPT_FOR_S - COUNTS_FOR_S) * 1000 - 500)  # As half a second after that time.
        (seen,) = workers.seen()
        assert (seen.is_silent, COUNTS_FOR_S < seen.silent_s < COUNTS_FOR_S + 5, workers.n_by_queue()) == (True, True, {})
        redis.delete(key)  # As it expires.
        assert workers.seen() == []
        assert redis.exists("modelbook:workers") == 0


@pytest.mark.parametrize("text", ["cpu,gpu", "", '{"name": "a:1"}', "[]"])
def test_what_another_version_has_reported_is_passed_over(workers: LiveWorkers, broker_url: str, text: str) -> None:
    workers.report(report_of("b:1"))
    with Redis.from_url(broker_url) as redis:
        redis.set("modelbook:worker:a:1", text, ex=KEPT_FOR_S)
        redis.sadd("modelbook:workers", "a:1")
    assert [worker.report.name for worker in workers.seen()] == ["b:1"]


def test_what_was_seen_a_moment_ago_is_not_asked_again(workers: LiveWorkers) -> None:
    assert workers.recent() == []
    workers.report(report_of("a:1"))
    assert workers.recent() == []
    until(lambda: len(workers.recent() or ()) == 1, "the report", 5)


def test_calls_at_the_same_time_as_the_first_have_its_answer(workers: LiveWorkers) -> None:
    workers.report(report_of("a:1"))
    assert [len(found or ()) for found in at_once(8, lambda _: workers.recent())] == [1] * 8


def test_a_server_that_does_not_answer_holds_nobody_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # It takes connections, and answers nothing.
        workers = LiveWorkers(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        began = time.monotonic()
        assert [workers.recent() for _ in range(3)] == [None] * 3
        assert time.monotonic() - began < 1
        workers.close()


def test_while_the_server_does_not_answer_for_a_moment_its_last_answer_counts(workers: LiveWorkers, broker_url: str) -> None:
    workers.report(report_of("a:1"))
    assert len(workers.recent() or ()) == 1
    time.sleep(RECENT_S + 0.1)
    with Redis.from_url(broker_url) as redis:
        redis.execute_command("CLIENT", "PAUSE", 1000)
        began = time.monotonic()
        assert len(workers.recent() or ()) == 1
        assert time.monotonic() - began < 0.8


def test_a_worker_without_its_database_says_so(workers: LiveWorkers, broker_url: str, database: Database) -> None:
    lonely = Database(f"postgresql+psycopg://user@127.0.0.1:{free_port()}/name")
    able = Reports(LiveWorkers(broker_url), partial(report_of, "able:1"), database)
    unable = Reports(LiveWorkers(broker_url), partial(report_of, "unable:1", "gpu"), lonely)
    for reports in (unable, able):
        reports.start()
    until(lambda: len(workers.seen()) == 2, "the reports", 10)
    assert workers.n_by_queue() == {"cpu": 1}
    assert {worker.report.name: worker.report.problem for worker in workers.seen()} == {
        "able:1": None,
        "unable:1": "the database does not answer: OperationalError",
    }
    for reports in (able, unable):
        reports.stop()
    assert workers.seen() == []
    lonely.close()


@pytest.fixture
def ready(settings: Settings, workers: LiveWorkers) -> Iterator[httpx.Client]:
    with client_of(create_app(settings)) as client:
        yield client


def test_without_a_worker_the_api_is_not_ready_and_says_what_to_start(ready: httpx.Client) -> None:
    response = ready.get("/readyz")
    found = response.json()
    assert (response.status_code, found["status"], found["workers"]) == (503, "unavailable", {"cpu": 0, "gpu": 0})
    assert found["checks"].pop("workers").startswith("none can take jobs: start one with `modelbook worker`")
    assert set(found["checks"].values()) == {"ok"}


def test_with_a_worker_the_api_is_ready(ready: httpx.Client, workers: LiveWorkers) -> None:
    workers.report(report_of("a:1", "gpu"))
    response = ready.get("/readyz")
    checks = dict.fromkeys(("database", "broker", "files", "workers", "models"), "ok")
    found = response.json()
    assert found.pop("free_bytes")["files"] > 0
    assert (response.status_code, found) == (200, {"status": "ok", "checks": checks, "workers": {"cpu": 0, "gpu": 1}})


def test_workers_are_listed_with_what_they_do(ready: httpx.Client, workers: LiveWorkers) -> None:
    does = {"gpus": ["0", "1"], "threads": 1, "jobs": [RunningJob("j1", "default")], "isolation": Isolation(Reach.ALL, "no filter", 1024, 256, 0)}
    workers.report(report_of("b:9", "cpu,gpu", slots=2, versions={"keras": "3.15"}, **does))
    workers.report(report_of("a:1", problem="it receives no messages"))
    unable, able = ready.get("/v1/workers").json()["workers"]
    assert (unable["name"], unable["status"], unable["problem"]) == ("a:1", "unable", "it receives no messages")
    seen_at, started_at = (datetime.fromisoformat(able.pop(name)) for name in ("last_seen_at", "started_at"))
    assert 0 <= (datetime.now(UTC) - seen_at).total_seconds() < 5
    assert (datetime.now(UTC) - started_at).total_seconds() < 60
    assert able == {
        **{"name": "b:9", "host": "b", "pid": 9, "status": "ready", "problem": None, "queues": ["cpu", "gpu"], "slots": 2, "free_slots": 1},
        **{"isolation": {"network": "all", "reason": "no filter", "file_bytes": 1024, "open_files": 256, "processes": 0}},
        **{"devices": {"gpus": ["0", "1"], "threads": 1}, "n_jobs": 1, "jobs": ["j1"], "versions": {"keras": "3.15"}},
    }


def test_a_stopping_worker_and_a_silent_one_are_told_apart(ready: httpx.Client, workers: LiveWorkers, broker_url: str) -> None:
    workers.report(report_of("a:1", is_stopping=True))
    workers.report(report_of("b:1"))
    with Redis.from_url(broker_url) as redis:
        redis.pexpire("modelbook:worker:b:1", (KEPT_FOR_S - 60) * 1000)
    assert [worker["status"] for worker in ready.get("/v1/workers").json()["workers"]] == ["stopping", "silent"]


def test_without_a_broker_the_list_of_workers_says_what_is_missing(settings: Settings) -> None:
    with client_of(create_app(settings.model_copy(update={"broker_url": f"redis://127.0.0.1:{free_port()}/0"}))) as client:
        response = client.get("/v1/workers")
    assert (response.status_code, response.json()["type"]) == (503, "/problems/broker-unavailable")


@pytest.mark.parametrize(("scopes", "shown"), [({Scope.READ}, ["mine"]), ({Scope.ADMIN}, ["mine", "theirs"])])
def test_ids_of_jobs_are_shown_to_their_owner_and_to_administrators(
    settings: Settings, workers: LiveWorkers, scopes: set[Scope], shown: list[str]
) -> None:
    workers.report(report_of("a:1", jobs=[RunningJob("theirs", "bob"), RunningJob("mine", "ann"), RunningJob("mine", "ann")]))
    app = create_app(settings.model_copy(update={"keys": "required"}))
    with client_of(app) as client:
        _, key = app.state.parts.access.keys.create(NewKey("ann", tuple(sorted(scopes))), "a test")
        (worker,) = client.get("/v1/workers", headers={"Authorization": f"Bearer {key}"}).json()["workers"]
        assert client.get("/v1/workers").status_code == 401
    assert (worker["n_jobs"], worker["jobs"]) == (2, shown)


def test_a_queued_job_says_that_it_waits_for_a_worker(ready: httpx.Client, workers: LiveWorkers) -> None:
    def waiting_for(**resources: str) -> str | None:
        body = {"recipe": "ridge-sine-line", "patch": {"resources": resources}}
        submitted = ready.post("/v1/jobs", json=body).raise_for_status().json()
        found: str | None = ready.get(f"/v1/jobs/{submitted['id']}").json()["waiting_for"]
        listed = {job["id"]: job["waiting_for"] for job in ready.get("/v1/jobs").json()["jobs"]}
        assert submitted["waiting_for"] == found == listed[submitted["id"]]
        return found

    workers.report(report_of("a:1", "cpu"))
    assert waiting_for() is None
    assert waiting_for(device="gpu") == "a gpu worker; none is connected"


@pytest.mark.parametrize("queues", ["cpus", "", "cpu,,gpu", "celery"])
def test_a_queue_without_jobs_is_refused(queues: str) -> None:
    with pytest.raises(ValueError, match="expected cpu, gpu, or both by commas"):
        Settings(worker_queues=queues)


def test_queues_may_have_spaces() -> None:
    assert Settings(worker_queues="gpu, cpu").worker_queues == "gpu,cpu"
