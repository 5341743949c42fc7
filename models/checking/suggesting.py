"""A change of a spec by which its faults are settled, as a patch that can be sent back."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from models.checking.check import check_spec
from models.core.errors import Fault
from models.core.merge_patch import merge_patch
from models.specs.registered import Registered
from models.uploads.stored_upload import PREFIX

Patch = dict[str, Any]
#: Steps that are suggested: for mixed tables, and for gaps.
_MIXED = {"step": "tabular"}
_FILL = {"step": "impute", "strategy": "most_frequent"}


def suggested_patch(raw: Any, faults: Sequence[Fault], registered: Registered, patch: Patch | None = None) -> Patch | None:
    """Return a merge patch (RFC 7386) of a faulty spec over an upload, with which it is sound; None where no known one makes it so.

    Args:
        raw: The spec as decoded JSON.
        faults: Its faults, with pointers into the spec.
        registered: Where models and uploads are looked up.
        patch: A merge patch of the spec by which it has these faults; the suggested one is to stand in its place, and includes it.
    """
    given = patch or {}
    whole = merge_patch(raw, given)
    data = whole.get("data") if isinstance(whole, dict) else None
    if not isinstance(data, dict) or not str(data.get("source", "")).startswith(PREFIX) or not faults:
        return None
    found = (merge_patch(given, more) for more in _candidates(whole, faults))
    return next((each for each in found if check_spec(merge_patch(raw, each), registered).ok), None)


def _candidates(raw: Mapping[str, Any], faults: Sequence[Fault]) -> Iterator[Patch]:
    """Yield patches that are likely to settle the faults, small ones first."""
    kept = [{}, {"data": {"drop_missing_target": True}}] if any(fault.pointer.startswith("/data/target") for fault in faults) else [{}]
    steps = (raw.get("preprocessing") or {}).get("inputs") or []
    for patch in kept:
        if patch:
            yield patch
        if isinstance(steps, list):
            yield {**patch, "preprocessing": {"inputs": [_FILL, *steps]}}
            yield {**patch, "preprocessing": {"inputs": [_MIXED]}}
