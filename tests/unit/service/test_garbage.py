"""Garbage is not looked for while an application is imported, and always afterwards."""

import gc
import weakref

import pytest

from service.garbage import without_collections


class Looped:
    """Garbage that only a collection finds."""

    def __init__(self) -> None:
        self.me = self


def test_nothing_is_collected_within_the_block_and_everything_after_it() -> None:
    with without_collections():
        gone = weakref.ref(Looped())
        many: list[list[int]] = [[] for _ in range(20 * gc.get_threshold()[0])]
        assert gone() is not None
    assert gc.isenabled()
    many += [[] for _ in many]
    assert gone() is None


def test_garbage_is_looked_for_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="failed"), without_collections():
        raise ValueError("failed")
    assert gc.isenabled()
