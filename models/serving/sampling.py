"""Draw the next symbol of a text by its probability, at a temperature."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np

from models.core.arrays import Array
from models.serving.single_step.steps import Steps


def tempered(probabilities: Array, temperature: float) -> Array:
    """Return the weights that symbols are drawn by: exp(log p / T), which is p to the power of 1 / T, without a logarithm of 0.

    The likeliest symbol has the weight 1, and one without probability has none at any temperature.

    Args:
        probabilities: Array of shape (n_symbols,).
        temperature: T, above 0.

    Source: chapter Keras part 2, section on generating text.
    """
    weights: Array = probabilities.astype(np.float64)
    weights /= weights.max()
    return weights if temperature == 1 else weights ** (1 / temperature)


def draw(probabilities: Array, temperature: float, random: np.random.Generator) -> int:
    """Draw one symbol: a multinomial draw of one, by one random number.

    Args:
        probabilities: Array of shape (n_symbols,).
        temperature: What divides the logarithms, above 0.
        random: Where the number comes from.

    Returns:
        The place of the symbol.
    """
    edges = tempered(probabilities, temperature).cumsum()
    return min(int(edges.searchsorted(random.random() * edges[-1], "right")), len(edges) - 1)


class Follower(Protocol):
    """Gives the probabilities of what follows in texts beside each other, symbol after symbol."""

    def begin(self, prompts: Array) -> Array:
        """Read what the texts begin with.

        Args:
            prompts: Ids, integer array of shape (n_texts, n_symbols).

        Returns:
            Probabilities of the next symbol, array of shape (n_texts, vocabulary).
        """

    def follow(self, ids: Array) -> Array:
        """Read one more symbol of each text, integer array of shape (n_texts,); return as `begin` does."""


class StepFollower:
    """Follows by the step form: one step a symbol, the state carried along.

    Args:
        steps: The step form of a network that gives one output a window.
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
    """Follows by whole windows, for networks without a step form.

    Args:
        run: Runs the network on windows, integer array of shape (n_texts, size).
        size: Symbols of a window; what texts begin with has as many.
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
    """Write texts beside each other without end.

    Args:
        follower: Gives the probabilities.
        prompts: What the texts begin with, integer array of shape (n_texts, n_symbols).
        temperatures: One for each text.
        random: Where the draws come from.

    Yields:
        The next symbol of each text.
    """
    probabilities = follower.begin(prompts)
    while True:
        ids = [draw(row, temperature, random) for row, temperature in zip(probabilities, temperatures, strict=True)]
        yield ids
        probabilities = follower.follow(np.array(ids, np.int32))
