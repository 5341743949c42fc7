"""20 newsgroups: posts, and the group each was posted to."""

from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import Field

from models.core.arrays import Array
from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description
from models.datasets.download import Download

LABELS = (
    "alt.atheism", "comp.graphics", "comp.os.ms-windows.misc", "comp.sys.ibm.pc.hardware", "comp.sys.mac.hardware", "comp.windows.x",
    "misc.forsale", "rec.autos", "rec.motorcycles", "rec.sport.baseball", "rec.sport.hockey", "sci.crypt", "sci.electronics", "sci.med",
    "sci.space", "soc.religion.christian", "talk.politics.guns", "talk.politics.mideast", "talk.politics.misc", "talk.religion.misc",
)  # fmt: skip
DOWNLOAD = Download("newsgroups20", "fetch_20newsgroups", "https://ndownloader.figshare.com/files/5975967")


class Newsgroups20(DataSet):
    """11,314 training and 7,532 test posts of 1993, later ones for the test; targets are the names of the 20 groups.

    Inputs are an array of Python strings: the longest posts would make one of fixed width too large. Downloaded on its
    first use (14 MB). Source: Lang, 1995, split by date; scikit-learn's fetch_20newsgroups.
    """

    source: ClassVar[str] = "newsgroups20"
    title: ClassVar[str] = "Posts of 20 newsgroups"
    downloads: ClassVar[bool] = True

    remove: Annotated[list[Literal["headers", "footers", "quotes"]], Field(max_length=3)] = Field(
        [], description="What is cut from each post, of headers, footers and quotes: a model could know posts by their senders."
    )

    def describe(self) -> Description:
        return Description(TensorType((), "str"), TensorType((), "str"), n_train=11_314, n_test=7_532, labels=LABELS)

    def load(self, cache: Path | None) -> Data:
        train, test = (DOWNLOAD.fetch(cache, subset=subset, remove=tuple(self.remove)) for subset in ("train", "test"))
        return Data(*_pairs(train), *_pairs(test))


def _pairs(found: Any) -> tuple[Array, Array]:
    return np.array(found.data, dtype=object), np.array(found.target_names)[found.target]
