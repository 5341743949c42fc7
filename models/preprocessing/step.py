"""The base of every preprocessing step."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from pydantic import PrivateAttr

from models.core.arrays import Array
from models.core.discovery import UNRANKED
from models.core.part import Part
from models.core.tensors import TensorType

#: Learned state: names to arrays or plain JSON values.
State = dict[str, Any]


class StepTypeError(ValueError):
    """A step cannot take the arrays that reach it. The message says what was expected and what came."""


class Step(Part):
    """One preprocessing step: its fields come from the spec, its learned state from `fit`.

    A step never changes the arrays it is given, and `fit` returns a fitted copy, so that the step of a spec can be
    fitted again for every fold.
    """

    #: Decides the order in which steps are listed, small ones first; see `models.core.discovery`.
    rank: ClassVar[int] = UNRANKED
    #: Whether `invert` gives back what `apply` was given.
    invertible: ClassVar[bool] = True
    #: Whether the step takes encoded images too.
    decodes: ClassVar[bool] = False
    #: Whether the step brings values into a small range, as networks train best on.
    scales: ClassVar[bool] = False
    #: Whether the step takes rows with columns of text.
    takes_text: ClassVar[bool] = False
    step: str
    _state: State = PrivateAttr(default_factory=dict)

    def filled(self, gaps: Sequence[int]) -> Sequence[int]:
        """Return those columns whose missing values the step fills; none by default.

        Args:
            gaps: Columns with missing values, counted from 0.
        """
        return ()

    def output_type(self, given: TensorType) -> TensorType:
        """Work out what the step gives.

        Args:
            given: Type of the samples that reach the step.

        Raises:
            StepTypeError: The step cannot take such samples.
        """
        return given

    def learn(self, x: Array) -> State:
        """Return what the step has to remember of the training part; nothing by default."""
        return {}

    def apply(self, x: Array) -> Array:
        """Transform samples, the first axis counting them."""
        raise NotImplementedError

    def invert(self, y: Array) -> Array:
        """Undo `apply`; steps that are not invertible come as near as they can, or have no way back at all."""
        raise NotImplementedError

    @classmethod
    def has_inverse(cls) -> bool:
        """Tell whether there is a way back, exact or not."""
        return cls.invert is not Step.invert

    def fit(self, x: Array) -> Self:
        """Return a copy of the step fitted to the training samples `x`."""
        return self._with_state(self.learn(x))

    def record(self) -> dict[str, Any]:
        """Return fields and learned state, for the artifact."""
        return {"spec": self.model_dump(), "state": dict(self._state)}

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Self:
        """Rebuild a fitted step from `record()`."""
        return cls.model_validate(record["spec"])._with_state(record["state"])

    def _with_state(self, state: State) -> Self:
        fitted = self.model_copy()
        fitted._state = dict(state)
        return fitted
