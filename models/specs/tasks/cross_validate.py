"""The task cross_validate: one model, scored on every fold."""

from models.specs.estimators import Role
from models.specs.tasks.folding import Folding
from models.specs.tasks.task import AskedKind, Task


class CrossValidation(Folding):
    """The task cross_validate: one model, scored on every fold."""


class CrossValidate(Task):
    """Scores one model on every fold; none is registered."""

    name = "cross_validate"
    rank = 2
    section = "cross_validation"
    section_form = CrossValidation
    description = "Folds and score of the task cross_validate."
    fans_out = True
    takes = "a classifier or a regressor"

    @classmethod
    def accepts(cls, kind: AskedKind, role: Role | None) -> bool:
        return kind.is_cross_validated and not kind.transforms
