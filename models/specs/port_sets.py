"""The data of a job by ports: what enters at each input, and what each output learns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.core.errors import Fault, SpecError
from models.core.faults import pointer_of
from models.datasets import DataSet
from models.specs.data import DataSpec
from models.specs.job import JobSpec
from models.specs.parse import data_set_of, selected_set
from models.specs.port_selection import selection_of
from models.specs.ports import input_names, output_names
from models.specs.registered import NONE_REGISTERED, Registered


@dataclass(frozen=True)
class PortSets:
    """Data sets by the names of a model's inputs and outputs; a model of one of each has the same set on both sides.

    Args:
        inputs: A set whose inputs enter at the input of that name.
        targets: A set whose targets are learned by the output of that name.
    """

    inputs: dict[str, DataSet]
    targets: dict[str, DataSet]


def port_sets(spec: JobSpec, registered: Registered = NONE_REGISTERED) -> PortSets:
    """Return the data sets that a job asks for.

    Every input is looked up together with every target, as the data of a spec of these two alone.

    Args:
        spec: A spec whose names are those of its model.
        registered: Where uploads are looked up.

    Raises:
        SpecError: There is no such data, or it does not go together.
    """
    inputs, outputs = input_names(spec), output_names(spec)
    if spec.data.inputs is None and spec.data.targets is None:
        whole = data_set_of(spec.data, registered)
        return PortSets(dict.fromkeys(inputs, whole), dict.fromkeys(outputs, whole))
    data = _with_features(spec.data, outputs, registered)
    faults, sets = [], {}
    for input_name in inputs:
        for output_name in outputs:
            try:
                sets[input_name, output_name] = selected_set(selection_of(data, input_name, output_name), registered)
            except SpecError as error:
                faults += error.faults
    faults = list(dict.fromkeys(faults)) or _unlike_parts(sets)
    if faults:
        raise SpecError(faults)
    return PortSets({name: sets[name, outputs[0]] for name in inputs}, {name: sets[inputs[0], name] for name in outputs})


def _with_features(data: DataSpec, outputs: Sequence[str], registered: Registered) -> DataSpec:
    """Give out all columns that no output learns, where there is one input; refuse inputs that leave theirs open beside others."""
    chosen = data.targets is not None and any(choice.target is not None for choice in data.targets.values())
    if not chosen or data.features is not None:
        return data
    if data.inputs is not None:
        bare = [name for name, choice in data.inputs.items() if choice.features is None]
        if bare:
            raise SpecError([Fault(f"/data/inputs{pointer_of([name])}/features", "expected the columns that enter here, got none") for name in bare])
        return data
    columns = [selected_set(selection_of(data, "", name), registered).describe().columns for name in outputs]
    if not columns or None in columns:
        return data
    left = [column for column in columns[0] or () if all(column in (others or ()) for others in columns)]
    return data.model_copy(update={"features": left})


def _unlike_parts(sets: Mapping[tuple[str, str], DataSet]) -> list[Fault]:
    """Refuse arrays of which some bring a test part and others do not."""
    sizes = {names: data_set.describe().n_test for names, data_set in sets.items()}
    most = max(sizes.values())
    return [
        Fault("/data", f"expected a test part of every array or of none, but there is none to {' and '.join(names)} together")
        for names, size in sizes.items()
        if size != most
    ][:1]
