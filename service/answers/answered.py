"""Predictions that are to be sent."""

from collections.abc import Callable
from dataclasses import dataclass

from models.artifact.predictions import Prediction


class CannotHoldError(Exception):
    """A form of answer cannot hold the predictions; the message says why."""


@dataclass(frozen=True)
class Answered:
    """Predictions that are to be sent.

    Args:
        model: The model version.
        kind: Kind of the answer.
        predictions: The predictions; numbers that are not finite among them.
        is_by_output: Whether each is an object of predictions by output name.
        blank: Returns a prediction with all fields and labels that one can have; None if they are not known.
    """

    model: str
    kind: str
    predictions: list[Prediction]
    is_by_output: bool
    blank: Callable[[], Prediction | None]

    def whole(self) -> Prediction:
        """Return a prediction with all fields and labels that one can have.

        Raises:
            CannotHoldError: They are not known.
        """
        found = self.blank()
        if found is None:
            raise CannotHoldError("there are no predictions, and what columns they would have is not recorded with the model")
        return found
