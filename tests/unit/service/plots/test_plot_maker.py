"""Making plots once for all that ask for them meanwhile."""

import asyncio
import threading
from collections.abc import Callable
from typing import Any, cast

import pytest

from service.contained import Containment, Turns
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
