"""A kind of prediction: numbers of events."""

from models.artifact.predictions import Prediction
from models.artifact.samples.read import Decoded
from models.artifact.signature import Signature
from models.core.arrays import Array
from models.datasets import Description
from models.kinds import Port
from models.kinds.regression import Regression
from models.specs.job import JobSpec


class Counts(Regression):
    """A whole number for each sample, for networks with the loss `poisson`."""

    name = "counts"
    refines = ("regression",)
    roles = ()

    def recognizes_network(self, spec: JobSpec, data: Description) -> bool:
        return spec.training is not None and spec.training.loss == "poisson"

    def encode_predicted(self, values: Array, port: Port, given: Decoded) -> list[Prediction]:
        return [{"value": round(float(value))} for value in port.invert(values).ravel()]

    def compiled_forms(self, signature: Signature) -> tuple[str, ...]:
        return ("weights",)
