"""The data of a job by port, split, with preprocessing fitted on the training part."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from models.core.arrays import Array, Label, Ports, as_fed
from models.core.deferred_rows import PIECE_BYTES, DeferredRows, SamplePorts, Samples, all_in_memory
from models.core.errors import DataError
from models.datasets import Description, Stream
from models.preparing.deferring import MAX_HELD_BYTES
from models.preparing.raw import Raw, RawData, hold_back, load_raw
from models.preprocessing import AnyStep
from models.preprocessing.chain import Chain
from models.preprocessing.steps_in_order import ColumnsByPort
from models.specs.classes import with_classes
from models.specs.job import JobSpec
from models.specs.learned import streams
from models.specs.ports import PortSets, input_names, output_names


@dataclass(frozen=True)
class Pairs:
    """Prepared inputs and targets by port, samples first, in the model's order.

    Targets have shape (n_samples, 0) for an output without targets; for reconstruction they are the input array.
    """

    x: SamplePorts
    y: SamplePorts

    @property
    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Return the shape of one sample at each input."""
        return {name: array.shape[1:] for name, array in self.x.items()}

    @property
    def fed(self) -> tuple[Any, Any]:
        """Return inputs and targets as arguments of a Keras network; some may be `DeferredRows`."""
        return as_fed(self.x), as_fed(self.y)

    @property
    def is_deferred(self) -> bool:
        """Return whether some of the samples are outside of memory."""
        return any(isinstance(samples, DeferredRows) for samples in (*self.x.values(), *self.y.values()))

    @property
    def input_arrays(self) -> Ports:
        """Return the inputs in memory."""
        return all_in_memory(self.x)

    @property
    def target_arrays(self) -> Ports:
        """Return the targets in memory."""
        return all_in_memory(self.y)

    def run(self, model: Callable[[Ports], Ports]) -> Ports:
        """Return the outputs of a model for all samples, which it gets in pieces where they are not in memory."""
        found = [model(piece) for piece in self._input_pieces()]
        return found[0] if len(found) == 1 else {name: np.concatenate([outputs[name] for outputs in found]) for name in found[0]}

    def _input_pieces(self) -> Iterator[Ports]:
        """Yield the inputs in pieces that fit into memory; all at once where they are there."""
        deferred = [samples for samples in self.x.values() if isinstance(samples, DeferredRows)]
        size = max(1, PIECE_BYTES // sum(samples.sample_bytes for samples in deferred)) if deferred else self.n_samples
        for start in range(0, self.n_samples, max(1, size)):
            yield all_in_memory(self.rows(slice(start, start + size)).x)

    @property
    def n_samples(self) -> int:
        """Return the number of samples."""
        return len(next(iter(self.x.values())))

    def rows(self, rows: Array | slice) -> "Pairs":
        """Return some of the samples."""
        return Pairs({name: array[rows] for name, array in self.x.items()}, {name: array[rows] for name, array in self.y.items()})


@dataclass(frozen=True)
class Prepared:
    """The data of a job, split and preprocessed.

    Args:
        inputs: Description of the data of each input.
        targets: Description of the targets of each output.
        chain: Steps fitted on the training part.
        raw_train: Training part before preprocessing.
        raw_test: Test part before preprocessing, if there is one.
        raw_validation: Validation part before preprocessing, if there is one.
        train: Samples that the model is fitted to.
        validation: Validation part, if any.
        test: Test part, if any.
        truth: Targets of the training part that the model is not fitted to, such as the true groups of clusters; else None.
        stream: Source of new training samples in every epoch; None to train on `train`.
    """

    inputs: dict[str, Description]
    targets: dict[str, Description]
    chain: Chain
    raw_train: Raw
    raw_test: Raw | None
    train: Pairs
    validation: Pairs | None
    test: Pairs | None
    raw_validation: Raw | None = None
    truth: Ports | None = None
    stream: Stream | None = None

    @property
    def description(self) -> Description:
        """Return the description of the first output's data, by which samples are split."""
        return next(iter(self.targets.values()))


def prepare(spec: JobSpec, raw: RawData, *, takes_targets: bool, fitted: Chain | None = None) -> Prepared:
    """Split off the validation part, and fit preprocessing on the rest of the training part.

    Args:
        spec: A checked spec.
        raw: The data, split into training and test part.
        takes_targets: Whether the model is fitted to targets of the data.
        fitted: Fitted preprocessing to use, including target steps where it has some; None to fit all.

    Raises:
        DataError: The data does not fit the spec.
    """
    pairs = Pairing.of_data(spec, raw, takes_targets)
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
        raw_validation=raw.test if spec.validates_on_test else tail,
        truth=None if takes_targets else raw.train.target_arrays,
    )


def load_prepared(
    spec: JobSpec,
    sets: PortSets,
    cache: Path | None,
    *,
    takes_targets: bool,
    fitted: Chain | None = None,
    on_loaded: Callable[[], None] = lambda: None,
    most_bytes: int = MAX_HELD_BYTES,
) -> Prepared:
    """Load, split and preprocess the data of a job; see `load_raw` and `prepare`. Calls `on_loaded` once the data is there."""
    raw = load_raw(spec, sets, cache, most_bytes)
    on_loaded()
    prepared = prepare(spec, raw, takes_targets=takes_targets, fitted=fitted)
    source = next(iter(sets.inputs.values()))
    is_one_set = all(data_set == source for data_set in (*sets.inputs.values(), *sets.targets.values()))
    return replace(prepared, stream=source.stream(spec.seed)) if is_one_set and streams(spec, prepared.description) else prepared


@dataclass(frozen=True)
class Pairing:
    """Prepares raw parts for the model of a spec.

    Args:
        spec: The spec.
        takes_targets: Whether the model is fitted to targets of the data.
        labels: Labels of the data set of each output; for specs that were stored without classes, and candidates.
        columns: Columns of the rows of each input, and of the targets of each output, where they are known.
    """

    spec: JobSpec
    takes_targets: bool
    labels: dict[str, list[Label]]
    columns: ColumnsByPort = field(default_factory=dict)

    @classmethod
    def of_data(cls, spec: JobSpec, raw: RawData, takes_targets: bool) -> "Pairing":
        """Return what prepares parts of the data of a spec."""
        columns = {
            **{name: data.target_row_columns for name, data in raw.targets.items()},
            **{name: data.row_columns for name, data in raw.inputs.items()},
        }
        return cls(spec, takes_targets, {name: sorted(data.labels or ()) for name, data in raw.targets.items()}, columns)

    def known(self, part: Raw) -> Raw:
        """Return a part, without targets if the model is not fitted to them."""
        return part if self.takes_targets else replace(part, targets=None)

    def target_steps(self) -> dict[str, list[AnyStep]]:
        """Return the steps over the targets of each output, with the classes of the data set."""
        steps = self.spec.preprocessing
        return {name: with_classes(steps.target_steps_of(name), self.labels[name]) for name in output_names(self.spec)}

    def fit(self, train: Raw, fitted: Chain | None = None) -> tuple[Chain, Pairs]:
        """Fit the steps on the training part; `fitted` is preprocessing to use instead, completed by target steps."""
        steps, targets = self.spec.preprocessing, self.target_steps()
        if fitted is None:
            inputs = {name: steps.input_steps_of(name) for name in input_names(self.spec)}
            chain, x, y = Chain.fit_pairs(inputs, targets, train.inputs, train.targets, train.lengths, self.columns)
        else:
            chain, x, y = fitted.completed(targets, train.inputs, train.targets, train.lengths, self.columns)
        return chain, self._pairs(chain, x, y)

    def of(self, chain: Chain, part: Raw) -> Pairs:
        """Apply fitted steps to a part."""
        return self._pairs(chain, *chain.pairs(part.inputs, part.targets, part.lengths))

    def _pairs(self, chain: Chain, x: SamplePorts, y: SamplePorts | None) -> Pairs:
        if self.spec.data.reconstruct:
            return Pairs(x, dict.fromkeys(chain.targets, next(iter(x.values()))))
        if y is None and self.takes_targets:
            raise DataError("the data has no targets to train on")
        nothing: Samples = np.empty((len(next(iter(x.values()))), 0))
        return Pairs(x, dict.fromkeys(chain.targets, nothing) if y is None else y)
