"""Workers report that they can take jobs; one that reports no more does not count."""

from collections.abc import Iterator

import httpx
import pytest
from redis import Redis
from redis.exceptions import RedisError

from service.app import create_app
from service.live_workers import COUNTS_FOR_S, LiveWorkers
from service.settings import Settings
from service.store.database import Database
from tests.acceptance.service import free_port, until
from tests.integration.given import client_of
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


def test_workers_are_counted_by_queue(workers: LiveWorkers) -> None:
    assert workers.n_by_queue() == {}
    workers.report("a:1", ["cpu"])
    workers.report("b:1", ["cpu", "gpu"])
    workers.report("b:1", ["cpu", "gpu"])
    assert workers.n_by_queue() == {"cpu": 2, "gpu": 1}


def test_a_worker_that_stops_does_not_count(workers: LiveWorkers) -> None:
    workers.report("a:1", ["cpu"])
    workers.forget("a:1")
    assert workers.n_by_queue() == {}


def test_a_worker_that_reports_no_more_counts_for_some_seconds(workers: LiveWorkers, broker_url: str) -> None:
    workers.report("a:1", ["cpu"])
    with Redis.from_url(broker_url) as redis:
        (key,) = redis.keys("modelbook:worker:*")
        assert 0 < redis.ttl(key) <= COUNTS_FOR_S
        redis.delete(key)  # As it expires.
        assert workers.n_by_queue() == {}
        assert redis.exists("modelbook:workers") == 0


def test_a_worker_without_its_database_reports_nothing(workers: LiveWorkers, broker_url: str, database: Database) -> None:
    lonely, able = Database(f"postgresql+psycopg://user@127.0.0.1:{free_port()}/name"), Reports(LiveWorkers(broker_url), "able:1", ["cpu"], database)
    unable = Reports(LiveWorkers(broker_url), "unable:1", ["gpu"], lonely)
    for reports in (unable, able):
        reports.start()
    until(lambda: workers.n_by_queue() == {"cpu": 1}, "the report of the worker that has a database", 10)
    for reports in (able, unable):
        reports.stop()
    assert workers.n_by_queue() == {}
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
    workers.report("a:1", ["gpu"])
    response = ready.get("/readyz")
    checks = dict.fromkeys(("database", "broker", "files", "workers"), "ok")
    found = response.json()
    assert found.pop("free_bytes")["files"] > 0
    assert (response.status_code, found) == (200, {"status": "ok", "checks": checks, "workers": {"cpu": 0, "gpu": 1}})


@pytest.mark.parametrize("queues", ["cpus", "", "cpu,,gpu", "celery"])
def test_a_queue_without_jobs_is_refused(queues: str) -> None:
    with pytest.raises(ValueError, match="expected cpu, gpu, or both by commas"):
        Settings(worker_queues=queues)


def test_queues_may_have_spaces() -> None:
    assert Settings(worker_queues="gpu, cpu").worker_queues == "gpu,cpu"
