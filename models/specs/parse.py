"""Raw JSON to a JobSpec with its defaults written out, and the data set that it names."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from models.core.errors import Fault, SpecError
from models.core.faults import faults_of, listed, quote
from models.datasets import DATA_SETS, WITHDRAWN, DataSet
from models.specs.data import DataSpec, PortSelection, Split, first_selection
from models.specs.estimators.offered_estimators import ESTIMATORS, Role
from models.specs.job import JobSpec
from models.specs.model import SklearnPipeline
from models.specs.registered import NONE_REGISTERED, Registered
from models.specs.transfer import written_out
from models.uploads.column_selection import COLUMN_FIELDS, TARGET_FIELDS, TIME_FIELDS
from models.uploads.stored_upload import PREFIX

ModelT = TypeVar("ModelT", bound=BaseModel)


def parse_spec(raw: Any, registered: Registered = NONE_REGISTERED) -> JobSpec:
    """Validate the form of a spec and write out every default, including those of generator parameters.

    Args:
        raw: The spec as decoded JSON.
        registered: Where uploaded data sets are looked up.

    Raises:
        SpecError: With one fault for each missing or unknown field and each invalid value.
    """
    if isinstance(raw, dict) and raw.get("start_from") is not None:
        raw = written_out(raw, registered)
    try:
        spec = _validated(JobSpec, raw, "")
    except SpecError as error:
        raise SpecError(_without_consequences(raw, error.faults)) from error
    spec = _with_classes(spec, registered)
    data_set = data_set_of(spec.data, registered)
    data = spec.data.model_copy(update={"params": data_set.model_dump(mode="json"), "split": _split(spec.data.split, data_set)})
    return spec.model_copy(update={"data": data})


def _with_classes(spec: JobSpec, registered: Registered) -> JobSpec:
    """Take whole numbers in a column of decimals for class labels, where a classifier is to learn them."""
    steps = spec.model.steps if isinstance(spec.model, SklearnPipeline) else []
    is_classifier = bool(steps) and ESTIMATORS[steps[-1].estimator].role is Role.CLASSIFIER
    if not is_classifier or spec.data.target_as_classes is not None or not spec.data.source.startswith(PREFIX):
        return spec
    described = data_set_of(spec.data, registered).describe()
    if described.labels is not None or described.targets is None or not described.targets.dtype.startswith("float"):
        return spec
    data = spec.data.model_copy(update={"target_as_classes": True})
    try:
        data_set_of(data, registered)
    except SpecError:
        return spec  # Quantities, of which the rule for the estimator says more.
    return spec.model_copy(update={"data": data})


def _without_consequences(raw: Any, faults: list[Fault]) -> list[Fault]:
    """Drop the fault of a missing model where it would come from a start_from object of wrong form."""
    if not isinstance(raw, dict) or not isinstance(raw.get("start_from"), dict):
        return faults
    return [fault for fault in faults if fault.pointer != "/model" or "model" in raw]


def data_set_of(data: DataSpec, registered: Registered = NONE_REGISTERED) -> DataSet:
    """Return the data set a spec names, with the parameters it gives.

    Args:
        data: The data part of a spec; of several inputs or targets the first of each is used.
        registered: Where uploaded data sets are looked up.

    Raises:
        SpecError: There is no such data set, or it does not take these parameters.
    """
    if data.inputs is not None or data.targets is not None:
        return selected_set(first_selection(data), registered)
    if data.source.startswith(PREFIX):
        return _uploaded(data, registered)
    if data.source in WITHDRAWN:
        raise SpecError([Fault("/data/source", f"{data.source} is not available: {WITHDRAWN[data.source]}")])
    if data.source not in DATA_SETS:
        known = ", ".join(DATA_SETS)
        raise SpecError([Fault("/data/source", f"expected one of {known}, or {PREFIX}<id> of an upload, got {quote(data.source)}")])
    chosen = [
        field for field in (*COLUMN_FIELDS, "target_separator", "series", *TIME_FIELDS, *TARGET_FIELDS) if getattr(data, field) not in (None, False)
    ]
    if chosen:
        raise SpecError([Fault(f"/data/{field}", f"{data.source} has its own inputs and targets; {field} is for uploads") for field in chosen])
    return _validated(DATA_SETS[data.source], data.params, "/data/params")


def _split(split: Split | None, data_set: DataSet) -> Split | None:
    """Return the split with its default of shuffle: false for series."""
    if split is None or "shuffle" in split.model_fields_set or data_set.describe().inputs.axis != "time":
        return split
    return split.model_copy(update={"shuffle": False})


def selected_set(selection: PortSelection, registered: Registered) -> DataSet:
    """Return the data set of one input and one target.

    Args:
        selection: The input and the target.
        registered: Where uploaded data sets are looked up.

    Raises:
        SpecError: There is no such data set; pointers are those of the whole data part.
    """
    try:
        return data_set_of(selection.data, registered)
    except SpecError as error:
        raise SpecError([selection.located(fault) for fault in error.faults]) from error


def _uploaded(data: DataSpec, registered: Registered) -> DataSet:
    upload = registered.upload(data.source.removeprefix(PREFIX))
    if upload is None:
        ways = "POST /v1/datasets creates one; another owner's has to be shared with you for use, and a grant that was withdrawn no longer counts"
        raise SpecError([Fault("/data/source", f"expected the id of an uploaded data set, got {quote(data.source)}; {ways}")])
    if data.params:
        raise SpecError([Fault("/data/params", f"expected no parameters for an upload, got {listed(data.params)}")])
    return upload.data_set(data)


def _validated(cls: type[ModelT], raw: Any, pointer: str) -> ModelT:
    try:
        return cls.model_validate(raw)
    except ValidationError as error:
        raise SpecError([fault.under(pointer) for fault in faults_of(error, raw, cls)]) from error
