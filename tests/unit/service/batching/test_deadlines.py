"""A request whose caller no longer waits is dropped from the queue of its model."""

import asyncio
import threading

import numpy as np
import pytest

from models.core.arrays import Ports
from models.serving.batch_times import measured
from service.batching.batcher import Batcher


def test_what_waits_when_the_time_is_over_is_never_computed() -> None:
    may_end, computed = threading.Event(), list[float]()

    def run(x: Ports) -> Ports:
        computed.extend(x["x"][:, 0].tolist())
        may_end.wait(0.01 if len(computed) < 100 else 5)  # Slow enough for a thread while it is measured.
        return x

    batcher = Batcher(run, measured(run, {"x": np.zeros((1, 1), np.float32)}), 100, 100)
    computed[:] = [-1.0] * 100

    async def ask(number: float) -> float:
        found = await batcher.outputs({"x": np.full((1, 1), number, np.float32)}, 1)
        return float(found.outputs["x"][0, 0])

    async def both() -> float:
        first = asyncio.create_task(ask(1.0))
        await asyncio.sleep(0.05)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await ask(2.0)
        may_end.set()
        return await first + await ask(3.0)

    assert asyncio.run(both()) == 4.0
    assert computed[100:] == [1.0, 3.0]
