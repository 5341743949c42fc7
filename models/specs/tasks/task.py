"""The hook of a task: its section of the spec, and what others need to know about it."""

from typing import Any, ClassVar, Protocol

from models.specs.estimators import Role


class AskedKind(Protocol):
    """What tasks ask of a kind of prediction; see `models.kinds.Kind`."""

    has_classes: ClassVar[bool]
    is_cross_validated: ClassVar[bool]
    transforms: ClassVar[bool]


class Task:
    """What a job does. Its other half is the class of the same task below `workers.tasks`, which carries it out.

    A class is never instantiated: it holds facts. The base has those of a task that fits nothing and needs no section.
    """

    #: Name in the field `task` of a spec.
    name: ClassVar[str] = ""
    #: Rank among the tasks where they are listed; a task that says nothing comes behind those that do.
    rank: ClassVar[int]
    #: Field of the spec that holds its section, which the task needs and no other may have; empty for none.
    section: ClassVar[str] = ""
    #: Type of the section.
    section_form: ClassVar[Any] = None
    #: Description of the section.
    description: ClassVar[str] = ""
    #: Whether it registers a network that was made elsewhere: its spec is an ImportSpec, not a JobSpec.
    imports: ClassVar[bool] = False
    #: Whether the model of the spec is fitted once and kept, with all that only such a training offers: starting from a model or
    #: a checkpoint, sharing layers, fresh samples in every epoch, several outputs, reconstruction.
    trains: ClassVar[bool] = False
    #: Whether its jobs fan out into trials: a candidate on a fold each. Its section is a Folding then.
    fans_out: ClassVar[bool] = False
    #: Whether a running job can be asked to end with the best it has found so far.
    ends_with_best: ClassVar[bool] = False
    #: Whether the rows that the model gives for its data are kept as a file of the job.
    keeps_rows: ClassVar[bool] = False
    #: The models it takes, for messages.
    takes: ClassVar[str] = "any model"

    @classmethod
    def accepts(cls, kind: AskedKind, role: Role | None) -> bool:
        """Tell whether the task can work on a model.

        Args:
            kind: The kind of prediction of the model.
            role: What its last estimator does; None for a network.
        """
        return True
