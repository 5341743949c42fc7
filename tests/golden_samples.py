"""Golden examples as the samples of a request."""

import base64
from typing import Any

import numpy as np

from models.artifact.golden import Golden


def samples_of(golden: Golden) -> list[Any]:
    """Return the inputs of golden examples as a JSON body has them: one entry a sample, an object by input name if there are several inputs."""
    inputs = {name: _plain(values) for name, values in golden.items().items()}
    if len(inputs) == 1:
        return list(next(iter(inputs.values())))
    return [dict(zip(inputs, values, strict=True)) for values in zip(*inputs.values(), strict=True)]


def _plain(value: Any) -> Any:
    """Return arrays as nested lists, files as base64 text, and null for missing values."""
    if isinstance(value, np.ndarray | list):
        return [_plain(each) for each in (value.tolist() if isinstance(value, np.ndarray) else value)]
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return None if value != value else value
