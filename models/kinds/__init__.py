"""The kinds of prediction: how each is recognized from a spec, its inputs and its predictions. One file a kind, found by discovery."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from pydantic import BaseModel

from models.artifact.answers import ValuePrediction, answer_schema
from models.artifact.golden import Golden
from models.artifact.predictions import Fields, Prediction, Probabilities, fields_of, value_predictions
from models.artifact.samples.input_schema import Schema
from models.artifact.samples.read import Decoded, SampleReader, decode_samples
from models.artifact.signature import Method, OutputSignature, Signature
from models.core.arrays import Array, Label, Ports
from models.core.deferred_rows import in_memory
from models.core.discovery import members
from models.core.errors import ArtifactError, Fault, SpecError
from models.datasets import Description
from models.evaluation.classification import class_probabilities
from models.evaluation.direction import Direction
from models.evaluation.finished import Finished, Scores
from models.preparing.drawn_examples import drawn_examples
from models.preparing.examples import different_samples
from models.preparing.prepared import Prepared
from models.preprocessing.chain import Chain
from models.preprocessing.symbols import Symbols
from models.preprocessing.window import Window
from models.specs.estimators.offered_estimators import ESTIMATORS, Role
from models.specs.job import JobSpec
from models.specs.model import SklearnPipeline
from models.specs.ports import output_spec


@dataclass(frozen=True)
class Port:
    """One output of a model, with the preprocessing that inverts it to the units of the data.

    Args:
        name: Name of the output.
        signature: Signature of the output.
        chain: The fitted preprocessing of the model.
    """

    name: str
    signature: OutputSignature
    chain: Chain

    def invert(self, values: Array) -> Array:
        """Bring outputs back to the units and labels of the raw targets."""
        return self.chain.invert(self.name, values)


class Kind:
    """A kind of prediction. A subclass is a member; the defaults are those for values, one for each sample."""

    #: Name in signatures, evaluations and messages; empty for a class that is only a base of members.
    name: ClassVar[str] = ""
    #: Names of the kinds that it is a special case of: where it recognizes a spec, they do not.
    refines: ClassVar[tuple[str, ...]] = ()
    #: Whether such a model is fitted to targets of the data.
    takes_targets: ClassVar[bool] = True
    #: Roles of the last estimator of a pipeline of this kind.
    roles: ClassVar[tuple[Role, ...]] = ()
    #: Names of the scores that such a model can have, the default first; empty where it is neither cross-validated nor searched.
    scorings: ClassVar[tuple[str, ...]] = ()
    #: The figures by which two models of this kind are compared, and which values of each are better; the first is the most usual.
    compared: ClassVar[Mapping[str, Direction]] = {}
    #: Whether it predicts classes that have labels.
    has_classes: ClassVar[bool] = False
    #: Whether `predict` returns numbers, which can be clipped, not labels or clusters.
    predicts_values: ClassVar[bool] = True
    #: Whether it is scored on samples that it was not fitted to, so that the data is split into folds.
    is_cross_validated: ClassVar[bool] = True
    #: Whether it transforms samples to other columns, and is not scored.
    transforms: ClassVar[bool] = False
    #: Whether it forecasts the next steps of a series, which can be fed back.
    continues_series: ClassVar[bool] = False
    #: Whether its inputs are texts, which may have unknown symbols.
    reads_texts: ClassVar[bool] = False
    #: Whether its outputs are its inputs, so that images are returned for images.
    gives_inputs: ClassVar[bool] = False
    #: Decodes and prepares raw samples of a request, at least one; raises InputError. Arguments: one entry a sample, or arrays by input;
    #: the sample reader of the model; and how a text model handles symbols outside its vocabulary.
    decode = staticmethod(decode_samples)
    #: Whether `encode` needs the outputs alone, and treats each row by itself, so that rows of several requests may be encoded together.
    encodes_rows: ClassVar[bool] = False
    #: The form of one of its predictions, which `encode` and `encode_predicted` return.
    answer: ClassVar[type[BaseModel]] = ValuePrediction
    #: The method that its outputs are the values of.
    natural_method: ClassVar[Method] = Method.PREDICT

    def recognizes(self, spec: JobSpec, data: Description) -> bool:
        """Tell whether the model of a sound spec is of this kind.

        Args:
            spec: A spec of one output; its input steps where it has one input.
            data: Description of the data with the targets of the output.
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
            classes: Classes of a scikit-learn classifier; None for a network.
        """
        return None

    def require_agreement(self, port: Port) -> None:
        """Require that facts that are recorded twice in an artifact agree; by default there are none.

        Raises:
            ArtifactError: They do not.
        """

    def prepare(self, inputs: Ports, chain: Chain) -> Ports:
        """Prepare valid raw samples."""
        return chain.prepare(inputs)

    def encode(self, outputs: Array, port: Port, given: Decoded, probabilities: Probabilities) -> list[Prediction]:
        """Convert the outputs of a model to predictions, one for each sample.

        Args:
            outputs: Outputs of the model, array of shape (n_samples, ...).
            port: The output.
            given: The decoded inputs.
            probabilities: How many class probabilities each prediction has.
        """
        return self.encode_predicted(outputs, port, given)

    def fields(self, outputs: Array, port: Port, given: Decoded) -> Fields:
        """Return the predictions that `encode` makes, with all probabilities, as an array of each field: for files of millions of them.

        By default they are made one by one.
        """
        return fields_of(self.encode(outputs, port, given, Probabilities.ALL))

    def encode_predicted(self, values: Array, port: Port, given: Decoded) -> list[Prediction]:
        """Convert the values of the method `predict` to predictions."""
        return value_predictions(port.invert(values))

    def input_schema(self, reader: SampleReader) -> Schema:
        """Return the JSON schema of one raw sample of a request, as `decode` takes it."""
        return reader.sample_schema()

    def output_schema(self, port: Port) -> Schema:
        """Return the JSON schema of one prediction of an output."""
        return answer_schema(self.answer, port.signature)

    def in_units(self, values: Array, port: Port) -> Array:
        """Invert the values of a method to the units of the data, where they have units."""
        return values

    def as_array(self, outputs: Array, port: Port) -> Array:
        """Return the outputs of a model as one array of predictions.

        Returns:
            Array of shape (n_samples, n_classes) of probabilities; (n_samples, ...) of values in the units of the data; or int64 array of shape
            (n_samples,): the cluster of each sample, or the position of its class where the model has no probabilities.
        """
        return class_probabilities(outputs) if port.signature.has_probabilities else self.in_units(outputs, port)

    def examples(self, prepared: Prepared, size: int) -> Ports:
        """Return raw samples for golden examples, about `size` that differ: a class, category or gap that none of them has proves nothing."""
        if size:
            return different_samples(prepared, size, Golden.MAX_SIZE)
        return {name: in_memory(array[:0]) for name, array in prepared.raw_train.inputs.items()}

    def drawn(self, examples: Ports, prepared: Prepared, draws: np.random.Generator) -> Ports:
        """Return drawn samples of the form of golden examples, for artifacts that hold no sample of the caller's."""
        return drawn_examples(examples, prepared, draws)

    def evaluate(self, finished: Finished, port: Port) -> Scores:
        """Evaluate one output of a finished model."""
        return Scores()

    def compared_figures(self, finished: Finished, port: Port) -> dict[str, float]:
        """Return the figures of `compared` of one output, on the first part of a finished model."""
        figures = self.evaluate(finished, port).figures[finished.recorded]
        return {name: figures[name] for name in self.compared if name in figures}

    def compiled_forms(self, signature: Signature) -> tuple[str, ...]:
        """Return the names of the forms that a model is compiled to besides the whole model."""
        return ()


def learns_samples(spec: JobSpec) -> bool:
    """Tell whether a model learns targets of samples, or nothing; not its inputs, nor the next steps of a series or text."""
    return not spec.data.reconstruct and not any(isinstance(step, Symbols | Window) for step in spec.preprocessing.every_input_step)


def direct_methods(kind: Kind, output: OutputSignature, *, predicts_likeliest: bool = True) -> tuple[Method, ...]:
    """Return the methods that need only the outputs of a model.

    Args:
        kind: The kind of the output.
        output: Its signature.
        predicts_likeliest: Whether `predict` is the class of highest probability, which some scikit-learn classifiers do not guarantee.
    """
    if not output.has_probabilities:
        return (kind.natural_method,)
    return (Method.PREDICT, Method.PREDICT_PROBA) if predicts_likeliest else (Method.PREDICT_PROBA,)


def kind_named(name: str) -> Kind:
    """Return the kind of a name.

    Raises:
        ArtifactError: No kind has that name, for instance because a plug-in is missing.
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
        targets: Description of the data with the targets of each output.

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
