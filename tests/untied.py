"""A heartbeat without a supervisor, for tests that carry out a job in their own process."""

from typing import cast

from workers.heartbeat import Heartbeat


class Untied:
    """What a task asks of its heartbeat: it sends nothing, and is never asked to stop. Tests overrule what they are about."""

    n_epochs = 0

    def should_stop(self) -> bool:
        return False

    def should_stop_trial(self) -> bool:
        return False

    def call_trial_workers(self, n_workers: int) -> None:
        """Call nobody: this process does all trials."""

    def begin_drawing(self) -> None:
        """Tell nobody."""


def untied() -> Heartbeat:
    """Return a heartbeat without a supervisor."""
    return cast("Heartbeat", Untied())
