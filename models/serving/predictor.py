"""Raw inputs to predictions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from models.artifact.agreement import require_reproduced
from models.artifact.content import Artifact
from models.artifact.golden import NOT_REPRODUCED, Golden
from models.artifact.predictions import Prediction, Probabilities
from models.artifact.samples.cleaned import CleanedColumns
from models.artifact.samples.input_schema import Schema, as_object
from models.artifact.samples.numbers import ROOT
from models.artifact.samples.read import Decoded, Items, SampleReader, n_items
from models.artifact.samples.texts import Unknown
from models.artifact.signature import Method, Signature
from models.core.arrays import Array, Ports
from models.core.errors import ArtifactError, Fault, InputError
from models.kinds import Kind, Port, kind_named
from models.preprocessing.chain import Chain
from models.serving.finite import require_finite
from models.serving.methods import OUTPUTS, answer_kind, encode_values, lacking, raw_rows, transformed_rows, values_of
from models.serving.plain_rows import PlainRows
from models.serving.runtimes import Runtime
from models.serving.runtimes.sklearn import SklearnRuntime, Source


@dataclass(frozen=True)
class Predictor:
    """A model together with its recorded preprocessing.

    Args:
        signature: Its inputs and outputs.
        chain: The fitted steps.
        runtime: Runs the model.
        source: Returns the scikit-learn model for the methods that a compiled runtime lacks; None without such a model.
    """

    signature: Signature
    chain: Chain
    runtime: Runtime
    source: Source | None = None

    @classmethod
    def of(cls, artifact: Artifact, runtime: Runtime, source: Source | None = None) -> "Predictor":
        """Combine an artifact with a runtime of its model."""
        return cls(artifact.content.signature, artifact.content.chain, runtime, source)

    def predict(
        self,
        items: Items,
        probabilities: Probabilities = Probabilities.ALL,
        method: Method | None = None,
        unknown: Unknown | None = None,
    ) -> list[Prediction]:
        """Predict on raw inputs.

        Args:
            items: One entry a sample: nested lists or arrays of numbers in the raw data's units; rows of numbers and text,
                in the order of the columns or as objects by their names, None for a missing value; encoded images, as
                bytes or base64 text, where the model takes images; or series, or texts, at least as long as the model's window. Of a
                model of several inputs objects with one of these for each input, by its name. Or arrays by those names, samples first.
            probabilities: How many class probabilities each prediction has, where no method is named.
            method: The form of the predictions; the natural one of the model's kind by default. For
                `inverse_transform` the items are transformed rows.
            unknown: For a text model: how symbols outside its vocabulary are handled; see `last_windows`.

        Returns:
            One prediction for each item, in order; of a model of several inputs or outputs an object with a prediction of each output by its name.

        Raises:
            InputError: Unsuitable inputs, each with a pointer, such as numbers too large for the model; any inputs where the model labels
                its training data only; a method that the model lacks.
        """
        if method is not None:
            self.require(method)
        if not n_items(items):
            return []
        if method is Method.INVERSE_TRANSFORM:
            return self._inverse_transformed(items)
        given = self.decode(items, unknown)
        if method is None:
            return self.predictions(self.runtime.run(given.x), given, n_items(items), probabilities)
        return self._together([encode_values(method, self.values(method, given.x), self.kind, self.port, given)])

    def predictions(self, outputs: Ports, given: Decoded, n_samples: int, probabilities: Probabilities = Probabilities.ALL) -> list[Prediction]:
        """Return the predictions for decoded samples.

        Args:
            outputs: What the model gives for them, by port.
            given: The samples.
            n_samples: How many there are.
            probabilities: How many class probabilities each prediction has.

        Raises:
            InputError: The numbers of a sample are too large for the model.
        """
        require_finite(outputs, given.x, n_samples)
        return self.encoded(outputs, given, probabilities)

    def arrays(self, outputs: Ports, given: Decoded, n_samples: int) -> Ports:
        """Return the predictions for decoded samples as arrays, one for each output, samples first; see `Kind.as_array`.

        Those of series have a second axis, the windows of each series. Arguments as for `predictions`.

        Raises:
            InputError: The numbers of a sample are too large for the model, or series have different numbers of windows.
        """
        require_finite(outputs, given.x, n_samples)
        arrays = {port.name: kind.as_array(outputs[port.name], port) for kind, port in self.outputs_by_kind}
        return arrays if given.counts is None else {name: _by_series(array, given.counts) for name, array in arrays.items()}

    @cached_property
    def array_forms(self) -> dict[str, Array]:
        """Return arrays of one sample by output, of the type and of the shape that `arrays` gives; their values mean nothing."""
        dtype = np.float64 if isinstance(self.runtime, SklearnRuntime) else np.float32
        found = {}
        for kind, port in self.outputs_by_kind:
            shape = port.signature.output_shape
            with np.errstate(all="ignore"):
                array = kind.as_array(np.zeros((1, *shape), dtype if shape else np.int64), port)
            found[port.name] = _by_series(array, [1]) if kind.continues_series else array
        return found

    def require(self, method: Method, pointer: str = "/method") -> None:
        """Refuse a method that the model does not have.

        Raises:
            InputError: The model lacks it.
        """
        if method not in self.signature.methods:
            raise InputError([Fault(pointer, lacking(method, self.signature))])

    def require_single_ports(self) -> None:
        """Refuse a model of several inputs or outputs.

        Raises:
            InputError: It has several.
        """
        if not self.signature.has_single_ports:
            inputs, outputs = ", ".join(self.signature.inputs), ", ".join(self.signature.outputs)
            raise InputError([Fault("", f"expected a model of one input and one output; this one takes {inputs} and gives {outputs}")])

    def values(self, method: Method, x: Ports) -> Array:
        """Return the values of a method for prepared inputs; see `methods.values_of`."""
        return values_of(method, x, self.runtime, self.source, self.signature)

    def answer_kind(self, method: Method | None) -> str:
        """Return the kind of the answer that `predict` gives: that of the model or of the method; `outputs` for objects by output name."""
        return answer_kind(method, self.kind) if self._is_bare else OUTPUTS

    @property
    def input_schema(self) -> Schema:
        """Return the JSON schema of one raw sample of a request."""
        return self.kind.input_schema(self._reader)

    @property
    def output_schema(self) -> Schema:
        """Return the JSON schema of one prediction, where no method is named."""
        schemas = {port.name: kind.output_schema(port) for kind, port in self.outputs_by_kind}
        return schemas[self.port.name] if self._is_bare else as_object(schemas)

    def replay(self, golden: Golden) -> None:
        """Compare outputs and predictions for the golden examples with those recorded.

        The outputs are those of this runtime, for the examples read like a request. The predictions are decoded from the recorded outputs: the
        inverse of a target step may enlarge the rounding of a runtime, and the labels of near ties may differ.

        Raises:
            ArtifactError: They differ, or cannot be computed.
        """
        try:
            with CleanedColumns():  # These texts are not those of a request that loads the model.
                require_reproduced(self._replayed(golden), golden)
            for kind, port in self.outputs_by_kind:
                kind.require_agreement(port)
        except ArtifactError:
            raise
        except Exception as error:  # In a damaged file, steps and libraries raise errors of all kinds.
            raise ArtifactError(f"{NOT_REPRODUCED}: {type(error).__name__}: {error}") from error

    @property
    def proved_methods(self) -> tuple[Method, ...]:
        """Return the methods that this runtime computes otherwise than from its outputs: those of scikit-learn itself."""
        direct = self.signature.direct_methods
        return tuple(method for method in self.signature.methods if method not in direct) if isinstance(self.runtime, SklearnRuntime) else ()

    def encoded(self, outputs: Ports, given: Decoded, probabilities: Probabilities = Probabilities.ALL) -> list[Prediction]:
        """Convert outputs of the model to predictions, one for each sample.

        Args:
            outputs: Outputs by port, arrays of shape (n_samples, ...).
            given: The decoded samples.
            probabilities: How many class probabilities each prediction has.
        """
        with np.errstate(over="ignore", invalid="ignore"):  # Values too large for their units become infinite, which an answer shows as null.
            return self._together([kind.encode(outputs[port.name], port, given, probabilities) for kind, port in self.outputs_by_kind])

    def outputs(self, inputs: Ports) -> Ports:
        """Return the model's outputs for valid raw inputs by port."""
        return self.runtime.run(self.prepare(inputs))

    def prepare(self, inputs: Ports) -> Ports:
        """Preprocess valid raw inputs by port; each sample is a series where the model forecasts."""
        return self.kind.prepare(inputs, self.chain)

    def prepare_items(self, items: Items, unknown: Unknown | None = None) -> Ports:
        """Decode and preprocess raw samples of a request; see `decode`."""
        return self.decode(items, unknown).x

    def decode(self, items: Items, unknown: Unknown | None = None) -> Decoded:
        """Decode and preprocess raw samples of a request, at least one, of which series give several windows each.

        Raises:
            InputError: Unsuitable samples.
        """
        return self.kind.decode(items, self._reader, unknown)

    def close(self) -> None:
        """Release the resources of the runtime."""
        self.runtime.close()

    @cached_property
    def outputs_by_kind(self) -> list[tuple[Kind, Port]]:
        """Return every output with its kind, in order."""
        return [(kind_named(output.kind), Port(name, output, self.chain)) for name, output in self.signature.outputs.items()]

    @property
    def port(self) -> Port:
        """Return the only output; the first of several."""
        return self.outputs_by_kind[0][1]

    @cached_property
    def kind(self) -> Kind:
        """Return the kind of the only (or first) output, which decides how samples are read."""
        return self.outputs_by_kind[0][0]

    def _replayed(self, golden: Golden) -> Golden:
        if golden.predictions is None or not golden.n_examples:
            return replace(golden, outputs=self.outputs(golden.inputs))
        given = self.decode(golden.items())
        methods = [method for method in self.proved_methods if method in golden.by_method]
        return replace(
            golden,
            outputs=self.runtime.run(given.x),
            predictions=tuple(self.encoded(golden.outputs, given)),
            by_method={method: tuple(self.predict(golden.items_for(method), method=method)) for method in methods},
        )

    @cached_property
    def plain(self) -> PlainRows | None:
        """Return the short way through the model for rows of numbers; None if it has none."""
        return PlainRows.of(self.signature, self.chain, self.kind, self.port)

    @cached_property
    def reads_arrays(self) -> bool:
        """Tell whether samples in an array of numbers, or images, are all that it is given: no text, and no gaps."""
        return self._is_bare and not self.kind.reads_texts and self._reader.reads_arrays

    @cached_property
    def _is_bare(self) -> bool:
        return self.signature.has_single_ports

    @cached_property
    def _reader(self) -> SampleReader:
        return SampleReader(self.signature, self.chain)

    def _inverse_transformed(self, items: Items) -> list[Prediction]:
        rows = self.values(Method.INVERSE_TRANSFORM, transformed_rows(items, self.signature))
        raw = raw_rows(rows, self.chain)
        return encode_values(Method.INVERSE_TRANSFORM, raw, self.kind, self.port, Decoded({}))

    def _together(self, by_output: list[list[Prediction]]) -> list[Prediction]:
        """Merge the predictions of each output to one for each sample, by output name unless there are one input and one output."""
        if self._is_bare:
            return by_output[0]
        return [dict(zip(self.signature.outputs, row, strict=True)) for row in zip(*by_output, strict=True)]


def _by_series(array: Array, counts: Sequence[int]) -> Array:
    """Divide what the windows of series give, one series after the other, into the series."""
    if len(set(counts)) > 1:
        raise InputError([Fault(ROOT, f"expected series of one length, got some of {min(counts)} and some of {max(counts)} windows")])
    return array.reshape(len(counts), counts[0], *array.shape[1:])
