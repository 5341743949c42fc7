"""Wake-ups for those who follow jobs: the announcements of changed jobs, as they come from Redis."""

import asyncio
import logging
from collections.abc import Callable, Collection
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from service.changes import CHANNEL
from service.outage_log import OutageLog

log = logging.getLogger(__name__)

#: Timeout of a connection, in seconds.
CONNECT_TIMEOUT_S = 2.0
#: Seconds of silence after which the server is asked whether the connection lives, and that it may take to answer.
CHECK_EVERY_S, ANSWER_S = 5.0, 3.0
#: Seconds after which a lost connection is opened again.
RETRY_S = 1.0


class Wakeups:
    """Listens to announcements.

    Args:
        url: Address of the Redis or Valkey server.

    Attributes:
        is_connected: Whether announcements arrive: as long as they do not, jobs have to be polled more often.
    """

    def __init__(self, url: str) -> None:
        self._url, self._outage = url, OutageLog(log)
        self.is_connected = False

    async def listen(self, wake: Callable[[Collection[str]], None]) -> None:
        """Pass the ids of changed jobs on, until cancelled; a lost connection is opened again."""
        while True:
            try:
                await self._listen_once(wake)
            except (RedisError, OSError, TimeoutError):
                self._outage.failed("No announcements of changed jobs arrive; they are polled.")
            finally:
                self.is_connected = False
            await asyncio.sleep(RETRY_S)

    async def _listen_once(self, wake: Callable[[Collection[str]], None]) -> None:
        """Listen until the connection is lost.

        Raises:
            RedisError, OSError, TimeoutError: It is lost.
        """
        redis: Any = Redis.from_url(self._url, socket_connect_timeout=CONNECT_TIMEOUT_S)
        try:
            async with redis.pubsub() as channel:
                await channel.subscribe(CHANNEL)
                async with asyncio.timeout(ANSWER_S):
                    await channel.get_message(timeout=ANSWER_S)  # That the subscription stands.
                self.is_connected = True
                self._outage.worked()
                while True:
                    wake(await _changed(channel))
        finally:
            await redis.aclose()


async def _changed(channel: Any) -> list[str]:
    """Return the ids of the next announcement; empty after a silence.

    Raises:
        TimeoutError: The server does not answer.
    """
    message = await channel.get_message(timeout=CHECK_EVERY_S)
    if message is None:
        await channel.ping()
        async with asyncio.timeout(ANSWER_S):
            message = await channel.get_message(timeout=ANSWER_S)
        if message is None:
            raise TimeoutError("the server does not answer")
    return message["data"].decode().split(",") if message["type"] == "message" else []
