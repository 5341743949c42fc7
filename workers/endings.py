"""Why a job process ended that its supervisor did not ask to."""

import signal
from dataclasses import dataclass

from service.store.losses import LossKind
from workers.exit_codes import OUT_OF_MEMORY, STOPPED

#: Signals that a process gets by what it does itself; others are sent to it.
_CRASHES = {"SIGSEGV", "SIGABRT", "SIGBUS", "SIGFPE", "SIGILL", "SIGTRAP", "SIGSYS", "SIGXCPU", "SIGXFSZ"}


@dataclass(frozen=True)
class Ending:
    """Why a job process ended.

    Args:
        loss: What the attempt was lost by; None if it is handed back, which does not count.
        reason: The reason, which follows "because".
    """

    loss: LossKind | None
    reason: str


def ending_of(exit_code: int | None, said: str = "", over_memory: str = "") -> Ending:
    """Classify the end of a job process. It has no effect on a job whose end the process has recorded itself.

    Args:
        exit_code: Its exit code, minus the number of the signal that killed it; None if it is not known.
        said: The reason that the process has sent itself; empty for none.
        over_memory: Why it counts as out of memory, if it does; else empty.
    """
    if over_memory:
        return Ending(LossKind.MEMORY, over_memory)
    if exit_code == OUT_OF_MEMORY:
        return Ending(LossKind.MEMORY, said or "its process ran out of memory")
    if exit_code == STOPPED:
        return Ending(None, said or "its process was asked to stop")
    if said:
        return Ending(LossKind.MACHINE, said)
    if exit_code is None:
        return Ending(LossKind.MACHINE, "its process ended after the forkserver that had started it")
    return _by_signal(-exit_code) if exit_code < 0 else _by_code(exit_code)


def _by_signal(number: int) -> Ending:
    name = signal.Signals(number).name if number in signal.valid_signals() else f"signal {number}"
    if name in _CRASHES:
        return Ending(LossKind.CRASH, f"its process crashed ({name})")
    return Ending(LossKind.MACHINE, f"its process was killed ({name})")


def _by_code(code: int) -> Ending:
    if code == 0:
        return Ending(LossKind.MACHINE, "its process ended without recording how")
    return Ending(LossKind.CRASH, f"its process ended with exit code {code}")
