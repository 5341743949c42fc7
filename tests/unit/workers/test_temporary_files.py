"""Temporary files of a job process."""

import os
import stat
import tempfile
from pathlib import Path

import pytest

from workers.job_process import _own_temporary_folder


def test_temporary_files_of_a_job_and_its_children_are_in_a_closed_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # It is put back after the test.
    with _own_temporary_folder(tmp_path):
        own = Path(tempfile.gettempdir())
        assert (own.parent, os.environ["TMPDIR"], stat.S_IMODE(own.stat().st_mode)) == (tmp_path, str(own), 0o700)
    assert not own.exists()
