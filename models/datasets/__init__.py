"""Every built-in data set and generator, by the name a spec gives as `data.source`."""

from models.datasets.data_set import Data, DataSet, Description, Label
from models.datasets.mnist import Mnist
from models.datasets.noisy_sine import NoisySine
from models.datasets.sum_of_sines import SumOfSines

DATA_SETS: dict[str, type[DataSet]] = {cls.source: cls for cls in (Mnist, NoisySine, SumOfSines)}

__all__ = ["DATA_SETS", "Data", "DataSet", "Description", "Label"]
