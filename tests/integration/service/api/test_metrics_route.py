"""/metrics: what it says of requests, jobs and workers, who may read it, and that boards and alerts ask for what it has."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import yaml
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families

from service.live_workers import Count, LiveWorkers, WorkerReport
from service.settings import Settings
from service.store.database import Database
from service.store.key_rows import NewKey
from service.store.keys import Keys
from tests.servers import wait_for_broker

DEPLOY = Path(__file__).parents[4] / "deploy"
#: What each histogram and each of our counters is written as.
ENDINGS = {"histogram": ("_bucket", "_count", "_sum"), "counter": ("_total",), "gauge": ("",)}


def scraped(client: httpx.Client, **headers: str) -> dict[str, Metric]:
    response = client.get("/metrics", headers=headers)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    return {family.name: family for family in text_string_to_metric_families(response.text)}


def value(families: dict[str, Metric], name: str, **labels: str) -> float:
    """Return the sum of the samples with some labels."""
    samples = (sample for family in families.values() for sample in family.samples if sample.name == name)
    return sum(sample.value for sample in samples if labels.items() <= sample.labels.items())


@pytest.fixture
def reporting(settings: Settings) -> Iterator[WorkerReport]:
    """A worker that has reported."""
    wait_for_broker(settings.broker_url)
    workers = LiveWorkers(settings.broker_url)
    report = WorkerReport("h:1", "h", 1, ["cpu"], 4, 0.0, free_slots=3, counts={Count.EPOCHS.value: 20.0, Count.CPU_SECONDS.value: 1.5})
    workers.report(report)
    yield report
    workers.forget(report.name)
    workers.close()


def test_requests_are_counted_by_route_and_status(client: httpx.Client) -> None:
    labels = {"route": "/v1/jobs/{job_id}", "method": "GET", "status": "404", "process": "api"}
    before = value(scraped(client), "modelbook_http_requests_total", **labels)
    client.get("/v1/jobs/none")
    client.head("/v1/jobs/none")
    after = scraped(client)
    assert value(after, "modelbook_http_requests_total", **labels) == before + 1
    assert value(after, "modelbook_http_requests_total", **{**labels, "method": "HEAD"}) == 1
    assert value(after, "modelbook_http_request_seconds_count", route="/v1/jobs/{job_id}") >= 2
    assert value(after, "modelbook_requests_in_work", process="api") == 0


def test_jobs_are_counted_by_state_with_the_wait_of_the_oldest(client: httpx.Client) -> None:
    before = scraped(client)
    job = client.post("/v1/jobs", json={"recipe": "ridgecls-cv"}).json()
    after = scraped(client)
    labels = {"state": "queued", "queue": "cpu"}
    assert value(after, "modelbook_jobs", **labels) == value(before, "modelbook_jobs", **labels) + 1
    assert value(after, "modelbook_queue_oldest_seconds", queue="cpu") > 0
    client.post(f"/v1/jobs/{job['id']}/cancel")
    assert value(scraped(client), "modelbook_jobs", state="cancelled") >= 1


def test_workers_are_counted_with_what_they_report(client: httpx.Client, reporting: WorkerReport) -> None:
    families = scraped(client)
    assert value(families, "modelbook_workers", status="ready") == 1
    assert [value(families, "modelbook_worker_slots", state=state) for state in ("free", "busy")] == [3, 1]
    assert value(families, "modelbook_worker_epochs_total", worker=reporting.name) == 20
    assert value(families, "modelbook_worker_cpu_seconds_total", worker=reporting.name) == 1.5
    assert value(families, "modelbook_part_up", part="broker") == 1


def test_every_scope_but_admin_is_refused(guarded: httpx.Client, database: Database) -> None:
    keys = Keys(database)
    plain, admin = (keys.create(NewKey("lab", scopes, "key", 4e9), "test")[1] for scopes in (("read", "predict", "train"), ("admin",)))
    assert guarded.get("/metrics").status_code == 401
    assert guarded.get("/metrics", headers={"Authorization": f"Bearer {plain}"}).status_code == 403
    families = scraped(guarded, Authorization=f"Bearer {admin}")
    assert value(families, "modelbook_http_requests_total", route="/metrics", status="403") == 1


def written_names(client: httpx.Client) -> set[str]:
    """Return the names of all samples that there can be."""
    return {family.name + ending for family in scraped(client).values() for ending in ENDINGS[family.type]}


def asked_names(text: str) -> set[str]:
    return set(re.findall(r"\b(?:modelbook|process)_[a-z_]+\b(?=[{\[) ]|$)", re.sub(r"\{[^{}]*\}", "{}", text.replace("{ref}", ""))))


def test_every_metric_that_the_board_asks_for_exists(client: httpx.Client) -> None:
    board = json.loads((DEPLOY / "grafana" / "modelbook.json").read_text(encoding="utf-8"))
    queries = [target["expr"] for panel in board["panels"] for target in panel.get("targets", [])]
    queries += [variable["query"]["query"] for variable in board["templating"]["list"] if variable["type"] == "query"]
    asked = {name for query in queries for name in asked_names(query)} - {"modelbook_build_info,"}
    assert len(asked) > 25
    assert asked - written_names(client) == set()
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])


def test_every_metric_that_an_alert_asks_for_exists_and_each_alert_says_what_to_do(client: httpx.Client) -> None:
    rules = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text(encoding="utf-8"))["groups"][0]["rules"]
    asked = {name for rule in rules for name in asked_names(rule["expr"])}
    assert asked
    assert asked - written_names(client) == set()
    assert all(rule["annotations"].keys() == {"summary", "action"} for rule in rules)
    assert len({rule["alert"] for rule in rules}) == len(rules)


def test_every_metric_is_documented(client: httpx.Client) -> None:
    page = (DEPLOY.parent / "docs" / "operations.md").read_text(encoding="utf-8")
    names = {
        name.removesuffix("_bucket") for name in written_names(client) if name.startswith("modelbook_") and not name.endswith(("_count", "_sum"))
    }
    assert {name for name in names if f"`{name}`" not in page} == set()
