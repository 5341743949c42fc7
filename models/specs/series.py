"""Lengths of the parts of a series, and the number of windows in each."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from models.datasets import Description
from models.preprocessing.window import Window
from models.specs.data import Split
from models.specs.job import JobSpec


def n_held_back(n_steps: int, split: Split) -> int:
    """Return the number of steps in the test part of a series: its last ones."""
    return round(n_steps * split.test)


def n_kept(n_steps: int, share: float | None) -> int:
    """Return the number of steps in a subset of a series: its first ones, or all without a subset."""
    return n_steps if share is None else max(1, round(n_steps * share))


def n_before_validation(n_steps: int, share: float) -> int:
    """Return the number of steps before the validation part of a series, rounded as Keras does."""
    return int(n_steps * (1 - share))


def head_lengths(lengths: Sequence[int], pieces: Sequence[int] | None, first: Callable[[int], int]) -> list[int]:
    """Return the number of steps of each piece in the first part of its series.

    Args:
        lengths: Number of steps of each piece.
        pieces: Number of pieces of each series; None where each is a series of its own.
        first: Returns the number of steps in the first part, given that of the series.
    """
    heads: list[int] = []
    start = 0
    for n_pieces in pieces if pieces is not None else [1] * len(lengths):
        of_series = lengths[start : start + n_pieces]
        remaining = first(sum(of_series))
        for length in of_series:
            heads.append(min(length, remaining))
            remaining -= heads[-1]
        start += n_pieces
    return heads


@dataclass(frozen=True)
class SeriesParts:
    """Number of steps of each series, or piece of one, in the parts of a job; None for a part that there is not."""

    test: list[int] | None
    training: list[int]
    validation: list[int] | None

    @classmethod
    def of(cls, spec: JobSpec, data: Description) -> Self:
        """Return those that a spec makes of series."""
        lengths, split = list(data.lengths or (data.n_train,)), spec.data.split
        test = [data.n_test] if data.n_test else None
        if split is not None and not data.n_test:
            kept = head_lengths(lengths, data.pieces, lambda n: n - n_held_back(n, split))
            test, lengths = _rest(lengths, kept), kept
        training = head_lengths(lengths, data.pieces, lambda n: n_kept(n, spec.data.subset))
        share = spec.training.validation.split if spec.training and spec.training.validation else None
        if share is None:
            return cls(test, training, None)
        heads = head_lengths(training, data.pieces, lambda n: n_before_validation(n, share))
        return cls(test, heads, _rest(training, heads))


def _rest(lengths: Sequence[int], heads: Sequence[int]) -> list[int]:
    return [length - head for length, head in zip(lengths, heads, strict=True)]


def windows_of(spec: JobSpec, data: Description) -> Iterator[tuple[str, int]]:
    """Yield "training" and "validation" with the number of windows in that part of numeric series; nothing for other data.

    Args:
        spec: A spec.
        data: Description of its data set.
    """
    window = next((step for step in spec.preprocessing.every_input_step if isinstance(step, Window)), None)
    if window is None or data.inputs.axis != "time" or not data.inputs.is_numeric:
        return
    parts = SeriesParts.of(spec, data)
    yield "training", sum(map(window.n_windows, parts.training))
    if parts.validation is not None:
        yield "validation", sum(map(window.n_windows, parts.validation))
