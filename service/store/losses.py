"""Why an attempt at a job was lost, and how often that may happen before the job fails."""

from enum import StrEnum

#: How often the process of a job may crash without progress between before the job fails: a second time shows that it is no accident.
MAX_CRASHES = 2
#: Seconds that a job waits after it found no room on the disk; twice as long each time, up to the second number.
ROOM_PAUSE_S = (5.0, 60.0)
#: The same after its process was killed without progress between, from the third time on: whoever kills it may need time to notice.
KILLED_PAUSE_S, QUICK_RETRIES = (1.0, 60.0), 2


class LossKind(StrEnum):
    """What an attempt was lost by."""

    #: Not by the job: its worker or machine died, or the surroundings failed.
    MACHINE = "machine"
    #: Not by the job: its process was killed from outside. It goes on, however often that happens.
    KILLED = "killed"
    #: By the job: its own process crashed.
    CRASH = "crash"
    #: By the job: its process used more memory than it may. Another attempt would use as much.
    MEMORY = "memory"
    #: Not by the job: there was no room on the disk. It waits a while, however often that happens.
    ROOM = "room"

    @property
    def never_fails(self) -> bool:
        """Tell whether a job gets another attempt however often it was lost by this."""
        return self in (LossKind.KILLED, LossKind.ROOM)


def failure(kind: LossKind, counted: int, max_losses: int, reason: str) -> str | None:
    """Return the error with which a job or trial fails that was lost, or None if it gets another attempt.

    Args:
        kind: What the last attempt was lost by.
        counted: How often it was lost by this without progress between, the last time included.
        max_losses: How often it may be lost with its machine.
        reason: Why the last attempt was lost.
    """
    if kind.never_fails:
        return None
    if kind is LossKind.MEMORY:
        return reason
    if kind is LossKind.CRASH:
        return None if counted < MAX_CRASHES else f"the job crashed {counted} times without progress between, the last time because {reason}"
    return None if counted < max_losses else f"the job was lost {counted} times, the last time because {reason}"


def pause_s(kind: LossKind, counted: int) -> float:
    """Return the seconds that a job waits before it gets another attempt; arguments as for `failure`."""
    if kind is LossKind.ROOM:
        return _doubled(ROOM_PAUSE_S, counted)
    return _doubled(KILLED_PAUSE_S, counted - QUICK_RETRIES) if kind is LossKind.KILLED and counted > QUICK_RETRIES else 0.0


def _doubled(pauses_s: tuple[float, float], counted: int) -> float:
    first, longest = pauses_s
    return min(first * 2.0 ** min(counted - 1, 10), longest)
