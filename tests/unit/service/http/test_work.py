"""The bound on requests in work, what does not count towards it, and what passes it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
import pytest

from service.errors import Unavailable
from service.http.work import BoundedWork, Work

Message = dict[str, Any]


class Running:
    """An application whose requests run until they are released, behind the bound.

    Args:
        most: Most requests at a time.
    """

    def __init__(self, most: int) -> None:
        self.work, self.released = Work(most), asyncio.Event()
        self.bodies: list[asyncio.Future[Message]] = []
        self._bounded = BoundedWork(self._run, self.work)

    async def _run(self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]) -> None:
        if scope["method"] == "POST":
            await receive()
        await self.released.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def call(self, path: str = "/", method: str = "GET") -> list[Message]:
        """Make a request; return what is sent back. The body of a POST arrives when its future in `bodies` is set."""
        sent: list[Message] = []
        body: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self.bodies += [body] if method == "POST" else []

        async def receive() -> Message:
            return await body

        async def send(message: Message) -> None:
            sent.append(message)

        await self._bounded({"type": "http", "path": path, "method": method}, receive, send)
        return sent

    async def begun(self, *requests: tuple[str, str]) -> list[asyncio.Task[list[Message]]]:
        """Begin requests, and return them once each has come as far as it can."""
        tasks = [asyncio.create_task(self.call(path, method)) for path, method in requests]
        await asyncio.sleep(0.01)
        return tasks


def test_one_request_too_many_is_503_and_a_later_one_is_served() -> None:
    async def scene() -> None:
        running = Running(2)
        tasks = await running.begun(("/", "GET"), ("/", "GET"))
        start, body = await running.call()
        assert (start["status"], dict(start["headers"])[b"retry-after"]) == (503, b"1")
        assert "works on 2 requests, the most that MODELBOOK_MAX_REQUESTS allows" in orjson.loads(body["body"])["detail"]
        running.released.set()
        assert [(await task)[0]["status"] for task in tasks] == [200, 200]
        assert (await running.call())[0]["status"] == 200
        assert running.work.n_requests == 0

    asyncio.run(scene())


def test_health_checks_pass_the_bound() -> None:
    async def scene() -> None:
        running = Running(1)
        tasks = await running.begun(("/", "GET"), ("/healthz", "GET"), ("/readyz", "GET"))
        running.released.set()
        assert [(await task)[0]["status"] for task in tasks] == [200, 200, 200]

    asyncio.run(scene())


def test_a_request_whose_body_has_not_arrived_does_not_count() -> None:
    async def scene() -> None:
        running = Running(1)
        slow = await running.begun(*[("/", "POST")] * 20)
        assert running.work.n_requests == 0
        (quick,) = await running.begun(("/", "GET"))
        running.released.set()
        assert (await quick)[0]["status"] == 200
        for body in running.bodies:
            body.set_result({"type": "http.request", "body": b"", "more_body": False})
        await asyncio.gather(*slow, return_exceptions=True)
        assert running.work.n_requests == 0

    asyncio.run(scene())


def test_bodies_that_arrive_when_there_is_too_much_work_are_503() -> None:
    async def scene() -> None:
        running = Running(1)
        first, second = await running.begun(("/", "POST"), ("/", "POST"))
        for body in running.bodies:
            body.set_result({"type": "http.request", "body": b"{}", "more_body": False})
            await asyncio.sleep(0.01)
        with pytest.raises(Unavailable, match="MODELBOOK_MAX_REQUESTS"):
            await second
        running.released.set()
        assert (await first)[0]["status"] == 200

    asyncio.run(scene())


def test_a_request_that_fails_is_counted_no_longer() -> None:
    async def fail(*_: Any) -> None:
        raise ZeroDivisionError

    work = Work(1)
    with pytest.raises(ZeroDivisionError):
        asyncio.run(BoundedWork(fail, work)({"type": "http", "path": "/", "method": "GET"}, fail, fail))
    assert work.n_requests == 0
