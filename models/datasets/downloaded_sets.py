"""Data sets that scikit-learn downloads on their first use."""

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal
from urllib.request import urlopen

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.core.errors import UnreachableError
from models.core.files import make_folder_atomically
from models.core.room import raise_if_full
from models.core.tensors import TensorType
from models.datasets.data_set import DOWNLOAD_TIMEOUT_S, Data, DataSet, Description

#: Only people with at least this many images are included; most people have one image, which is too few to learn from.
MIN_FACES = 70
CALIFORNIA_COLUMNS = ("MedInc", "HouseAge", "AveRooms", "AveBedrms", "Population", "AveOccup", "Latitude", "Longitude")
LFW_LABELS = ("Ariel Sharon", "Colin Powell", "Donald Rumsfeld", "George W Bush", "Gerhard Schroeder", "Hugo Chavez", "Tony Blair")
NEWSGROUPS = (
    "alt.atheism", "comp.graphics", "comp.os.ms-windows.misc", "comp.sys.ibm.pc.hardware", "comp.sys.mac.hardware", "comp.windows.x",
    "misc.forsale", "rec.autos", "rec.motorcycles", "rec.sport.baseball", "rec.sport.hockey", "sci.crypt", "sci.electronics", "sci.med",
    "sci.space", "soc.religion.christian", "talk.politics.guns", "talk.politics.mideast", "talk.politics.misc", "talk.religion.misc",
)  # fmt: skip
# One download at a time in a process: the socket timeout set below applies to the whole process.
_DOWNLOADING = threading.Lock()


@dataclass(frozen=True)
class Download:
    """How a data set is downloaded.

    Args:
        source: Name of the data set.
        fetcher: Name of scikit-learn's function for it.
        url: URL that the function downloads.
    """

    source: str
    fetcher: str
    url: str

    def fetch(self, cache: Path | None, **arguments: Any) -> Any:
        """Return the result of scikit-learn's function, downloading the data set first if it is missing.

        Args:
            cache: Folder in which the download is stored, in a folder of its own; None for scikit-learn's folder.
            arguments: Further arguments of the function.

        Raises:
            UnreachableError: The data set is missing and the download failed; or the folder does not contain it.
            OSError: The disk is full.
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
            raise_if_full(error)
            raise UnreachableError(self._advice(home, error)) from error

    def _download(self, home: Path, arguments: dict[str, Any]) -> Any:
        # Tried first, because scikit-learn's functions retry many times when there is no network.
        urlopen(self.url, timeout=DOWNLOAD_TIMEOUT_S).close()
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
            f"{self.source} has to be downloaded once, and the download failed: {self.url}: {error}. Without a network, run {recipe} "
            f"on a machine that has one, and copy the content of the folder {self.source} to {home}"
        )


class California(DataSet):
    """Eight measures of each of 20,640 districts in 1990; the target is the median house price, in 100,000 dollars.

    Downloaded on first use (0.4 MB). Source: Pace and Barry, 1997; scikit-learn's fetch_california_housing.
    """

    source: ClassVar[str] = "california"
    title: ClassVar[str] = "House prices in California"
    downloads: ClassVar[bool] = True

    def describe(self) -> Description:
        return Description(TensorType((8,), "float64"), TensorType((), "float64"), n_train=20_640, columns=CALIFORNIA_COLUMNS)

    def load(self, cache: Path | None) -> Data:
        found = Download("california", "fetch_california_housing", "https://ndownloader.figshare.com/files/5976036").fetch(cache)
        return Data(found.data, found.target)


class Lfw(DataSet):
    """1,288 grey images of 62x47 pixels, float32 from 0 to 1, of the seven people with 70 or more images; targets are their names.

    Downloaded on first use (233 MB). Source: Huang, Ramesh, Berg and Learned-Miller, 2007; scikit-learn's fetch_lfw_people.
    """

    source: ClassVar[str] = "lfw"
    title: ClassVar[str] = "Labeled faces in the wild"
    downloads: ClassVar[bool] = True

    def describe(self) -> Description:
        return Description(TensorType((62, 47), "float32"), TensorType((), "str"), n_train=1288, labels=LFW_LABELS)

    def load(self, cache: Path | None) -> Data:
        download = Download("lfw", "fetch_lfw_people", "https://ndownloader.figshare.com/files/5976015")
        found = download.fetch(cache, min_faces_per_person=MIN_FACES)
        return Data(found.images, found.target_names[found.target])


class Newsgroups20(DataSet):
    """11,314 training posts and 7,532 later test posts of 1993; targets are the names of the 20 groups.

    Inputs are an array of Python strings: an array of fixed-width strings would be too large because of the longest posts.
    Downloaded on first use (14 MB). Source: Lang, 1995, split by date; scikit-learn's fetch_20newsgroups.
    """

    source: ClassVar[str] = "newsgroups20"
    title: ClassVar[str] = "Posts of 20 newsgroups"
    downloads: ClassVar[bool] = True

    remove: Annotated[list[Literal["headers", "footers", "quotes"]], Field(max_length=3)] = Field(
        [], description="Parts removed from each post, of headers, footers and quotes: a model could recognize posts by their senders."
    )

    def describe(self) -> Description:
        return Description(TensorType((), "str"), TensorType((), "str"), n_train=11_314, n_test=7_532, labels=NEWSGROUPS)

    def load(self, cache: Path | None) -> Data:
        download = Download("newsgroups20", "fetch_20newsgroups", "https://ndownloader.figshare.com/files/5975967")
        train, test = (download.fetch(cache, subset=subset, remove=tuple(self.remove)) for subset in ("train", "test"))
        return Data(*_pairs(train), *_pairs(test))


def _pairs(found: Any) -> tuple[Array, Array]:
    return np.array(found.data, dtype=object), np.array(found.target_names)[found.target]


@contextmanager
def _time_limit() -> Iterator[None]:
    """Set a timeout for connections: scikit-learn's functions set none."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(DOWNLOAD_TIMEOUT_S)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)
