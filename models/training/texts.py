"""What training a text model needs beside a fit: examples, its figures, and a network as wide as the vocabulary."""

from typing import Any

import numpy as np

from models.errors import DataError
from models.evaluation.record import GenerationReport
from models.preprocessing.chain import Chain
from models.preprocessing.step import Array
from models.preprocessing.symbols import Symbols, text_of
from models.serving.golden import Golden
from models.serving.runtime import Runtime
from models.serving.texts import symbols_of, window_size
from models.training.parts import Pairs

#: Most windows that a finished model is evaluated on, spread evenly over the part: a whole text takes as long as an epoch.
MAX_EVALUATED = 20_000
#: Most probabilities worked out at a time.
_CHUNK = 4_000_000
#: Least probability that a logarithm is taken of, as Keras has it.
_EPSILON = 1e-7


def require_vocabulary(network: Any, chain: Chain) -> None:
    """Refuse a network that gives more or fewer probabilities than the vocabulary has symbols.

    Args:
        network: A built Keras network.
        chain: The fitted preprocessing; nothing is refused where it makes no symbols.

    Raises:
        DataError: It does.
    """
    step = next((step for step in chain.inputs if isinstance(step, Symbols)), None)
    width = network.output_shape[-1]
    if step is not None and width != len(step.vocabulary_):
        n_symbols = len(step.vocabulary_)
        raise DataError(f"the training text has {n_symbols:,} different {step.step}, but the network gives {width:,} probabilities: they must agree")


def example_texts(text: Array, chain: Chain) -> Array:
    """Return raw pieces of a text, spread evenly over it, each of at least a window.

    Args:
        text: The raw training text, array of single characters.
        chain: The fitted preprocessing of a text model.

    Returns:
        Array of str of shape (n,).
    """
    step, size = symbols_of(chain), window_size(chain)
    starts = np.linspace(0, max(0, len(text) - 2 * size), Golden.SIZE).astype(int)
    pieces = [_piece(text, int(start), size, step) for start in starts]
    found = list(dict.fromkeys(piece for piece in pieces if len(step.symbols(piece)) >= size))
    return np.array(found or [text_of(text)])


def text_report(pairs: Pairs, runtime: Runtime) -> GenerationReport:
    """Measure how well the symbol after each window is foretold.

    Args:
        pairs: Windows and the ids that follow them; of many, `MAX_EVALUATED` are taken.
        runtime: The model.
    """
    n_windows = len(pairs.x)
    rows = np.arange(n_windows) if n_windows <= MAX_EVALUATED else np.linspace(0, n_windows - 1, MAX_EVALUATED).astype(np.int64)
    width = runtime.run(pairs.x[:1]).shape[-1]
    n_chunks = -(-len(rows) * width // _CHUNK)
    measured = [_measured(runtime.run(pairs.x[some]), pairs.y[some]) for some in np.array_split(rows, n_chunks)]
    losses, right = (np.concatenate(side) for side in zip(*measured, strict=True))
    loss = float(losses.mean())
    return GenerationReport(loss=loss, accuracy=float(right.mean()), perplexity=float(np.exp(loss)), n_symbols=width, n_samples=len(rows))


def _measured(probabilities: Array, ids: Array) -> tuple[Array, Array]:
    of_true = probabilities[np.arange(len(ids)), ids].astype(np.float64)
    return -np.log(np.maximum(of_true, _EPSILON)), np.argmax(probabilities, axis=-1) == ids


def _piece(text: Array, start: int, size: int, step: Symbols) -> str:
    """Return what begins at a place, long enough for a window of symbols where the text goes on so far."""
    length = size
    while True:
        piece = text_of(text[start : start + length])
        if len(step.symbols(piece)) >= size or start + length >= len(text):
            return piece
        length *= 2
