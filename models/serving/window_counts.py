"""Number of windows that series in a request give, counted without making them."""

from typing import Any

import numpy as np

from models.artifact.samples.read import Items
from models.serving.predictor import Predictor


def n_windows(items: Items, predictor: Predictor) -> int:
    """Return the number of samples that a model gets of raw inputs: of a series its windows, of anything else one."""
    window = predictor.chain.window
    samples = next(iter(items.values()), []) if isinstance(items, dict) else items
    if window is None or predictor.kind.reads_texts:
        return len(samples)
    series = [next(iter(item.values()), None) if isinstance(item, dict) else item for item in samples]
    return sum(max(0, _n_steps(item) - window.size) // window.stride + 1 for item in series)


def _n_steps(item: Any) -> int:
    """Return the length of a series; 0 for what is none, which is refused later."""
    if isinstance(item, np.ndarray):
        return len(item) if item.ndim else 0
    return len(item) if isinstance(item, list) else 0
