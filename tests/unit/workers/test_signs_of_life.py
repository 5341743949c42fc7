"""Signs of life of a job process, as a worker counts them that may have been stopped itself."""

from workers.signs_of_life import STUCK_AFTER_S, SignsOfLife


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def looked(signs: SignsOfLife, clock: Clock, seconds: float) -> bool:
    """Look every second for so many seconds; return whether the process counts as stuck at their end."""
    is_stuck = False
    for _ in range(round(seconds)):
        clock.now += 1
        is_stuck = signs.are_missing()
    return is_stuck


def test_a_process_that_is_silent_for_a_minute_is_stuck() -> None:
    clock = Clock()
    signs = SignsOfLife(clock)
    assert not looked(signs, clock, STUCK_AFTER_S)
    assert looked(signs, clock, 1)


def test_a_heartbeat_counts_anew() -> None:
    clock = Clock()
    signs = SignsOfLife(clock)
    looked(signs, clock, STUCK_AFTER_S)
    signs.note()
    assert not looked(signs, clock, STUCK_AFTER_S)


def test_time_in_which_the_worker_itself_was_stopped_is_not_held_against_the_process() -> None:
    clock = Clock()
    signs = SignsOfLife(clock)
    clock.now += 10 * STUCK_AFTER_S
    assert not signs.are_missing()
    assert looked(signs, clock, STUCK_AFTER_S)
