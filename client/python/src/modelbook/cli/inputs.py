"""What a user names to be predicted on: files, folders, patterns, standard input; in batches that one request takes."""

from __future__ import annotations

import glob
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Union

import click

from modelbook._file_types import ARRAYS, IMAGES, TABLES, ending_of

#: Most images, and most bytes of them, in one request; and most rows of JSON.
BATCH_IMAGES, BATCH_BYTES, BATCH_ROWS = 64, 8 * 1024 * 1024, 5_000
_TABLES = {**TABLES, **ARRAYS}
_LINES = (".jsonl", ".ndjson")
_JSON = (".json", *_LINES)
_TEXTS = (".txt",)
ENDINGS = (*IMAGES, *_TABLES, *_JSON, *_TEXTS)
_STDIN = "-"


@dataclass(frozen=True)
class Batch:
    """Inputs of one request.

    Args:
        files: Name of the file of each input, or the name of the file of all.
        content: A list of images (paths, or bytes), of rows or of texts; or the content of a table.
        content_type: Content type of a table; empty for lists.
        first: Index of the first input in its file.
        is_images: Whether they are images.
    """

    files: Sequence[str]
    content: Any
    content_type: str = ""
    first: int = 0
    is_images: bool = False

    @property
    def is_table(self) -> bool:
        """Return whether the inputs are rows of one file, which may have more of them."""
        return bool(self.content_type) or (not self.is_images and (self.first > 0 or len(self.content) > 1))

    def place_of(self, index: int) -> str:
        """Return where an input stands."""
        return f"{self.files[0]}, input {self.first + index}" if self.is_table else self.files[min(index, len(self.files) - 1)]


def paths_of(words: Iterable[str]) -> list[Union[str, Path]]:
    """Return the files that words name: paths, folders, patterns such as *.png, and - for standard input.

    Raises:
        BadParameter: A word names no file.
    """
    found: list[Union[str, Path]] = []
    for word in words:
        path = Path(word)
        if word == _STDIN:
            found.append(word)
        elif path.is_dir():
            found += _files_of(path)
        elif path.exists() or not glob.has_magic(word):
            _require_known(path)
            found.append(path)
        else:
            matches = [Path(name) for name in sorted(glob.glob(word, recursive=True)) if Path(name).is_file()]
            if not matches:
                raise click.BadParameter(f"expected a pattern that fits files, got {word!r}, which fits none")
            found += matches
    return found


def batches(paths: Iterable[Union[str, Path]]) -> Iterator[Batch]:
    """Yield the inputs of files, in their order; images that follow each other go together."""
    images: list[tuple[str, Union[Path, bytes]]] = []
    n_bytes = 0
    for path in paths:
        name, ending, source = _opened(path)
        if ending in IMAGES:
            size = len(source) if isinstance(source, bytes) else source.stat().st_size
            if images and (len(images) == BATCH_IMAGES or n_bytes + size > BATCH_BYTES):
                yield _of_images(images)
                images, n_bytes = [], 0
            images.append((name, source))
            n_bytes += size
            continue
        if images:
            yield _of_images(images)
            images, n_bytes = [], 0
        yield from _of_file(name, ending, source)
    if images:
        yield _of_images(images)


def _files_of(folder: Path) -> list[Path]:
    """Return the files of a folder, and of those in it, that can be predicted on; not hidden ones, which some systems make beside each file."""
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file() and not path.name.startswith("."))
    if not found:
        raise click.BadParameter(f"expected a folder with files that end in {', '.join(ENDINGS)}, got {folder}, which has none")
    return found


def _require_known(path: Path) -> None:
    if not path.exists():
        raise click.BadParameter(f"expected a file, a folder, a pattern or -, got {str(path)!r}: there is no such file")
    if path.suffix.lower() not in ENDINGS:
        raise click.BadParameter(f"expected files that end in {', '.join(ENDINGS)}, got {str(path)!r}")


def _opened(path: Union[str, Path]) -> tuple[str, str, Union[Path, bytes]]:
    """Return the name of a file, its ending in small letters, and the file, or the bytes of standard input."""
    if isinstance(path, Path):
        return str(path), path.suffix.lower(), path
    content = sys.stdin.buffer.read()
    return "standard input", _ending_of(content), content


def _ending_of(content: bytes) -> str:
    """Return the ending that a file of some content has; that of text where it is no image and no arrays."""
    return ending_of(content) or (".json" if content.lstrip()[:1] in (b"[", b"{") else ".csv")


def _of_images(images: Sequence[tuple[str, Union[Path, bytes]]]) -> Batch:
    return Batch([name for name, _ in images], [source for _, source in images], is_images=True)


def _of_file(name: str, ending: str, source: Union[Path, bytes]) -> Iterator[Batch]:
    content = source if isinstance(source, bytes) else source.read_bytes()
    if ending in _TABLES:
        yield Batch([name], content, _TABLES[ending])
    elif ending in _TEXTS:
        yield Batch([name], [_text(content, name)])
    else:
        rows = _rows(_text(content, name), name, ending in _LINES)
        for first in range(0, len(rows), BATCH_ROWS):
            yield Batch([name], rows[first : first + BATCH_ROWS], first=first)


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{name}: expected text in UTF-8, got other bytes at {error.start}") from error


def _rows(text: str, name: str, is_lines: bool) -> list[Any]:
    """Return the inputs of JSON: a list of them, an object with the list `inputs`, or one input a line.

    Args:
        text: The JSON.
        name: Name of the file.
        is_lines: Whether the name says that there is one input a line, also where there is a single line.
    """
    try:
        value = json.loads(text)
    except RecursionError as error:
        raise click.ClickException(f"{name}: expected inputs, got JSON that is nested too deeply") from error
    except ValueError as whole:
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) < 2 or not _is_json(lines[0][1]):
            raise click.ClickException(f"{name}: expected JSON: {whole}") from whole
        return [_line(line, f"{name}:{number}") for number, line in lines]
    if isinstance(value, dict) and isinstance(value.get("inputs"), list):
        return list(value["inputs"])
    return value if isinstance(value, list) and not (is_lines and "\n" not in text.strip()) else [value]


def _line(line: str, where: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise click.ClickException(f"{where}: expected JSON: {error}") from error


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True
