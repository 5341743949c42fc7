"""Labeled Faces in the Wild: photographs of well-known people."""

from pathlib import Path
from typing import ClassVar

from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description
from models.datasets.download import Download

#: Only people with at least so many pictures are taken: of most there is one alone, which nothing can be learned from.
MIN_FACES = 70
LABELS = ("Ariel Sharon", "Colin Powell", "Donald Rumsfeld", "George W Bush", "Gerhard Schroeder", "Hugo Chavez", "Tony Blair")
DOWNLOAD = Download("lfw", "fetch_lfw_people", "https://ndownloader.figshare.com/files/5976015")


class Lfw(DataSet):
    """1,288 grey pictures of 62x47 pixels, float32 from 0 to 1, of the seven people with 70 pictures or more; targets are their names.

    Downloaded on its first use (233 MB). Source: Huang, Ramesh, Berg and Learned-Miller, 2007; scikit-learn's
    fetch_lfw_people.
    """

    source: ClassVar[str] = "lfw"
    title: ClassVar[str] = "Labeled faces in the wild"
    downloads: ClassVar[bool] = True

    def describe(self) -> Description:
        return Description(TensorType((62, 47), "float32"), TensorType((), "str"), n_train=1288, labels=LABELS)

    def load(self, cache: Path | None) -> Data:
        found = DOWNLOAD.fetch(cache, min_faces_per_person=MIN_FACES)
        return Data(found.images, found.target_names[found.target])
