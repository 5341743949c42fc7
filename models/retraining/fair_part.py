"""The part of the data on which two models can be compared: samples that none of them has been trained on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError, SpecError
from models.preparing.raw import Raw
from models.retraining.row_digests import row_digests
from models.retraining.spec_data import DataAccess, SpecData
from models.specs.job import JobSpec

#: Said where it is not known which samples a model has been trained on.
UNKNOWN = "samples that a model has been trained on cannot be told from others"
#: A spec that a model was trained by, and how its data is found.
TrainedSpec = tuple[JobSpec, DataAccess]


@dataclass(frozen=True)
class FairPart:
    """Samples of a test part.

    Args:
        kept: Whether each sample of the test part belongs to it, bool array of shape (n_samples,).
        n_seen: Samples of the test part that were left out, as one of the models was trained on them; None where that is not known.
        note: Why it is not known; empty where it is.
    """

    kept: Array
    n_seen: int | None
    note: str = ""


def fair_part(data: SpecData, trained: Sequence[TrainedSpec]) -> FairPart:
    """Find the samples of a test part that models were not trained on.

    Args:
        data: The data with the test part.
        trained: Specs of the models, and of those that their weights were taken from, each with how its data is found.

    Raises:
        DataError: There is no test part.
    """
    if data.test is None:
        raise DataError("the spec has no test part, on which both models could be compared; data.split splits one off")
    seen = np.zeros(len(data.test.numbers), bool)
    for spec, access in trained:
        found, why = _seen_by(data, spec, access)
        if found is None:
            return FairPart(np.ones_like(seen), None, f"{UNKNOWN}: {why}")
        seen |= found
    return FairPart(~seen, int(seen.sum()))


def _seen_by(data: SpecData, spec: JobSpec, access: DataAccess) -> tuple[Array | None, str]:
    """Return which samples of the test part a model of a spec was trained on; None, and why, where that is not known."""
    try:
        theirs = SpecData.of(spec, access)
        ours = data.as_selected_by(spec, access)
    except (SpecError, DataError) as error:
        return None, str(error)
    if ours.is_series:
        return (None, "its series are other ones, or end elsewhere") if _may_have_seen_steps(ours, theirs) else (_nothing(ours), "")
    if len(_nothing(ours)) != len(_nothing(data)) or ours.whole.train.n_samples != data.whole.train.n_samples:
        return None, "rows were left out, as they lack what one of them learns"
    return _seen_samples(ours, theirs), ""


def _nothing(data: SpecData) -> Array:
    return np.zeros(0 if data.test is None else len(data.test.numbers), bool)


def _seen_samples(ours: SpecData, theirs: SpecData) -> Array:
    """Find samples by their position where one data set begins with the other, as a grown one does; else by what they are."""
    has_own_test = ours.whole.test is not None
    digests = None if ours.has_data_of(theirs.spec) else (row_digests(ours.whole.train), row_digests(theirs.whole.train))
    if digests is None or _begins_with(*digests):
        seen = np.zeros(ours.whole.train.n_samples, bool)
        seen[theirs.train_numbers] = True
        return _nothing(ours) if has_own_test or ours.test is None else seen[ours.test.numbers]
    tested = _tested(ours)
    return np.isin(row_digests(tested), digests[1][theirs.train_numbers])


def _tested(data: SpecData) -> Raw:
    if data.test is None:
        raise DataError("the data has no test part")
    return data.test.source.rows(data.test.numbers)


def _begins_with(ours: Array, theirs: Array) -> bool:
    return np.array_equal(ours[: len(theirs)], theirs)


def _may_have_seen_steps(ours: SpecData, theirs: SpecData) -> bool:
    """Tell whether a model may have been trained on steps of the test part: it was not if its own training part ends before, in the same series."""
    is_same = ours.has_data_of(theirs.spec)
    if ours.test is None or ours.whole.test is not None:
        return not is_same
    if not is_same and not _continues(ours.whole.train, theirs.whole.train):
        return True
    ends = _positions(theirs.train_numbers, _totals(theirs.whole.train))
    starts = _positions(ours.test.numbers, _totals(ours.whole.train))
    return any(min(starts[series]) <= max(positions) for series, positions in ends.items() if series in starts)


def _continues(ours: Raw, theirs: Raw) -> bool:
    """Tell whether each series begins with the one of the same number, and none is missing."""
    digests, totals = (row_digests(ours), row_digests(theirs)), (_totals(ours), _totals(theirs))
    if len(totals[0]) < len(totals[1]):
        return False
    pieces = [np.split(steps, np.cumsum(lengths)[:-1]) for steps, lengths in zip(digests, totals, strict=True)]
    return all(_begins_with(new, old) for new, old in zip(*pieces, strict=False))


def _totals(raw: Raw) -> list[int]:
    """Return the number of steps of each series."""
    lengths = raw.lengths or (raw.n_samples,)
    if raw.pieces is None:
        return list(lengths)
    ends = np.cumsum(raw.pieces)
    return [sum(lengths[end - n : end]) for end, n in zip(ends.tolist(), raw.pieces, strict=True)]


def _positions(numbers: Array, totals: Sequence[int]) -> dict[int, Array]:
    """Return the positions of steps in each series that has some of them."""
    starts = np.cumsum([0, *totals[:-1]])
    series = np.searchsorted(starts, numbers, side="right") - 1
    return {int(one): numbers[series == one] - starts[one] for one in np.unique(series)}
