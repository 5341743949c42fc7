"""Figures that are drawn while a request waits for them."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from fastapi import Request

from models.plots.subjects import SweepMember, SweepRuns
from service.api.plot_origin import PlotOrigin, PlotsPlace
from service.api.run_plots import JUST_ENDED_S, RunPlots
from service.api.shown_plots import ShownPlots
from service.deps import Parts
from service.plots.folder import Form, PlotFolder
from service.plots.maker import PlotMaker
from service.store.files import Files
from service.store.rows import Job

RUNS = [SweepMember(f"a{alpha}", {"/alpha": alpha}, "succeeded", {"test_r2": 1 / alpha}, 1.0) for alpha in (1, 2)]


@dataclass(frozen=True)
class LookedAt(PlotFolder):
    """A folder that tells of each look at a figure, after it found nothing."""

    then: list[Callable[[], None]] = field(default_factory=list, hash=False)

    def figure(self, name: str, form: Form) -> Path | None:
        found = super().figure(name, form)
        if found is None and self.then:
            self.then.pop(0)()
        return found


class Origin(PlotOrigin):
    def __init__(self, folder: PlotFolder) -> None:
        self.place = PlotsPlace(folder, "/v1/sweeps/1/plots", "sweep 1")

    async def make(self) -> bool:
        raise AssertionError("the numbers are there")


class Maker:
    """Ends as soon as it is told."""

    def __init__(self) -> None:
        self.told = asyncio.Event()

    async def done(self, *_: Any) -> bytes:
        await self.told.wait()
        return b""


def test_a_figure_that_was_drawn_between_two_looks_is_sent(tmp_path: Path) -> None:
    folder = LookedAt(tmp_path)
    folder.make(SweepRuns("alphas", RUNS))

    async def asked() -> int:
        loop, maker = asyncio.get_running_loop(), Maker()

        def draw() -> None:
            folder.draw("svg")
            loop.call_soon_threadsafe(maker.told.set)

        folder.then.extend([lambda: None, draw])  # The first look is before anything is drawn.
        plots = ShownPlots(Origin(folder), cast("PlotMaker", maker))
        request = Request({"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": []})
        return (await plots.figure("times", "svg", request)).status_code

    assert asyncio.run(asked()) == 200


def test_a_worker_whose_clock_is_ahead_lets_nobody_wait_for_longer(tmp_path: Path) -> None:
    parts = SimpleNamespace(database=None, files=Files(tmp_path), settings=SimpleNamespace(cache=None))
    job = SimpleNamespace(id="1", finished_at=time.time() + 3600, is_final=True)
    origin = RunPlots(cast("Parts", parts), cast("Job", job), None, "/v1/jobs/1/plots", "job 1")
    assert origin.until <= time.time() + JUST_ENDED_S
