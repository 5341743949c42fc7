"""Metrics of processes that share a port: whichever is asked, each series is there once, as its process has published it."""

from collections.abc import Iterator

import pytest
from prometheus_client import generate_latest
from prometheus_client.metrics_core import Metric

from service.metrics.families import counter, histogram
from service.metrics.metrics import Collected
from service.metrics.siblings import Siblings
from tests.servers import wait_for_broker
from tests.unit.service.metrics.test_histograms import of


@pytest.fixture
def processes(broker_url: str) -> Iterator[list[Siblings]]:
    wait_for_broker(broker_url)
    found = [Siblings(broker_url, name) for name in ("api-1", "api-2")]
    yield found
    for one in found:
        one.close()


def text_of(process: str, n_requests: int) -> bytes:
    times = histogram("modelbook_seconds", "Seconds.", ("process",), {(process,): of((1, 2), *[0.5] * n_requests)})
    return generate_latest(Collected([counter("modelbook_requests", "Requests.", ("process",), {(process,): n_requests}), times]))


def values(families: list[Metric]) -> dict[tuple[str, str, str | None], float]:
    samples = [sample for family in families for sample in family.samples]
    found = {(sample.name, sample.labels["process"], sample.labels.get("le")): sample.value for sample in samples}
    assert len(found) == len(samples)
    return found


def test_every_process_gives_what_all_have_published_last(processes: list[Siblings]) -> None:
    for one, name, n_requests in zip(processes, ("api-1", "api-2"), (2, 3), strict=True):
        one.publish(text_of(name, 1))
        one.publish(text_of(name, n_requests))
    first, second = (values(one.published()) for one in processes)
    assert first == second
    assert first["modelbook_requests_total", "api-1", None] == first["modelbook_seconds_count", "api-1", None] == 2
    assert first["modelbook_requests_total", "api-2", None] == first["modelbook_seconds_bucket", "api-2", "1.0"] == 3
