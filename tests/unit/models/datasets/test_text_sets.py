"""Built-in texts: their content, and the source of the book's text."""

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np
import pytest

from models.core.errors import DataError, UnreachableError
from models.core.files import sha256_of
from models.datasets.texts import (
    DOWNLOADED_HOLMES,
    HOLMES,
    HOLMES_BOOKS,
    HOLMES_SHA256,
    SONNETS,
    SONNETS_SHA256,
    Gutenberg,
    Holmes,
    Sonnets,
    download_holmes,
)
from models.preprocessing.symbols import Letters, Words, text_of
from models.preprocessing.window import Window
from tests.texts import HOLMES_FOLDER, needs_holmes


def test_the_sonnets_are_read_from_the_documented_file() -> None:
    text = text_of(Sonnets().load(None).inputs)
    assert sha256_of(SONNETS) == SONNETS_SHA256 == hashlib.sha256(text.encode()).hexdigest()
    assert (len(text), len(set(text))) == (Sonnets().describe().n_train, 62)
    assert "Shall I compare thee to a summer's day?" in text


@needs_holmes
def test_the_books_letters_and_windows_have_the_counts_of_the_book() -> None:
    text = Holmes(edition="book").load(HOLMES_FOLDER).inputs
    assert len(text) == Holmes().describe().n_train
    assert Holmes().note(HOLMES_FOLDER) == ""
    letters = Letters(step="letters", clean=True).fit(text)
    ids = letters.apply(text)
    assert (len(letters.vocabulary_), len(ids)) == (89, 1_637_265)
    assert len(Letters(step="letters", clean=True, lower=True).fit(text).vocabulary_) == 63
    windows, targets = Window(step="window", size=40, stride=3).split(ids)
    assert (windows.shape, targets.shape) == ((545_742, 40), (545_742,))
    assert windows.base is not None  # Views on the one series: no window is copied.


@needs_holmes
def test_the_books_words_and_windows_have_the_counts_of_the_book() -> None:
    text = Holmes().load(HOLMES_FOLDER).inputs
    every = Words(step="words", unknown="GLORP").fit(text)
    ids = every.apply(text)
    assert (len(ids), len(every.vocabulary_)) == (366_463, 15_098 + 1)
    glorp = Words(step="words", size=8000, unknown="GLORP").fit(text)
    assert len(glorp.vocabulary_) == 8000
    assert np.count_nonzero(glorp.apply(text) == glorp.indices["GLORP"]) == 8_053
    assert len(Window(step="window", size=40, stride=3).split(ids)[0]) == 122_141
    assert len(Window(step="window", size=40, stride=40).split(ids)[0]) == 9_161
    assert len(Window(step="window", size=40, stride=40, multiple=64).split(ids)[0]) == 9_152


def test_another_text_under_the_books_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / HOLMES).write_text("It was a dark and stormy night.")
    with pytest.raises(DataError, match=r"expected the file of the book at .*holmes\.txt, of SHA-256 43e0b5f4.*upload it as a data set"):
        Holmes().load(tmp_path)


def test_the_books_edition_is_not_downloaded(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"expected the file of the book at .*, got none; put it there, or leave edition out"):
        Holmes(edition="book").load(tmp_path)


def test_without_a_cache_folder_the_book_is_refused() -> None:
    with pytest.raises(DataError, match=r"expected one with holmes\.txt in it"):
        Holmes().load(None)


@contextmanager
def library(pages: dict[str, bytes]) -> Iterator[str]:
    """Serve books; yield the server's address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path)
            self.send_response(404 if page is None else 200)
            self.end_headers()
            self.wfile.write(page or b"")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def page(text: str, mark: str = "THE") -> bytes:
    marks = [f"*** {word} OF {mark} PROJECT GUTENBERG EBOOK A TALE ***" for word in ("START", "END")]
    return f"\ufeffabout\r\n{marks[0]}\r\n\r\n{text}\r\n{marks[1]}\r\nlicence".encode()


def test_downloaded_stories_are_stored_and_reported_as_another_text(tmp_path: Path) -> None:
    pages = {f"/{number}/pg{number}.txt": page(f"Story\r\n{number}", mark) for number, mark in zip(HOLMES_BOOKS, ("THE", "THIS", "THE"), strict=True)}
    with library(pages) as address:
        download_holmes(tmp_path / DOWNLOADED_HOLMES, tmp_path / HOLMES, Gutenberg(address))
    assert text_of(Holmes().load(tmp_path).inputs) == "Story\n1661\n\nStory\n108\n\nStory\n834\n"
    assert "not the file of the book" in Holmes().note(tmp_path)


@pytest.mark.parametrize("pages", [{}, {"/1661/pg1661.txt": b"<html>busy</html>"}], ids=["missing", "no book"])
def test_a_failed_download_lists_the_alternatives(pages: dict[str, bytes], tmp_path: Path) -> None:
    with library(pages) as address, pytest.raises(UnreachableError) as raised:
        download_holmes(tmp_path / DOWNLOADED_HOLMES, tmp_path / HOLMES, Gutenberg(address))
    for phrase in (f"{address}/1661/pg1661.txt", str(tmp_path / HOLMES), HOLMES_SHA256, "POST /v1/datasets", "sonnets"):
        assert phrase in str(raised.value)
    assert list(tmp_path.iterdir()) == []
