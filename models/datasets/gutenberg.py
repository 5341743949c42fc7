"""Books of Project Gutenberg, downloaded as text without what the project puts round them."""

import http.client
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import build_opener

from models.core.errors import UnreachableError

#: A connection is given up after so long without an answer, in seconds.
TIMEOUT_S = 10.0
#: Largest book taken, in bytes.
MAX_BOOK_BYTES = 16 * 1024 * 1024
_BEGIN = re.compile(r"\*\*\* ?START OF TH(?:E|IS) PROJECT GUTENBERG EBOOK.*?\*\*\*")
_END = re.compile(r"\*\*\* ?END OF TH(?:E|IS) PROJECT GUTENBERG EBOOK")


@dataclass(frozen=True)
class Gutenberg:
    """A server of books.

    Args:
        address: What the addresses of its books begin with.
    """

    address: str = "https://www.gutenberg.org/cache/epub"

    def books(self, numbers: Sequence[int]) -> str:
        """Download books and return them as one text.

        Args:
            numbers: Numbers of the books, in order.

        Raises:
            UnreachableError: One cannot be had, or is no book of the project.
        """
        return "\n\n".join(self._book(number) for number in numbers) + "\n"

    def _book(self, number: int) -> str:
        url = f"{self.address}/{number}/pg{number}.txt"
        try:
            with build_opener().open(url, timeout=TIMEOUT_S) as answer:
                content = answer.read(MAX_BOOK_BYTES)
            return _between_marks(content.decode("utf-8-sig"))
        except HTTPError as error:
            error.close()  # It holds the connection.
            raise UnreachableError(f"{url} gave {error}") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise UnreachableError(f"{url} gave {error}") from error


def _between_marks(text: str) -> str:
    """Cut a book out of its file; line ends become newlines."""
    text = text.replace("\r\n", "\n")
    begin = _BEGIN.search(text)
    end = _END.search(text, begin.end()) if begin else None
    if begin is None or end is None:
        raise ValueError("a text without the marks of Project Gutenberg's books")
    return text[begin.end() : end.start()].strip()
