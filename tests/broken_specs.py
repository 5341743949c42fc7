"""The broken specs of tests/data: valid base specs, and the changes in each."""

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

_FILE = yaml.safe_load((Path(__file__).parents[0] / "data" / "broken_specs.yaml").read_text(encoding="utf-8"))
BASES: dict[str, dict[str, Any]] = _FILE["bases"]
BROKEN: list[dict[str, Any]] = _FILE["cases"]


def changed(spec: dict[str, Any], changes: dict[str, Any], without: Sequence[str] = ()) -> dict[str, Any]:
    """Return a copy of a spec with other values at some pointers, and without those at others."""
    spec = copy.deepcopy(spec)
    for pointer, value in changes.items():
        index, key = _index(spec, pointer)
        index[key] = [value["repeat"]] * value["times"] if isinstance(value, dict) and set(value) == {"repeat", "times"} else value
    for pointer in without:
        index, key = _index(spec, pointer)
        del index[key]
    return spec


def _index(spec: Any, pointer: str) -> tuple[Any, Any]:
    *path, last = pointer.removeprefix("/").split("/")
    for key in path:
        spec = spec[int(key)] if isinstance(spec, list) else spec.setdefault(key, {})
    return spec, int(last) if isinstance(spec, list) else last
