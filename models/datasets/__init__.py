"""Every built-in data set and generator, by the name a spec gives as `data.source`."""

from models.core.discovery import members
from models.datasets.data_set import Data, DataSet, Description, Opened
from models.datasets.stream import Stream

_FOUND = members("data_set", __name__, DataSet, lambda cls: getattr(cls, "source", None))  # type: ignore[type-abstract]
#: The data sets of this package and those of plug-ins, in the order of their names.
DATA_SETS: dict[str, type[DataSet]] = dict(sorted(_FOUND.items()))

_BOSTON = (
    "the Boston house prices were withdrawn from scikit-learn in version 1.2 on ethical grounds: one column is built on the racial composition "
    "of towns and on the claim that it moves prices; use california or diabetes"
)
#: Data sets of the chapters that are not offered: the reason, and what to use instead.
WITHDRAWN: dict[str, str] = {"boston": _BOSTON, "boston_housing": _BOSTON, "load_boston": _BOSTON}

__all__ = ["DATA_SETS", "WITHDRAWN", "Data", "DataSet", "Description", "Opened", "Stream"]
