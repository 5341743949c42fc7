"""Stateful layers over series: batches that they can take, and those that they cannot."""

from typing import Any

import pytest

from models.checking.check import CheckResult, check_spec
from tests.faults import told

LSTM = {"layer": "LSTM", "units": 2, "stateful": True}


def checked(n: int, size: int, batch_size: int, **training: Any) -> CheckResult:
    spec = {
        "data": {"source": "damped_cosine", "params": {"n_samples": n}},
        "preprocessing": {"inputs": [{"step": "window", "size": size}]},
        "model": {"kind": "sequential", "layers": [LSTM, {"layer": "Dense", "units": 1}]},
        "training": {"loss": "mean_squared_error", "epochs": 1, "batch_size": batch_size, "shuffle": False, **training},
    }
    return check_spec(spec)


def test_whole_batches_are_taken_without_a_word() -> None:
    result = checked(103, 3, 25)
    assert (result.errors, result.warnings) == ([], [])


def test_windows_that_make_no_whole_batch_are_told() -> None:
    result = checked(110, 3, 25)
    assert result.ok
    detail = "a stateful layer takes full batches: of the 107 windows of the training part the last 7 are left out"
    assert told(result.warnings) == [("/training/batch_size", detail)]


@pytest.mark.parametrize(
    ("n", "validation", "part", "windows"),
    [(20, {}, "training", 17), (60, {"validation": {"split": 0.4}}, "validation", 21)],
    ids=["training", "validation"],
)
def test_batches_larger_than_a_part_are_refused(n: int, validation: dict[str, Any], part: str, windows: int) -> None:
    detail = f"a stateful layer takes full batches: expected at most the {windows} windows of the {part} part, got 25"
    assert ("/training/batch_size", detail) in told(checked(n, 3, 25, **validation).errors)


def test_shuffled_batches_are_refused() -> None:
    (fault,) = checked(103, 3, 25, shuffle=True).errors
    assert fault.pointer == "/training/shuffle"
