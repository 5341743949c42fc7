"""Raw inputs in, answers out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from models.artifact.golden import Golden, require_equal
from models.artifact.method import Method
from models.artifact.signature import Signature
from models.core.arrays import Array
from models.evaluation.reconstruction import squared_errors
from models.preprocessing.chain import Chain
from models.serving.answers import (
    Answer,
    Probabilities,
    classification_answers,
    cluster_answers,
    label_answers,
    reconstruction_answers,
    row_answers,
    series_answers,
    value_answers,
)
from models.serving.forms import form_answers, require_method, transformed_rows, undo_inputs, values_of
from models.serving.runtime import Runtime, Source
from models.serving.samples import gaps_in, prepare_samples, prepare_series
from models.serving.texts import Unknown, last_windows
from models.specs.kind import Kind


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

    def predict(
        self,
        items: Sequence[Any] | Array,
        probabilities: Probabilities = Probabilities.ALL,
        method: Method | None = None,
        unknown: Unknown | None = None,
    ) -> list[Answer]:
        """Answer raw inputs.

        Args:
            items: One entry a sample: nested lists or arrays of numbers in the raw data's units; rows of numbers and text,
                in the order of the columns or as objects by their names, None for a missing value; encoded pictures, as
                bytes or base64 text, where the model takes pictures; or series, or texts, at least as long as the model's window.
            probabilities: How many class probabilities each answer carries, where no method is named.
            method: The form the answers are to have; the natural one of the model's kind when left out. For
                `inverse_transform` the items are transformed rows.
            unknown: Of a text model: what is done with symbols outside its vocabulary; see `last_windows`.

        Returns:
            One answer for each item, in order.

        Raises:
            InputError: Inputs that the model cannot take, each with a pointer; any at all where it labels its training
                data only; a method that the model lacks.
        """
        if method is not None:
            self.require(method)
        if not len(items):
            return []
        if self.signature.kind is Kind.FORECASTING:
            prepared, counts = prepare_series(items, self.signature, self.chain)
            return series_answers(self.chain.invert(self.runtime.run(prepared)), counts)
        if method is None:
            prepared = self.prepare_items(items, unknown)
            return self._answers(prepared, self.runtime.run(prepared), probabilities)
        if method is Method.INVERSE_TRANSFORM:
            rows = self.values(method, transformed_rows(items, self.signature))
            return form_answers(method, undo_inputs(rows, self.chain), self.signature, self.chain)
        return form_answers(method, self.values(method, self.prepare_items(items, unknown)), self.signature, self.chain)

    def require(self, method: Method, pointer: str = "/method") -> None:
        """Refuse a method that the model does not have.

        Raises:
            InputError: It lacks it; the fault says which it has.
        """
        require_method(method, self.signature, pointer)

    def values(self, method: Method, x: Array) -> Array:
        """Return the values of a method for prepared inputs; see `forms.values_of`."""
        return values_of(method, x, self.runtime, self.source, self.signature)

    def replay(self, golden: Golden) -> None:
        """Answer the recorded examples again.

        Raises:
            ArtifactError: The outputs are not those recorded.
        """
        outputs = self.outputs(golden.inputs)
        require_equal(golden.difference(outputs))

    def outputs(self, inputs: Array) -> Array:
        """Return the model's own outputs for raw inputs that are known to be sound."""
        return self.runtime.run(self.prepare(inputs))

    def prepare(self, inputs: Array) -> Array:
        """Preprocess raw inputs that are known to be sound; a series each where the model forecasts."""
        if self.signature.kind is Kind.FORECASTING:
            return np.concatenate([self.chain.prepare(series) for series in inputs])
        return last_windows(inputs.tolist(), self.chain) if self.signature.kind is Kind.GENERATION else self.chain.prepare(inputs)

    def prepare_items(self, items: Sequence[Any] | Array, unknown: Unknown | None = None) -> Array:
        """Turn raw samples as callers send them, at least one, into what the model takes.

        Raises:
            InputError: Samples that the model cannot take.
        """
        if self.signature.kind is Kind.GENERATION:
            return last_windows(items, self.chain, unknown)
        return prepare_samples(items, self.signature, self.chain, self._gaps)

    def close(self) -> None:
        """Give back what the runtime holds."""
        self.runtime.close()

    @cached_property
    def _gaps(self) -> frozenset[int]:
        return gaps_in(self.signature, self.chain)

    def _answers(self, prepared: Array, outputs: Array, probabilities: Probabilities) -> list[Answer]:
        labels = self.signature.labels
        if labels is not None:
            return classification_answers(outputs, labels, probabilities) if self.signature.has_probabilities else label_answers(outputs, labels)
        match self.signature.kind:
            case Kind.CLUSTERING:
                return cluster_answers(outputs)
            case Kind.TRANSFORM:
                return row_answers(outputs)
            case Kind.RECONSTRUCTION:
                return reconstruction_answers(self.chain.restore(outputs), squared_errors(outputs, prepared))
        return value_answers(self.chain.invert(outputs))
