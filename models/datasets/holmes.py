"""The book's text: three collections of stories about Sherlock Holmes."""

from pathlib import Path
from typing import ClassVar, Literal

from pydantic import Field

from models.core.errors import DataError, UnreachableError
from models.core.files import sha256_of, write_atomically
from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description
from models.datasets.gutenberg import Gutenberg
from models.preprocessing.symbols import characters_of

#: The file of the book, and the digest it has.
FILE = "holmes.txt"
FILE_SHA256 = "43e0b5f4737a97de9871ec16ec5ccae1b97b451d013da65aae63359018a1a475"
#: What is downloaded where that file is not.
DOWNLOADED = "holmes-gutenberg.txt"
#: Numbers of the Adventures, the Return and the Memoirs at Project Gutenberg.
BOOKS = (1661, 108, 834)


class Holmes(DataSet):
    """1,644,745 characters of Adventures, Return and Memoirs of Sherlock Holmes, in the public domain.

    The file of the book, holmes.txt, is taken where it lies in the cache folder. It has no other source; what Project
    Gutenberg has of the same stories is downloaded in its place, once. That is another text, with other letters and
    other figures, and the job says so. Source: Conan Doyle, 1892 to 1905.
    """

    source: ClassVar[str] = "holmes"
    title: ClassVar[str] = "Stories of Sherlock Holmes"
    downloads: ClassVar[bool] = True

    edition: Literal["any", "book"] = Field("any", description="book refuses every other text than the file of the book; any downloads one.")

    def describe(self) -> Description:
        return Description(TensorType((), "str", "time"), None, n_train=1_644_745)

    def load(self, cache: Path | None) -> Data:
        return Data(characters_of(self._file(cache).read_text(encoding="utf-8")))

    def note(self, cache: Path | None) -> str:
        if self._file(cache).name == FILE:
            return ""
        return "holmes is a download from Project Gutenberg, not the file of the book: letters, words and figures differ from the book's"

    def _file(self, cache: Path | None) -> Path:
        """Return where the text lies, downloading it first if need be."""
        if cache is None:
            raise DataError(f"holmes lies in the cache folder, but there is none: expected one with {FILE} in it")
        book, downloaded = cache / FILE, cache / DOWNLOADED
        if book.is_file():
            return _require_book(book)
        if self.edition == "book":
            raise DataError(f"expected the file of the book at {book}, got none; put it there, or leave edition out to download the stories")
        if not downloaded.is_file():
            download(downloaded, book, Gutenberg())
        return downloaded


def download(path: Path, book: Path, library: Gutenberg) -> None:
    """Download the stories.

    Args:
        path: Where the text is to be.
        book: Where the file of the book is looked for, named in the advice.
        library: Where the stories come from.

    Raises:
        UnreachableError: They cannot be had; the message says how to do without.
    """
    try:
        text = library.books(BOOKS)
    except UnreachableError as error:
        raise UnreachableError(
            f"holmes is not here, and cannot be downloaded: {error}. Put the file of the book at {book} (SHA-256 {FILE_SHA256}); "
            f"or upload a text of your own by POST /v1/datasets, or take the built-in text sonnets"
        ) from error
    write_atomically(path, lambda draft: _fill(draft, text))


def _require_book(path: Path) -> Path:
    found = sha256_of(path)
    if found != FILE_SHA256:
        raise DataError(f"expected the file of the book at {path}, of SHA-256 {FILE_SHA256}, got another text of {found}; upload it as a data set")
    return path


def _fill(draft: Path, text: str) -> None:
    draft.write_bytes(text.encode())
