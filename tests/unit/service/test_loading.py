"""Models are loaded once for all who wait, and a slow one keeps nobody else waiting."""

import asyncio
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from service.compiled_models import Loaded, Predictors
from service.errors import Unavailable
from service.loading import N_SLOW, Loading
from service.store.rows import Version


@dataclass
class Kept:
    """Predictors whose slow models are loaded when a test lets them."""

    released: threading.Event = field(default_factory=threading.Event)
    n_loads: Counter[str] = field(default_factory=Counter)
    failing: set[str] = field(default_factory=set)
    loaded: dict[str, str] = field(default_factory=dict)

    def ready(self, key: str) -> str | None:
        return self.loaded.get(key)

    def load(self, version: Version) -> str:
        self.n_loads[version.key] += 1
        if "slow" in version.key:
            assert self.released.wait(20)
        if version.key in self.failing:
            raise Unavailable("damaged")
        return self.loaded.setdefault(version.key, f"the model {version.key}")


def version(name: str) -> Version:
    runtime = "keras" if "slow" in name else "onnx"
    facts: dict[str, Any] = {
        "artifact": "",
        "sha256": "",
        "size_bytes": 1,
        "stored_bytes": 1,
        "onnx": None,
        "serving": {"runtime": runtime, "steps": None},
        "signature": {},
        "preprocessing": {},
        "metrics": {},
        "provenance": {},
    }
    return Version(**facts, owner="o", model=name, version=1, job_id="j", created_at=0.0, tags=[], note="")


@pytest.fixture
def kept() -> Kept:
    return Kept()


def loading(kept: Kept) -> Loading:
    return Loading(cast(Predictors, kept))


def test_a_model_is_loaded_once_for_all_who_wait_and_others_meanwhile(kept: Kept) -> None:
    async def scene() -> list[Loaded]:
        loads = loading(kept)
        waiting = [asyncio.create_task(loads.get(version("slow"))) for _ in range(100)]
        quick = await asyncio.wait_for(asyncio.gather(*(loads.get(version(f"quick{number}")) for number in range(20))), 10)
        assert len(quick) == 20
        assert not any(task.done() for task in waiting)
        assert await asyncio.wait_for(asyncio.to_thread(lambda: "an endpoint"), 10) == "an endpoint"
        kept.released.set()
        return await asyncio.gather(*waiting)

    assert set(map(str, asyncio.run(scene()))) == {"the model o/slow@1"}
    assert kept.n_loads["o/slow@1"] == 1


def test_many_slow_models_keep_no_quick_one_waiting(kept: Kept) -> None:
    async def scene() -> None:
        loads = loading(kept)
        waiting = [asyncio.create_task(loads.get(version(f"slow{number}"))) for number in range(2 * N_SLOW)]
        await asyncio.wait_for(loads.get(version("quick")), 10)
        kept.released.set()
        await asyncio.gather(*waiting)

    asyncio.run(scene())
    assert len(kept.loaded) == 2 * N_SLOW + 1


def test_a_request_that_leaves_does_not_end_the_load_for_others(kept: Kept) -> None:
    async def scene() -> Loaded:
        loads = loading(kept)
        first, second = (asyncio.create_task(loads.get(version("slow"))) for _ in range(2))
        await asyncio.sleep(0)
        first.cancel()
        await asyncio.wait([first])
        kept.released.set()
        return await second

    assert str(asyncio.run(scene())) == "the model o/slow@1"
    assert kept.n_loads["o/slow@1"] == 1


def test_all_who_wait_hear_why_a_model_cannot_be_loaded_and_the_next_request_tries_again(kept: Kept) -> None:
    kept.failing.add("o/slow@1")
    kept.released.set()

    async def scene() -> list[Any]:
        loads = loading(kept)
        failed: list[Any] = await asyncio.gather(*(loads.get(version("slow")) for _ in range(3)), return_exceptions=True)
        kept.failing.clear()
        await loads.get(version("slow"))
        return failed

    assert [str(error.detail) for error in asyncio.run(scene())] == ["damaged"] * 3
    assert kept.n_loads["o/slow@1"] == 2
