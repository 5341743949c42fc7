"""Raw JSON to a JobSpec with its defaults written out."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from models.core.errors import Fault, SpecError
from models.core.faults import faults_of, quote
from models.datasets import DATA_SETS, WITHDRAWN, DataSet
from models.specs.data import DataSpec, Split
from models.specs.job import JobSpec
from models.specs.port_selection import PortSelection, first_selection
from models.specs.registered import NONE_REGISTERED, Registered
from models.specs.transfer import written_out
from models.uploads.upload import PREFIX

ModelT = TypeVar("ModelT", bound=BaseModel)


def parse_spec(raw: Any, registered: Registered = NONE_REGISTERED) -> JobSpec:
    """Validate the form of a spec and write out every default, the generator's parameters included.

    Args:
        raw: The spec as decoded JSON.
        registered: Where uploaded data sets are looked up.

    Raises:
        SpecError: With one fault for every field that is missing, unknown or of a wrong value.
    """
    if isinstance(raw, dict) and raw.get("start_from") is not None:
        raw = written_out(raw, registered)
    try:
        spec = _validated(JobSpec, raw, "")
    except SpecError as error:
        raise SpecError(_of_request(raw, error.faults)) from error
    data_set = data_set_of(spec.data, registered)
    data = spec.data.model_copy(update={"params": data_set.model_dump(mode="json"), "split": _split(spec.data.split, data_set)})
    return spec.model_copy(update={"data": data})


def _of_request(raw: Any, faults: list[Fault]) -> list[Fault]:
    """Leave out that there is no model where it would follow from the object to start from, whose form is wrong."""
    if not isinstance(raw, dict) or not isinstance(raw.get("start_from"), dict):
        return faults
    return [fault for fault in faults if fault.pointer != "/model" or "model" in raw]


def data_set_of(data: DataSpec, registered: Registered = NONE_REGISTERED) -> DataSet:
    """Return the data set a spec names, with the parameters it gives.

    Args:
        data: The data part of a spec; of one that names several inputs or targets the first of each is meant.
        registered: Where uploaded data sets are looked up.

    Raises:
        SpecError: No such data set, or parameters it does not have.
    """
    if data.inputs is not None or data.targets is not None:
        return selected_set(first_selection(data), registered)
    if data.source.startswith(PREFIX):
        return _uploaded(data, registered)
    if data.source in WITHDRAWN:
        raise SpecError([Fault("/data/source", f"{data.source} is not offered: {WITHDRAWN[data.source]}")])
    if data.source not in DATA_SETS:
        known = ", ".join(DATA_SETS)
        raise SpecError([Fault("/data/source", f"expected one of {known}, or {PREFIX}<id> of an upload, got {quote(data.source)}")])
    chosen = [field for field in ("target", "target_columns", "features", "groups", "series") if getattr(data, field) not in (None, False)]
    if chosen:
        raise SpecError([Fault(f"/data/{field}", f"{data.source} has its own inputs and targets; {field} is for uploads") for field in chosen])
    return _validated(DATA_SETS[data.source], data.params, "/data/params")


def _split(split: Split | None, data_set: DataSet) -> Split | None:
    """Return a split whose default suits the data: series are split in time order."""
    if split is None or "shuffle" in split.model_fields_set or data_set.describe().inputs.axis != "time":
        return split
    return split.model_copy(update={"shuffle": False})


def selected_set(view: PortSelection, registered: Registered) -> DataSet:
    """Return the data set of one input and one target of a data part that names several.

    Args:
        view: That input and that target.
        registered: Where uploaded data sets are looked up.

    Raises:
        SpecError: There is no such data; pointers go into the whole data part.
    """
    try:
        return data_set_of(view.data, registered)
    except SpecError as error:
        raise SpecError([view.located(fault) for fault in error.faults]) from error


def _uploaded(data: DataSpec, registered: Registered) -> DataSet:
    upload = registered.upload(data.source.removeprefix(PREFIX))
    if upload is None:
        raise SpecError([Fault("/data/source", f"there is no uploaded data set {quote(data.source)}; POST /v1/datasets makes one")])
    if data.params:
        raise SpecError([Fault("/data/params", f"an upload has no parameters; expected none, got {', '.join(data.params)}")])
    return upload.data_set(data)


def _validated(cls: type[ModelT], raw: Any, pointer: str) -> ModelT:
    try:
        return cls.model_validate(raw)
    except ValidationError as error:
        raise SpecError([fault.under(pointer) for fault in faults_of(error, raw, cls)]) from error
