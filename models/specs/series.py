"""Lengths of the parts of a series, and the number of windows in each."""

from collections.abc import Iterator

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


def windows_of(spec: JobSpec, data: Description) -> Iterator[tuple[str, int]]:
    """Yield "training" and "validation" with the number of windows in that part of numeric series; nothing for other data.

    Args:
        spec: A spec.
        data: Description of its data set.
    """
    window = next((step for step in spec.preprocessing.every_input_step if isinstance(step, Window)), None)
    if window is None or data.inputs.axis != "time" or not data.inputs.is_numeric:
        return
    split, share = spec.data.split, spec.training.validation.split if spec.training and spec.training.validation else None
    lengths = [n_kept(n - n_held_back(n, split) if split else n, spec.data.subset) for n in data.lengths or (data.n_train,)]
    heads = lengths if share is None else [n_before_validation(n, share) for n in lengths]
    yield "training", sum(window.n_windows(n) for n in heads)
    if share is not None:
        yield "validation", sum(window.n_windows(n - head) for n, head in zip(lengths, heads, strict=True))
