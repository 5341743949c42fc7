"""Comparison of nested predictions with recorded ones."""

import math
from typing import Any

#: Largest relative and absolute difference of a prediction; runtimes and machines differ by less.
TOLERANCE = 1e-5


def assert_close(found: Any, expected: Any, tolerance: float = TOLERANCE, pointer: str = "") -> None:
    """Require equal structure, equal texts, and numbers equal up to rounding.

    Args:
        found: A nested value as JSON has it.
        expected: What was recorded.
        tolerance: Largest difference of a number, relative to the expected one and absolute.
        pointer: JSON pointer to it, for the message.
    """
    if isinstance(expected, dict):
        assert isinstance(found, dict), f"{pointer}: expected {expected}, got {found}"
        assert sorted(found) == sorted(expected), f"{pointer}: expected the keys {sorted(expected)}, got {sorted(found)}"
        for key, value in expected.items():
            assert_close(found[key], value, tolerance, f"{pointer}/{key}")
    elif isinstance(expected, list):
        assert isinstance(found, list), f"{pointer}: expected {expected}, got {found}"
        assert len(found) == len(expected), f"{pointer}: expected {len(expected)} items, got {len(found)}"
        for index, value in enumerate(expected):
            assert_close(found[index], value, tolerance, f"{pointer}/{index}")
    elif isinstance(expected, float):
        assert math.isclose(found, expected, rel_tol=tolerance, abs_tol=tolerance), f"{pointer}: expected {expected}, got {found}"
    else:
        assert found == expected, f"{pointer}: expected {expected!r}, got {found!r}"
