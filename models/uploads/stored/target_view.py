"""An upload whose targets are changed by a spec: rows without a target left out, numbers taken for classes, classes named."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import ClassVar, TypeVar

import numpy as np
from pydantic import PrivateAttr

from models.core.arrays import EXACT, Array, Label
from models.core.deferred_rows import Samples, in_memory
from models.core.errors import Fault, SpecError
from models.core.faults import listed, pointer_of, quote
from models.core.tensors import TensorType
from models.datasets.data_set import Data, Description, Opened
from models.datasets.doubted import Doubted
from models.uploads.column_selection import ColumnSelection
from models.uploads.stored.upload_record import MAX_INTEGER_CLASSES, StoredSet

SamplesT = TypeVar("SamplesT", Samples, Samples | None, Array | None)


class TargetView(StoredSet):
    """An upload with other targets than those of the file."""

    source: ClassVar[str] = "dataset:view"
    title: ClassVar[str] = "Uploaded data"

    _inner: StoredSet = PrivateAttr()
    _drops: bool = PrivateAttr()
    _as_classes: bool = PrivateAttr()
    _names: Mapping[str, str] = PrivateAttr()

    @classmethod
    def of(cls, inner: StoredSet, data: ColumnSelection) -> StoredSet:
        """Return an upload as a spec wants its targets; the upload itself where it says nothing about them.

        Raises:
            SpecError: The targets are not of that kind.
        """
        if not (data.drop_missing_target or data.target_as_classes or data.labels):
            return inner
        if inner.describe().targets is None:
            raise SpecError([Fault("/data/target", "expected a target, whose values drop_missing_target, target_as_classes and labels are about")])
        view = cls.stored(inner._folder, inner._record).with_doubts(inner.doubted())
        view._inner, view._drops, view._names = inner, data.drop_missing_target, data.labels or {}
        view._as_classes = bool(data.target_as_classes or data.labels)
        view._require_some()
        view._require_classes()
        return view

    def describe(self) -> Description:
        found = replace(self._inner.describe(), n_train=self._n_kept(0), n_test=self._n_kept(1))
        if self._labels is None or self._are_lists:
            return replace(found, labels=self._labels)
        return replace(found, labels=self._labels, targets=TensorType((), "str" if self._is_text else "int64"))

    def doubted(self) -> Doubted:
        found, whole = super().doubted(), self._inner.describe()
        n_dropped = whole.n_train + whole.n_test - self._n_kept(0) - self._n_kept(1)
        if not n_dropped:
            return found
        note = Fault("/data/drop_missing_target", f"leaves out {n_dropped:,} of {whole.n_train + whole.n_test:,} samples, which have no target")
        return replace(found, warnings=(*found.warnings, note))

    def load(self, cache: Path | None) -> Data:
        return _loaded(self._changed(Opened.of(self._inner.load(cache))))

    def first(self, n_samples: int, cache: Path | None) -> Data:
        ends = [0 if kept is None else int(kept[min(n_samples, len(kept)) - 1]) + 1 for kept in self._kept if kept is None or len(kept)]
        return _loaded(self._changed(Opened.of(self._inner.first(max(n_samples, *ends), cache))))

    def opens(self) -> bool:
        return self._inner.opens()

    def open(self, cache: Path | None) -> Opened:
        return self._changed(self._inner.open(cache))

    def loaded_bytes(self) -> int:
        return self._inner.loaded_bytes()

    def _changed(self, data: Opened) -> Opened:
        train, test = self._kept
        return Opened(
            _rows(data.inputs, train),
            self._labelled(_rows(data.targets, train)),
            _rows(data.test_inputs, test),
            self._labelled(_rows(data.test_targets, test)),
            _rows(data.groups, train),
            data.lengths,
        )

    def _labelled(self, targets: Samples | None) -> Samples | None:
        if targets is None or self._labels is None or self._are_lists:
            return targets
        values = in_memory(targets)
        if not self._is_text:
            return values.astype(np.int64)
        found, positions = np.unique(values, return_inverse=True)
        return np.array([str(self._name(value)) for value in found.tolist()])[positions]

    @cached_property
    def _kept(self) -> tuple[Array | None, Array | None]:
        """Return the indices of the samples of each part that have a target; None for all."""
        masks = self._inner.with_targets() if self._drops else (None, None)
        train, test = (None if mask is None or mask.all() else np.flatnonzero(mask) for mask in masks)
        return train, test

    def _n_kept(self, part: int) -> int:
        described, kept = self._inner.describe(), self._kept[part]
        return (described.n_train, described.n_test)[part] if kept is None else len(kept)

    @property
    def _is_text(self) -> bool:
        return bool(self._labels) and isinstance((self._labels or ("",))[0], str)

    @cached_property
    def _labels(self) -> tuple[Label, ...] | None:
        known = self._known
        if known is None or not self._names:
            return known
        names = [str(self._name(label)) for label in known]
        return tuple(names if self._are_lists else sorted(names))

    @property
    def _are_lists(self) -> bool:
        """Tell whether a target has a column for each label."""
        targets = self._inner.describe().targets
        return targets is not None and targets.shape != ()

    @cached_property
    def _known(self) -> tuple[Label, ...] | None:
        """Return the labels before they are named; None where the targets are not classes."""
        described = self._inner.describe()
        if described.labels is not None or not self._as_classes or self._are_lists:
            return described.labels
        data = self._inner.open(None)
        parts = zip((data.targets, data.test_targets), self._kept, strict=True)
        found = np.unique(np.concatenate([np.unique(in_memory(_rows(targets, kept))) for targets, kept in parts if targets is not None]))
        is_whole = np.isfinite(found).all() and np.array_equal(found, np.floor(found)) and (np.abs(found) < EXACT).all()
        return tuple(found.astype(np.int64).tolist()) if is_whole and len(found) <= MAX_INTEGER_CLASSES else None

    def _name(self, label: Label) -> Label:
        """Return the name of a label; with names of others the label itself as text."""
        whole = int(label) if isinstance(label, float) else label
        return self._names.get(str(whole), str(whole)) if self._names else whole

    def _require_some(self) -> None:
        described = self._inner.describe()
        if self._drops and not self._n_kept(0) and (n_rows := described.n_train + described.n_test):
            raise SpecError([Fault("/data/target", f"expected a target in some samples, but it is missing in all {n_rows:,}")])

    def _require_classes(self) -> None:
        """Refuse names of what are no classes, of classes that do not occur, and of several classes alike."""
        if not self._as_classes:
            return
        if self._known is None:
            field = "labels" if self._names else "target"
            raise SpecError(
                [Fault(f"/data/{field}", f"expected targets that are classes: text, or at most {MAX_INTEGER_CLASSES} whole numbers; got others")]
            )
        known = {str(label) for label in self._known}
        faults = [
            Fault(f"/data/labels{pointer_of([key])}", f"expected one of the labels {listed(self._known)}, got {quote(key)}")
            for key in self._names
            if key not in known
        ]
        names = [str(self._name(label)) for label in self._known]
        double = sorted({name for name in names if names.count(name) > 1}) if self._names else []
        faults += [Fault("/data/labels", f"expected a name of its own for each class, got {quote(name)} for several") for name in double]
        if faults:
            raise SpecError(faults)


def _rows(samples: SamplesT, kept: Array | None) -> SamplesT:
    """Return the samples of some indices, of which there may be fewer; all for None."""
    found: SamplesT = samples if samples is None or kept is None else samples[kept[kept < len(samples)]]
    return found


def _loaded(data: Opened) -> Data:
    inputs, targets, test_inputs, test_targets = (
        None if samples is None else in_memory(samples) for samples in (data.inputs, data.targets, data.test_inputs, data.test_targets)
    )
    assert inputs is not None
    return Data(inputs, targets, test_inputs, test_targets, data.groups, data.lengths)
