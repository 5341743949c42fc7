"""Models of one input and one output over bare arrays, for tests of code that does not depend on ports."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models.artifact.content import Artifact, Content
from models.artifact.golden import Golden
from models.artifact.signature import InputSignature, Method, OutputSignature, Signature
from models.core.arrays import Array, Label, Ports, as_fed
from models.datasets import DataSet
from models.evaluation.record import Evaluation
from models.kinds import KINDS, direct_methods, kinds_of
from models.preparing.prepared import Pairs, Prepared, load_prepared
from models.preparing.raw import Raw
from models.preprocessing import Step
from models.preprocessing.chain import Chain
from models.serving.predictor import Predictor
from models.serving.runtimes.onnx import OnnxRuntime
from models.serving.runtimes.sklearn import Source
from models.specs.job import JobSpec
from models.specs.ports import INPUT, OUTPUT, PortSets, input_names, output_names

Shape = tuple[int | None, ...]


def signature_of(
    kind: str,
    input_shape: Shape,
    input_dtype: str = "float64",
    images: bool = False,
    model_shape: tuple[int, ...] = (1,),
    output_shape: tuple[int, ...] = (1,),
    labels: tuple[Label, ...] | None = None,
    methods: tuple[Method, ...] = (),
    columns: tuple[str, ...] | None = None,
    text_columns: tuple[int, ...] = (),
    **more: Any,
) -> Signature:
    """Return the signature of a model of one input and one output, with the names used for models without named nodes."""
    output = OutputSignature(kind, output_shape, labels)
    given = InputSignature(input_shape, input_dtype, images, model_shape, columns, text_columns)
    return Signature({INPUT: given}, {OUTPUT: output}, methods, direct_methods(KINDS[kind], output), **more)


def chain_of(inputs: Sequence[Step] = (), targets: Sequence[Step] = ()) -> Chain:
    """Return a chain of fitted steps."""
    return Chain({INPUT: tuple(inputs)}, {OUTPUT: tuple(targets)})


def fitted_chain(inputs: Sequence[Step], targets: Sequence[Step], x: Array, y: Array | None) -> Chain:
    """Fit a chain to bare arrays."""
    return Chain.fit({INPUT: inputs}, {OUTPUT: targets}, {INPUT: x}, _port(OUTPUT, y))


def golden_of(inputs: Array, outputs: Array) -> Golden:
    """Return golden examples."""
    return Golden({INPUT: inputs}, {OUTPUT: outputs})


class Formula:
    """A runtime that computes a formula over bare arrays."""

    name = "formula"

    def __init__(self, formula: Callable[[Array], Array]) -> None:
        self._formula = formula

    def run(self, x: Ports) -> Ports:
        return {OUTPUT: self._formula(as_fed(x))}

    def close(self) -> None: ...


@dataclass(frozen=True)
class BareChain:
    """A chain over bare arrays."""

    chain: Chain

    @classmethod
    def fit(cls, inputs: Sequence[Step], targets: Sequence[Step], x: Array, y: Array | None) -> "BareChain":
        return cls(fitted_chain(inputs, targets, x, y))

    @classmethod
    def fit_pairs(
        cls, inputs: Sequence[Step], targets: Sequence[Step], x: Array, y: Array | None, lengths: Sequence[int] | None = None
    ) -> tuple["BareChain", Array, Array | None]:
        chain, found, learned = Chain.fit_pairs({INPUT: inputs}, {OUTPUT: targets}, {INPUT: x}, _port(OUTPUT, y), lengths)
        return cls(chain), as_fed(found), _bare(learned)

    @property
    def inputs(self) -> tuple[Step, ...]:
        return self.chain.input_steps

    @property
    def targets(self) -> tuple[Step, ...]:
        return next(iter(self.chain.targets.values()))

    def pairs(self, x: Array, y: Array | None) -> tuple[Array, Array | None]:
        found, learned = self.chain.pairs(_port(next(iter(self.chain.inputs)), x) or {}, _port(next(iter(self.chain.targets)), y))
        return as_fed(found), _bare(learned)

    def prepare(self, x: Array) -> Array:
        return self.chain.prepare_input(next(iter(self.chain.inputs)), x)

    def invert(self, y: Array) -> Array:
        return self.chain.invert(next(iter(self.chain.targets)), y)

    def restore(self, x: Array) -> Array:
        return self.chain.restore(x)


@dataclass(frozen=True)
class BarePairs:
    """Inputs and targets of one part."""

    x: Array
    y: Array

    @classmethod
    def of(cls, pairs: Pairs | None) -> "BarePairs | None":
        return None if pairs is None else cls(as_fed(pairs.input_arrays), as_fed(pairs.target_arrays))


@dataclass(frozen=True)
class BareRaw:
    """Raw inputs and targets of one part."""

    inputs: Array
    targets: Array | None
    lengths: tuple[int, ...] | None

    @classmethod
    def of(cls, raw: Raw | None) -> "BareRaw | None":
        return None if raw is None else cls(as_fed(raw.input_arrays), _bare(raw.target_arrays), raw.lengths)


@dataclass(frozen=True)
class BareParts:
    """Prepared data as bare arrays."""

    prepared: Prepared

    @classmethod
    def load(cls, spec: JobSpec, data_set: DataSet, fitted: Chain | None = None) -> "BareParts":
        """Load, split and preprocess the data of a job of one input and one output."""
        (given,), (learned,) = input_names(spec), output_names(spec)
        (kind,) = kinds_of(spec, {learned: data_set.describe()}).values()
        sets = PortSets({given: data_set}, {learned: data_set})
        return cls(load_prepared(spec, sets, None, takes_targets=kind.takes_targets, fitted=fitted))

    @property
    def chain(self) -> BareChain:
        return BareChain(self.prepared.chain)

    @property
    def train(self) -> BarePairs:
        return BarePairs(as_fed(self.prepared.train.input_arrays), as_fed(self.prepared.train.target_arrays))

    @property
    def validation(self) -> BarePairs | None:
        return BarePairs.of(self.prepared.validation)

    @property
    def test(self) -> BarePairs | None:
        return BarePairs.of(self.prepared.test)

    @property
    def raw_train(self) -> BareRaw:
        raw = self.prepared.raw_train
        return BareRaw(as_fed(raw.input_arrays), _bare(raw.target_arrays), raw.lengths)

    @property
    def raw_test(self) -> BareRaw | None:
        return BareRaw.of(self.prepared.raw_test)

    @property
    def truth(self) -> Array | None:
        return _bare(self.prepared.truth)

    def digest(self) -> str:
        return self.prepared.raw_train.digest()


def _port(name: str, array: Array | None) -> Ports | None:
    return None if array is None else {name: array}


def _bare(ports: Ports | None) -> Array | None:
    return None if ports is None else np.asarray(as_fed(ports))


def ran(runtime: Any, x: Array) -> Array:
    """Run a model of one input and one output on a bare array."""
    (outputs,) = runtime.run({INPUT: x}).values()
    return np.asarray(outputs)


def compiled_predictor(artifact: Artifact | Content, path: Path, source: Source | None = None) -> Predictor:
    """Return the predictor of a recorded model that runs its ONNX form."""
    content = artifact if isinstance(artifact, Content) else artifact.content
    return Predictor(content.signature, content.chain, OnnxRuntime(path, tuple(content.signature.outputs)), source)


def prepared_of(spec: JobSpec, data_set: DataSet) -> Prepared:
    """Load, split and preprocess the data of a job of one input and one output."""
    return BareParts.load(spec, data_set).prepared


def evaluation_of(content: Content) -> Evaluation | None:
    """Return the evaluation of a model of one output."""
    return next(iter(content.evaluations.values()), None)
