"""The loaded models of a process, while requests use them and others are loaded."""

import gc
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

import pytest

from service.compiled_models import Loaded, Predictors
from service.garbage import LOADS_PER_THAW
from service.store.rows import Version


@dataclass
class Weighed:
    """A loaded model, and what happens while it is weighed."""

    key: str
    meanwhile: Callable[[], object]
    predictor: Any = field(default_factory=lambda: SimpleNamespace(runtime=SimpleNamespace(has_ended=False)))

    @property
    def size_bytes(self) -> int:
        self.meanwhile()
        return 1


class Weighing(Predictors):
    """Predictors whose models are weighed only."""

    def _load(self, version: Version) -> Loaded:
        return cast(Loaded, Weighed(version.key, lambda: self.ready("first")))


class Looped:
    """What only a collection frees, such as a request that has ended in an error."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def unfrozen() -> Iterator[None]:
    yield
    gc.unfreeze()


def weighing(budget_bytes: int) -> Predictors:
    return Weighing(cast(Any, None), budget_bytes, queued_rows=1, max_requests=2, copies=None)


def version(key: str) -> Version:
    return cast(Version, SimpleNamespace(key=key))


def test_requests_use_models_while_the_room_for_another_is_computed() -> None:
    predictors = weighing(2)
    for key in ("first", "second", "third"):
        predictors.load(version(key))
    assert predictors.keys() == ["first", "third"]
    assert not predictors.has_room


def test_what_was_in_work_while_a_model_was_loaded_is_freed_by_a_later_load(unfrozen: None) -> None:
    predictors, in_work = weighing(1), Looped()
    gone = weakref.ref(in_work)
    predictors.load(version("0"))
    del in_work
    gc.collect()
    assert gone() is not None
    for number in range(1, LOADS_PER_THAW):
        predictors.load(version(str(number)))
    assert gone() is None


def test_models_are_unloaded_by_their_keys_as_far_as_they_are_loaded() -> None:
    predictors = weighing(10)
    for key in ("first", "second", "third"):
        predictors.load(version(key))
    assert predictors.unload(["third", "absent", "first"]) == ["third", "first"]
    assert (predictors.keys(), predictors.use.n_evictions) == (["second"], 0)
