"""Raw inputs in, answers out."""

from dataclasses import dataclass
from functools import cached_property

from models.artifact.answers import Answer, Probabilities
from models.artifact.content import Artifact
from models.artifact.golden import Golden, require_equal
from models.artifact.method import Method
from models.artifact.runtime import Runtime
from models.artifact.samples.read import Decoded, Items, SampleReader, n_items
from models.artifact.samples.texts import Unknown
from models.artifact.signature import Signature
from models.core.arrays import Array, Ports
from models.core.errors import Fault, InputError
from models.kinds import Kind, Port, kind_named
from models.preprocessing.chain import Chain
from models.serving.methods import encode_values, raw_rows, require_method, transformed_rows, values_of
from models.serving.runtimes.sklearn import Source


@dataclass(frozen=True)
class Predictor:
    """A model together with its recorded preprocessing.

    Args:
        signature: What it takes and gives.
        chain: The fitted steps.
        runtime: What runs the model.
        source: Gives the scikit-learn model for the methods that a compiled runtime does not answer; None where there is
            no such model.
    """

    signature: Signature
    chain: Chain
    runtime: Runtime
    source: Source | None = None

    @classmethod
    def of(cls, artifact: Artifact, runtime: Runtime, source: Source | None = None) -> "Predictor":
        """Put the recorded model of an artifact together with what runs it."""
        return cls(artifact.content.signature, artifact.content.chain, runtime, source)

    def predict(
        self,
        items: Items,
        probabilities: Probabilities = Probabilities.ALL,
        method: Method | None = None,
        unknown: Unknown | None = None,
    ) -> list[Answer]:
        """Answer raw inputs.

        Args:
            items: One entry a sample: nested lists or arrays of numbers in the raw data's units; rows of numbers and text,
                in the order of the columns or as objects by their names, None for a missing value; encoded images, as
                bytes or base64 text, where the model takes images; or series, or texts, at least as long as the model's window. Of a
                model of several inputs objects with one of these for each input, by its name. Or arrays by those names, samples first.
            probabilities: How many class probabilities each answer carries, where no method is named.
            method: The form the answers are to have; the natural one of the model's kind when left out. For
                `inverse_transform` the items are transformed rows.
            unknown: Of a text model: what is done with symbols outside its vocabulary; see `last_windows`.

        Returns:
            One answer for each item, in order; of a model of several inputs or outputs an object with an answer of each output by its name.

        Raises:
            InputError: Inputs that the model cannot take, each with a pointer; any at all where it labels its training
                data only; a method that the model lacks.
        """
        if method is not None:
            self.require(method)
        if not n_items(items):
            return []
        if method is Method.INVERSE_TRANSFORM:
            return self._inverse_transformed(items)
        given = self.kind.decode(items, self._reader, unknown)
        if method is None:
            return self._encoded(given, probabilities)
        return self._together([encode_values(method, self.values(method, given.x), self.kind, self.port, given)])

    def require(self, method: Method, pointer: str = "/method") -> None:
        """Refuse a method that the model does not have.

        Raises:
            InputError: It lacks it; the fault says which it has.
        """
        require_method(method, self.signature, pointer)

    def require_single_ports(self) -> None:
        """Refuse a model of several inputs or outputs.

        Raises:
            InputError: It has them.
        """
        if not self.signature.has_single_ports:
            inputs, outputs = ", ".join(self.signature.inputs), ", ".join(self.signature.outputs)
            raise InputError([Fault("", f"expected a model of one input and one output; this one takes {inputs} and gives {outputs}")])

    def values(self, method: Method, x: Ports) -> Array:
        """Return the values of a method for prepared inputs; see `methods.values_of`."""
        return values_of(method, x, self.runtime, self.source, self.signature)

    def replay(self, golden: Golden) -> None:
        """Answer the recorded examples again.

        Raises:
            ArtifactError: The outputs are not those recorded.
        """
        require_equal(golden.difference(self.outputs(golden.inputs)))

    def outputs(self, inputs: Ports) -> Ports:
        """Return the model's own outputs for raw inputs by port that are known to be sound."""
        return self.runtime.run(self.prepare(inputs))

    def prepare(self, inputs: Ports) -> Ports:
        """Preprocess raw inputs by port that are known to be sound; a series each where the model forecasts."""
        return self.kind.prepare(inputs, self.chain)

    def prepare_items(self, items: Items, unknown: Unknown | None = None) -> Ports:
        """Turn raw samples as callers send them, at least one, into what the model takes.

        Raises:
            InputError: Samples that the model cannot take.
        """
        return self.kind.decode(items, self._reader, unknown).x

    def close(self) -> None:
        """Release what the runtime holds."""
        self.runtime.close()

    @cached_property
    def outputs_by_kind(self) -> list[tuple[Kind, Port]]:
        """Return every output with its kind, in order."""
        return [(kind_named(output.kind), Port(name, output, self.chain)) for name, output in self.signature.outputs.items()]

    @property
    def port(self) -> Port:
        """Return the one output; the first of several."""
        return self.outputs_by_kind[0][1]

    @cached_property
    def kind(self) -> Kind:
        """Return the kind of the one output, which decides how samples are read; that of the first of several."""
        return self.outputs_by_kind[0][0]

    @cached_property
    def _answers_bare(self) -> bool:
        return self.signature.has_single_ports

    @cached_property
    def _reader(self) -> SampleReader:
        return SampleReader(self.signature, self.chain)

    def _encoded(self, given: Decoded, probabilities: Probabilities) -> list[Answer]:
        outputs = self.runtime.run(given.x)
        return self._together([kind.encode(outputs[port.name], port, given, probabilities) for kind, port in self.outputs_by_kind])

    def _inverse_transformed(self, items: Items) -> list[Answer]:
        rows = self.values(Method.INVERSE_TRANSFORM, transformed_rows(items, self.signature))
        raw = raw_rows(rows, self.chain)
        return encode_values(Method.INVERSE_TRANSFORM, raw, self.kind, self.port, Decoded({}))

    def _together(self, answers: list[list[Answer]]) -> list[Answer]:
        """Return the answers of each output as one for each sample; callers of a model of one input and one output do not name it."""
        if self._answers_bare:
            return answers[0]
        return [dict(zip(self.signature.outputs, row, strict=True)) for row in zip(*answers, strict=True)]
