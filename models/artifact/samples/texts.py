"""Convert texts to the ids that a text model reads."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import numpy as np

from models.artifact.samples.numbers import ROOT, described
from models.core.arrays import Array
from models.core.errors import Fault, InputError
from models.preprocessing.chain import Chain
from models.preprocessing.step_log import noted
from models.preprocessing.symbols import Symbols, text_of

#: Most unknown symbols listed in a message.
_MAX_LISTED = 5


class Unknown(StrEnum):
    """How symbols outside the vocabulary are handled."""

    REFUSE = "refuse"
    DROP = "drop"
    REPLACE = "replace"


def symbols_of(chain: Chain) -> Symbols:
    """Return the fitted step of a text model that splits texts into symbols."""
    return next(step for step in chain.input_steps if isinstance(step, Symbols))


def window_size(chain: Chain) -> int:
    """Return the number of symbols in a window of a text model."""
    return chain.window.size if chain.window else 1


def ids_in(text: str, step: Symbols, unknown: Unknown, pointer: str) -> Array:
    """Return the ids of a text's symbols.

    Args:
        text: The text.
        step: The fitted step.
        unknown: How symbols outside the vocabulary are handled.
        pointer: Where the request has the text.

    Returns:
        int32 array of shape (n_symbols,).

    Raises:
        InputError: There are unknown symbols, and they are refused or the model has no marker to replace them by.
    """
    indices, symbols = step.indices, step.symbols(text)
    unknown_symbols = [(index, symbol) for index, symbol in enumerate(symbols) if symbol not in indices]
    if unknown_symbols and unknown is Unknown.REFUSE:
        raise InputError([Fault(pointer, _unknown_detail(unknown_symbols, step))])
    if unknown_symbols and unknown is Unknown.REPLACE:
        if step.unknown is None:
            raise InputError([Fault("/unknown", f"the model's {step.step} have no marker for unknown ones; expected refuse or drop, got replace")])
        return np.array([indices.get(symbol, indices[step.unknown]) for symbol in symbols], np.int32)
    return np.array([indices[symbol] for symbol in symbols if symbol in indices], np.int32)


def require_window(ids: Array, size: int, step: Symbols, pointer: str) -> Array:
    """Return the last window of a text.

    Args:
        ids: Ids of the whole text.
        size: Symbols of a window.
        step: The step that made them.
        pointer: Where the request has the text.

    Raises:
        InputError: The text is shorter; the fault says by how much.
    """
    if len(ids) < size:
        missing = size - len(ids)
        raise InputError([Fault(pointer, f"expected a text of at least {size} {step.step}, got {len(ids)}: {missing} missing")])
    return ids[-size:]


def last_windows(texts: Sequence[Any] | Array, chain: Chain, unknown: Unknown | None = None) -> Array:
    """Return the last window of each text.

    Args:
        texts: One entry a text.
        chain: The fitted preprocessing of a text model.
        unknown: How symbols outside the vocabulary are handled; by default they are replaced by the marker, or refused where the
            model has no marker.

    Raises:
        InputError: A value is not text, a text is too short, or has unknown symbols.
    """
    step, size = symbols_of(chain), window_size(chain)
    unknown = unknown or (Unknown.REFUSE if step.unknown is None else Unknown.REPLACE)
    windows = []
    for index, text in enumerate(texts):
        pointer = f"{ROOT}/{index}"
        if not isinstance(text, str):
            raise InputError([Fault(pointer, f"expected text, got {described(text)}")])
        ids = noted(step, ids_in(str(text), step, unknown, pointer))
        windows.append(require_window(ids, size, step, pointer))
    return np.stack(windows) if chain.window is None else noted(chain.window, np.stack(windows))


def example_texts(text: Array, chain: Chain, n_texts: int) -> Array:
    """Return pieces of a raw text, spread evenly, each at least a window long.

    Args:
        text: The raw training text, array of single characters.
        chain: The fitted preprocessing of a text model.
        n_texts: Number of pieces; fewer are returned of a short text.

    Returns:
        Array of str of shape (n_texts,).
    """
    step, size = symbols_of(chain), window_size(chain)
    starts = np.linspace(0, max(0, len(text) - 2 * size), n_texts).astype(int)
    pieces = [_piece(text, int(start), size, step) for start in starts]
    found = list(dict.fromkeys(piece for piece in pieces if len(step.symbols(piece)) >= size))
    return np.array(found or [text_of(text)])


def _unknown_detail(found: list[tuple[int, str]], step: Symbols) -> str:
    named = ", ".join(f"{symbol!r} at {index}" for index, symbol in found[:_MAX_LISTED])
    more = f" and {len(found) - _MAX_LISTED} more" if len(found) > _MAX_LISTED else ""
    what = f"expected {step.step} of the vocabulary of {len(step.indices):,}, got {named} (counted from 0){more}"
    return f"{what}; unknown: drop leaves them out" + (f", replace takes {step.unknown!r} for them" if step.unknown else "")


def _piece(text: Array, start: int, size: int, step: Symbols) -> str:
    """Return the text from an index on, long enough for a window of symbols if the text is."""
    length = size
    while True:
        piece = text_of(text[start : start + length])
        if len(step.symbols(piece)) >= size or start + length >= len(text):
            return piece
        length *= 2
