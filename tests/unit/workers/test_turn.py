"""How long a process of a search keeps its slot."""

import pytest

from workers.turn import Turn


@pytest.mark.parametrize(
    ("used_s", "remaining_s", "over"), [(0.0, 1000.0, False), (9.9, 1000.0, False), (10.0, 10.1, True), (10.0, 10.0, False), (60.0, 0.5, False)]
)
def test_a_turn_lasts_ten_seconds_and_as_long_as_the_rest_takes_less(used_s: float, remaining_s: float, over: bool) -> None:
    moments = iter([5.0, 5.0 + used_s])
    assert Turn(lambda: next(moments)).is_over(remaining_s) is over
