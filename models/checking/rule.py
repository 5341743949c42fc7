"""The hook for rules of the checker."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from models.checking.case import Case
from models.core.errors import Fault
from models.specs.job import JobSpec


@dataclass(frozen=True)
class Findings:
    """The result of a rule.

    Args:
        faults: Why the spec cannot be run.
        warnings: Probable mistakes in a spec that can be run.
    """

    faults: Sequence[Fault] = ()
    warnings: Sequence[Fault] = ()


class Rule:
    """One condition that a spec must meet."""

    #: Whether a fault of this rule ends the check.
    stops: ClassVar[bool] = False
    #: Whether a fault of this rule prevents the rule of loss and targets from being checked.
    hides_objective: ClassVar[bool] = False

    def applies(self, spec: JobSpec) -> bool:
        """Tell, from the spec only, whether the rule is to be checked."""
        return True

    def judge(self, case: Case) -> Findings:
        """Check a spec to which the rule applies.

        Args:
            case: The spec, and the facts that rules share.
        """
        raise NotImplementedError
