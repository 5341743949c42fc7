"""Texts: Shakespeare's sonnets, and stories about Sherlock Holmes."""

import http.client
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal
from urllib.error import HTTPError
from urllib.request import build_opener

from pydantic import Field

from models.core.errors import DataError, UnreachableError
from models.core.files import sha256_of, write_atomically
from models.core.tensors import TensorType
from models.datasets.data_set import DOWNLOAD_TIMEOUT_S, Data, DataSet, Description
from models.preprocessing.symbols import characters_of

SONNETS = Path(__file__).parent / "files" / "sonnets.txt"
SONNETS_SHA256 = "f0a53fd822697ea1d32a2030249fa093638fc14dcb37c5660867159978f4bc50"
#: File of the book, and its digest.
HOLMES = "holmes.txt"
HOLMES_SHA256 = "43e0b5f4737a97de9871ec16ec5ccae1b97b451d013da65aae63359018a1a475"
#: Number of different characters of the book's text, by whether it is converted to lower case and whether it is cleaned.
HOLMES_LETTERS = {(False, False): 90, (False, True): 89, (True, False): 64, (True, True): 63}
#: Fewest and most of the downloaded text, by lower case: the alphabet and a space; some times the book's.
DOWNLOADED_LETTERS = {False: (53, 300), True: (27, 300)}
#: File of the stories that are downloaded when the file of the book is missing.
DOWNLOADED_HOLMES = "holmes-gutenberg.txt"
#: Numbers of the Adventures, the Return and the Memoirs at Project Gutenberg.
HOLMES_BOOKS = (1661, 108, 834)
#: Largest book that is downloaded, in bytes.
MAX_BOOK_BYTES = 16 * 1024 * 1024
_BEGIN = re.compile(r"\*\*\* ?START OF TH(?:E|IS) PROJECT GUTENBERG EBOOK.*?\*\*\*")
_END = re.compile(r"\*\*\* ?END OF TH(?:E|IS) PROJECT GUTENBERG EBOOK")


class Sonnets(DataSet):
    """95,650 characters, 62 different ones, for models of letters or words. Source: Shakespeare, 1609; public domain."""

    source: ClassVar[str] = "sonnets"
    title: ClassVar[str] = "Shakespeare's sonnets"

    def describe(self) -> Description:
        return Description(TensorType((), "str", "time"), None, n_train=95_650)

    def load(self, cache: Path | None) -> Data:
        return Data(characters_of(SONNETS.read_text(encoding="utf-8")))


class Holmes(DataSet):
    """1,644,745 characters of Adventures, Return and Memoirs of Sherlock Holmes, in the public domain.

    The file of the book, holmes.txt, is read from the cache folder and has no other source. If it is missing, the same
    stories are downloaded from Project Gutenberg once. That text has other characters and gives other figures, and the job
    reports it in a note. Source: Conan Doyle, 1892 to 1905.
    """

    source: ClassVar[str] = "holmes"
    title: ClassVar[str] = "Stories of Sherlock Holmes"
    downloads: ClassVar[bool] = True

    edition: Literal["any", "book"] = Field("any", description="book accepts only the file of the book; any downloads the stories if it is missing.")

    def describe(self) -> Description:
        return Description(TensorType((), "str", "time"), None, n_train=1_644_745)

    def letter_counts(self, *, lower: bool, clean: bool) -> tuple[int, int]:
        n_letters = HOLMES_LETTERS[lower, clean]
        return (n_letters, n_letters) if self.edition == "book" else DOWNLOADED_LETTERS[lower]

    def load(self, cache: Path | None) -> Data:
        return Data(characters_of(self._file(cache).read_text(encoding="utf-8")))

    def note(self, cache: Path | None) -> str:
        if self._file(cache).name == HOLMES:
            return ""
        return "holmes is a download from Project Gutenberg, not the file of the book: letters, words and figures differ from the book's"

    def _file(self, cache: Path | None) -> Path:
        """Return the path of the text, downloading it first if it is missing."""
        if cache is None:
            raise DataError(f"holmes is read from the cache folder: expected one with {HOLMES} in it, got no cache folder")
        book, downloaded = cache / HOLMES, cache / DOWNLOADED_HOLMES
        if book.is_file():
            return _require_book(book)
        if self.edition == "book":
            raise DataError(f"expected the file of the book at {book}, got none; put it there, or leave edition out to download the stories")
        if not downloaded.is_file():
            download_holmes(downloaded, book, Gutenberg())
        return downloaded


@dataclass(frozen=True)
class Gutenberg:
    """The server of Project Gutenberg.

    Args:
        address: Beginning of the URLs of its books.
    """

    address: str = "https://www.gutenberg.org/cache/epub"

    def books(self, numbers: Sequence[int]) -> str:
        """Download books and return them as one text, without the header and footer of the project.

        Args:
            numbers: Numbers of the books, in order.

        Raises:
            UnreachableError: A download failed, or a file is not a book of the project.
        """
        return "\n\n".join(self._book(number) for number in numbers) + "\n"

    def _book(self, number: int) -> str:
        url = f"{self.address}/{number}/pg{number}.txt"
        try:
            with build_opener().open(url, timeout=DOWNLOAD_TIMEOUT_S) as response:
                content = response.read(MAX_BOOK_BYTES)
            return _between_marks(content.decode("utf-8-sig"))
        except HTTPError as error:
            error.close()  # It holds the connection.
            raise UnreachableError(f"{url} gave {error}") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise UnreachableError(f"{url} gave {error}") from error


def download_holmes(path: Path, book: Path, library: Gutenberg) -> None:
    """Download the stories about Sherlock Holmes.

    Args:
        path: Path the text is written to.
        book: Path at which the file of the book is expected, named in the error message.
        library: Server of the stories.

    Raises:
        UnreachableError: The download failed; the message lists the alternatives.
    """
    try:
        text = library.books(HOLMES_BOOKS)
    except UnreachableError as error:
        raise UnreachableError(
            f"holmes is missing and cannot be downloaded: {error}. Put the file of the book at {book} (SHA-256 {HOLMES_SHA256}); "
            f"or upload a text of your own by POST /v1/datasets, or use the built-in text sonnets"
        ) from error
    write_atomically(path, lambda draft: draft.write_bytes(text.encode()))


def _require_book(path: Path) -> Path:
    found = sha256_of(path)
    if found != HOLMES_SHA256:
        raise DataError(f"expected the file of the book at {path}, of SHA-256 {HOLMES_SHA256}, got another text of {found}; upload it as a data set")
    return path


def _between_marks(text: str) -> str:
    """Return the text between the marks of Project Gutenberg; line ends become newlines."""
    text = text.replace("\r\n", "\n")
    begin = _BEGIN.search(text)
    end = _END.search(text, begin.end()) if begin else None
    if begin is None or end is None:
        raise ValueError("a text without the marks of Project Gutenberg's books")
    return text[begin.end() : end.start()].strip()
