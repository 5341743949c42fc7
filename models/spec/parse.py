"""Raw JSON to a JobSpec with its defaults written out."""

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from models.datasets import DATA_SETS, DataSet
from models.errors import Fault, SpecError
from models.spec.data import DataSpec
from models.spec.faults import faults_of, quote
from models.spec.job import JobSpec

ModelT = TypeVar("ModelT", bound=BaseModel)


def parse_spec(raw: Any) -> JobSpec:
    """Validate the form of a spec and write out every default, the generator's parameters included.

    Args:
        raw: The spec as decoded JSON.

    Raises:
        SpecError: With one fault for every field that is missing, unknown or of a wrong value.
    """
    spec = _validated(JobSpec, raw, "")
    data = spec.data.model_copy(update={"params": data_set_of(spec.data).model_dump(mode="json")})
    return spec.model_copy(update={"data": data})


def data_set_of(data: DataSpec) -> DataSet:
    """Return the data set a spec names, with the parameters it gives.

    Raises:
        SpecError: No such data set, or parameters it does not have.
    """
    if data.source not in DATA_SETS:
        known = ", ".join(sorted(DATA_SETS))
        raise SpecError([Fault("/data/source", f"expected one of {known}, got {quote(data.source)}")])
    return _validated(DATA_SETS[data.source], data.params, "/data/params")


def _validated(cls: type[ModelT], raw: Any, pointer: str) -> ModelT:
    try:
        return cls.model_validate(raw)
    except ValidationError as error:
        raise SpecError([fault.under(pointer) for fault in faults_of(error, raw, cls)]) from error
