"""The spec that a model was trained by, as it is trained again."""

from pydantic import ValidationError

from models.specs.job import JobSpec
from models.specs.references import as_others_write
from service.deps import Parts
from service.errors import Conflict
from service.problem_types.of_conflicts import NOT_REPEATABLE
from service.store.rows import Version


def recorded_spec(version: Version, parts: Parts) -> JobSpec:
    """Return the spec of a model as the caller writes it; of a search that of its best candidate.

    Raises:
        Conflict: The model was not trained here, or by a release whose specs are no longer read.
    """
    raw = parts.registry.job_of(version).model_spec
    if raw.get("task") == "import":
        way = "submit a job with start_from to train it further"
        raise Conflict(f"{version.ref} was imported, so that no data and no training is recorded with it; {way}", kind=NOT_REPEATABLE)
    try:
        spec = JobSpec.model_validate(raw)
    except ValidationError as error:
        detail = f"the spec of {version.ref} was stored by an earlier release and is no longer read; submit it anew"
        raise Conflict(detail, kind=NOT_REPEATABLE) from error
    others = as_others_write(spec, version.owner) if version.prefix else spec
    if not isinstance(others, JobSpec):
        raise TypeError(f"expected a job spec, got {type(others).__name__}")
    return others
