"""What an autoencoder is worth: how far what it reconstructs is from its inputs."""

from collections.abc import Callable

import numpy as np

from models.core.arrays import Array

#: Percentiles of the errors that are reported: an input with a larger one is unlike what was learned.
PERCENTILES = (50, 95, 99)
#: Samples that are run at once: two arrays of them are in memory beside the data.
CHUNK = 4096


def reconstruction_metrics(x: Array, run: Callable[[Array], Array]) -> dict[str, float]:
    """Measure how far reconstructed inputs are from the inputs.

    Args:
        x: Inputs as the model takes them, array of shape (n_samples, ...).
        run: Runs the model on some of them.

    Returns:
        "error", the mean over samples of the mean squared difference, in the units the model works in; "error_p50", "error_p95" and
        "error_p99", the percentiles of it.
    """
    chunks = (x[start : start + CHUNK] for start in range(0, len(x), CHUNK))
    errors = np.concatenate([squared_errors(run(chunk), chunk) for chunk in chunks])
    percentiles = zip(PERCENTILES, np.percentile(errors, PERCENTILES), strict=True)
    return {"error": float(errors.mean()), **{f"error_p{index}": float(value) for index, value in percentiles}}


def squared_errors(outputs: Array, x: Array) -> Array:
    """Return the mean squared difference of each reconstructed sample from the one it was made of.

    Args:
        outputs: What the model gives, array of shape (n_samples, ...).
        x: What it was given, of the same shape.

    Returns:
        Array of shape (n_samples,), in the units that the model works in.
    """
    return np.asarray(np.mean(np.square(outputs - x), axis=tuple(range(1, x.ndim))))
