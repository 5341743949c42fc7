"""Counts of the parts of a job's data: samples, classes, and the values of targets."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from models.core.arrays import Array, Label
from models.core.errors import DataError
from models.datasets import Description
from models.preparing.folds import Fold
from models.preparing.parts import DataPart, DividedData
from models.preprocessing.symbols import text_of
from models.preprocessing.window import Window
from models.specs.classes import labels_step
from models.specs.job import JobSpec
from models.specs.learned import symbols_step

#: Most classes whose samples are counted.
MAX_COUNTED_CLASSES = 1_000
#: Targets that are counted at a time: other threads get their turn between two pieces.
PIECE = 65_536
#: Most samples of all counted folds together; of more folds, the first are counted.
MAX_FOLDED = 20_000_000
#: Most classes of all folds together that are counted.
MAX_FOLD_CLASSES = 100_000
#: Most columns of a target whose values are summarized one by one; the values of larger targets are summarized together.
MAX_COLUMNS = 100
#: Longest text whose symbols are counted, in characters.
MAX_CHARACTERS = 5_000_000


@dataclass(frozen=True)
class ClassCount:
    """The number of samples of a class.

    Args:
        label: The label.
        n_samples: Its samples in the part; 0 where the part has none.
    """

    label: Label
    n_samples: int


@dataclass(frozen=True)
class ValueSummary:
    """Values of a target: a number each, or one for each column.

    Args:
        minimum: Smallest value.
        maximum: Largest value.
        mean: Mean.
        deviation: Standard deviation.
    """

    minimum: Any
    maximum: Any
    mean: Any
    deviation: Any


@dataclass(frozen=True)
class TargetCounts:
    """The targets of one output in one part.

    Args:
        classes: Samples of each class of the data set, in the order of the labels; None for values, and above `MAX_COUNTED_CLASSES`.
        values: Summary of the values; None for classes, and for text.
    """

    classes: list[ClassCount] | None
    values: ValueSummary | None


@dataclass(frozen=True)
class PartCounts:
    """Counts of one part.

    Args:
        part: Its name.
        n_samples: Number of samples that a model gets; for a series or text, of windows.
        n_steps: Number of time steps, or of the symbols of a text; None for samples.
        n_series: Number of series; None for samples.
        targets: Counts of the targets of each output; empty without targets.
    """

    part: str
    n_samples: int
    n_steps: int | None
    n_series: int | None
    targets: dict[str, TargetCounts]


def count_parts(data: DividedData, fold: Fold | None = None, *, with_classes: bool = True) -> list[PartCounts]:
    """Count the samples of the parts of a job's data.

    Args:
        data: The data.
        fold: A fold of the training part, to count its parts; None for those of the job.
        with_classes: Whether to count the samples of each class.

    Raises:
        DataError: A text is too long to be counted, or a validation split would leave one side empty.
    """
    return [_counted(data, name, part, with_classes) for name, part in data.parts(fold).items()]


def count_folds(data: DividedData) -> Iterator[list[PartCounts]]:
    """Count the parts of each fold, or of the first ones of many.

    Args:
        data: The data.

    Yields:
        The counts of the parts of a fold, in the order of the folds.
    """
    n_classes = data.n_folds * sum(len(_labels(data, output)) for output in data.whole.targets)
    for fold in islice(data.folds(), max(1, MAX_FOLDED // max(1, data.divided.train.n_samples))):
        yield count_parts(data, fold, with_classes=n_classes <= MAX_FOLD_CLASSES)


def _counted(data: DividedData, name: str, part: DataPart, with_classes: bool) -> PartCounts:
    spec, described = data.job.spec, data.whole.targets
    targets = {
        output: TargetCounts(None, _summary(array))
        if _are_values(data, output)
        else TargetCounts(_classes(array, _labels(data, output), with_classes), None)
        for output, array in _target_arrays(part, described).items()
    }
    if data.whole.description.inputs.axis != "time":
        return PartCounts(name, part.numbered.n_samples, None, None, targets)
    lengths = _lengths(spec, part)
    window = next((step for step in spec.preprocessing.every_input_step if isinstance(step, Window)), None)
    n_samples = sum(map(window.n_windows, lengths)) if window else sum(lengths)
    return PartCounts(name, n_samples, sum(lengths), len(lengths), targets)


def _are_values(data: DividedData, output: str) -> bool:
    """Return whether the targets of an output are quantities, for the model or because they have no labels."""
    return not _labels(data, output) or (data.job.takes_targets and not data.job.kinds[output].has_classes)


def _labels(data: DividedData, output: str) -> Sequence[Label]:
    """Return the labels of the data set, or those that the check wrote into the first target step; empty for values."""
    labels, steps = data.whole.targets[output].labels, data.job.spec.preprocessing.target_steps_of(output)
    step = labels_step(steps[:1])
    return labels or (step.classes if step is not None else None) or ()


def _target_arrays(part: DataPart, described: Mapping[str, Description]) -> dict[str, Array]:
    """Return the raw targets of each output; of a series that predicts its own next steps, the series."""
    first = next(iter(described.values()))
    if part.targets is None and first.inputs.axis == "time" and first.inputs.is_numeric:
        (series,) = part.raw().input_arrays.values()
        return dict.fromkeys(described, series)
    return part.targets or {}


def _lengths(spec: JobSpec, part: DataPart) -> tuple[int, ...]:
    """Return the steps of each series; of a text, its symbols after cleaning."""
    step = symbols_step(spec)
    if step is None:
        return part.lengths
    (text,) = part.raw().input_arrays.values()
    if len(text) > MAX_CHARACTERS:
        raise DataError(f"expected a text of at most {MAX_CHARACTERS:,} characters in a part, got {len(text):,}; data.subset takes a share of it")
    return (len(step.symbols(text_of(text))),)


def _classes(array: Array, labels: Sequence[Label], with_classes: bool) -> list[ClassCount] | None:
    if not with_classes or len(labels) > MAX_COUNTED_CLASSES:
        return None
    counts: Counter[Any] = Counter()
    for start in range(0, len(array), PIECE):
        counts.update(array[start : start + PIECE].tolist())
    return [ClassCount(label, counts[label]) for label in labels]


def _summary(array: Array) -> ValueSummary | None:
    if array.dtype.kind not in "biuf" or not array.size:
        return None
    is_row = array.ndim == 2 and 1 < array.shape[-1] <= MAX_COLUMNS
    columns = array if is_row else array.reshape(-1)
    with np.errstate(invalid="ignore", over="ignore"):  # Missing values make their column's figures NaN, which JSON has no word for but null.
        figures = [function(columns.astype(np.float64), axis=0).tolist() for function in (np.min, np.max, np.mean, np.std)]
    return ValueSummary(*map(_or_none, figures))


def _or_none(value: Any) -> Any:
    if isinstance(value, list):
        return [_or_none(item) for item in value]
    return value if np.isfinite(value) else None
