"""Every built-in data set and generator, by the name a spec gives as `data.source`."""

from models.datasets.blob3d import Blob3D
from models.datasets.blobs import Blobs
from models.datasets.blobs7 import Blobs7
from models.datasets.breast_cancer import BreastCancer
from models.datasets.california import California
from models.datasets.circles import Circles
from models.datasets.damped_cosine import DampedCosine
from models.datasets.data_set import Data, DataSet, Description, Stream
from models.datasets.diabetes import Diabetes
from models.datasets.digits import Digits
from models.datasets.holmes import Holmes
from models.datasets.iris import Iris
from models.datasets.lfw import Lfw
from models.datasets.mnist import Mnist
from models.datasets.mnist_or_not import MnistOrNot
from models.datasets.moons import Moons
from models.datasets.newsgroups20 import Newsgroups20
from models.datasets.noisy_sine import NoisySine
from models.datasets.ordered_circles import OrderedCircles
from models.datasets.random_sequences import RandomSequences
from models.datasets.shapes import Shapes
from models.datasets.sonnets import Sonnets
from models.datasets.spirals import Spirals
from models.datasets.sum_of_sines import SumOfSines
from models.datasets.upsloping import Upsloping
from models.datasets.wine import Wine
from models.datasets.withdrawn import WITHDRAWN

_GENERATORS: tuple[type[DataSet], ...] = (
    Blob3D,
    Blobs,
    Blobs7,
    Circles,
    DampedCosine,
    Moons,
    NoisySine,
    OrderedCircles,
    RandomSequences,
    Shapes,
    Spirals,
    SumOfSines,
    Upsloping,
)
_COLLECTED: tuple[type[DataSet], ...] = (
    BreastCancer,
    California,
    Diabetes,
    Digits,
    Holmes,
    Iris,
    Lfw,
    Mnist,
    MnistOrNot,
    Newsgroups20,
    Sonnets,
    Wine,
)
DATA_SETS: dict[str, type[DataSet]] = {cls.source: cls for cls in sorted(_GENERATORS + _COLLECTED, key=lambda cls: cls.source)}

__all__ = ["DATA_SETS", "WITHDRAWN", "Data", "DataSet", "Description", "Stream"]
