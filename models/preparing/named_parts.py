"""The parts of the data of a job by names, with the steps of every input and output fitted on what is left to train on."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models.core.arrays import Array, Ports, as_fed
from models.core.errors import DataError
from models.datasets import Data, DataSet, Description
from models.preparing.parts import digest_of, hold_back
from models.preparing.raw import Raw, held_back
from models.preprocessing.chain import Chain
from models.preprocessing.named_chain import NamedChain
from models.specs.job import JobSpec
from models.specs.port_sets import PortSets


@dataclass(frozen=True)
class NamedPairs:
    """Inputs and targets by names, samples first, in the network's order."""

    x: Ports
    y: Ports

    @property
    def shape(self) -> dict[str, tuple[int, ...]]:
        """Return the shape of one sample at each input."""
        return {name: array.shape[1:] for name, array in self.x.items()}

    @property
    def fed(self) -> tuple[Any, Any]:
        """Return inputs and targets as a network is fed them."""
        return as_fed(self.x), as_fed(self.y)

    @property
    def n_samples(self) -> int:
        """Return how many samples there are."""
        return len(next(iter(self.x.values())))


@dataclass(frozen=True)
class NamedParts:
    """The data of a job by names, split and preprocessed.

    Args:
        inputs: What is known of what enters at each input.
        targets: What is known of what each output learns.
        chain: Steps fitted on the training part.
        raw_train: Training part before preprocessing.
        raw_test: Test part before preprocessing, if there is one.
        train: What the network is fitted to.
        validation: What each epoch is validated on, if asked for.
        test: What the finished network is evaluated on, if there is a test part.
    """

    inputs: dict[str, Description]
    targets: dict[str, Description]
    chain: NamedChain
    raw_train: NamedPairs
    raw_test: NamedPairs | None
    train: NamedPairs
    validation: NamedPairs | None
    test: NamedPairs | None

    def digest(self) -> str:
        """Return the SHA-256 of the raw training data, for the record."""
        digest = hashlib.sha256()
        for name, array in (*self.raw_train.x.items(), *self.raw_train.y.items()):
            digest.update(f"{name} {digest_of(Raw(array, None))}\n".encode())
        return digest.hexdigest()


def load_named_parts(spec: JobSpec, sets: PortSets, cache: Path | None) -> NamedParts:
    """Load, split and preprocess the data of a job by names.

    The rows of all arrays are split as those of a job of the first target alone would be.

    Args:
        spec: A checked spec.
        sets: The data sets it names.
        cache: Folder for unpacked data sets; None to do without.

    Raises:
        DataError: The data cannot be had, or does not fit the spec.
    """
    load = _Loader(cache)
    inputs, targets = load.each(sets.inputs), load.each(sets.targets)
    first = next(iter(targets.values()))
    raw = held_back(spec, _numbered(first), next(iter(sets.targets.values())).describe())
    whole, own_test = _pairs(inputs, targets, test=False), _pairs(inputs, targets, test=True)
    train, tail = hold_back(spec, raw.train)
    raw_train = _rows(whole, train.inputs)
    raw_test = _rows(own_test or whole, raw.test.inputs) if raw.test else None
    chain, fitted = _fitted(spec, raw_train)
    test = NamedPairs(*chain.pairs(raw_test.x, raw_test.y)) if raw_test else None
    return NamedParts(
        inputs={name: data_set.describe() for name, data_set in sets.inputs.items()},
        targets={name: data_set.describe() for name, data_set in sets.targets.items()},
        chain=chain,
        raw_train=raw_train,
        raw_test=raw_test,
        train=fitted,
        validation=test if spec.validates_on_test else _held_back(chain, whole, tail),
        test=test,
    )


class _Loader:
    """Loads data sets, those that are the same once, whether something enters or is learned from them."""

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self._known: list[tuple[DataSet, Data]] = []

    def each(self, sets: Mapping[str, DataSet]) -> dict[str, Data]:
        return {name: self._data(data_set) for name, data_set in sets.items()}

    def _data(self, data_set: DataSet) -> Data:
        found = next((data for other, data in self._known if other == data_set), None)
        if found is None:
            found = data_set.load(self._cache)
            self._known.append((data_set, found))
        return found


def _numbered(data: Data) -> Data:
    """Put the numbers of the rows in place of the inputs, so that they tell where each sample goes."""
    test = None if data.test_inputs is None else np.arange(len(data.test_inputs))
    return Data(np.arange(len(data.inputs)), data.targets, test, data.test_targets)


def _pairs(inputs: Mapping[str, Data], targets: Mapping[str, Data], *, test: bool) -> NamedPairs | None:
    """Return the arrays of the training part or the test part; None where there is none."""
    x = {name: data.test_inputs if test else data.inputs for name, data in inputs.items()}
    y = {name: data.test_targets if test else data.targets for name, data in targets.items()}
    found_x, found_y = ({name: array for name, array in arrays.items() if array is not None} for arrays in (x, y))
    return NamedPairs(found_x, found_y) if (len(found_x), len(found_y)) == (len(x), len(y)) else None


def _rows(pairs: NamedPairs | None, rows: Array) -> NamedPairs:
    if pairs is None:
        raise DataError("the data has no targets to train on")
    return NamedPairs({name: array[rows] for name, array in pairs.x.items()}, {name: array[rows] for name, array in pairs.y.items()})


def _fitted(spec: JobSpec, raw: NamedPairs) -> tuple[NamedChain, NamedPairs]:
    """Fit the steps of every input and output; return them, and the training part as the network takes it."""
    steps = spec.preprocessing
    inputs = {name: Chain.fit_pairs(steps.input_steps_of(name), (), array, None) for name, array in raw.x.items()}
    targets = {name: _fitted_targets(steps.target_steps_of(name), array) for name, array in raw.y.items()}
    chain = NamedChain({name: fitted[0] for name, fitted in inputs.items()}, {name: fitted[0] for name, fitted in targets.items()})
    return chain, NamedPairs({name: fitted[1] for name, fitted in inputs.items()}, {name: fitted[1] for name, fitted in targets.items()})


def _fitted_targets(steps: list[Any], y: Array) -> tuple[Chain, Array]:
    chain, _, fitted = Chain.fit_pairs((), steps, y, y)
    return chain, y if fitted is None else fitted


def _held_back(chain: NamedChain, whole: NamedPairs | None, tail: Raw | None) -> NamedPairs | None:
    if tail is None:
        return None
    raw = _rows(whole, tail.inputs)
    return NamedPairs(*chain.pairs(raw.x, raw.y))
