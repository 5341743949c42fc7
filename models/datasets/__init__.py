"""Every built-in data set and generator, by the name a spec gives as `data.source`."""

from models.core.discovery import members
from models.datasets.data_set import Data, DataSet, Description, Stream
from models.datasets.withdrawn import WITHDRAWN

_FOUND = members("data_set", __name__, DataSet, lambda cls: getattr(cls, "source", None))  # type: ignore[type-abstract]
#: The data sets of this package and those of plug-ins, in the order of their names.
DATA_SETS: dict[str, type[DataSet]] = dict(sorted(_FOUND.items()))

__all__ = ["DATA_SETS", "WITHDRAWN", "Data", "DataSet", "Description", "Stream"]
