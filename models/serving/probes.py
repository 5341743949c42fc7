"""Samples that a model and its compiled forms both answer, to prove them equal."""

import numpy as np

from models.core.arrays import Array

#: Samples in a batch of probes: the golden examples, and noise of each value's mean and deviation in them.
PROBE_SIZE = 64


def probe_of(prepared: Array) -> Array:
    """Return the examples and more like them: noise of their spread, or, where they are whole numbers such as ids, others of those."""
    draws, deviation = np.random.default_rng(0), prepared.std(axis=0)
    if prepared.dtype.kind in "iu":
        others = draws.choice(prepared.reshape(-1), (PROBE_SIZE - len(prepared), *prepared.shape[1:]))
        return np.concatenate([prepared, others]).astype(np.float32)
    spread = np.where(deviation > 0, deviation, prepared.std() or 1.0)
    noise = draws.normal(prepared.mean(axis=0), spread, (PROBE_SIZE - len(prepared), *prepared.shape[1:]))
    return np.concatenate([prepared, noise]).astype(np.float32)
