"""The candidates of a search: what varies among them, and which is best."""

import math
from collections.abc import Sequence
from typing import Any

from models.plots.run import Candidate, Run
from models.plots.style import shown

#: A factor between the largest and the smallest value of a key from which its axis has powers of ten.
LOG_FROM = 50
#: Longest text of a value that is a part of a spec, such as an optimizer.
MAX_PART_LETTERS = 32


def varied_keys(candidates: Sequence[Candidate]) -> list[str]:
    """Return the keys of the search space that have more than one value, in order."""
    keys = list(dict.fromkeys(key for one in candidates for key in one.params))
    return [key for key in keys if len({_hashable(one.params.get(key)) for one in candidates}) > 1]


def best_index(candidates: Sequence[Candidate]) -> int | None:
    """Return the position of the first candidate of rank 1; None where none has all its scores."""
    return next((index for index, one in enumerate(candidates) if one.rank == 1), None)


def is_number(value: Any) -> bool:
    """Tell whether a value is a number, and not a truth value."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def has_log_scale(values: Sequence[float]) -> bool:
    """Tell whether values are drawn by powers of ten."""
    return min(values) > 0 and max(values) / min(values) >= LOG_FROM


def value_text(value: Any) -> str:
    """Return a value of a candidate as it is written in a figure; a part of a spec as "adam learning_rate 0.001"."""
    if isinstance(value, dict):
        named = [value_text(value["name"])] if "name" in value else []
        return shown(" ".join([*named, *(f"{key} {value_text(entry)}" for key, entry in value.items() if key != "name")]), MAX_PART_LETTERS)
    return f"{value:.4g}" if is_number(value) and isinstance(value, float) else shown(value, 16)


def params_text(params: dict[str, Any], keys: Sequence[str]) -> str:
    """Return some values of a candidate as text, such as "alpha 2, solver svd"."""
    return ", ".join(f"{short(key)} {value_text(params.get(key))}" for key in keys)


def short(key: str) -> str:
    """Return the last part of a key, such as "alpha" of "ridge__alpha" and "units" of "model.layers.0.units"."""
    return key.split(".")[-1].split("__")[-1]


def searched(run: Run) -> list[Candidate]:
    """Return the candidates of a search in order; none of other jobs."""
    return list(run.candidates) if run.task == "search" and len(run.candidates) > 1 else []


def _hashable(value: Any) -> Any:
    return repr(value) if isinstance(value, list | dict) else value
