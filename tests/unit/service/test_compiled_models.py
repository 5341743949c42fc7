"""The loaded models of a process, while requests use them and others are loaded."""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, cast

from service.compiled_models import Loaded, Predictors
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


def test_requests_use_models_while_the_room_for_another_is_computed() -> None:
    predictors = Weighing(cast(Any, None), 2, queued_rows=1, max_requests=2, copies=None)
    for key in ("first", "second", "third"):
        predictors.load(cast(Version, SimpleNamespace(key=key)))
    assert predictors.keys() == ["first", "third"]
    assert not predictors.has_room
