"""A file is checked again whenever it may have changed."""

import os
import time
from pathlib import Path

import pytest

from service.checked_files import STEP_S, CheckedFiles


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "model.h5"


def was_checked(checked: CheckedFiles, path: Path) -> bool:
    with checked.reading(path) as found:
        return found


def written(path: Path, content: str = "content") -> Path:
    """Write a file, and wait until its times tell a later change from this one."""
    path.write_text(content)
    time.sleep(STEP_S + 0.1)
    return path


def test_a_file_is_checked_once_and_again_after_each_change(path: Path) -> None:
    checked = CheckedFiles()
    assert [was_checked(checked, written(path)), was_checked(checked, path)] == [False, True]
    modified = path.stat().st_mtime_ns
    path.write_text("changed")
    os.utime(path, ns=(modified, modified))  # Whoever sets the time back cannot set back when that was done.
    assert not was_checked(checked, path)


def test_a_file_that_has_just_changed_is_checked_each_time(path: Path) -> None:
    checked = CheckedFiles()
    path.write_text("content")
    assert [was_checked(checked, path), was_checked(checked, path)] == [False, False]


def test_a_file_that_fails_its_check_or_is_missing_is_not_remembered(path: Path) -> None:
    checked = CheckedFiles()
    assert not was_checked(checked, path)
    written(path)
    with pytest.raises(ValueError, match="damaged"), checked.reading(path):
        raise ValueError("damaged")
    assert not was_checked(checked, path)
