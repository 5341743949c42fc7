"""The parts of the time of a prediction."""

from dataclasses import dataclass


@dataclass(slots=True)
class Phases:
    """Seconds that the phases of a request took, in their order.

    Args:
        decode_s: Reading the body.
        queue_s: Waiting for the model.
        steps_s: The recorded preprocessing.
        model_s: The model, for all that was computed together.
        encode_s: Making the answer.
    """

    decode_s: float = 0.0
    queue_s: float = 0.0
    steps_s: float = 0.0
    model_s: float = 0.0
    encode_s: float = 0.0

    @property
    def header(self) -> bytes:
        """Return the value of Server-Timing, in milliseconds (W3C Server Timing)."""
        return b"decode;dur=%.3f, queue;dur=%.3f, steps;dur=%.3f, model;dur=%.3f, encode;dur=%.3f" % (
            self.decode_s * 1e3,
            self.queue_s * 1e3,
            self.steps_s * 1e3,
            self.model_s * 1e3,
            self.encode_s * 1e3,
        )

    @property
    def seconds(self) -> tuple[float, float, float, float, float]:
        """Return all of them."""
        return self.decode_s, self.queue_s, self.steps_s, self.model_s, self.encode_s


#: Names of the phases, as in Server-Timing.
PHASES = ("decode", "queue", "steps", "model", "encode")
