"""Look-ups are made once for all who wait, and kept for a second."""

import asyncio
import threading
import time

import pytest

from service import lookups
from service.errors import Unavailable
from service.lookups import MAX_RESULTS, Lookups


class Counted:
    """A function that counts its calls, and waits until it may go on."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def __call__(self, key: str) -> str:
        self.calls.append(key)
        assert self.may_go_on.wait(10)
        return key.upper()


def test_a_result_is_used_for_a_second_and_no_longer() -> None:
    find = Counted()
    found = Lookups(find, 1)

    async def scene() -> list[str]:
        results = [await found.get("a"), await found.get("a")]
        assert find.calls == ["a"]
        await asyncio.sleep(lookups.CACHED_FOR_S + 0.05)
        return [*results, await found.get("a")]

    assert asyncio.run(scene()) == ["A", "A", "A"]
    assert (find.calls, lookups.CACHED_FOR_S <= 1.0) == (["a", "a"], True)


def test_the_second_counts_from_the_start_of_the_look_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "CACHED_FOR_S", 0.1)
    found = Lookups(lambda key: time.sleep(0.15) or key, 1)

    async def scene() -> str | None:
        await found.get("a")
        return found.known("a")

    assert asyncio.run(scene()) is None


def test_many_who_wait_for_one_key_cause_one_call_and_one_who_leaves_does_not_end_it() -> None:
    find = Counted()
    find.may_go_on.clear()
    found = Lookups(find, 4)

    async def scene() -> list[str]:
        waiting = [asyncio.create_task(found.get("a")) for _ in range(50)]
        await asyncio.sleep(0.05)
        waiting[0].cancel()
        await asyncio.sleep(0.01)
        find.may_go_on.set()
        return await asyncio.gather(*waiting[1:])

    assert asyncio.run(scene()) == ["A"] * 49
    assert find.calls == ["a"]


def test_an_error_is_raised_to_all_who_wait_and_is_not_kept() -> None:
    def fail(_key: str) -> str:
        raise Unavailable("down")

    found = Lookups(fail, 1)

    async def scene() -> list[str | BaseException]:
        both = await asyncio.gather(found.get("a"), found.get("a"), return_exceptions=True)
        return [*both, *await asyncio.gather(found.get("a"), return_exceptions=True)]

    assert [type(result) for result in asyncio.run(scene())] == [Unavailable] * 3
    assert found.known("a") is None


def test_a_flood_of_keys_is_not_kept() -> None:
    found = Lookups(Counted(), 4)

    async def scene() -> None:
        for number in range(MAX_RESULTS + 50):
            await found.get(str(number))

    asyncio.run(scene())
    assert len(found._results) <= MAX_RESULTS
