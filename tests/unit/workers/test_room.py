"""Room for jobs: what a worker says of an attempt that found none, and when it starts no job."""

import errno
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from models.core.errors import DataError
from service.settings import Settings
from service.store.losses import LossKind, failure, pause_s
from tests.small_disk import fill, make_room, small_disk
from workers.endings import ending_of
from workers.exit_codes import FAILED_SURROUNDINGS, NO_ROOM
from workers.memory_use import MemoryWatch
from workers.room import LEAST_BYTES, Room


def room_in(folder: Path) -> Room:
    return Room(Settings(files=folder / "files", cache=folder / "cache", database_url="postgresql://u@h/d"))


def full_sqlite(code: int) -> OperationalError:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    return OperationalError("INSERT", {}, error)


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (OSError(errno.ENOSPC, "no"), "No space left on device"),
        (OSError(errno.EDQUOT, "no"), "Disk quota exceeded"),
        (OSError(errno.EFBIG, "no"), "File too large"),
        (full_sqlite(sqlite3.SQLITE_FULL), "the database cannot grow"),
        (full_sqlite(sqlite3.SQLITE_IOERR_SHMSIZE), "the database cannot grow"),
        (full_sqlite(sqlite3.SQLITE_IOERR_WRITE), "the database cannot grow"),
    ],
)
def test_an_attempt_that_found_no_room_says_so_and_what_settles_it(error: Exception, what: str, tmp_path: Path) -> None:
    reason = room_in(tmp_path).reason(error) or ""
    assert reason.startswith(f"there was no room on the disk ({what}; free: ")
    assert " for files, " in reason
    assert reason.endswith(" for cache); make room, for example with modelbook clean: the job goes on then")


@pytest.mark.parametrize(
    "error", [OSError(errno.EIO, "no"), full_sqlite(sqlite3.SQLITE_BUSY), DataError("no room"), ValueError("No space left on device")]
)
def test_other_failures_are_not_taken_for_a_full_disk(error: Exception, tmp_path: Path) -> None:
    assert room_in(tmp_path).reason(error) is None


def test_a_database_that_is_a_file_needs_room_too(tmp_path: Path) -> None:
    room = Room(Settings(files=tmp_path, cache=tmp_path, database_url=f"sqlite:///{tmp_path / 'a.db'}"))
    assert " for database)" in (room.reason(OSError(errno.ENOSPC, "no")) or "")


def test_a_worker_starts_nothing_without_room_and_says_so_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    with small_disk(tmp_path / "disk", 2 * LEAST_BYTES) as disk:
        room = room_in(disk)
        assert not room.is_lacking()
        fill(disk, leave_bytes=LEAST_BYTES // 2)
        assert [room.is_lacking(), room.is_lacking()] == [True, True]
        assert (room.problem or "").startswith("there is no room on its disk (free: ")
        make_room(disk)
        assert not room.is_lacking()
    assert [record.getMessage().partition(" (")[0] for record in caplog.records] == [
        "There is no room on the disk",
        "There is room on the disk again",
    ]


def test_a_full_disk_is_no_loss_of_the_job() -> None:
    ending = ending_of(NO_ROOM, "there was no room on the disk", MemoryWatch(0, 0, 0))
    assert (ending.loss, ending.reason) == (LossKind.ROOM, "there was no room on the disk")
    assert ending_of(FAILED_SURROUNDINGS, "OperationalError: closed", MemoryWatch(0, 0, 0)).loss is LossKind.MACHINE
    assert failure(LossKind.ROOM, counted=1000, max_losses=3, reason="") is None


def test_a_job_waits_longer_each_time_but_never_long() -> None:
    assert [pause_s(LossKind.ROOM, counted) for counted in (1, 2, 3, 4, 5, 1000)] == [5, 10, 20, 40, 60, 60]
    assert {pause_s(kind, 1) for kind in (LossKind.MACHINE, LossKind.CRASH, LossKind.MEMORY)} == {0.0}
