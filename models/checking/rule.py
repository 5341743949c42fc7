"""The hook for what is judged of a spec."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from models.checking.case import Case
from models.core.errors import Fault
from models.specs.job import JobSpec


@dataclass(frozen=True)
class Findings:
    """What a rule finds.

    Args:
        faults: Why the spec cannot work.
        warnings: What will run but is probably a mistake.
    """

    faults: Sequence[Fault] = ()
    warnings: Sequence[Fault] = ()


class Rule:
    """One thing that is judged of a spec."""

    #: Whether no later rule can judge a spec in which this one finds a fault.
    stops: ClassVar[bool] = False
    #: Whether a fault leaves open what the network is trained towards.
    hides_objective: ClassVar[bool] = False

    def applies(self, spec: JobSpec) -> bool:
        """Tell, from the form of a spec alone, whether the rule has anything to judge."""
        return True

    def judge(self, case: Case) -> Findings:
        """Judge a spec to which the rule applies.

        Args:
            case: The spec, and the facts that rules share.
        """
        raise NotImplementedError
