"""A job that will probably reach its own limits is warned of."""

from typing import Any

import pytest

from models.estimating.estimate import Estimate, Expected
from models.estimating.limits import limit_warnings
from models.specs.job import Resources

#: 100 s, and 1 GiB.
EXPECTED = Estimate(Expected(100.0, 40.0, 250.0), Expected(2.0**30, 2.0**29, 2.0**31), {})


@pytest.mark.parametrize(
    ("limits", "pointers"),
    [
        ({}, []),
        ({"time_limit_s": 100, "memory_gb": 1}, []),
        ({"time_limit_s": 99}, ["/resources/time_limit_s"]),
        ({"memory_gb": 0.9}, ["/resources/memory_gb"]),
        ({"time_limit_s": 1, "memory_gb": 0.5}, ["/resources/time_limit_s", "/resources/memory_gb"]),
    ],
)
def test_a_limit_below_what_is_expected_is_warned_of(limits: dict[str, Any], pointers: list[str]) -> None:
    assert [fault.pointer for fault in limit_warnings(Resources(**limits), EXPECTED)] == pointers


def test_the_warning_says_what_is_expected_and_what_the_limit_is() -> None:
    by_time, by_memory = (fault.detail for fault in limit_warnings(Resources(time_limit_s=60, memory_gb=0.5), EXPECTED))
    assert by_time == "the job is expected to take 100 s, and fails after 60 s; raise the limit, or train for less"
    assert by_memory == "the job is expected to use 1.00 GiB, and fails above 0.5 GiB; ask for more"
