"""Raw inputs in, answers out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.errors import ArtifactError, DataError, Fault, InputError
from models.preprocessing.chain import Chain
from models.preprocessing.image import Image, NotAnImageError
from models.preprocessing.step import Array
from models.serving.answers import (
    Answer,
    Probabilities,
    classification_answers,
    cluster_answers,
    label_answers,
    row_answers,
    series_answers,
    value_answers,
)
from models.serving.golden import Golden
from models.serving.inputs import ROOT, series_array, stack_samples
from models.serving.runtime import Runtime
from models.serving.signature import Signature
from models.spec.kind import Kind


@dataclass(frozen=True)
class Predictor:
    """A model together with its recorded preprocessing.

    Args:
        signature: What it takes and gives.
        chain: The fitted steps.
        runtime: What runs the model.
    """

    signature: Signature
    chain: Chain
    runtime: Runtime

    def predict(self, items: Sequence[Any] | Array, probabilities: Probabilities = Probabilities.ALL) -> list[Answer]:
        """Answer raw inputs.

        Args:
            items: One entry a sample: nested lists or arrays of numbers in the raw data's units, encoded pictures as
                bytes where the model takes pictures, or series at least as long as the model's window.
            probabilities: How many class probabilities each answer carries.

        Returns:
            One answer for each item, in order.

        Raises:
            InputError: Inputs that the model cannot take, each with a pointer; any at all where it labels its training
                data only.
        """
        if not len(items):
            return []
        if self.signature.kind is Kind.FORECASTING:
            prepared, counts = self._prepare_series(items)
            return series_answers(self.chain.invert(self.runtime.run(prepared)), counts)
        return self._answers(self.runtime.run(self._prepare_samples(items)), probabilities)

    def replay(self, golden: Golden) -> None:
        """Answer the recorded examples again.

        Raises:
            ArtifactError: The outputs are not those recorded.
        """
        outputs = self.outputs(golden.inputs)
        difference = golden.difference(outputs)
        if difference > Golden.TOLERANCE:
            raise ArtifactError(
                f"its golden examples are not answered as recorded: relative difference {difference:.2g}, at most {Golden.TOLERANCE:g} allowed"
            )

    def outputs(self, inputs: Array) -> Array:
        """Return the model's own outputs for raw inputs that are known to be sound."""
        return self.runtime.run(self.prepare(inputs))

    def prepare(self, inputs: Array) -> Array:
        """Preprocess raw inputs that are known to be sound; a series each where the model forecasts."""
        if self.signature.kind is Kind.FORECASTING:
            return np.concatenate([self.chain.prepare(series) for series in inputs])
        return self.chain.prepare(inputs)

    def close(self) -> None:
        """Give back what the runtime holds."""
        self.runtime.close()

    def _answers(self, outputs: Array, probabilities: Probabilities) -> list[Answer]:
        labels = self.signature.labels
        if labels is not None:
            return classification_answers(outputs, labels, probabilities) if self.signature.has_probabilities else label_answers(outputs, labels)
        match self.signature.kind:
            case Kind.CLUSTERING:
                return cluster_answers(outputs)
            case Kind.TRANSFORM:
                return row_answers(outputs)
        return value_answers(self.chain.invert(outputs))

    def _prepare_samples(self, items: Sequence[Any] | Array) -> Array:
        if isinstance(items[0], bytes):
            return self._prepare_pictures(items)
        try:
            return self.chain.prepare(stack_samples(items, self.signature))
        except DataError as error:
            raise InputError([Fault(ROOT, str(error))]) from error

    def _prepare_pictures(self, items: Sequence[Any] | Array) -> Array:
        """Decode pictures as the image step does, and apply the steps behind it."""
        place, step = next(((place, step) for place, step in enumerate(self.chain.inputs) if isinstance(step, Image)), (0, None))
        if step is None:
            raise InputError([Fault(ROOT, "this model does not take pictures; expected numbers")])
        pictures = np.stack([_convert(step, item, f"{ROOT}/{index}") for index, item in enumerate(items)])
        return self.chain.prepare(pictures, first=place + 1)

    def _prepare_series(self, items: Sequence[Any] | Array) -> tuple[Array, list[int]]:
        prepared = []
        for index, item in enumerate(items):
            series = series_array(item, self.signature, f"{ROOT}/{index}")
            try:
                prepared.append(self.chain.prepare(series))
            except DataError as error:
                raise InputError([Fault(f"{ROOT}/{index}", str(error))]) from error
        return np.concatenate(prepared), [len(windows) for windows in prepared]


def _convert(step: Image, item: Any, pointer: str) -> Array:
    try:
        return step.convert(item)
    except NotAnImageError as error:
        raise InputError([Fault(pointer, str(error))]) from error
