"""Why a job process ended that its supervisor did not ask to."""

import signal
from dataclasses import dataclass

from service.store.losses import LossKind
from workers.exit_codes import NO_ROOM, OUT_OF_MEMORY, STOPPED
from workers.lease import Lease
from workers.memory_use import MemoryWatch, in_gib

#: Signals that a process gets by what it does itself; others are sent to it.
_CRASHES = {"SIGSEGV", "SIGABRT", "SIGBUS", "SIGFPE", "SIGILL", "SIGTRAP", "SIGSYS", "SIGXCPU", "SIGXFSZ"}


@dataclass(frozen=True)
class Ending:
    """Why a job process ended.

    Args:
        loss: What the attempt was lost by; None if it is handed back, which does not count.
        reason: The reason, which follows "because"; of one that was out of memory, the whole error.
    """

    loss: LossKind | None
    reason: str

    def record(self, lease: Lease, max_losses: int) -> None:
        """Record the end with the lease; no effect if the process has recorded it itself."""
        if self.loss is None:
            lease.hand_back(self.reason)
        else:
            lease.lose(self.reason, max_losses, self.loss)


def ending_of(exit_code: int | None, said: str, memory: MemoryWatch) -> Ending:
    """Classify the end of a job process. It has no effect on a job whose end the process has recorded itself.

    Args:
        exit_code: Its exit code, minus the number of the signal that killed it; None if it is not known.
        said: The reason that the process has sent itself; empty for none.
        memory: What it has used.
    """
    if memory.is_over:
        return Ending(LossKind.MEMORY, memory.fault())
    if exit_code == OUT_OF_MEMORY:
        return Ending(LossKind.MEMORY, memory.fault(said))
    if exit_code == NO_ROOM:
        return Ending(LossKind.ROOM, said or "there was no room on the disk")
    if exit_code == STOPPED:
        return Ending(None, said or "its process was asked to stop")
    if said:
        return Ending(LossKind.MACHINE, said)
    if exit_code is None:
        return Ending(LossKind.MACHINE, "its process ended after the forkserver that had started it")
    return _by_signal(-exit_code, memory) if exit_code < 0 else _by_code(exit_code, memory)


def _by_signal(number: int, memory: MemoryWatch) -> Ending:
    name = signal.Signals(number).name if number in signal.valid_signals() else f"signal {number}"
    if number == signal.SIGABRT and memory.explains_abort():
        return Ending(LossKind.MEMORY, memory.fault("an allocation failed"))
    if number == signal.SIGKILL and memory.was_system_out_of_memory():
        return _by_the_system(memory)
    if name in _CRASHES:
        return Ending(LossKind.CRASH, f"its process crashed ({name}){_used(memory)}")
    return Ending(LossKind.KILLED, f"its process was killed ({name}){_used(memory)}")


def _by_the_system(memory: MemoryWatch) -> Ending:
    if memory.explains_kill():
        return Ending(LossKind.MEMORY, memory.fault("the system had none left"))
    return Ending(LossKind.MACHINE, f"its process was killed by the system, which had no memory left{_used(memory)}")


def _by_code(code: int, memory: MemoryWatch) -> Ending:
    if code == 0:
        return Ending(LossKind.MACHINE, "its process ended without recording how")
    return Ending(LossKind.CRASH, f"its process ended with exit code {code}{_used(memory)}")


def _used(memory: MemoryWatch) -> str:
    return f"; it used {in_gib(memory.peak_bytes)} of memory at its peak" if memory.peak_bytes else ""
