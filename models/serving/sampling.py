"""Write texts: draw symbols by their probabilities at a temperature, and join them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np

from models.core.arrays import Array
from models.preprocessing.symbols import Symbols
from models.serving.single_step.steps import Steps
from models.serving.tempering import tempered

#: Marks without a space before them.
_CLOSING = frozenset(",.;:!?)]}%”’")
#: Marks without a space after them.
_OPENING = frozenset("([{“‘#$")
#: Marks without spaces on either side.
_TIGHT = frozenset("-/\\'’_@*+=^~&|<>`")


def draw(probabilities: Array, temperature: float, random: np.random.Generator) -> int:
    """Draw one symbol with one random number.

    Args:
        probabilities: Array of shape (n_symbols,).
        temperature: Divides the logarithms; above 0.
        random: Source of the number.

    Returns:
        The index of the symbol.
    """
    edges = tempered(probabilities, temperature).cumsum()
    return min(int(edges.searchsorted(random.random() * edges[-1], "right")), len(edges) - 1)


class Follower(Protocol):
    """Returns the probabilities of the next symbol of several texts, symbol by symbol."""

    def begin(self, prompts: Array) -> Array:
        """Read the prompts of the texts.

        Args:
            prompts: Ids, integer array of shape (n_texts, n_symbols).

        Returns:
            Probabilities of the next symbol, array of shape (n_texts, vocabulary).
        """

    def follow(self, ids: Array) -> Array:
        """Read one more symbol of each text, integer array of shape (n_texts,); return as `begin` does."""


class StepFollower:
    """Follows texts by the single-step form: one step a symbol, with recurrent state.

    Args:
        steps: The single-step form of a network with one output a window.
    """

    def __init__(self, steps: Steps) -> None:
        self._steps, self._state = steps, steps.initial()

    def begin(self, prompts: Array) -> Array:
        self._state = self._steps.initial(len(prompts))
        for ids in prompts.T[:-1]:
            self.follow(ids)
        return self.follow(prompts[:, -1])

    def follow(self, ids: Array) -> Array:
        probabilities, self._state = self._steps.step(ids, self._state)
        return probabilities


class WindowFollower:
    """Follows texts by whole windows, for networks without a single-step form.

    Args:
        run: Runs the network on windows, integer array of shape (n_texts, size).
        size: Symbols of a window, and at least of a prompt.
    """

    def __init__(self, run: Callable[[Array], Array], size: int) -> None:
        self._run, self._size = run, size
        self._windows: Array = np.empty((0, size), np.int32)

    def begin(self, prompts: Array) -> Array:
        self._windows = prompts[:, -self._size :]
        return self._run(self._windows)

    def follow(self, ids: Array) -> Array:
        self._windows = np.column_stack([self._windows[:, 1:], ids])
        return self._run(self._windows)


def write(follower: Follower, prompts: Array, temperatures: Sequence[float], random: np.random.Generator) -> Iterator[list[int]]:
    """Write several texts at once, without end.

    Args:
        follower: Returns the probabilities.
        prompts: The prompts, integer array of shape (n_texts, n_symbols).
        temperatures: One for each text.
        random: Source of the draws.

    Yields:
        The next symbol of each text.
    """
    probabilities = follower.begin(prompts)
    while True:
        ids = [draw(row, temperature, random) for row, temperature in zip(probabilities, temperatures, strict=True)]
        yield ids
        probabilities = follower.follow(np.array(ids, np.int32))


class Joiner:
    """Returns, symbol by symbol, the text to append: letters without spaces, words with the spaces of ordinary typesetting.

    Args:
        step: The step that splits texts into symbols.
    """

    def __init__(self, step: Symbols) -> None:
        self._spaced = step.spaced
        self._before = ""
        self._quoted = False

    @classmethod
    def after(cls, text: str, step: Symbols) -> "Joiner":
        """Return a joiner that continues a text, without a second space where the text ends with one."""
        joiner = cls(step)
        for symbol in step.symbols(text):
            joiner.piece(symbol)
        if text[-1:].isspace():
            joiner._before = ""
        return joiner

    def piece(self, symbol: str) -> str:
        """Return a symbol with the space before it, if any."""
        if not self._spaced:
            return symbol
        space = " " if self._before and not self._touches(symbol) else ""
        if symbol == '"':
            self._quoted = not self._quoted
        self._before = symbol
        return space + symbol

    def _touches(self, symbol: str) -> bool:
        """Tell whether a symbol follows the one before it without a space."""
        before = self._before
        if symbol in _CLOSING or symbol in _TIGHT or before in _OPENING or before in _TIGHT:
            return True
        # Straight quotation marks open and close in turn; `_quoted` is true between the two.
        return self._quoted and '"' in (symbol, before)


def joined(symbols: list[str], step: Symbols) -> str:
    """Return symbols as one text."""
    joiner = Joiner(step)
    return "".join(map(joiner.piece, symbols))
