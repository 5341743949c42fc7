"""Forms with a network that was trained elsewhere."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Union

from modelbook._calls import Body
from modelbook._files import opened

#: Result of Keras' `model.to_json()`, the same as a dictionary, or a path of a file with it.
Architecture = Union[str, Mapping[str, Any], "os.PathLike[str]"]


def import_body(name: str, architecture: Architecture | None, weights: BinaryIO, labels: Sequence[Any] | None) -> Body:
    """Return the form of an import."""
    fields = {
        "name": name,
        "architecture": None if architecture is None else _text(architecture),
        "labels": None if labels is None else json.dumps(list(labels)),
    }
    data = {key: value for key, value in fields.items() if value is not None}

    def arguments() -> dict[str, Any]:
        weights.seek(0)
        return {"data": data, "files": {"weights": ("weights.h5", weights, "application/octet-stream")}}

    return Body(arguments)


def _text(architecture: Architecture) -> str:
    if isinstance(architecture, Mapping):
        return json.dumps(architecture)
    if isinstance(architecture, str) and architecture.lstrip().startswith("{"):
        return architecture
    with opened(Path(architecture)) as file:
        return file.read().decode()
