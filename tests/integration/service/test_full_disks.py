"""What tells a full disk: the database, and HDF5, report it in their own errors."""

import errno
import resource
import sqlite3
from pathlib import Path

import h5py
import numpy as np
import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from models.artifact.save_forms import write_weights
from service.contained import Containment, Limits
from service.store.database import is_full


def test_a_database_that_cannot_grow_is_full(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "small.db") as database:
        database.execute("PRAGMA max_page_count = 3")
        database.execute("CREATE TABLE t (b BLOB)")
        with pytest.raises(sqlite3.OperationalError) as caught:
            database.execute("INSERT INTO t VALUES (?)", (b"x" * 100_000,))
        with pytest.raises(sqlite3.OperationalError) as other:
            database.execute("SELECT nothing FROM t")
    database.close()
    assert is_full(OperationalError("INSERT", {}, caught.value))
    assert not is_full(OperationalError("SELECT", {}, other.value))
    assert is_full(OperationalError("INSERT", {}, psycopg.errors.DiskFull()))
    assert not is_full(OperationalError("INSERT", {}, psycopg.OperationalError()))


def written(artifact: Path, path: Path) -> bytes:
    """Write the weights of an artifact where files may have 64 KiB."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    write_weights(artifact, path)
    return b""


def test_weights_that_do_not_fit_are_an_error_of_the_system_and_leave_nothing_behind(tmp_path: Path) -> None:
    artifact, folder = tmp_path / "model.h5", tmp_path / "weights"
    with h5py.File(artifact, "w") as file:
        file["model_weights/dense/kernel"] = np.ones(100_000)
    folder.mkdir()
    with pytest.raises(OSError, match="File too large") as caught:
        Containment(Limits(60, 1024**3)).run(written, artifact, folder / "weights.h5")
    assert caught.value.errno == errno.EFBIG
    assert list(folder.iterdir()) == []
