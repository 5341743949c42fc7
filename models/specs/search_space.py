"""The fields of a spec that a search varies, and the specs of its candidates."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from models.core.faults import did_you_mean
from models.core.old_names import old_name_hint
from models.specs.job import JobSpec
from models.specs.model import SklearnPipeline
from models.specs.tasks import DEFAULT_TASK, JOB_TASKS
from models.specs.tasks.search import Search

#: Parts of a spec that a candidate may change.
ROOTS = ("model", "preprocessing", "training")
#: Separates a step and its parameter, as in scikit-learn.
ROUTE = "__"
#: Changing this field drops the arguments of the previous optimizer.
_OPTIMIZER_NAME = ("training", "optimizer", "name")

#: Keys of objects and indices of lists, from the top of the spec.
Path = tuple[str | int, ...]


class SpaceKeyError(ValueError):
    """A key of a search space that names no field. The message says what was expected."""


def path_of(key: str, spec: JobSpec) -> Path:
    """Find the field of a spec that a key of a search space names.

    Args:
        key: "ridge__alpha", "alpha" where the pipeline has one step, or a dotted path such as "model.layers.0.units".
        spec: A spec with its defaults written out.

    Raises:
        SpaceKeyError: There is no such field.
    """
    if key.split(".", 1)[0] in ROOTS:
        return _dotted(key, spec)
    if isinstance(spec.model, SklearnPipeline):
        return _routed(key, spec.model)
    raise SpaceKeyError(f"expected the path of a field, beginning with {', '.join(ROOTS)}, got {key!r}")


def varied_paths(spec: JobSpec) -> frozenset[Path]:
    """Return the fields that a search varies; none for other tasks. Keys that name no field are left out."""
    found = set()
    for key in spec.folding.space if isinstance(spec.folding, Search) else ():
        with suppress(SpaceKeyError):
            found.add(path_of(key, spec))
    return frozenset(found)


def candidate_spec(spec: JobSpec, params: Mapping[str, Any]) -> JobSpec:
    """Return the training spec of a candidate: that of the search with other values in the varied fields.

    Args:
        spec: The spec of a search.
        params: Values by the keys of its space.

    Raises:
        SpaceKeyError: A key names no field.
        ValidationError: A value is not valid for its field.
    """
    sections = {task.section: None for task in JOB_TASKS.values() if task.section}
    raw = spec.model_dump(mode="json") | {"task": DEFAULT_TASK, **sections}
    raw["data"]["subset"] = None  # Trials get their data already cut, and the best candidate is fitted to all of it.
    for key, value in params.items():
        _put(raw, path_of(key, spec), value)
    return JobSpec.model_validate(raw)


def _routed(key: str, model: SklearnPipeline) -> Path:
    names = [step.step_name for step in model.steps]
    name, _, rest = key.partition(ROUTE)
    if not rest and len(names) == 1:
        name, rest = names[0], key
    if name not in names or not rest:
        wanted = ", ".join(f"{step}{ROUTE}<parameter>" for step in names)
        raise SpaceKeyError(f"expected {wanted}, or the path of a field, got {key!r}{did_you_mean(name, names)}")
    inner = [part for nested in rest.split(ROUTE)[:-1] for part in (nested, "params")]
    return ("model", "steps", names.index(name), "params", *inner, rest.split(ROUTE)[-1])


def _dotted(key: str, spec: JobSpec) -> Path:
    here: Any = spec.model_dump(mode="json")
    path: list[str | int] = []
    for part in key.split("."):
        at = _step_into(here, part)
        free = path and path[-1] == "params"
        if at is None and not free:
            indices = f"an index from 0 to {len(here) - 1}" if isinstance(here, list) else "the end of the path"
            wanted = f"one of {', '.join(here)}" if isinstance(here, dict) else indices
            hint = old_name_hint(part, here) if isinstance(here, dict) else ""
            raise SpaceKeyError(f"{'.'.join(map(str, path)) or 'the spec'}: expected {wanted}, got {part!r}{hint}")
        path.append(part if at is None else at)
        here = here[at] if at is not None else None
    return tuple(path)


def _step_into(here: Any, part: str) -> str | int | None:
    if isinstance(here, dict) and part in here:
        return part
    return int(part) if isinstance(here, list) and part.isdecimal() and int(part) < len(here) else None


def _put(raw: dict[str, Any], path: Path, value: Any) -> None:
    *above, last = path
    here: Any = raw
    for part in above:
        here = here.setdefault(part, {}) if isinstance(here, dict) else here[part]
    if path == _OPTIMIZER_NAME and here.get("name") != value:
        here.clear()
    here[last] = value
