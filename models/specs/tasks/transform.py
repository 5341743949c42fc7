"""The task transform: a fitted transformer, and the rows it gives for the job's data."""

from models.specs.estimators import Role
from models.specs.kinds import Kind
from models.specs.tasks.task import Task


class Transform(Task):
    """Fits a transformer, registers it, and keeps the transformed rows."""

    name = "transform"
    rank = 1
    keeps_rows = True
    takes = "a pipeline that ends in a transformer"

    @classmethod
    def accepts(cls, kind: Kind, role: Role | None) -> bool:
        return kind is Kind.TRANSFORM
