"""HDF5 files on a full disk: an error of the system, at whatever byte it comes."""

import os
import subprocess
import sys
from pathlib import Path

import h5py
import numpy as np
import pytest

from models.artifact.new_hdf5 import new_hdf5
from models.core.files import write_atomically
from models.core.room import no_room
from tests.small_disk import files_of_at_most


def written(path: Path, n_parts: int = 40, n_numbers: int = 50) -> None:
    with new_hdf5(path) as file:
        for part in range(n_parts):
            file[f"group-{part}/values"] = np.full(n_numbers, part)


@pytest.mark.parametrize("room", [0, 1, 100, 4096, 20_000, 40_000])
def test_a_disk_that_is_full_after_some_bytes_is_an_error_and_leaves_nothing_behind(tmp_path: Path, room: int) -> None:
    with files_of_at_most(room), pytest.raises(OSError, match="File too large") as caught:
        write_atomically(tmp_path / "model.h5", written)
    assert no_room(caught.value) is not None
    assert list(tmp_path.iterdir()) == []


def test_a_large_array_that_does_not_fit_is_an_error(tmp_path: Path) -> None:
    with files_of_at_most(100_000), pytest.raises(OSError, match="File too large"):
        write_atomically(tmp_path / "model.h5", lambda draft: written(draft, 1, 100_000))


def test_a_file_that_fits_holds_what_was_written_and_can_be_read_while_it_is(tmp_path: Path) -> None:
    path = tmp_path / "model.h5"
    with new_hdf5(path) as file:
        file["values"] = np.arange(1000)
        file.attrs["note"] = "a" * 5000
        assert file["values"][999] == 999
    with h5py.File(path) as file:
        assert (file["values"][()] == np.arange(1000)).all()
        assert file.attrs["note"] == "a" * 5000


def test_hdf5_itself_ends_the_process_there_which_is_why(tmp_path: Path) -> None:
    """Should this fail, HDF5 has learnt to report a full disk, and `new_hdf5` is not needed any more."""
    code = (
        "import resource, sys, h5py, numpy as np\n"
        "with h5py.File(sys.argv[1], 'w') as file:\n"
        "    file.flush()\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "    for part in range(40): file[f'group-{part}/values'] = np.ones(50)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.h5")], capture_output=True, check=False, env=dict(os.environ))
    assert ended.returncode < 0
