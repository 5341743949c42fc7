"""Merge patches of JSON, RFC 7386."""

import copy
from typing import Any


def merge_patch(target: Any, patch: Any) -> Any:
    """Apply a merge patch (RFC 7386): objects are merged, null removes a key, other values replace."""
    if not isinstance(patch, dict):
        return copy.deepcopy(patch)
    merged = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = merge_patch(merged.get(key), value)
    return merged
