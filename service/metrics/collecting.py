"""Collecting metrics part by part: one that fails is missing and logged, and the others are there."""

import logging
from collections.abc import Callable, Iterable

from prometheus_client.metrics_core import Metric

from service.outage_log import OutageLog

log = logging.getLogger(__name__)


class Collecting:
    """Collects the metrics of parts; logs the first failure of each, and that it works again."""

    def __init__(self) -> None:
        self._outages: dict[str, OutageLog] = {}

    def of(self, part: str, collect: Callable[[], Iterable[Metric]]) -> list[Metric]:
        """Return the metrics of a part; none if it fails.

        Args:
            part: The part, for the log.
            collect: Collects them.
        """
        outage = self._outages.setdefault(part, OutageLog(log))
        try:
            found = list(collect())
        except Exception:  # noqa: BLE001 - logged; a page without the other parts would hide what an operator needs just then
            outage.failed(f"The metrics of {part} cannot be collected.")
            return []
        outage.worked()
        return found
