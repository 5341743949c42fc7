"""Reconstruction: the inputs themselves, as an autoencoder gives them back."""

from models.artifact.answers import Answer, Probabilities, reconstruction_answers
from models.artifact.samples.read import Decoded
from models.artifact.signature import Signature
from models.core.arrays import Array
from models.datasets import Description
from models.evaluation.finished import Finished, Scores
from models.evaluation.reconstruction import reconstruction_metrics, squared_errors
from models.kinds import Kind, Port
from models.specs.job import JobSpec


class Reconstruction(Kind):
    """The inputs themselves, as an autoencoder gives them back."""

    name = "reconstruction"
    rank = 70
    gives_inputs = True
    takes_targets = False

    def recognizes(self, spec: JobSpec, data: Description) -> bool:
        return spec.data.reconstruct

    def encode(self, outputs: Array, port: Port, given: Decoded, probabilities: Probabilities) -> list[Answer]:
        (prepared,) = given.x.values()
        return reconstruction_answers(port.chain.restore(outputs), squared_errors(outputs, prepared))

    def encode_predicted(self, values: Array, port: Port, given: Decoded) -> list[Answer]:
        return [{"value": value} for value in port.chain.restore(values).tolist()]

    def in_units(self, values: Array, port: Port) -> Array:
        return port.chain.restore(values)

    def evaluate(self, finished: Finished, port: Port) -> Scores:
        part = finished.recorded
        ((name, x),) = finished.parts[part].x.items()
        return Scores({part: reconstruction_metrics(x, lambda chunk: finished.run({name: chunk})[port.name])})

    def compiled_forms(self, signature: Signature) -> tuple[str, ...]:
        return () if signature.latent_size is None else ("latent",)
