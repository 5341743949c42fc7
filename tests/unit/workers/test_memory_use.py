"""The memory of a process, and what it says of how a process ended."""

import errno
import os
from pathlib import Path

import pytest

from service.store.losses import LossKind
from workers.endings import Ending, ending_of
from workers.exit_codes import OUT_OF_MEMORY, STOPPED
from workers.memory_use import GIB, MemoryWatch, is_out_of_memory, oom_kills, used_bytes

ADVICE = "use a smaller batch, less data or a smaller model, or ask for more with resources.memory_gb, up to 8.0 on this worker"


@pytest.fixture
def watch() -> MemoryWatch:
    """The watch of a process that may use 2 GiB, on a worker of 8."""
    return MemoryWatch(pid=0, limit_bytes=2 * GIB, most_bytes=8 * GIB)


class Killing(MemoryWatch):
    """A watch of a system that has killed processes for want of memory."""

    def was_system_out_of_memory(self) -> bool:
        return True


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc, which only Linux has")
def test_memory_counts_once_it_is_written_and_mapped_files_do_not_count(tmp_path: Path) -> None:
    before = used_bytes()
    block = bytearray(os.urandom(1)) * (64 << 20)
    assert 60 << 20 < used_bytes() - before < 80 << 20
    del block


def test_the_memory_of_a_process_that_has_ended_is_not_known() -> None:
    assert used_bytes(2**22 + 1) == 0


def test_the_system_counts_the_processes_that_it_killed_for_want_of_memory(tmp_path: Path) -> None:
    (tmp_path / "vmstat").write_text("nr_free_pages 5\noom_kill 3\n")
    assert (oom_kills(tmp_path / "vmstat"), oom_kills(tmp_path / "none")) == (3, 0)


def test_a_process_over_its_limit_was_out_of_memory_whatever_ended_it(watch: MemoryWatch) -> None:
    watch.note(int(2.5 * GIB))
    watch.note(GIB)
    fault = f"out of memory: expected at most 2.00 GiB of memory for the job (resources.memory_gb), got 2.50 GiB at its peak; {ADVICE}"
    assert watch.is_over
    assert ending_of(-9, "", watch) == Ending(LossKind.MEMORY, fault)


def test_a_process_without_a_limit_is_never_over_it() -> None:
    watch = MemoryWatch(0, 0, 0)
    watch.note(100 * GIB)
    assert not watch.is_over


def test_an_allocation_that_was_refused_is_out_of_memory_and_names_what_it_was_for(watch: MemoryWatch) -> None:
    watch.note(GIB // 2)
    ending = ending_of(OUT_OF_MEMORY, "Unable to allocate 149. GiB for an array", watch)
    assert ending.loss is LossKind.MEMORY
    assert ", got 0.50 GiB at its peak, Unable to allocate 149. GiB for an array; use" in ending.reason


def test_who_asked_for_all_of_a_worker_is_not_told_to_ask_for_more() -> None:
    watch = MemoryWatch(0, 8 * GIB, 8 * GIB)
    assert watch.fault().endswith("or a smaller model")


@pytest.mark.parametrize(("used_gib", "loss"), [(1.7, LossKind.MEMORY), (0.5, LossKind.CRASH)])
def test_an_abort_near_the_limit_is_a_failed_allocation(watch: MemoryWatch, used_gib: float, loss: LossKind) -> None:
    watch.note(int(used_gib * GIB))
    assert ending_of(-6, "", watch).loss is loss


@pytest.mark.parametrize(("used_gib", "loss"), [(1.2, LossKind.MEMORY), (0.5, LossKind.MACHINE)])
def test_a_process_that_the_system_killed_for_its_memory_is_out_of_memory_if_it_was_large(used_gib: float, loss: LossKind) -> None:
    watch = Killing(0, 2 * GIB, 8 * GIB)
    watch.note(int(used_gib * GIB))
    ending = ending_of(-9, "", watch)
    assert (ending.loss, "the system" in ending.reason) == (loss, True)


@pytest.mark.parametrize(
    ("exit_code", "said", "loss", "reason"),
    [
        (-11, "", LossKind.CRASH, "its process crashed (SIGSEGV); it used 0.50 GiB of memory at its peak"),
        (-7, "", LossKind.CRASH, "its process crashed (SIGBUS); it used 0.50 GiB of memory at its peak"),
        (3, "", LossKind.CRASH, "its process ended with exit code 3; it used 0.50 GiB of memory at its peak"),
        (-9, "", LossKind.KILLED, "its process was killed (SIGKILL); it used 0.50 GiB of memory at its peak"),
        (-15, "", LossKind.KILLED, "its process was killed (SIGTERM); it used 0.50 GiB of memory at its peak"),
        (1, "OSError: disk full", LossKind.MACHINE, "OSError: disk full"),
        (0, "", LossKind.MACHINE, "its process ended without recording how"),
        (None, "", LossKind.MACHINE, "its process ended after the forkserver that had started it"),
        (STOPPED, "", None, "its process was asked to stop"),
    ],
)
def test_the_end_of_a_process_says_what_the_attempt_was_lost_by(
    watch: MemoryWatch, exit_code: int | None, said: str, loss: LossKind | None, reason: str
) -> None:
    watch.note(GIB // 2)
    assert ending_of(exit_code, said, watch) == Ending(loss, reason)


def test_a_full_disk_is_not_taken_for_want_of_memory() -> None:
    class ResourceExhaustedError(Exception):
        pass

    assert is_out_of_memory(ResourceExhaustedError("OOM when allocating tensor with shape[1000000,1000000]"))
    assert not is_out_of_memory(ResourceExhaustedError("x.h5; No space left on device"))
    assert is_out_of_memory(OSError(errno.ENOMEM, "Cannot allocate memory"))
    assert not is_out_of_memory(OSError(errno.ENOSPC, "No space left on device"))
    assert not is_out_of_memory(ValueError("OOM when allocating tensor"))
