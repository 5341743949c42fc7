"""Reconstruction: the inputs, reconstructed by an autoencoder."""

from collections.abc import Callable, Mapping
from typing import ClassVar

import numpy as np

from models.artifact.answers import ReconstructionPrediction
from models.artifact.predictions import Fields, Prediction, Probabilities, reconstruction_predictions
from models.artifact.samples.read import Decoded
from models.artifact.signature import Signature
from models.core.arrays import Array
from models.core.deferred_rows import DeferredRows, Samples
from models.datasets import Description
from models.evaluation.direction import Direction
from models.evaluation.finished import Finished, Scores
from models.kinds import Kind, Port
from models.specs.job import JobSpec

#: Percentiles of the errors that are reported: an input with a larger error is unlike the training data.
PERCENTILES = (50, 95, 99)
#: Samples run at once; two arrays of them are in memory.
CHUNK = 4096


class Reconstruction(Kind):
    """The inputs, reconstructed by an autoencoder."""

    name = "reconstruction"
    rank = 70
    compared: ClassVar[Mapping[str, Direction]] = {"error": Direction.LOWER, **{f"error_p{index}": Direction.LOWER for index in PERCENTILES}}
    answer = ReconstructionPrediction
    gives_inputs = True
    takes_targets = False

    def recognizes(self, spec: JobSpec, data: Description) -> bool:
        return spec.data.reconstruct

    def encode(self, outputs: Array, port: Port, given: Decoded, probabilities: Probabilities) -> list[Prediction]:
        (prepared,) = given.x.values()
        return reconstruction_predictions(port.chain.restore(outputs), squared_errors(outputs, prepared))

    def fields(self, outputs: Array, port: Port, given: Decoded) -> Fields:
        (prepared,) = given.x.values()
        return {"value": port.chain.restore(outputs), "error": squared_errors(outputs, prepared)}

    def encode_predicted(self, values: Array, port: Port, given: Decoded) -> list[Prediction]:
        return [{"value": value} for value in port.chain.restore(values).tolist()]

    def in_units(self, values: Array, port: Port) -> Array:
        return port.chain.restore(values)

    def evaluate(self, finished: Finished, port: Port) -> Scores:
        part = finished.recorded
        ((name, x),) = finished.parts[part].x.items()
        return Scores({part: reconstruction_metrics(x, lambda chunk: finished.run({name: chunk})[port.name])})

    def compiled_forms(self, signature: Signature) -> tuple[str, ...]:
        return () if signature.latent_size is None else ("latent",)


def reconstruction_metrics(x: Samples, run: Callable[[Array], Array]) -> dict[str, float]:
    """Measure the errors of reconstructed inputs.

    Args:
        x: Prepared inputs of shape (n_samples, ...).
        run: Runs the model on a batch.

    Returns:
        "error", the mean over samples of the mean squared difference, in prepared units; "error_p50", "error_p95" and
        "error_p99", its percentiles.
    """
    chunks = x.pieces(CHUNK) if isinstance(x, DeferredRows) else (x[start : start + CHUNK] for start in range(0, len(x), CHUNK))
    errors = np.concatenate([squared_errors(run(chunk), chunk) for chunk in chunks])
    percentiles = zip(PERCENTILES, np.percentile(errors, PERCENTILES), strict=True)
    return {"error": float(errors.mean()), **{f"error_p{index}": float(value) for index, value in percentiles}}


def squared_errors(outputs: Array, x: Array) -> Array:
    """Return the mean squared error of each reconstructed sample.

    Args:
        outputs: Outputs of the model, array of shape (n_samples, ...).
        x: Prepared inputs, of the same shape.

    Returns:
        Array of shape (n_samples,), in prepared units.
    """
    return np.asarray(np.mean(np.square(outputs - x), axis=tuple(range(1, x.ndim))))
