"""Errors of the package `models`.

ModelbookError
├── SpecError        an invalid job spec (the user's to fix)
├── DataError        a data set that cannot be read or does not fit the spec (the user's to fix)
│   ├── RefusedValues     values of rows that a step does not take, each with its row and column
│   ├── UnreachableError  a data set whose download failed
│   └── DivergedError     a network whose loss became NaN or infinite
├── InputError       raw prediction inputs that do not fit the model (the caller's to fix)
├── ArtifactError    a file that is not a valid Modelbook artifact
├── CompileError     a model that ONNX cannot express, or whose ONNX form gives other predictions
├── PluginError      a plug-in that cannot be loaded (the operator's to fix)
├── MissingExtraError packages of an extra that are not installed (the operator's to fix)
└── Cancelled        training was cancelled
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.core.redaction import redacted, redacted_beginning

#: Most faults that are reported one by one.
MAX_FAULTS = 100
#: Longest detail of a fault that is reported, in characters: the names of all recipes take half of it.
MAX_DETAIL = 8_000


@dataclass(frozen=True)
class Fault:
    """One fault of a JSON document.

    Args:
        pointer: JSON pointer (RFC 6901) to the faulty part, for example "/model/layers/2/units".
        detail: What was expected and what came.
        n_faults: Number of faults that it stands for; more than one for the rest of a long list.
    """

    pointer: str
    detail: str
    n_faults: int = 1

    def under(self, prefix: str) -> "Fault":
        """Return the same fault with `prefix` before its pointer."""
        return self.moved("", prefix)

    def moved(self, old: str, new: str) -> "Fault":
        """Return the fault with `old` replaced by `new` if its pointer is `old` or below it; else the fault itself.

        Example: `Fault("/data/params/n", "...").moved("/data/params", "/query/params").pointer` is "/query/params/n".
        """
        rest = self.pointer.removeprefix(old)
        if not self.pointer.startswith(old) or (rest and not rest.startswith("/")):
            return self
        return replace(self, pointer=new + rest)

    def as_dict(self) -> dict[str, str]:
        """Return the fault as a JSON object; of a very long pointer or detail, which holds words of the caller, only the beginning, and no key."""
        return {"pointer": beginning_of(self.pointer), "detail": beginning_of(self.detail)}


def beginning_of(detail: str) -> str:
    """Return at most MAX_DETAIL characters of a text, without the keys in it."""
    return redacted(detail) if len(detail) <= MAX_DETAIL else redacted_beginning(detail, MAX_DETAIL - 1) + "…"


def rest_of(n_faults: int) -> Fault:
    """Return the fault that stands for the rest of a long list."""
    return Fault("", f"{n_faults:,} more faults are not listed", n_faults)


def n_faults_in(faults: Sequence[Fault]) -> int:
    """Return the number of faults, including those that are not listed."""
    return sum(fault.n_faults for fault in faults)


def shortened(faults: Sequence[Fault]) -> list[Fault]:
    """Return at most MAX_FAULTS faults, and one that gives the number of the others."""
    listed = [fault for fault in faults if fault.n_faults == 1]
    if len(listed) == len(faults) <= MAX_FAULTS:
        return listed
    return [*listed[:MAX_FAULTS], rest_of(n_faults_in(faults) - len(listed[:MAX_FAULTS]))]


class ModelbookError(Exception):
    """Base of every error that `models` raises on purpose."""


class _FaultsError(ModelbookError):
    """An error that carries a list of faults."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = shortened(faults)
        super().__init__("; ".join(f"{fault.pointer or '/'}: {fault.detail}" for fault in self.faults))


class SpecError(_FaultsError):
    """The job spec is invalid."""


class InputError(_FaultsError):
    """The raw inputs of a prediction do not fit the model's signature."""


class DataError(ModelbookError):
    """A data set cannot be read, or does not fit the spec."""


@dataclass(frozen=True)
class RefusedValue:
    """A value that a step does not take.

    Args:
        row: Index of its row, from 0.
        column: Index of its column in the rows that the step gets.
        detail: What was expected and what came.
    """

    row: int
    column: int
    detail: str


class RefusedValues(DataError):
    """Values of rows that a step does not take.

    Args:
        values: The first of them.
        n_values: How many there are.
        step: The step.
    """

    def __init__(self, values: Sequence[RefusedValue], n_values: int, step: object) -> None:
        self.values, self.n_values, self.step = values, n_values, step
        super().__init__(f"column {values[0].column}: {values[0].detail}")


class UnreachableError(DataError):
    """The download of a data set failed."""


class DivergedError(DataError):
    """The loss of a network became NaN or infinite."""


class ArtifactError(ModelbookError):
    """A file is not a valid Modelbook artifact."""


class CompileError(ModelbookError):
    """ONNX cannot express the model, or its ONNX form gives other predictions."""


class PluginError(ModelbookError):
    """A plug-in is missing, cannot be loaded, or has a member whose name is already used."""


class MissingExtraError(ModelbookError):
    """Packages of an extra are not installed."""


class Cancelled(ModelbookError):
    """Training was cancelled."""
