"""What training a text model needs beside a fit: examples, its figures, and a network as wide as the vocabulary."""

from typing import Any

import numpy as np

from models.artifact.golden import Golden
from models.core.arrays import Array
from models.core.errors import DataError
from models.preprocessing.chain import Chain
from models.preprocessing.symbols import Symbols, text_of
from models.serving.texts import symbols_of, window_size


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


def _piece(text: Array, start: int, size: int, step: Symbols) -> str:
    """Return what begins at a place, long enough for a window of symbols where the text goes on so far."""
    length = size
    while True:
        piece = text_of(text[start : start + length])
        if len(step.symbols(piece)) >= size or start + length >= len(text):
            return piece
        length *= 2
