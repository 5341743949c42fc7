"""The task transform: a fitted transformer, and the rows it gives for the job's data."""

from models.specs.estimators import Role
from models.specs.tasks.task import AskedKind, Task


class Transform(Task):
    """Fits a transformer, registers it, and keeps the transformed rows."""

    name = "transform"
    rank = 1
    keeps_rows = True
    takes = "a pipeline that ends in a transformer"

    @classmethod
    def accepts(cls, kind: AskedKind, role: Role | None) -> bool:
        return kind.transforms
