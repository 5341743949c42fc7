"""Some samples of a part as the model gets them, beside the raw ones they are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Any

import numpy as np

from models.core.arrays import Array, Ports
from models.core.errors import Fault, InputError
from models.preparing.parts import DataPart, DividedData, JobData
from models.preparing.piecewise import fitted_in_pieces
from models.preparing.prepared import Pairing, Pairs
from models.preparing.raw import Raw
from models.preparing.sample_bounds import require_small
from models.preprocessing.chain import Chain
from models.preprocessing.symbols import Symbols
from models.preprocessing.window import Window
from models.specs.learned import streams

#: Values of each sample, by input or output.
_Values = dict[str, Sequence[Any] | Array]


@dataclass(frozen=True)
class Selection:
    """Samples to show.

    Args:
        part: Name of the part.
        first: Index of the first sample in the part, from 0.
        n_samples: Number of samples, at most.
        fold: Index of a fold, from 0: the parts are then its training and test samples. None without folds.
        spread: Whether they are taken at equal distances from all of the part behind the first, as data may be in order of their classes.
    """

    part: str
    first: int
    n_samples: int
    fold: int | None = None
    spread: bool = False


@dataclass(frozen=True)
class Span:
    """The time steps (or symbols of a text) of one window, and those of its target, by index from 0.

    Args:
        series: Index of the series.
        first: First step of the window.
        last: Last step of the window.
        target_first: First step of the target.
        target_last: Last step of the target.
    """

    series: int
    first: int
    last: int
    target_first: int
    target_last: int


@dataclass(frozen=True)
class PreparedSamples:
    """Samples of a part.

    Args:
        n_samples: Number of samples of the part.
        pairs: The prepared samples.
        raw_inputs: Raw inputs of each sample, by input.
        raw_targets: Raw targets of each sample, by output; None without targets.
        indices: Index of each sample in the part, int64 array of shape (samples shown,).
        numbers: Index of each sample in the data set; None for windows and fresh samples.
        spans: The steps of each window; None where samples are not windows.
    """

    n_samples: int
    pairs: Pairs
    raw_inputs: _Values
    raw_targets: _Values | None
    indices: Array
    numbers: list[int] | None = None
    spans: list[Span] | None = None


def prepared_samples(job: JobData, selection: Selection) -> PreparedSamples:
    """Prepare samples of a part as a job does, without fitting a model.

    Args:
        job: The data of a job.
        selection: The samples.

    Raises:
        SpecError: The data is too large to be prepared during a request.
        InputError: There is no such part, fold or sample.
        DataError: The data cannot be loaded, or does not fit the spec.
    """
    require_small(job.spec, {name: data_set.describe() for name, data_set in job.sets.inputs.items()}, selection.n_samples, fits=job.fitted is None)
    divided = DividedData.of(job)
    parts, pairing = _parts(divided, selection.fold), Pairing.of_data(job.spec, divided.whole, job.takes_targets)
    part = _part(parts, selection.part)
    if divided.whole.description.inputs.axis == "time":
        return _windows(part, pairing, pairing.fit(pairing.known(parts["train"].raw()), job.fitted)[0], selection)
    chain = fitted_in_pieces(pairing, parts["train"], divided.whole.inputs, job.fitted)
    if selection.part == "train" and streams(job.spec, divided.whole.description):
        return _fresh(job, part, pairing, chain, selection)
    chosen = _chosen(selection, part.numbered.n_samples)
    return _of_rows(part.raw(chosen), pairing, chain, part.numbered.n_samples, chosen, part.numbers[chosen].tolist())


def _parts(divided: DividedData, fold: int | None) -> dict[str, DataPart]:
    if fold is None:
        return divided.parts()
    n_folds = divided.n_folds
    if not fold < n_folds:
        wanted = f"the index of one of {n_folds} folds, 0 to {n_folds - 1}" if n_folds else "no fold, as the task of this spec has no folds"
        raise InputError([Fault("/fold", f"expected {wanted}, got {fold}")])
    return divided.parts(next(islice(divided.folds(), fold, None)))


def _part(parts: dict[str, DataPart], name: str) -> DataPart:
    if name in parts:
        return parts[name]
    advice = {"test": "data.split splits one off", "validation": "training.validation adds one"}[name]
    raise InputError([Fault("/part", f"expected one of the parts of this spec, {', '.join(parts)}, got {name}; {advice}")])


def _chosen(selection: Selection, n_samples: int) -> Array:
    """Return the indices of the samples in a part of some samples, ascending."""
    if selection.first >= n_samples:
        detail = f"expected the index of one of {n_samples:,} samples of the part, 0 to {n_samples - 1:,}, got {selection.first:,}"
        raise InputError([Fault("/from", detail)])
    behind = n_samples - selection.first
    places = np.arange(min(selection.n_samples, behind))
    return selection.first + (places * behind // len(places) if selection.spread else places)


def _fresh(job: JobData, part: DataPart, pairing: Pairing, chain: Chain, selection: Selection) -> PreparedSamples:
    """Return samples of the first epoch of a set that draws new ones in every epoch."""
    stream = next(iter(job.sets.inputs.values())).stream(job.spec.seed)
    if stream is None:
        raise TypeError(f"expected a data set with a stream, got {job.spec.data.source}")
    n_samples = (job.spec.training and job.spec.training.samples_per_epoch) or part.numbered.n_samples
    chosen = _chosen(selection, n_samples)
    x, y = map(np.concatenate, zip(*(stream.draw(0, index, 1) for index in chosen.tolist()), strict=True))
    return _of_rows(Raw(dict.fromkeys(job.sets.inputs, x), dict.fromkeys(job.sets.targets, y)), pairing, chain, n_samples, chosen, None)


def _of_rows(raw: Raw, pairing: Pairing, chain: Chain, n_samples: int, indices: Array, numbers: list[int] | None) -> PreparedSamples:
    pairs = pairing.of(chain, pairing.known(raw))
    arrays = raw.target_arrays
    targets: _Values | None = None if arrays is None else {**arrays}
    return PreparedSamples(n_samples, pairs, {**raw.input_arrays}, targets, indices, numbers)


def _windows(part: DataPart, pairing: Pairing, chain: Chain, selection: Selection) -> PreparedSamples:
    """Return windows of series or of a text."""
    window = chain.window
    if window is None:
        raise TypeError("expected a checked spec, of which a series is cut by a window step, got one without")
    raw = part.raw()
    pairs = pairing.of(chain, pairing.known(raw))
    n_samples, chosen = pairs.n_samples, _chosen(selection, pairs.n_samples)
    ends = [n_samples] if len(part.lengths) == 1 else list(accumulate(map(window.n_windows, part.lengths)))
    spans, shown = [_span(window, index, ends) for index in chosen.tolist()], pairs.rows(chosen)
    text = next((step for step in chain.input_steps if isinstance(step, Symbols)), None)
    if text is None:
        inputs, targets, spans = _of_series(raw, shown, part, spans)
        return PreparedSamples(n_samples, shown, inputs, targets, chosen, spans=spans)
    return PreparedSamples(n_samples, shown, _texts(text, shown.input_arrays), _texts(text, shown.target_arrays), chosen, spans=spans)


def _of_series(raw: Raw, shown: Pairs, part: DataPart, spans: list[Span]) -> tuple[_Values, _Values, list[Span]]:
    """Return the steps of the raw series in windows and their targets; spans within the part become spans within the whole series."""
    ((name, series),) = raw.inputs.items()
    starts = list(accumulate(part.lengths, initial=0))
    own = next(iter(raw.targets.values())) if raw.targets else series
    windows = [series[starts[span.series] + span.first : starts[span.series] + span.last + 1] for span in spans]
    targets = [own[starts[span.series] + span.target_first : starts[span.series] + span.target_last + 1] for span in spans]
    moved = [_moved(span, _offset(part, span.series, starts)) for span in spans]
    return {name: windows}, dict.fromkeys(shown.y, targets), moved


def _offset(part: DataPart, series: int, starts: list[int]) -> int:
    """Return the index, in its whole series, of the first step that a part has of it."""
    before = sum((part.source.lengths or (0,))[:series])
    return int(part.numbers[starts[series]]) - before


def _moved(span: Span, offset: int) -> Span:
    return Span(span.series, *(index + offset for index in (span.first, span.last, span.target_first, span.target_last)))


def _span(window: Window, index: int, ends: list[int]) -> Span:
    """Return the steps of a window, counted within its series of the part; `ends` are the numbers of windows up to each series."""
    series = int(np.searchsorted(ends, index, "right"))
    first = (index - (ends[series - 1] if series else 0)) * window.stride
    after = first + window.size
    return Span(series, first, after - 1, after, after + window.horizon - 1)


def _texts(step: Symbols, ports: Ports) -> _Values:
    """Return the symbols of ids or one-hot rows as text."""
    space = " " if step.spaced else ""
    return {name: [space.join(np.atleast_1d(symbols).tolist()) for symbols in step.invert(array)] for name, array in ports.items()}
