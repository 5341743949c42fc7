"""What tells a full disk, whatever a library makes of it."""

import errno
from pathlib import Path

import numpy as np
import pytest

from models.core.errors import DataError
from models.core.room import free_bytes, no_room, write_a_byte
from tests.small_disk import files_of_at_most, fill, make_room, small_disk


def raised_from(cause: Exception) -> DataError:
    try:
        raise DataError("the download failed") from cause
    except DataError as error:
        return error


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_seen_behind_the_error_of_a_library(number: int) -> None:
    found = no_room(raised_from(OSError(number, "no")))
    assert found is not None
    assert found.errno == number


def test_hdf5_tells_it_by_a_number_in_a_message() -> None:
    found = no_room(RuntimeError("Can't decrement id ref count (file write failed: errno = 28, error message = 'No space left on device')"))
    assert found is not None
    assert found.strerror == "No space left on device"


@pytest.mark.parametrize("error", [OSError(errno.ENOENT, "no such file"), OSError("timed out"), RuntimeError("errno = 2"), ValueError("errno = 28")])
def test_other_errors_are_not_taken_for_a_full_disk(error: Exception) -> None:
    assert no_room(raised_from(error)) is None


def test_an_array_that_numpy_writes_in_part_tells_it_without_a_number(tmp_path: Path) -> None:
    with files_of_at_most(4096), pytest.raises(OSError, match="requested and") as caught:
        np.save(tmp_path / "large.npy", np.ones(10_000))
    assert caught.value.errno is None
    assert no_room(caught.value) is not None


def test_a_byte_is_written_and_nothing_is_left_of_it(tmp_path: Path) -> None:
    write_a_byte(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert free_bytes(tmp_path / "not" / "made") > 0


def test_a_full_disk_takes_no_byte_until_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", 1024**2) as disk:
        fill(disk)
        assert free_bytes(disk) == 0
        with pytest.raises(OSError, match="No space left") as caught:
            write_a_byte(disk)
        assert no_room(caught.value) is not None
        make_room(disk)
        write_a_byte(disk)
