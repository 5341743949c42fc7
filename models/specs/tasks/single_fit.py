"""The tasks that fit or register one model."""

from collections.abc import Mapping
from typing import Any

from models.specs.estimators.offered_estimators import Role
from models.specs.model import why_not_pausable
from models.specs.tasks.task import AskedKind, Task


class Train(Task):
    """Fits one model and registers it."""

    name = "train"
    rank = 0
    trains = True

    @classmethod
    def why_not_pausable(cls, raw: Mapping[str, Any]) -> str | None:
        return why_not_pausable(raw)


class Transform(Task):
    """Fits a transformer, registers it, and stores the transformed rows."""

    name = "transform"
    rank = 1
    keeps_rows = True
    takes = "a pipeline that ends in a transformer"

    @classmethod
    def accepts(cls, kind: AskedKind, role: Role | None) -> bool:
        return kind.transforms

    @classmethod
    def why_not_pausable(cls, raw: Mapping[str, Any]) -> str | None:
        return why_not_pausable(raw)


class ImportNetwork(Task):
    """Registers a network from its layers and weights."""

    name = "import"
    rank = 4
    has_own_form = True

    @classmethod
    def sent_file(cls, raw: Mapping[str, Any]) -> str | None:
        weights: str = raw["weights"]
        return weights

    @classmethod
    def why_not_pausable(cls, raw: Mapping[str, Any]) -> str | None:
        return "an import is not trained, so there is nothing to continue from"
