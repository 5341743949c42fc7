"""Files of the service are closed to other users: new ones by the mask of its processes, older ones when it starts."""

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from service.private_files import close_to_others, make_private
from service.store.database import files_of
from tests.modes import mode_of, open_to_others


def opened(path: Path, mode: int) -> Path:
    """Make a file, or a folder for a name without an ending, of a mode."""
    if path.suffix:
        path.write_bytes(b"")
    else:
        path.mkdir()
    path.chmod(mode)
    return path


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A folder as an earlier version left it."""
    data = opened(tmp_path / "data", 0o755)
    opened(opened(data / "files", 0o775) / "model.h5", 0o664)
    opened(opened(data / "files" / "inner", 0o777) / "script.sh", 0o755)
    opened(data / "modelbook.db", 0o644)
    opened(data / "read-only.txt", 0o444)
    return data


def test_a_process_makes_private_files_and_so_do_its_children(tmp_path: Path) -> None:
    child = "import pathlib; pathlib.Path('inner').mkdir(); open('inner/file', 'w')"
    program = f"import subprocess, sys, service.private_files as p; p.keep_private(); subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True, umask=0o022)
    assert (mode_of(tmp_path / "inner"), mode_of(tmp_path / "inner" / "file")) == (0o700, 0o600)


def test_what_an_earlier_version_left_open_is_closed_and_stays_usable(older: Path) -> None:
    close_to_others([older])
    assert open_to_others(older) == []
    inner = older / "files" / "inner"
    assert [mode_of(path) for path in (older, inner, inner / "script.sh", older / "read-only.txt")] == [0o700, 0o700, 0o700, 0o400]


def test_other_things_in_the_data_folder_are_left_as_they_are(older: Path) -> None:
    close_to_others([older], only={"modelbook.db", "files"})
    assert open_to_others(older) == [older / "read-only.txt"]
    assert mode_of(older) == 0o700


def test_links_are_not_followed(older: Path, tmp_path: Path) -> None:
    (older / "link").symlink_to(opened(tmp_path / "elsewhere.txt", 0o644))
    (older / "folder").symlink_to(opened(tmp_path / "others", 0o755))
    close_to_others([older])
    assert (mode_of(tmp_path / "elsewhere.txt"), mode_of(tmp_path / "others")) == (0o644, 0o755)


def test_a_folder_of_everybody_is_left_as_it_is_with_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    shared = opened(tmp_path / "shared", 0o777 | 0o1000)
    opened(shared / "of-another.txt", 0o644)
    with caplog.at_level(logging.WARNING):
        make_private(shared)
    assert (mode_of(shared), mode_of(shared / "of-another.txt")) == (0o777, 0o644)
    assert "Other users may read some files" in caplog.text


def test_without_time_the_folder_itself_is_closed(older: Path) -> None:
    close_to_others([older, older / "missing"], seconds=0)
    assert mode_of(older) == 0o700
    assert mode_of(older / "modelbook.db") == 0o644


def test_the_files_of_a_database_are_those_of_sqlite() -> None:
    assert [str(path) for path in files_of("sqlite:////data/m.db")] == ["/data/m.db", "/data/m.db-wal", "/data/m.db-shm", "/data/m.db-journal"]
    assert [files_of(url) for url in ("sqlite://", "sqlite:///:memory:", "postgresql://u:p@host/name")] == [[], [], []]


def test_what_is_neither_a_file_nor_a_folder_is_left_as_it_is(tmp_path: Path) -> None:
    """A setting may name a device, which is everybody's."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    pipe.chmod(0o666)
    close_to_others([pipe])
    assert mode_of(pipe) == 0o666
