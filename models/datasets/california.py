"""California: prices of houses in 20,640 districts."""

from pathlib import Path
from typing import ClassVar

from models.core.tensors import TensorType
from models.datasets.data_set import Data, DataSet, Description
from models.datasets.download import Download

COLUMNS = ("MedInc", "HouseAge", "AveRooms", "AveBedrms", "Population", "AveOccup", "Latitude", "Longitude")
DOWNLOAD = Download("california", "fetch_california_housing", "https://ndownloader.figshare.com/files/5976036")


class California(DataSet):
    """Eight measures of each district of 1990; the target is the median price of a house there, in 100,000 dollars.

    Downloaded on its first use (0.4 MB). Source: Pace and Barry, 1997; scikit-learn's fetch_california_housing.
    """

    source: ClassVar[str] = "california"
    title: ClassVar[str] = "House prices in California"
    downloads: ClassVar[bool] = True

    def describe(self) -> Description:
        return Description(TensorType((8,), "float64"), TensorType((), "float64"), n_train=20_640, columns=COLUMNS)

    def load(self, cache: Path | None) -> Data:
        found = DOWNLOAD.fetch(cache)
        return Data(found.data, found.target)
