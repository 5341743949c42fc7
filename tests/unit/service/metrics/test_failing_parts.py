"""A part of the metrics that fails takes neither the page nor the publishing with it."""

import asyncio
import logging
from typing import Any, cast

import pytest

from service.metrics import metrics as module
from service.metrics.families import gauge
from service.metrics.metrics import Metrics
from service.metrics.siblings import Siblings


class Counts:
    """Counts of a process that cannot be made the first times."""

    def __init__(self) -> None:
        self.n_failures = 0

    def now(self) -> Any:
        self.n_failures -= 1
        if self.n_failures >= 0:
            raise KeyError("a model that has gone")
        return None


class Published:
    """The processes that share a port; what they publish cannot be read."""

    def __init__(self) -> None:
        self.texts = list[bytes]()

    def publish(self, text: bytes) -> None:
        self.texts.append(text)

    def published(self) -> Any:
        raise ValueError("not a line of a metric")

    def close(self) -> None:
        pass


class Damaged:
    """An installation of which the second part fails."""

    def families(self) -> Any:
        yield gauge("modelbook_build_info", "Version.")
        raise RuntimeError("a driver that nobody knows")


@pytest.fixture
def counts() -> Counts:
    return Counts()


@pytest.fixture
def published() -> Published:
    return Published()


@pytest.fixture
def metrics(counts: Counts, published: Published, monkeypatch: pytest.MonkeyPatch) -> Metrics:
    monkeypatch.setattr(module, "families_of", lambda _figures, name: [gauge("modelbook_models_loaded", f"Loaded models of {name}.")])
    monkeypatch.setattr(module, "PUBLISH_EVERY_S", 0.0)
    return Metrics(cast("Any", counts), cast("Any", Damaged()), "api-1", cast("Siblings", published))


def test_publishing_goes_on_after_an_error(metrics: Metrics, counts: Counts, published: Published, caplog: pytest.LogCaptureFixture) -> None:
    async def publish_twice() -> None:
        metrics.begin()
        async with asyncio.timeout(30):
            while len(published.texts) < 2:
                await asyncio.sleep(0)
        await metrics.close()

    counts.n_failures = 1
    with caplog.at_level(logging.INFO):
        asyncio.run(publish_twice())
    assert published.texts[0].startswith(b"# HELP modelbook_models_loaded")
    assert [record.levelno for record in caplog.records if record.name == module.__name__] == [logging.WARNING, logging.INFO]


def test_a_page_has_the_parts_that_work_and_the_log_the_others_once(metrics: Metrics, caplog: pytest.LogCaptureFixture) -> None:
    pages = [asyncio.run(metrics.page()) for _ in range(2)]
    assert b"modelbook_models_loaded" in pages[1]
    warnings = [record.message.partition(" cannot")[0] for record in caplog.records]
    assert warnings == ["The metrics of the installation", "The metrics of the other processes"]
