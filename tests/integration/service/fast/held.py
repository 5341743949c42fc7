"""Loaded models whose runs are held up, or fail."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from models.core.arrays import Ports
from models.serving.batch_times import BatchTimes
from service.batching.batcher import Batcher
from tests.integration.service.fast.asking import Hot

#: Expected time of a batch, in seconds: too long for the event loop.
SLOW_S = 0.005
#: Longest time for which a run is held up, in seconds.
HELD_S = 30.0


@dataclass
class Runs:
    """The runs of a model.

    Attributes:
        go_on: Lets them end.
        n_rows: Rows of each run so far.
    """

    go_on: threading.Event = field(default_factory=threading.Event)
    n_rows: list[int] = field(default_factory=list)


@contextmanager
def running(hot: Hot, key: str, run: Callable[[Ports, Callable[[Ports], Ports]], Ports], queued_rows: int = 50_000) -> Iterator[None]:
    """Let a loaded model run in another way, in its thread.

    Args:
        hot: The server.
        key: Owner and version of the model.
        run: Returns the outputs; it gets the inputs, and the function that runs the model.
        queued_rows: Most rows that wait for it.
    """
    predictors: Any = hot.app.state.parts.predictors
    loaded = predictors._loaded[key]
    own = loaded.predictor.runtime.run
    predictors._loaded[key] = replace(loaded, batcher=Batcher(lambda x: run(x, own), BatchTimes(SLOW_S, 0.0), queued_rows, most_long=1000))
    try:
        yield
    finally:
        predictors._loaded[key] = loaded


@contextmanager
def held(hot: Hot, key: str, queued_rows: int = 50_000) -> Iterator[Runs]:
    """Hold up the runs of a loaded model until they are let go on."""
    runs = Runs()

    def run(x: Ports, own: Callable[[Ports], Ports]) -> Ports:
        runs.n_rows.append(len(next(iter(x.values()))))
        assert runs.go_on.wait(HELD_S)
        return own(x)

    with running(hot, key, run, queued_rows):
        try:
            yield runs
        finally:
            runs.go_on.set()
