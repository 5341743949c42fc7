"""Work for one request at a time."""

import asyncio

import pytest

from service.errors import Unavailable
from service.one_at_a_time import OneAtATime


def test_work_is_done_for_one_request_after_the_other() -> None:
    done: list[str] = []

    async def work(lock: OneAtATime, name: str) -> None:
        async with lock:
            done.append(f"{name} begins")
            await asyncio.sleep(0)
            done.append(f"{name} ends")

    async def both() -> None:
        lock = OneAtATime("drawing")
        await asyncio.gather(work(lock, "one"), work(lock, "two"))

    asyncio.run(both())
    assert done == ["one begins", "one ends", "two begins", "two ends"]


def test_a_request_that_waits_too_long_is_refused_and_the_next_one_is_not() -> None:
    async def wait() -> None:
        lock = OneAtATime("drawing", wait_s=0.01)
        async with lock:
            with pytest.raises(Unavailable, match=r"drawing for other requests takes more than 0\.01 s; try again later"):
                async with lock:
                    pass
        async with lock:
            pass

    asyncio.run(wait())
