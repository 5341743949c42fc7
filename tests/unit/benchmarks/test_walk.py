"""The counter of files and switches: what it follows, and what it leaves out."""

import sys

import numpy as np

from benchmarks.walk import Walk, is_over
from models.core.errors import Fault
from models.core.tensors import TensorType
from models.preprocessing.numbers import Divide

STEPS = frozenset([str(sys.modules[Divide.__module__].__file__)])


def test_each_change_of_file_is_a_switch_and_the_first_file_is_one() -> None:
    given = TensorType((2,), "float64")
    walk = Walk(frozenset()).of(lambda: (given.with_dtype("int64"), Fault("", "x").under("/spec"), given.with_dtype("int64")))
    assert walk.entered == ["models/core/tensors.py", "models/core/errors.py"]
    assert walk.switches == 3


def test_a_step_and_what_it_calls_are_left_out() -> None:
    divide = Divide(step="divide", by=2)
    assert Walk(STEPS).of(lambda: divide.apply(np.ones(3))).files == []
    assert "models/preprocessing/arrays.py" in Walk(frozenset()).of(lambda: divide.apply(np.ones(3))).entered


def test_a_walk_goes_on_behind_what_is_left_out() -> None:
    divide, given = Divide(step="divide", by=2), TensorType((2,), "float64")
    walk = Walk(STEPS).of(lambda: (divide.apply(np.ones(3)), given.with_dtype("int64")))
    assert walk.entered == ["models/core/tensors.py"]


def test_a_walk_is_over_by_files_and_where_they_are_bounded_by_switches() -> None:
    files = [f"models/{number}.py" for number in range(8)]
    assert not is_over("prediction", Walk(frozenset(), files * 20))
    assert is_over("prediction", Walk(frozenset(), [*files, "models/8.py"]))
    assert is_over("check", Walk(frozenset(), files * 12))
