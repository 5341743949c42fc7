from models.artifact.answers import Answer
from models.artifact.samples.read import Decoded
from models.core.arrays import Array
from models.datasets import Description
from models.kinds import Port
from models.kinds.regression import Regression
from models.specs.job import JobSpec


class Counts(Regression):
    """A whole number for each sample: of networks that learn with the loss `poisson`."""

    name = "counts"
    refines = ("regression",)
    roles = ()

    def recognizes_network(self, spec: JobSpec, data: Description) -> bool:
        return spec.training is not None and spec.training.loss == "poisson"

    def encode_predicted(self, values: Array, port: Port, given: Decoded) -> list[Answer]:
        return [{"value": round(float(value))} for value in port.invert(values).ravel()]
