"""Making plots once for all that ask for them meanwhile."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any, cast

import pytest

from service.contained import Containment, Turns
from service.errors import Unavailable
from service.plots import maker as module
from service.plots.maker import PlotMaker


class Counted:
    """Children that are counted, and end once it is said."""

    def __init__(self) -> None:
        self.n_run, self.looks, self.may_end = 0, Turns(30.0), threading.Event()

    def run(self, work: Callable[..., bytes], *args: Any) -> bytes:
        self.n_run += 1
        assert self.may_end.wait(30)
        return work(*args)


def echoed(text: bytes) -> bytes:
    return text


@pytest.mark.parametrize("is_upload", [True, False])
def test_requests_for_the_same_plots_wait_for_one_child(monkeypatch: pytest.MonkeyPatch, is_upload: bool) -> None:
    children = Counted()
    monkeypatch.setattr(module, "Containment", lambda _limits: children)

    async def asked() -> list[bytes]:
        maker, inside = PlotMaker(), cast("Containment", children) if is_upload else None
        asking = [asyncio.create_task(maker.done("key", echoed, b"x", inside=inside)) for _ in range(5)]
        while not children.n_run:
            await asyncio.sleep(0)
        children.may_end.set()
        return await asyncio.gather(*asking)

    assert (asyncio.run(asked()), children.n_run) == ([b"x"] * 5, 1)


def test_an_answer_that_nobody_waits_for_any_more_gets_no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    children = Counted()
    monkeypatch.setattr(module, "Containment", lambda _limits: children)

    async def asked() -> list[bytes]:
        maker = PlotMaker()
        first = asyncio.create_task(maker.answered("first", echoed, b"1"))
        while not children.n_run:
            await asyncio.sleep(0)
        left, stays, also_left = (asyncio.create_task(maker.answered(key, echoed, b"2")) for key in ("left", "stays", "stays"))
        await asyncio.sleep(0)
        for asking in (left, also_left):
            asking.cancel()
        await asyncio.wait({left, also_left})
        children.may_end.set()
        return [await first, await stays]

    assert (asyncio.run(asked()), children.n_run) == ([b"1", b"2"], 2)


def test_so_many_answers_wait_and_figures_that_are_kept_are_not_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    children = Counted()
    monkeypatch.setattr(module, "Containment", lambda _limits: children)
    monkeypatch.setattr(module, "MOST_WAITING", 2)

    async def asked() -> list[bytes]:
        maker = PlotMaker()
        asking = [asyncio.create_task(maker.answered(0, echoed, b"0"))]
        while not children.n_run:
            await asyncio.sleep(0)
        asking += [asyncio.create_task(maker.answered(key, echoed, b"1")) for key in (1, 2, 2)]
        await asyncio.sleep(0)
        with pytest.raises(Unavailable, match="2 other answers wait to be drawn"):
            await maker.answered(3, echoed, b"3")
        asking.append(asyncio.create_task(maker.done("kept", echoed, b"k")))
        children.may_end.set()
        return await asyncio.gather(*asking)

    assert asyncio.run(asked()) == [b"0", b"1", b"1", b"1", b"k"]
