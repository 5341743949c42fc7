"""Errors of the learning part.

ModelbookError
├── SpecError        a job spec that cannot work (the user's to mend)
├── DataError        a data set that cannot be read or does not fit the spec (the user's to mend)
│   ├── UnreachableError  a data set that has to be downloaded, and now cannot be
│   └── DivergedError     a network whose loss became NaN on this data, by this spec
├── InputError       raw prediction inputs that the model cannot take (the caller's to mend)
├── ArtifactError    a file that is not a sound Modelbook artifact
├── CompileError     a model that ONNX cannot express, or whose ONNX form is not equal to it
├── PluginError      a plug-in that the operator names, and that cannot be taken in (the operator's to fix)
└── Cancelled        training was asked to stop
"""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where.

    Args:
        pointer: JSON pointer (RFC 6901) to the faulty part, for example "/model/layers/2/units".
        detail: What was expected and what came.
    """

    pointer: str
    detail: str

    def under(self, prefix: str) -> "Fault":
        """Return the same fault, its pointer below `prefix`."""
        return self.moved("", prefix)

    def moved(self, old: str, new: str) -> "Fault":
        """Return the same fault with `new` for `old`, where its pointer is `old` or goes below it; else the fault itself.

        Example: `Fault("/data/params/n", "...").moved("/data/params", "/query/params").pointer` is "/query/params/n".
        """
        rest = self.pointer.removeprefix(old)
        if not self.pointer.startswith(old) or (rest and not rest.startswith("/")):
            return self
        return Fault(new + rest, self.detail)

    def as_dict(self) -> dict[str, str]:
        """Return the fault as a JSON object."""
        return asdict(self)


class ModelbookError(Exception):
    """Root of every error that the learning part raises on purpose."""


class _FaultsError(ModelbookError):
    """An error that carries a list of faults."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.pointer or '/'}: {fault.detail}" for fault in faults))
        self.faults = faults


class SpecError(_FaultsError):
    """The job spec cannot work."""


class InputError(_FaultsError):
    """The raw inputs of a prediction do not fit the model's signature."""


class DataError(ModelbookError):
    """A data set cannot be read, or does not fit the spec."""


class UnreachableError(DataError):
    """A data set has to be downloaded, and now cannot be."""


class DivergedError(DataError):
    """The loss of a network became NaN or infinite: this data cannot be learned by this spec."""


class ArtifactError(ModelbookError):
    """A file is not a sound Modelbook artifact."""


class CompileError(ModelbookError):
    """ONNX cannot express the model, or its ONNX form answers differently."""


class PluginError(ModelbookError):
    """A plug-in is missing, cannot be loaded, or brings a member whose name is taken."""


class Cancelled(ModelbookError):
    """Training was asked to stop and did."""
