"""How well a text model predicts the symbol after each window."""

from collections.abc import Callable

import numpy as np

from models.core.arrays import Array
from models.evaluation.record import GenerationReport

#: Most windows that a finished model is evaluated on, spread evenly over the part: a whole text takes as long as an epoch.
MAX_EVALUATED = 20_000
#: Most probabilities worked out at a time.
_CHUNK = 4_000_000
#: Least probability that a logarithm is taken of, as Keras has it.
_EPSILON = 1e-7


def text_report(windows: Array, ids: Array, run: Callable[[Array], Array]) -> GenerationReport:
    """Measure how well the symbol after each window is predicted.

    Args:
        windows: Windows as the model takes them; of many, `MAX_EVALUATED` are taken.
        ids: The id that follows each, integer array of shape (n_windows,).
        run: Runs the model on some windows.
    """
    n_windows = len(windows)
    rows = np.arange(n_windows) if n_windows <= MAX_EVALUATED else np.linspace(0, n_windows - 1, MAX_EVALUATED).astype(np.int64)
    width = run(windows[:1]).shape[-1]
    n_chunks = -(-len(rows) * width // _CHUNK)
    measured = [_measured(run(windows[some]), ids[some]) for some in np.array_split(rows, n_chunks)]
    losses, right = (np.concatenate(side) for side in zip(*measured, strict=True))
    loss = float(losses.mean())
    return GenerationReport(loss=loss, accuracy=float(right.mean()), perplexity=float(np.exp(loss)), n_symbols=width, n_samples=len(rows))


def _measured(probabilities: Array, ids: Array) -> tuple[Array, Array]:
    of_true = probabilities[np.arange(len(ids)), ids].astype(np.float64)
    return -np.log(np.maximum(of_true, _EPSILON)), np.argmax(probabilities, axis=-1) == ids
