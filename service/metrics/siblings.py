"""The metrics of API processes that share a port: each publishes its own, as a request for them reaches any one of them."""

import os
import socket
from collections.abc import Iterable
from typing import Any

from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families
from redis import Redis

from service.live_workers import COMMAND_TIMEOUT_S, CONNECT_TIMEOUT_S

#: Seconds from one publication to the next, and after which one of a process that has ended is forgotten.
PUBLISH_EVERY_S, KEPT_FOR_S = 5.0, 20
#: The metrics of one process: those that share a port are children of one process of one machine.
_KEY = "modelbook:metrics:{host}:{parent}:{name}"


class Siblings:
    """The processes that share a port, by what they publish. Called off the event loop; raises RedisError if the server does not answer.

    Args:
        url: Address of the Redis or Valkey server.
        name: Name of this process.
    """

    def __init__(self, url: str, name: str) -> None:
        self._redis: Any = Redis.from_url(url, socket_connect_timeout=CONNECT_TIMEOUT_S, socket_timeout=COMMAND_TIMEOUT_S, decode_responses=True)
        self._host, self._parent, self._name = socket.gethostname(), os.getppid(), name

    def publish(self, text: bytes) -> None:
        """Publish the metrics of this process."""
        self._redis.set(self._key(self._name), text, ex=KEPT_FOR_S)

    def published(self) -> list[Metric]:
        """Return the metrics of all processes, each family once."""
        names = sorted(self._redis.scan_iter(match=self._key("*"), count=1000))
        texts = self._redis.mget(names) if names else []
        return joined(family for text in texts if text for family in text_string_to_metric_families(text))

    def close(self) -> None:
        """Close the connections."""
        self._redis.close()

    def _key(self, name: str) -> str:
        return _KEY.format(host=self._host, parent=self._parent, name=name)


def joined(families: Iterable[Metric]) -> list[Metric]:
    """Return families with the samples of all that have the same name."""
    found: dict[str, Metric] = {}
    for family in families:
        known = found.setdefault(family.name, family)
        if known is not family:
            known.samples.extend(family.samples)
    return list(found.values())
