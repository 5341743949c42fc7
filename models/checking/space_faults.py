"""What cannot work about the space of a search: its keys, and each of its values as a candidate."""

from collections.abc import Callable
from math import floor
from typing import Any

from pydantic import ValidationError

from models.core.errors import Fault
from models.core.faults import faults_of, pointer_of
from models.specs.job import JobSpec
from models.specs.search_space import SpaceKeyError, candidate_spec, path_of
from models.specs.tasks.search import MAX_FITS, Range, Search

#: Most values of a whole space: each is judged when the spec is.
MAX_SPACE_VALUES = 1_000

#: Lists what is wrong with a training spec.
Judge = Callable[[JobSpec], list[Fault]]


def space_faults(search: Search, spec: JobSpec, judge: Judge) -> list[Fault]:
    """List what cannot work about the space of a search.

    Args:
        search: The section of the search.
        spec: The spec that it varies.
        judge: Judges the training spec of a candidate.
    """
    space = search.space
    n_values = sum(len(values) for values in space.values() if isinstance(values, list))
    if n_values > MAX_SPACE_VALUES:
        return [Fault("/search/space", f"expected at most {MAX_SPACE_VALUES:,} values in all, got {n_values:,}")]
    faults = [fault for key in space for fault in _key_faults(key, space[key], spec, judge)] or _double_faults(list(space), spec)
    fits = search.n_fits()
    if fits > MAX_FITS:
        faults.append(
            Fault("/search/space", f"expected at most {MAX_FITS:,} fits, but candidates and folds make {fits:,}; take fewer values, or n_iter")
        )
    return faults


def _key_faults(key: str, values: list[Any] | Range, spec: JobSpec, judge: Judge) -> list[Fault]:
    where = f"/search/space{pointer_of([key])}"
    try:
        path_of(key, spec)
    except SpaceKeyError as error:
        return [Fault(where, str(error))]
    tried = [(f"/{index}", value) for index, value in enumerate(values)] if isinstance(values, list) else _ends(values)
    faults = [Fault(where + below, detail) for below, value in tried if (detail := _value_detail(key, value, spec, judge))]
    same = len(faults) == len(tried) > 1 and len({fault.detail for fault in faults}) == 1
    return [Fault(where, faults[0].detail)] if same else faults


def _ends(values: Range) -> list[tuple[str, float | int]]:
    ends = {"/low": values.low, "/high": values.high}
    return [(pointer, floor(value) if values.integer else value) for pointer, value in ends.items()]


def _value_detail(key: str, value: Any, spec: JobSpec, judge: Judge) -> str:
    """Return what is wrong with a value in its field; empty where nothing is."""
    try:
        faults = judge(candidate_spec(spec, {key: value}))
    except ValidationError as error:
        faults = faults_of(error, {}, JobSpec)
    return faults[0].detail if faults else ""


def _double_faults(keys: list[str], spec: JobSpec) -> list[Fault]:
    paths = [path_of(key, spec) for key in keys]
    return [
        Fault(
            f"/search/space{pointer_of([key])}", f"expected keys of different places, but {key!r} and {keys[paths.index(path)]!r} mean the same one"
        )
        for index, (key, path) in enumerate(zip(keys, paths, strict=True))
        if path in paths[:index]
    ]
