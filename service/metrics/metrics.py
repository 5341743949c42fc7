"""The page of metrics, of which any API process gives the whole."""

import asyncio
import logging
from collections.abc import Iterable
from contextlib import suppress

from prometheus_client import generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from service.metrics.collecting import Collecting
from service.metrics.installation import Installation
from service.metrics.process_families import families_of
from service.metrics.process_figures import ProcessCounts, ProcessFigures
from service.metrics.siblings import PUBLISH_EVERY_S, Siblings
from service.outage_log import OutageLog

log = logging.getLogger(__name__)


class Metrics:
    """The metrics of an installation, and of the API processes that share the port of this one. Used on the event loop.

    Args:
        process: What this process counts.
        installation: What every process would answer alike.
        name: Name of this process.
        siblings: The processes with which it shares a port; None for one that has it for itself.
    """

    def __init__(self, process: ProcessCounts, installation: Installation, name: str, siblings: Siblings | None) -> None:
        self._process, self._installation, self._name, self._siblings = process, installation, name, siblings
        self._publishing: asyncio.Task[None] | None = None
        self._collecting = Collecting()

    async def page(self) -> bytes:
        """Return the page; the metrics of a part that fails are missing."""
        return await asyncio.to_thread(self._page, self._process.now())

    def _page(self, figures: ProcessFigures) -> bytes:
        of_installation = self._collecting.of("the installation", self._installation.families)
        own = self._collecting.of("this process", lambda: families_of(figures, self._name))
        return _text([*of_installation, *self._of_processes(own)])

    def begin(self) -> None:
        """Begin to publish what this process counts, if others share its port."""
        if self._siblings is not None:
            self._publishing = asyncio.get_running_loop().create_task(self._publish_always(self._siblings))

    async def close(self) -> None:
        """Publish no more."""
        if self._publishing is not None:
            self._publishing.cancel()
            with suppress(asyncio.CancelledError):
                await self._publishing
        if self._siblings is not None:
            self._siblings.close()

    def _of_processes(self, own: list[Metric]) -> list[Metric]:
        """Return the metrics of all processes as they were published, that of this one too: else its counts would seem to go back and forth."""
        if self._siblings is None:
            return own
        return self._collecting.of("the other processes", self._siblings.published) or own

    async def _publish_always(self, siblings: Siblings) -> None:
        outage = OutageLog(log)
        while True:
            try:
                await asyncio.to_thread(self._publish, siblings, self._process.now())
                outage.worked()
            except Exception:  # noqa: BLE001 - logged; nobody would notice if this task ended, whatever fails in it
                outage.failed("The metrics of this process cannot be published.")
            await asyncio.sleep(PUBLISH_EVERY_S)

    def _publish(self, siblings: Siblings, figures: ProcessFigures) -> None:
        siblings.publish(_text(families_of(figures, self._name)))


class Collected(Collector):
    """Families that were collected already.

    Args:
        families: The families.
    """

    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        return self._families


def _text(families: Iterable[Metric]) -> bytes:
    return generate_latest(Collected(families))
