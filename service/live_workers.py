"""Workers that can take jobs now, by what they report to the broker's server every few seconds."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from redis import Redis

#: Seconds from one report of a worker to the next, and after the last one until it no longer counts.
REPORT_EVERY_S, COUNTS_FOR_S = 2.0, 10
#: Timeouts of a connection and of a command, in seconds.
CONNECT_TIMEOUT_S, COMMAND_TIMEOUT_S = 2.0, 3.0

#: The names of all workers, and the queues of one.
_ALL, _QUEUES_OF = "modelbook:workers", "modelbook:worker:{name}"


class LiveWorkers:
    """The workers of a service. Called off the event loop; raises RedisError if the server does not answer.

    Args:
        url: Address of the Redis or Valkey server.
    """

    def __init__(self, url: str) -> None:
        self._redis: Any = Redis.from_url(url, socket_connect_timeout=CONNECT_TIMEOUT_S, socket_timeout=COMMAND_TIMEOUT_S, decode_responses=True)

    def report(self, name: str, queues: Iterable[str]) -> None:
        """Report that a worker takes jobs from these queues."""
        with self._redis.pipeline() as pipeline:
            pipeline.set(_QUEUES_OF.format(name=name), ",".join(queues), ex=COUNTS_FOR_S)
            pipeline.sadd(_ALL, name)
            pipeline.execute()

    def forget(self, name: str) -> None:
        """Report that a worker takes no more jobs."""
        with self._redis.pipeline() as pipeline:
            pipeline.delete(_QUEUES_OF.format(name=name))
            pipeline.srem(_ALL, name)
            pipeline.execute()

    def n_by_queue(self) -> dict[str, int]:
        """Return the number of workers that take jobs from each queue; only queues that have one."""
        names: list[str] = sorted(self._redis.smembers(_ALL))
        reported = dict(zip(names, self._redis.mget([_QUEUES_OF.format(name=name) for name in names]), strict=True)) if names else {}
        if gone := [name for name, queues in reported.items() if queues is None]:
            self._redis.srem(_ALL, *gone)
        return dict(Counter(queue for queues in reported.values() if queues for queue in queues.split(",")))

    def close(self) -> None:
        """Close the connections."""
        self._redis.close()
