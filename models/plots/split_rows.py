"""Where the samples of the parts and folds of a job are in its data set."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from models.core.arrays import Array
from models.kinds import kinds_of
from models.plots.plot import Numbers
from models.plots.run import Run
from models.preparing.folds import Fold, folds_of
from models.preparing.raw import Raw, RawData, load_raw, load_whole, split_off
from models.specs.job import JobSpec

#: Most cells of a strip of samples.
MAX_CELLS = 300


class Strip(Numbers):
    """The samples of a data set in order, in cells of equally many; for each part the share of each cell's samples that are in it."""

    n_samples: int
    parts: dict[str, list[float]]


def strip_of(n_samples: int, parts: Mapping[str, Array]) -> Strip:
    """Return the strip of some parts.

    Args:
        n_samples: Number of samples of the data set.
        parts: Positions of the samples of each part.
    """
    n_cells = min(n_samples, MAX_CELLS)
    edges = np.linspace(0, n_samples, n_cells + 1).round().astype(int)
    shares = {name: np.histogram(rows, edges)[0] / np.diff(edges) for name, rows in parts.items()}
    return Strip(n_samples=n_samples, parts={name: np.round(share, 3).tolist() for name, share in shares.items()})


def part_rows(run: Run) -> dict[str, Array]:
    """Return the positions of the samples of each part in a data set that is split by the spec.

    Raises:
        DataError: The data no longer exist.
    """
    whole = load_whole(run.sets, run.cache)
    numbered = replace(whole, train=Raw(dict.fromkeys(whole.train.inputs, np.arange(whole.train.n_samples)), whole.train.targets))
    found = split_off(run.spec, numbered)
    n_fitted = run.raw_parts["train"].n_samples
    train = _positions(found.train)
    rows = {"training": train[:n_fitted], "validation": train[n_fitted:], "test": _positions(found.test)}
    return {name: positions for name, positions in rows.items() if len(positions)}


def fold_rows(run: Run) -> tuple[RawData, list[Fold]]:
    """Return the data of a job with folds, and the folds of its training part.

    Raises:
        DataError: The data no longer exist.
    """
    spec = JobSpec.model_validate({**run.job_spec})
    raw = load_raw(spec, run.sets, run.cache) if spec.data.subset else run.raw
    if spec.folding is None:
        return raw, []
    return raw, folds_of(spec.folding, next(iter(kinds_of(run.spec, raw.targets).values())), raw, spec.seed)


def _positions(part: Raw | None) -> Array:
    return np.empty(0, int) if part is None else np.asarray(next(iter(part.inputs.values())))
