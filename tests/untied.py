"""A heartbeat without a supervisor, for tests that carry out a job in their own process."""

from typing import cast

from workers.heartbeat import Heartbeat


class _Untied:
    """What a job process asks of its heartbeat."""

    def __init__(self) -> None:
        self.n_epochs = 0

    def should_stop(self) -> bool:
        return False


def untied() -> Heartbeat:
    """Return a heartbeat that sends nothing and is never asked to stop."""
    return cast("Heartbeat", _Untied())
