"""Rows of numbers that are prepared and answered together, as the requests of one batch: the shortest way through a model.

It is for models whose steps treat each number by itself and its column, and whose predictions need the outputs alone, so that a row has the same
bits in every batch. `Predictor` does the same for all models, request by request.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from models.artifact.predictions import Prediction, Probabilities
from models.artifact.samples.numbers import plain_samples
from models.artifact.samples.read import Decoded, Items, steps_over_numbers
from models.artifact.signature import InputSignature, Signature
from models.core.arrays import Ports, all_finite
from models.kinds import Kind, Port
from models.preprocessing import Step
from models.preprocessing.chain import Chain, applied


@dataclass(frozen=True)
class PlainRows:
    """A model of one input of numbers and one output.

    Args:
        name: Name of its input.
        signature: Signature of its input.
        steps: The steps over it that change something.
        kind: Kind of its output.
        port: Its output.
    """

    name: str
    signature: InputSignature
    steps: tuple[Step, ...]
    kind: Kind
    port: Port

    @classmethod
    def of(cls, signature: Signature, chain: Chain, kind: Kind, port: Port) -> Self | None:
        """Return the short way through a model; None if it has none."""
        if not signature.has_single_ports or not kind.encodes_rows or not signature.input.takes_numbers:
            return None
        (name,) = signature.inputs
        steps = steps_over_numbers(signature.input, chain.inputs[name])
        return cls(name, signature.input, steps, kind, port) if all(step.elementwise for step in steps) else None

    def read(self, items: Items) -> Decoded | None:
        """Return a few sound samples in the model's number type, not prepared yet; None for others, which `Predictor.decode` reads or refuses."""
        rows = plain_samples(items, self.signature) if isinstance(items, np.ndarray) else None
        return None if rows is None else Decoded({self.name: rows})

    def prepare(self, rows: Ports) -> Ports:
        """Return the inputs of the model for samples as `read` gives them.

        Raises:
            DataError: A step does not take a number.
        """
        return {self.name: applied(self.steps, rows[self.name])}

    def predictions(self, outputs: Ports) -> list[Prediction] | None:
        """Return the predictions for outputs; None if they are not all finite."""
        values = outputs[self.port.name]
        return self.kind.encode(values, self.port, _NOTHING, Probabilities.ALL) if all_finite(values) else None


#: What is known of the inputs where the outputs alone are needed.
_NOTHING = Decoded({})
