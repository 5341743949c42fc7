"""The data of a job by port, split, with preprocessing fitted on what is left to train on."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from models.core.arrays import Ports, as_fed
from models.core.errors import DataError
from models.datasets import Description, Stream
from models.preparing.raw import Raw, RawData, hold_back, load_raw
from models.preprocessing.chain import Chain
from models.specs.epochs import streams
from models.specs.job import JobSpec
from models.specs.port_sets import PortSets
from models.specs.ports import input_names, output_names


@dataclass(frozen=True)
class Pairs:
    """Inputs and targets by port as the model takes them, samples first, in the model's order.

    Targets have shape (n_samples, 0) where an output takes none; where it learns the inputs they are the same array.
    """

    x: Ports
    y: Ports

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
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

    def rows(self, rows: slice) -> "Pairs":
        """Return some of the samples."""
        return Pairs({name: array[rows] for name, array in self.x.items()}, {name: array[rows] for name, array in self.y.items()})


@dataclass(frozen=True)
class Prepared:
    """The data of a job, split and preprocessed.

    Args:
        inputs: What is known of what enters at each input.
        targets: What is known of what each output learns.
        chain: Steps fitted on the training part.
        raw_train: Training part before preprocessing.
        raw_test: Test part before preprocessing, if there is one.
        train: What the model is fitted to.
        validation: What each epoch is validated on, if asked for.
        test: What the finished model is evaluated on, if there is a test part.
        truth: Targets of the training part that the model is not fitted to, such as the true groups of clusters; else None.
        stream: Where a network's training samples come from, fresh ones in every epoch; None where they are those of `train`.
    """

    inputs: dict[str, Description]
    targets: dict[str, Description]
    chain: Chain
    raw_train: Raw
    raw_test: Raw | None
    train: Pairs
    validation: Pairs | None
    test: Pairs | None
    truth: Ports | None = None
    stream: Stream | None = None

    @property
    def description(self) -> Description:
        """Return what is known of the data by which it was split: that of the first output."""
        return next(iter(self.targets.values()))


def prepare(spec: JobSpec, raw: RawData, *, takes_targets: bool, fitted: Chain | None = None) -> Prepared:
    """Hold the validation part back, and fit preprocessing on what is left to train on.

    Args:
        spec: A checked spec.
        raw: The data, its test part held back.
        takes_targets: Whether the model is fitted to targets of the data.
        fitted: Preprocessing that is fitted already, and used as it is, that of the targets where it has some; None to fit all.

    Raises:
        DataError: The data does not fit the spec.
    """
    pairs = _Pairing(spec, takes_targets)
    raw_train, tail = hold_back(spec, pairs.known(raw.train))
    chain, train = pairs.fit(raw_train, fitted)
    test = pairs.of(chain, pairs.known(raw.test)) if raw.test else None
    return Prepared(
        inputs=raw.inputs,
        targets=raw.targets,
        chain=chain,
        raw_train=raw_train,
        raw_test=raw.test,
        train=train,
        validation=test if spec.validates_on_test else (pairs.of(chain, tail) if tail else None),
        test=test,
        truth=None if takes_targets else raw.train.targets,
    )


def load_prepared(spec: JobSpec, sets: PortSets, cache: Path | None, *, takes_targets: bool, fitted: Chain | None = None) -> Prepared:
    """Load, split and preprocess the data of a job; see `load_raw` and `prepare`."""
    prepared = prepare(spec, load_raw(spec, sets, cache), takes_targets=takes_targets, fitted=fitted)
    source = next(iter(sets.inputs.values()))
    is_one_set = all(data_set == source for data_set in (*sets.inputs.values(), *sets.targets.values()))
    return replace(prepared, stream=source.stream(spec.seed)) if is_one_set and streams(spec, prepared.description) else prepared


@dataclass(frozen=True)
class _Pairing:
    """Turns raw parts into what the model of a spec takes.

    Args:
        spec: The spec.
        takes_targets: Whether the model is fitted to targets of the data.
    """

    spec: JobSpec
    takes_targets: bool

    def known(self, part: Raw) -> Raw:
        """Return a part without targets that the model is not fitted to."""
        return part if self.takes_targets else replace(part, targets=None)

    def fit(self, train: Raw, fitted: Chain | None) -> tuple[Chain, Pairs]:
        steps = self.spec.preprocessing
        targets = {name: steps.target_steps_of(name) for name in output_names(self.spec)}
        if fitted is None:
            inputs = {name: steps.input_steps_of(name) for name in input_names(self.spec)}
            chain, x, y = Chain.fit_pairs(inputs, targets, train.inputs, train.targets, train.lengths)
        else:
            chain, x, y = fitted.completed(targets, train.inputs, train.targets, train.lengths)
        return chain, self._pairs(chain, x, y)

    def of(self, chain: Chain, part: Raw) -> Pairs:
        return self._pairs(chain, *chain.pairs(part.inputs, part.targets, part.lengths))

    def _pairs(self, chain: Chain, x: Ports, y: Ports | None) -> Pairs:
        if self.spec.data.reconstruct:
            return Pairs(x, dict.fromkeys(chain.targets, next(iter(x.values()))))
        if y is None and self.takes_targets:
            raise DataError("the data has no targets to train on")
        nothing = np.empty((len(next(iter(x.values()))), 0))
        return Pairs(x, dict.fromkeys(chain.targets, nothing) if y is None else y)
