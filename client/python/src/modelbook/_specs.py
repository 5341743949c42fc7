"""Job specs from what a caller has: a recipe's id, a spec, a data set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Union

from modelbook._base import Model
from modelbook._models import JobRequest, JobSpec, SweepRequest
from modelbook.errors import InputError

#: What can be trained: the id of a recipe, or a spec.
Trainable = Union[str, JobSpec, Mapping[str, Any]]
Patch = Mapping[str, Any]


def submission(what: Trainable, patch: Patch | None = None, epochs: int | None = None, **fields: Any) -> dict[str, Any]:
    """Return the body of a job.

    Args:
        what: Id of a recipe, or a spec.
        patch: RFC 7386 merge patch on the spec.
        epochs: Short for `{"training": {"epochs": ...}}` in the patch.
        fields: `name`, `priority`, or `sweep`; those that are None are left out.

    Raises:
        InputError: It is neither, or a field is not one of a submission.
    """
    if patch is not None and not isinstance(patch, Mapping):
        raise InputError(f"patch: expected an object that is merged with the spec, got {type(patch).__name__}")
    changes = merged({"training": {"epochs": epochs}} if epochs is not None else {}, patch or {})
    given = {name: value for name, value in fields.items() if value is not None}
    _require_known(given, SweepRequest if "sweep" in given else JobRequest)
    if isinstance(what, str):
        return {"recipe": what, **({"patch": changes} if changes else {}), **given}
    return {"spec": merged(_spec(what), changes), **given}


def search_body(data: Any, target: str | None, model: str | Patch, space: Patch, **search: Any) -> dict[str, Any]:
    """Return the spec of a search over the parameters of a scikit-learn estimator.

    Args:
        data: A data set: an object with `source`, or its name.
        target: Column to predict; None for data that have their own targets.
        model: Name of the estimator, or the `model` of a spec.
        space: Values to try by parameter.
        search: Further fields of `search`; `strategy` is grid, and `folds` 5, when left out.
    """
    columns = [column for column in getattr(data, "columns", None) or () if getattr(column, "name", None) != target]
    texts = [index for index, column in enumerate(columns) if getattr(column, "type", None) == "text"]
    steps = [{"step": "encode_categories", "columns": texts, "unknown": "ignore"}] if texts else []
    return {
        "task": "search",
        "data": {"source": getattr(data, "source", data), **({"target": target} if target is not None else {})},
        **({"preprocessing": {"inputs": steps}} if steps else {}),
        "model": {"kind": "sklearn", "steps": [{"estimator": model}]} if isinstance(model, str) else dict(model),
        "search": {"strategy": "grid", "folds": 5, **search, "space": dict(space)},
    }


def task_of(spec: Any) -> str | None:
    """Return the task of a spec that a job was read with: an object, or a dictionary if a newer server has written it."""
    task = spec.get("task") if isinstance(spec, Mapping) else getattr(spec, "task", None)
    return None if task is None else str(task)


def merged(target: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object with an RFC 7386 merge patch applied: objects are merged, None removes a field, everything else is replaced."""
    result = {key: value for key, value in target.items() if not (key in patch and patch[key] is None)}
    for key, value in patch.items():
        if value is not None:
            below = result.get(key)
            result[key] = merged(below if isinstance(below, Mapping) else {}, value) if isinstance(value, Mapping) else value
    return result


def _spec(what: Any) -> dict[str, Any]:
    if isinstance(what, Model):
        return what.to_json()
    if not isinstance(what, Mapping):
        raise InputError(f"expected the id of a recipe (a text) or a job spec (a JobSpec or a dict), got {type(what).__name__}")
    return dict(what)


def _require_known(fields: Mapping[str, Any], form: type[Model]) -> None:
    unknown = fields.keys() - form.model_fields.keys()
    if unknown:
        known = sorted(form.model_fields.keys() - {"spec", "recipe", "patch"})
        raise InputError(f"expected fields of a submission ({', '.join(known)}), got {', '.join(sorted(unknown))}")
