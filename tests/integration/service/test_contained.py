"""Work in contained processes: what it returns and refuses, and each limit at which it ends."""

import asyncio
import ctypes
import errno
import mmap
import os
import resource
import signal
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from fastapi.concurrency import run_in_threadpool
from polars.exceptions import PolarsError

from models.core.errors import DataError, Fault, InputError
from models.core.isolation.network import can_close_network
from models.datasets.data_set import DataSet
from models.datasets.downloaded_sets import California
from models.datasets.sklearn_sets import Iris
from models.uploads.formats import READERS
from models.uploads.reading.reading import Reading
from service.contained import NICENESS, WARM_UP, Containment, Limits, _context, _main
from service.contained_work import read_upload
from service.errors import Unavailable
from service.unforeseen import UnforeseenError

MIB = 1024 * 1024
#: A second is long for work that takes a thousandth, and short for a test.
CONTAINMENT = Containment(Limits(1.0, 64 * MIB))
#: Without a limit of time that a slow machine would reach.
PATIENT = Containment(Limits(60.0, 64 * MIB))


def doubled(value: int) -> bytes:
    return str(2 * value).encode()


def socket_for(data_set: DataSet) -> bytes:
    """Return what becomes of a socket of the network in the work on a data set."""
    try:
        socket.socket(socket.AF_INET).close()
    except OSError as error:
        return type(error).__name__.encode()
    return b"a socket"


def refused() -> bytes:
    raise DataError("line 3: expected two fields, got one")


def unforeseen() -> bytes:
    try:
        raise ValueError("17 axes")
    except ValueError as error:
        raise UnforeseenError("expected a sound file, got one that cannot be read: 17 axes") from error


def misasked() -> bytes:
    raise InputError([Fault("/query/from", "expected the index of one of 3 samples, got 7")])


def sleeping() -> bytes:
    time.sleep(30)
    return b""


def spinning() -> bytes:
    while True:
        pass


def hungry() -> bytes:
    return bytes(np.ones(512 * MIB, np.uint8).sum())


def to_a_full_disk() -> bytes:
    with Path("/dev/full").open("wb") as file:
        file.write(b"x" * MIB)
    return b""


def beyond_a_mapped_file(path: Path) -> bytes:
    """Write where a mapped file has no page: what happens when a sparse file meets a full disk."""
    path.write_bytes(b"x" * mmap.PAGESIZE)
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as mapped:
        os.truncate(path, 0)
        mapped[0] = 1
    return b""


def killed() -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def giving_up() -> bytes:
    os.abort()


def crashing() -> bytes:
    ctypes.string_at(0)
    return b""


def confused() -> bytes:
    raise KeyError("a bug")


def circumstances() -> bytes:
    limits = [resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE, resource.RLIMIT_DATA)]
    return f"{os.nice(0)} {limits}".encode()


def test_a_result_comes_back() -> None:
    assert PATIENT.run(doubled, 21) == b"42"


def test_the_process_has_a_low_priority_and_limits() -> None:
    nice, limits = PATIENT.run(circumstances).decode().split(" ", 1)
    file_bytes, core_bytes, data_bytes = map(int, limits.strip("[]").split(","))
    assert int(nice) >= NICENESS
    assert (file_bytes > 0, core_bytes, 64 * MIB < data_bytes < 4096 * MIB) == (True, 0, True)


@pytest.mark.skipif(not can_close_network(), reason="needs a filter of system calls")
@pytest.mark.parametrize(("data_set", "answer"), [(Iris(), b"PermissionError"), (California(), b"a socket")], ids=["here", "downloaded"])
def test_only_data_that_are_downloaded_reach_the_network(data_set: DataSet, answer: bytes) -> None:
    assert PATIENT.run(socket_for, data_set) == answer


def test_warming_up_runs_a_child() -> None:
    PATIENT.warm_up()
    for thread in [thread for thread in threading.enumerate() if thread.name == WARM_UP]:
        thread.join(60)
        assert not thread.is_alive()


def test_a_refusal_comes_back_in_its_words() -> None:
    with pytest.raises(DataError, match="line 3: expected two fields, got one"):
        PATIENT.run(refused)


def test_a_file_at_which_a_reader_fails_is_refused_and_the_failure_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(DataError, match=r"^expected a sound file, got one that cannot be read: 17 axes$"):
        PATIENT.run(unforeseen)
    assert 'raise ValueError("17 axes")' in caplog.text


@pytest.mark.parametrize(
    "failure", [ValueError("17 axes"), struct.error("17 axes"), PolarsError("17 axes")], ids=lambda failure: type(failure).__name__
)
def test_errors_of_libraries_are_a_refusal_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: Exception) -> None:
    class Failing:
        kinds = takes = ()

        def read(self, *_: object) -> None:
            raise failure

    monkeypatch.setitem(READERS, "csv", Failing())
    path = tmp_path / "upload"
    path.write_bytes(b"a,b\n1,2\n")
    with pytest.raises(UnforeseenError, match=r"^expected a sound file of the format csv, got one that cannot be read: 17 axes$"):
        read_upload("csv", path, tmp_path, Reading())


def test_faults_of_the_request_come_back_with_their_pointers() -> None:
    with pytest.raises(InputError) as caught:
        PATIENT.run(misasked)
    assert caught.value.faults == [Fault("/query/from", "expected the index of one of 3 samples, got 7")]


@pytest.mark.parametrize("work", [sleeping, spinning])
def test_work_that_takes_too_long_ends_with_the_name_of_the_limit(work: Callable[[], bytes]) -> None:
    start = time.monotonic()
    with pytest.raises(DataError, match=r"within 1 s \(MODELBOOK_READING_SECONDS\)"):
        CONTAINMENT.run(work)
    assert time.monotonic() - start < 10


def test_a_child_that_cannot_be_confined_does_no_work_and_does_not_blame_the_file() -> None:
    with pytest.raises(RuntimeError, match="reading a file failed unexpectedly"):
        Containment(Limits(60.0, 2**70)).run(bytes)


def test_work_that_takes_too_much_memory_ends_with_the_name_of_the_limit() -> None:
    with pytest.raises(DataError, match=r"67,108,864 bytes of memory \(MODELBOOK_READING_MEMORY_BYTES\)"):
        PATIENT.run(hungry)
    with pytest.raises(DataError, match="MODELBOOK_READING_MEMORY_BYTES"):  # As when the system kills it for want of memory.
        PATIENT.run(killed)


@pytest.mark.parametrize("mapped", [False, True], ids=["write", "mapped page"])
def test_a_full_disk_is_an_error_of_the_system(tmp_path: Path, mapped: bool) -> None:
    with pytest.raises(OSError, match="No space left on device") as caught:
        _ = PATIENT.run(beyond_a_mapped_file, tmp_path / "sparse") if mapped else PATIENT.run(to_a_full_disk)
    assert caught.value.errno == errno.ENOSPC


def test_requests_that_wait_for_their_turn_hold_up_no_others() -> None:
    async def crowd() -> None:
        containment, done = Containment(Limits(0.5, 64 * MIB)), asyncio.Event()
        crowd = [asyncio.create_task(reading(containment, done)) for _ in range(100)]
        async with containment.looks.turn():
            assert await asyncio.wait_for(run_in_threadpool(str, 1), 5) == "1"
        await asyncio.sleep(1)
        done.set()
        outcomes = Counter(await asyncio.gather(*crowd))
        assert outcomes == {
            "read": max(1, (os.cpu_count() or 1) // 2),
            "too many files are being read; try again later": outcomes.total() - outcomes["read"],
        }

    asyncio.run(crowd())


async def reading(containment: Containment, done: asyncio.Event) -> str:
    try:
        async with containment.readings.turn():
            await done.wait()
    except Unavailable as error:
        return error.detail
    return "read"


def test_a_crash_ends_the_child_alone() -> None:
    with pytest.raises(DataError, match="the reading process ended with code -11"):
        PATIENT.run(crashing)
    assert PATIENT.run(doubled, 1) == b"2"


def test_a_library_that_gives_up_at_a_damaged_file_is_a_fault_of_the_file() -> None:
    with pytest.raises(DataError, match="expected a whole file, got one that is damaged, or asks for more than"):
        PATIENT.run(giving_up)
    assert PATIENT.run(doubled, 1) == b"2"


def test_an_unexpected_error_is_logged_and_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(RuntimeError, match="failed unexpectedly"):
        PATIENT.run(confused)
    assert "KeyError: 'a bug'" in caplog.text


def test_a_child_whose_parent_no_longer_waits_for_it_ends_quietly() -> None:
    here, there = _context.Pipe(duplex=False)
    here.close()
    child = _context.Process(target=_main, args=(doubled, (21,), Limits(60.0, 64 * MIB), there))
    child.start()
    there.close()
    child.join()
    assert child.exitcode == 0
