"""Folders are written atomically."""

from pathlib import Path

import pytest

from models.core.files import make_folder_atomically


def write(folder: Path, text: str) -> None:
    (folder / "a.txt").write_text(text)


def test_a_folder_is_filled_before_it_exists(tmp_path: Path) -> None:
    def fill(draft: Path) -> None:
        assert not (tmp_path / "new" / "made").exists()
        write(draft, "whole")

    make_folder_atomically(tmp_path / "new" / "made", fill)
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))] == ["new", "new/made", "new/made/a.txt"]


def test_a_folder_that_cannot_be_filled_leaves_nothing_behind(tmp_path: Path) -> None:
    def fill(draft: Path) -> None:
        write(draft, "half")
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="disk is full"):
        make_folder_atomically(tmp_path / "made", fill)
    assert list(tmp_path.iterdir()) == []


def test_the_folder_of_the_first_process_is_kept(tmp_path: Path) -> None:
    made = tmp_path / "made"

    def fill(draft: Path) -> None:
        write(draft, "second")
        made.mkdir()
        write(made, "first")

    make_folder_atomically(made, fill)
    assert (made / "a.txt").read_text() == "first"
    assert list(tmp_path.iterdir()) == [made]
