"""The base of every preprocessing step."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, Self

import numpy as np
from pydantic import PrivateAttr

from models.core.arrays import Array
from models.core.discovery import UNRANKED
from models.core.part import Part
from models.core.tensors import TensorType, shape_text
from models.preprocessing.row_columns import Columns, text_indices

#: Fitted state: arrays or plain JSON values by name.
State = dict[str, Any]


class StepTypeError(ValueError):
    """A step cannot take its inputs. The message gives what was expected and what came.

    Args:
        message: The message.
        *path: Path of the field of the step that is at fault; none where it is the step as a whole.
    """

    def __init__(self, message: str, *path: str | int) -> None:
        super().__init__(message)
        self.path = path


class Step(Part):
    """One preprocessing step: its fields come from the spec, its fitted state from `fit`.

    A step never changes its input arrays, and `fit` returns a fitted copy, so that the step of a spec can be fitted
    again for every fold.
    """

    schema_suffix: ClassVar[str] = "Step"
    #: Position in lists of steps, ascending; see `models.core.discovery`.
    rank: ClassVar[int] = UNRANKED
    #: Whether `invert` is the exact inverse of `apply`.
    invertible: ClassVar[bool] = True
    #: Whether the step also takes encoded images.
    decodes: ClassVar[bool] = False
    #: Whether the step scales values to a small range, which networks train best on.
    scales: ClassVar[bool] = False
    #: Whether the step takes rows with columns of text.
    takes_text: ClassVar[bool] = False
    #: Whether `apply` treats each number by itself and its column, so that a sample has the same bits whatever samples are beside it.
    elementwise: ClassVar[bool] = False
    #: Whether rows keep their columns: the same ones in the same order.
    keeps_columns: ClassVar[bool] = False
    #: Whether `learn` reads only the shape of samples, so that one sample is enough to fit the step.
    learns_shape_only: ClassVar[bool] = False
    step: str
    _state: State = PrivateAttr(default_factory=dict)

    @property
    def follows_series(self) -> bool:
        """Return whether `apply` reads the steps beside each step of a series, so that each series is given by itself."""
        return False

    def bounds_values(self) -> bool:
        """Tell whether the step makes infinite values finite."""
        return False

    def filled(self, gaps: Sequence[int]) -> Sequence[int]:
        """Return the columns whose missing values the step fills, of the columns `gaps`; none by default."""
        return ()

    def placed(self, columns: Columns | None) -> Self:
        """Return the step for rows of these columns: names of columns become indices. Steps without columns are returned unchanged.

        Args:
            columns: The columns that the step gets; None where they are not known.

        Raises:
            StepTypeError: There is no such column.
        """
        return self

    def columns_after(self, columns: Columns) -> Columns | None:
        """Return the columns of the rows after this step, once placed; None where they are not known.

        Args:
            columns: The columns that the step gets.
        """
        return columns if self.keeps_columns else None

    def refused_text(self, columns: Columns) -> Sequence[int]:
        """Return the indices of the columns of text that the step does not take, once placed; all columns of text by default."""
        return () if self.takes_text else text_indices(columns)

    def notes(self) -> str:
        """Return what the checker warns of about a step that is placed; empty by default."""
        return ""

    def range_fault(self, given: TensorType, values: tuple[float, float]) -> str:
        """Return why the step refuses numbers of a range; empty by default.

        Args:
            given: Type of the input.
            values: The smallest and the largest number of it.
        """
        return ""

    def output_type(self, given: TensorType) -> TensorType:
        """Return the type of the output.

        Args:
            given: Type of the input.

        Raises:
            StepTypeError: The step cannot take such inputs.
        """
        return given

    def keeps(self, given: TensorType) -> bool:
        """Tell whether `apply` gives every array of a type back as it is, so that it can be left out; by default this is not known."""
        return False

    def learn(self, x: Array) -> State:
        """Return the state learned from the training part; empty by default."""
        return {}

    def learn_in_pieces(self, pieces: Callable[[], Iterator[Array]]) -> State | None:
        """Return the state of `learn`, up to rounding, without the whole training part in memory; None where the step needs it whole.

        Args:
            pieces: Returns the training part in pieces, from its start at every call.
        """
        return None

    def apply(self, x: Array) -> Array:
        """Transform an array whose first axis counts samples, or the steps of a series."""
        raise NotImplementedError

    def invert(self, y: Array) -> Array:
        """Undo `apply`; steps that are not invertible give an approximation, or have no inverse."""
        raise NotImplementedError

    @classmethod
    def has_inverse(cls) -> bool:
        """Return whether the step has an inverse, exact or approximate."""
        return cls.invert is not Step.invert

    @classmethod
    def learns_values(cls) -> bool:
        """Return whether `fit` needs every training sample, not only one."""
        return cls.learns() and not cls.learns_shape_only

    @classmethod
    def learns(cls) -> bool:
        """Return whether the step has state to learn."""
        return cls.learn is not Step.learn

    def fit(self, x: Array) -> Self:
        """Return a copy of the step fitted to the training samples `x`."""
        return self._with_state(self.learn(x))

    @classmethod
    def learns_in_pieces(cls) -> bool:
        """Return whether `learn_in_pieces` is available."""
        return cls.learn_in_pieces is not Step.learn_in_pieces

    def fit_in_pieces(self, pieces: Callable[[], Iterator[Array]]) -> Self:
        """Return a copy of the step fitted to the training part in pieces, which are joined where the step needs it whole.

        Args:
            pieces: As for `learn_in_pieces`.
        """
        if not self.learns_values():
            return self.fit(next(pieces()))
        state = self.learn_in_pieces(pieces)
        return self.fit(np.concatenate(list(pieces()))) if state is None else self._with_state(state)

    def record(self) -> dict[str, Any]:
        """Return fields and fitted state, for the artifact."""
        return {"spec": self.model_dump(), "state": dict(self._state)}

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Self:
        """Rebuild a fitted step from `record()`."""
        return cls.model_validate(record["spec"])._with_state(record["state"])

    def _with_state(self, state: State) -> Self:
        fitted = self.model_copy()
        fitted._state = dict(state)
        return fitted


def expect_numbers(step: Step, given: TensorType) -> None:
    """Refuse inputs other than numbers.

    Raises:
        StepTypeError: The inputs are text or mixed rows.
    """
    if not given.is_numeric:
        raise StepTypeError(f"{step.step}: expected numbers, got {counted(given)} of type {given.dtype}")


def expect_rows(step: Step, given: TensorType) -> None:
    """Refuse samples that are not rows.

    Raises:
        StepTypeError: The samples have another shape.
    """
    if len(given.shape) != 1:
        raise StepTypeError(f"{step.step}: expected rows of shape (features,), got {counted(given)} of shape {shape_text(given.shape)}")


def counted(given: TensorType) -> str:
    """Return what the first axis counts, for messages."""
    return "steps" if given.axis == "time" else "samples"
