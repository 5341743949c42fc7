"""The hook of a task: its section of the spec, and its properties."""

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

from models.specs.estimators.offered_estimators import Role


class AskedKind(Protocol):
    """The attributes of a kind of prediction that tasks use; see `models.kinds.Kind`."""

    has_classes: ClassVar[bool]
    is_cross_validated: ClassVar[bool]
    transforms: ClassVar[bool]


class Task:
    """A task. The class of the same name in `workers.tasks` runs it.

    The class is never instantiated. The defaults are those of a task that fits nothing and has no section.
    """

    #: Name in the field `task` of a spec.
    name: ClassVar[str] = ""
    #: Rank in lists of tasks; tasks without one come last.
    rank: ClassVar[int]
    #: Field of the spec with its section, which only this task may and must have; empty for none.
    section: ClassVar[str] = ""
    #: Type of the section.
    section_form: ClassVar[Any] = None
    #: Description of the section.
    description: ClassVar[str] = ""
    #: Whether its spec is of a form of its own, not a JobSpec: its jobs are made by a route of their own.
    has_own_form: ClassVar[bool] = False
    #: Whether the model is fitted once and registered. Only such a task supports starting from a model or a checkpoint,
    #: sharing layers, fresh samples in every epoch, several outputs and reconstruction.
    trains: ClassVar[bool] = False
    #: Whether its jobs fan out into trials, one for each candidate and fold. Its section is then a Folding.
    fans_out: ClassVar[bool] = False
    #: Whether a running job can be ended with the best candidate so far.
    ends_with_best: ClassVar[bool] = False
    #: Whether the rows that the model gives for the job's data are stored as a file.
    keeps_rows: ClassVar[bool] = False
    #: Whether it leaves a file of its own making, which counts among what its owner stores.
    leaves_output: ClassVar[bool] = False
    #: The models it supports, for messages.
    takes: ClassVar[str] = "any model"

    @classmethod
    def accepts(cls, kind: AskedKind, role: Role | None) -> bool:
        """Tell whether the task supports a model.

        Args:
            kind: The kind of prediction of the model.
            role: Role of its last estimator; None for a network.
        """
        return True

    @classmethod
    def sent_file(cls, raw: Mapping[str, Any]) -> str | None:
        """Return the key of the file that was sent with a job, which is removed at its end; None if there was none.

        Args:
            raw: The spec, as stored.
        """
        return None

    @classmethod
    def why_not_pausable(cls, raw: Mapping[str, Any]) -> str | None:
        """Return why a running job cannot be paused; None if it can, as one that fans out can between its trials.

        Args:
            raw: The spec, as stored.
        """
        return None
