"""Data sets that scikit-learn downloads on their first use."""

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from models.core.errors import UnreachableError
from models.core.files import make_folder_atomically

#: A connection is given up after so long without an answer, in seconds.
TIMEOUT_S = 10.0
# One download at a time in a process: the time limit below is the whole process's.
_DOWNLOADING = threading.Lock()


@dataclass(frozen=True)
class Download:
    """How a data set is downloaded.

    Args:
        source: Name of the data set.
        fetcher: scikit-learn's function for it.
        url: What that function downloads.
    """

    source: str
    fetcher: str
    url: str

    def fetch(self, cache: Path | None, **arguments: Any) -> Any:
        """Return what scikit-learn's function gives; download it first if it is not there.

        Args:
            cache: The download is kept in a folder in here; in scikit-learn's own folder when None.
            arguments: Further arguments of the function.

        Raises:
            UnreachableError: It is not there and cannot be downloaded; or the folder does not hold it.
        """
        from sklearn.datasets import get_data_home

        home = Path(get_data_home()) if cache is None else cache / self.source
        try:
            return self._call(home, False, arguments)
        except OSError:
            with _DOWNLOADING:
                return self._downloaded(home, cache is not None, arguments)

    def _downloaded(self, home: Path, ours: bool, arguments: dict[str, Any]) -> Any:
        try:
            if not ours:
                return self._download(home, arguments)
            if not home.is_dir():
                make_folder_atomically(home, lambda draft: self._download(draft, arguments))
            return self._call(home, False, arguments)
        except (OSError, http.client.HTTPException) as error:
            raise UnreachableError(self._advice(home, error)) from error

    def _download(self, home: Path, arguments: dict[str, Any]) -> Any:
        # Asked first, because scikit-learn's functions try again and again where there is no network.
        urlopen(self.url, timeout=TIMEOUT_S).close()
        with _time_limit():
            return self._call(home, True, arguments)

    def _call(self, home: Path, download: bool, arguments: dict[str, Any]) -> Any:
        import sklearn.datasets

        if not home.is_dir():
            raise FileNotFoundError(f"there is no folder {home}")
        return getattr(sklearn.datasets, self.fetcher)(data_home=home, download_if_missing=download, n_retries=1, **arguments)

    def _advice(self, home: Path, error: Exception) -> str:
        recipe = f"python -c \"from sklearn.datasets import {self.fetcher}; {self.fetcher}(data_home='{self.source}')\""
        return (
            f"{self.source} has to be downloaded once, and that failed: {self.url} gave {error}. Where there is no network, run {recipe} "
            f"on a machine that has one, and copy what is in the folder {self.source} to {home}"
        )


@contextmanager
def _time_limit() -> Iterator[None]:
    """Give up connections that fall silent: scikit-learn's functions set no limit of their own."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(TIMEOUT_S)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)
