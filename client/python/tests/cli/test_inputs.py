"""What a user names to be predicted on is found, in order, and goes in batches that one request takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
import pytest

from modelbook.cli import inputs
from modelbook.cli.inputs import BATCH_IMAGES, BATCH_ROWS, batches, paths_of

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.png", "a.PNG", "c.jpg", "table.csv", "notes.md"):
        (tmp_path / name).write_bytes(PNG)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "d.png").write_bytes(PNG)
    (tmp_path / "empty").mkdir()
    return tmp_path


def names(paths: list[Any]) -> list[str]:
    return [path if isinstance(path, str) else path.name for path in paths]


def test_a_folder_gives_its_files_and_those_below(folder: Path) -> None:
    assert names(paths_of([str(folder)])) == ["a.PNG", "b.png", "c.jpg", "d.png", "table.csv"]


def test_a_pattern_that_the_shell_left_is_followed(folder: Path) -> None:
    assert names(paths_of([f"{folder}/*.png", "-"])) == ["b.png", "-"]
    assert names(paths_of([f"{folder}/**/*.png"])) == ["b.png", "d.png"]


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(folder: Path) -> None:
    (folder / "x[1].png").write_bytes(PNG)
    assert names(paths_of([f"{folder}/x[1].png"])) == ["x[1].png"]


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("none.png", "there is no such file"),
        ("*.tif", "expected a pattern that fits files"),
        ("notes.md", "expected files that end in .png"),
        ("empty", "expected a folder with files that end in"),
    ],
)
def test_a_word_that_names_nothing_is_a_mistake_in_the_command(word: str, message: str, folder: Path) -> None:
    with pytest.raises(click.BadParameter, match=message.replace("*", r"\*")):
        paths_of([str(folder / word)])


def test_images_go_in_batches_in_their_order(tmp_path: Path) -> None:
    paths = [tmp_path / f"{n:03}.png" for n in range(BATCH_IMAGES + 3)]
    for path in paths:
        path.write_bytes(PNG)
    found = list(batches(paths))
    assert [len(batch.content) for batch in found] == [BATCH_IMAGES, 3]
    assert [name for batch in found for name in batch.files] == [str(path) for path in paths]
    assert found[1].place_of(2) == str(paths[-1])


def test_large_images_go_in_smaller_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "BATCH_BYTES", 100)
    paths = [tmp_path / f"{n}.png" for n in range(5)]
    for path in paths:
        path.write_bytes(PNG)
    assert [len(batch.content) for batch in batches(paths)] == [2, 2, 1]


def test_a_table_between_images_keeps_its_place(folder: Path) -> None:
    found = list(batches([folder / "b.png", folder / "table.csv", folder / "c.jpg"]))
    assert [(batch.is_images, batch.content_type) for batch in found] == [(True, ""), (False, "text/csv"), (True, "")]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("[[1], [2]]", [[1], [2]]),
        ('{"inputs": [[1]]}', [[1]]),
        ('{"size": 1}', [{"size": 1}]),
        ("[1]\n[2]\n\n", [[1], [2]]),
        ('{"a": 1}\n{"a": 2}', [{"a": 1}, {"a": 2}]),
        ("\ufeff[3]", [3]),
    ],
)
def test_json_holds_inputs_in_several_forms(text: str, rows: list[Any], tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    assert [row for batch in batches([path]) for row in batch.content] == rows


@pytest.mark.parametrize("text", ["[1, 2, 3, 4]\n", '{"inputs": [[1, 2, 3, 4]]}'])
def test_a_single_line_of_a_file_of_lines_is_one_input(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(text, encoding="utf-8")
    assert [row for batch in batches([path]) for row in batch.content] == [[1, 2, 3, 4]]


def test_many_rows_go_in_batches_that_know_their_first_row(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps([[n] for n in range(BATCH_ROWS + 1)]))
    first, second = batches([path])
    assert (len(first.content), second.content, second.place_of(0)) == (BATCH_ROWS, [[BATCH_ROWS]], f"{path}, input {BATCH_ROWS}")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"[1, 2", "x.json: expected JSON"),
        (b"[1]\n[2", "x.json:2: expected JSON"),
        (b"\xff\xfe", "x.json: expected text in UTF-8, got other bytes at 0"),
    ],
)
def test_what_is_no_json_is_named_with_its_file(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(click.ClickException) as refused:
        list(batches([path]))
    assert message in refused.value.message


@pytest.mark.parametrize(("start", "ending"), [(b"II*\0", ".tif"), (b"MM\0*", ".tif"), (b"\x89PNG", ".png"), (b"a,b", ".csv"), (b"[1]", ".json")])
def test_standard_input_is_told_by_its_first_bytes(start: bytes, ending: str) -> None:
    assert inputs._ending_of(start + b" rest") == ending


def test_a_folder_has_no_hidden_files(tmp_path: Path) -> None:
    for name in ("a.png", "._a.png"):
        (tmp_path / name).write_bytes(PNG)
    assert inputs.paths_of([str(tmp_path)]) == [tmp_path / "a.png"]


def test_json_that_is_nested_too_deeply_is_named_with_its_file(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("[" * 100_000)
    with pytest.raises(click.ClickException, match=r"x\.json: expected inputs, got JSON that is nested too deeply"):
        list(batches([path]))
