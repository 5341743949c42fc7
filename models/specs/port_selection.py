"""One input and one target of a data part that names several, as a data part of its own."""

from dataclasses import dataclass

from models.core.errors import Fault
from models.core.faults import pointer_of
from models.specs.data import DataSpec


@dataclass(frozen=True)
class PortSelection:
    """A data part of one input and one target.

    Args:
        data: The data part.
        input: Name under which the whole data part has the input; None where it has but one, without a name.
        output: Name under which it has the target; None where it has but one, without a name.
    """

    data: DataSpec
    input: str | None
    output: str | None

    def located(self, fault: Fault) -> Fault:
        """Return a fault of this data part where the whole one has it."""
        if self.input is not None:
            fault = fault.moved("/data/features", f"/data/inputs{pointer_of([self.input])}/features")
        if self.output is not None:
            fault = fault.moved("/data/target", f"/data/targets{pointer_of([self.output])}/target")
        return fault


def selection_of(data: DataSpec, input_name: str, output_name: str) -> PortSelection:
    """Return what enters at an input and what an output learns.

    Args:
        data: A data part that names inputs, targets or both; what it does not name, it has one of.
        input_name: Name of an input; one of those it names, if it does.
        output_name: Name of an output; one of those it names, if it does.
    """
    features = data.features if data.inputs is None else data.inputs[input_name].features
    target = data.target if data.targets is None else data.targets[output_name].target
    alone = data.model_copy(update={"features": features, "target": target, "inputs": None, "targets": None})
    return PortSelection(alone, None if data.inputs is None else input_name, None if data.targets is None else output_name)


def first_selection(data: DataSpec) -> PortSelection:
    """Return the first input and the first target of a data part."""
    return selection_of(data, next(iter(data.inputs or ("",))), next(iter(data.targets or ("",))))
