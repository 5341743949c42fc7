"""The kinds of prediction: how each is recognized from a spec, what it is asked, and what it answers. One file a kind, found by discovery."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from models.artifact.answers import Answer, Probabilities, value_answers
from models.artifact.method import Method
from models.artifact.samples.read import Decoded, decode_samples
from models.artifact.signature import OutputSignature, Signature
from models.core.arrays import Array, Label, Ports
from models.core.discovery import members
from models.core.errors import ArtifactError, Fault, SpecError
from models.datasets import Description
from models.evaluation.finished import Finished, Scores
from models.preparing.prepared import Prepared
from models.preprocessing.chain import Chain
from models.preprocessing.symbols import Symbols
from models.preprocessing.window import Window
from models.specs.estimators import ESTIMATORS, Role
from models.specs.job import JobSpec
from models.specs.learned import only_input_steps
from models.specs.model import SklearnPipeline
from models.specs.ports import output_spec


@dataclass(frozen=True)
class Port:
    """One output of a model, with the preprocessing that brings it back to the units of the data.

    Args:
        name: Name of the output.
        signature: What it answers with.
        chain: The fitted preprocessing of the model.
    """

    name: str
    signature: OutputSignature
    chain: Chain

    def invert(self, values: Array) -> Array:
        """Bring outputs back to the units and labels of the raw targets."""
        return self.chain.invert(self.name, values)


class Kind:
    """A kind of prediction. A subclass is a member; what it does not say is as for values, one for each sample."""

    #: Name in signatures, evaluations and messages; empty for a class that is only a base of members.
    name: ClassVar[str] = ""
    #: Names of the kinds that it is a special case of: where it recognizes a spec, they do not.
    refines: ClassVar[tuple[str, ...]] = ()
    #: Whether such a model is fitted to targets of the data.
    takes_targets: ClassVar[bool] = True
    #: What the last estimator of a pipeline does, where such a model is a pipeline.
    roles: ClassVar[tuple[Role, ...]] = ()
    #: Names of the scores that such a model can have, the default first; none where it is neither cross-validated nor searched.
    scorings: ClassVar[tuple[str, ...]] = ()
    #: Whether it answers with classes that have labels.
    has_classes: ClassVar[bool] = False
    #: Whether `predict` gives numbers that can be bounded, not labels or clusters.
    predicts_values: ClassVar[bool] = True
    #: Whether it is scored on samples that it was not fitted to, so that the data is cut into folds.
    is_cross_validated: ClassVar[bool] = True
    #: Whether it gives other columns for each sample, and is not scored.
    transforms: ClassVar[bool] = False
    #: Whether it forecasts the next steps of a series, so that forecasts can be fed back.
    continues_series: ClassVar[bool] = False
    #: Whether it reads texts, so that symbols may be unknown to it.
    reads_texts: ClassVar[bool] = False
    #: Whether it gives its inputs back, so that images in give images out.
    gives_inputs: ClassVar[bool] = False
    #: Turns raw samples as callers send them, at least one, into what the model takes, or raises InputError. Its arguments are one entry
    #: a sample, or arrays by input; what reads samples of the model; and what is done with symbols outside the vocabulary of a text model.
    decode = staticmethod(decode_samples)
    #: The method that its own outputs answer.
    natural_method: ClassVar[Method] = Method.PREDICT

    def recognizes(self, spec: JobSpec, data: Description) -> bool:
        """Tell whether the model of a sound spec is of this kind.

        Args:
            spec: A spec of one output; its input steps where it has one input.
            data: What is known of what the output learns.
        """
        if not learns_samples(spec):
            return False
        if isinstance(spec.model, SklearnPipeline):
            return ESTIMATORS[spec.model.steps[-1].estimator].role in self.roles
        return self.recognizes_network(spec, data)

    def recognizes_network(self, spec: JobSpec, data: Description) -> bool:
        """Tell whether a network that learns targets of samples is of this kind."""
        return False

    def labels(self, chain: Chain, name: str, output_shape: tuple[int, ...], classes: Array | None) -> tuple[Label, ...] | None:
        """Return the class labels of an output, in its order; None where it has values.

        Args:
            chain: The fitted preprocessing.
            name: The output.
            output_shape: Shape of one output.
            classes: Classes that a scikit-learn pipeline knows; None of a network.
        """
        return None

    def prepare(self, inputs: Ports, chain: Chain) -> Ports:
        """Turn raw samples that are known to be sound into what the model takes."""
        return chain.prepare(inputs)

    def encode(self, outputs: Array, port: Port, given: Decoded, probabilities: Probabilities) -> list[Answer]:
        """Turn the outputs of a model into answers, one for each sample.

        Args:
            outputs: What the model gave, array of shape (n_samples, ...).
            port: The output.
            given: What it was given.
            probabilities: How many class probabilities each answer carries.
        """
        return self.encode_predicted(outputs, port, given)

    def encode_predicted(self, values: Array, port: Port, given: Decoded) -> list[Answer]:
        """Turn the values of the method `predict` into answers."""
        return value_answers(port.invert(values))

    def in_units(self, values: Array, port: Port) -> Array:
        """Bring the values of a method back to the units of the data, where they have units."""
        return values

    def examples(self, prepared: Prepared, size: int) -> Ports:
        """Return the raw samples that become golden examples, at most `size`."""
        raw = prepared.raw_test or prepared.raw_train
        return {name: np.asarray(array[:size]) for name, array in raw.inputs.items()}

    def evaluate(self, finished: Finished, port: Port) -> Scores:
        """Measure what one output of a finished model is worth."""
        return Scores()

    def compiled_forms(self, signature: Signature) -> tuple[str, ...]:
        """Return the names of the forms that a model is compiled to besides the whole."""
        return ()


def learns_samples(spec: JobSpec) -> bool:
    """Tell whether a model learns targets of samples, or nothing: neither its own inputs nor what follows in a series or a text."""
    return not spec.data.reconstruct and not any(isinstance(step, Symbols | Window) for step in only_input_steps(spec))


def direct_methods(kind: Kind, output: OutputSignature, *, predicts_likeliest: bool = True) -> tuple[Method, ...]:
    """Return the methods that the outputs of a model answer.

    Args:
        kind: The kind of the output.
        output: Its signature.
        predicts_likeliest: Whether `predict` gives the class of the highest probability; that of some scikit-learn classifiers may be another.
    """
    if not output.has_probabilities:
        return (kind.natural_method,)
    return (Method.PREDICT, Method.PREDICT_PROBA) if predicts_likeliest else (Method.PREDICT_PROBA,)


def kind_named(name: str) -> Kind:
    """Return the kind of a name.

    Raises:
        ArtifactError: There is none, for instance because a plug-in is missing.
    """
    if name not in KINDS:
        raise ArtifactError(f"expected a kind of prediction that is known here, one of {', '.join(KINDS)}, got {name!r}")
    return KINDS[name]


def recognizing(spec: JobSpec, data: Description) -> list[Kind]:
    """Return the kinds that recognize a spec; exactly one of a sound spec."""
    found = [kind for kind in KINDS.values() if kind.recognizes(spec, data)]
    refined = {name for kind in found for name in kind.refines}
    return [kind for kind in found if kind.name not in refined]


def kinds_of(spec: JobSpec, targets: Mapping[str, Description]) -> dict[str, Kind]:
    """Return the kind of each output of a sound spec.

    Args:
        spec: The spec.
        targets: What is known of what each output learns.

    Raises:
        SpecError: No kind recognizes an output, or several do.
    """
    return {name: kind_of(spec if len(targets) == 1 else output_spec(spec, name), data) for name, data in targets.items()}


def kind_of(spec: JobSpec, data: Description) -> Kind:
    """Return the kind of prediction of a spec of one output; arguments as for `Kind.recognizes`.

    Raises:
        SpecError: No kind recognizes it, or several do.
    """
    found = recognizing(spec, data)
    if len(found) != 1:
        names = " and ".join(kind.name for kind in found) or "none"
        raise SpecError([Fault("/model", f"expected a model of exactly one kind of prediction, one of {', '.join(KINDS)}, got {names}")])
    return found[0]


#: The kinds by name.
KINDS: dict[str, Kind] = {name: cls() for name, cls in members("kind", "models.kinds", Kind, lambda cls: cls.name or None).items()}
