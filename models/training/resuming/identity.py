"""What two attempts must have in common, so that one continues where the other was."""

import hashlib
import json
from typing import Any

import orjson

from models.core.libraries import library_versions
from models.preparing.prepared import Prepared
from models.specs.job import JobSpec

#: Version of the form of resume points.
FORM = 1


def identity_of(spec: JobSpec, prepared: Prepared) -> dict[str, Any]:
    """Return the spec, data, fitted preprocessing and versions of an attempt: digests and JSON values."""
    # What the artifact holds has no part in the fit: points of releases before this section are continued.
    written = json.dumps(spec.model_dump(mode="json", exclude={"artifact"}), sort_keys=True).encode()
    return {
        "form": FORM,
        "versions": library_versions(),
        "spec": hashlib.sha256(written).hexdigest(),
        "data": [part.digest() for part in (prepared.raw_train, prepared.raw_test) if part is not None],
        "preprocessing": orjson.loads(orjson.dumps(prepared.chain.record(), option=orjson.OPT_SERIALIZE_NUMPY)),
    }


def difference(of_point: dict[str, Any], of_attempt: dict[str, Any]) -> str | None:
    """Tell why an attempt cannot continue from a point; None if it can."""
    if of_point.get("form") != of_attempt["form"]:
        return "it was written by another release"
    if changed := _changed(of_point["versions"], of_attempt["versions"]):
        return f"it was written with {changed}"
    names = {"spec": "another spec", "data": "other data", "preprocessing": "preprocessing fitted to other values"}
    return next((f"it is of {what}" for name, what in names.items() if of_point[name] != of_attempt[name]), None)


def _changed(then: dict[str, str], now: dict[str, str]) -> str:
    return " and ".join(f"{name} {then.get(name)}, and this worker has {version}" for name, version in now.items() if then.get(name) != version)
