"""What an autoencoder is worth: how far its answers are from its inputs."""

import numpy as np

from models.preprocessing.step import Array
from models.serving.answers import squared_errors
from models.serving.runtime import Runtime

#: Percentiles of the errors that are told: an input with a larger one is unlike what was learned.
PERCENTILES = (50, 95, 99)
#: Samples that are answered at once: two arrays of them are in memory beside the data.
CHUNK = 4096


def reconstruction_metrics(x: Array, runtime: Runtime) -> dict[str, float]:
    """Answer inputs, and say how far the answers are from them.

    Args:
        x: Inputs as the model takes them, array of shape (n_samples, ...).
        runtime: The model.

    Returns:
        "error", the mean over samples of the mean squared difference, in the units the model works in; "error_p50", "error_p95" and
        "error_p99", the percentiles of it.
    """
    chunks = (x[start : start + CHUNK] for start in range(0, len(x), CHUNK))
    errors = np.concatenate([squared_errors(runtime.run(chunk), chunk) for chunk in chunks])
    percentiles = zip(PERCENTILES, np.percentile(errors, PERCENTILES), strict=True)
    return {"error": float(errors.mean()), **{f"error_p{place}": float(value) for place, value in percentiles}}
