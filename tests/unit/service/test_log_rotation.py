"""Logs that are begun anew: those who write them notice nothing, and the last five are kept."""

from pathlib import Path

import pytest

from service.child import Child
from service.log_rotation import N_KEPT, rotate


def test_a_log_is_begun_anew_when_it_is_large_while_it_is_open(tmp_path: Path) -> None:
    log = tmp_path / "api.log"
    with log.open("ab", buffering=0) as writer:
        writer.write(b"x" * 99)
        assert not rotate(log, 100)
        writer.write(b"y")
        assert rotate(log, 100)
        writer.write(b"after")
    assert log.read_bytes() == b"after"
    assert (tmp_path / "api.log.1").read_bytes() == b"x" * 99 + b"y"


def test_the_last_five_are_kept(tmp_path: Path) -> None:
    log = tmp_path / "api.log"
    for number in range(N_KEPT + 2):
        log.write_text(f"log {number}")
        assert rotate(log, 1)
    kept = {path.name: path.read_text() for path in tmp_path.iterdir() if path != log}
    assert kept == {f"api.log.{number}": f"log {N_KEPT + 2 - number}" for number in range(1, N_KEPT + 1)}


def test_a_log_that_cannot_be_copied_is_not_emptied(tmp_path: Path) -> None:
    log = tmp_path / "api.log"
    log.write_text("kept")
    (tmp_path / "api.log.0").symlink_to(tmp_path / "missing" / "file")
    with pytest.raises(OSError, match="No such file"):
        rotate(log, 1)
    assert log.read_text() == "kept"


def test_one_that_cannot_be_begun_anew_is_not_tried_again_at_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    log = tmp_path / "api.log"
    log.write_text("kept")
    (tmp_path / "api.log.0").symlink_to(tmp_path / "missing" / "file")
    child = Child("API", [], {}, log, 1.0)
    for _ in range(3):
        child.rotate_log(1)
    assert [record.getMessage() for record in caplog.records] == ["A log could not be begun anew."]
    assert log.read_text() == "kept"


def test_a_log_that_somebody_has_removed_is_none(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    Child("API", [], {}, tmp_path / "api.log", 1.0).rotate_log(1)
    assert (list(tmp_path.iterdir()), caplog.records) == ([], [])
