"""The whole data of a spec, and which samples of it are in the training and the test part."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from models.core.arrays import Array
from models.preparing.deferring import defers
from models.preparing.parts import DataPart, divide
from models.preparing.raw import RawData, load_whole
from models.specs.job import JobSpec
from models.specs.ports import port_sets
from models.specs.registered import Registered


@dataclass(frozen=True)
class DataAccess:
    """How data is found.

    Args:
        registered: Where uploads are looked up.
        cache: Folder for unpacked data sets; None for none.
    """

    registered: Registered
    cache: Path | None


@dataclass(frozen=True)
class SpecData:
    """The data of a spec.

    Args:
        spec: A checked spec.
        whole: Its data before any split.
        train_numbers: Index of each sample of the training part in the whole, those of the validation part included.
        test: The test part; None without one.
    """

    spec: JobSpec
    whole: RawData
    train_numbers: Array
    test: DataPart | None

    @classmethod
    def of(cls, spec: JobSpec, access: DataAccess) -> Self:
        """Load the data of a spec.

        Raises:
            SpecError: There is no such data set.
            DataError: It cannot be loaded, or not be split as specified.
        """
        sets = port_sets(spec, access.registered)
        whole = load_whole(sets, access.cache, deferred=defers(spec, sets))
        divided = divide(spec, whole)
        test = None if divided.test is None else DataPart(whole.test or whole.train, divided.test)
        return cls(spec, whole, DataPart(whole.train, divided.train).numbers, test)

    @property
    def is_series(self) -> bool:
        """Return whether the samples are steps of series."""
        return self.whole.description.inputs.axis == "time"

    def has_data_of(self, spec: JobSpec) -> bool:
        """Tell whether another spec has the same data, whatever parts it divides it into."""
        ours, theirs = (data.model_copy(update={"split": None, "subset": None}) for data in (self.spec.data, spec.data))
        return ours == theirs

    def as_selected_by(self, spec: JobSpec, access: DataAccess) -> "SpecData":
        """Return the same samples, divided in the same way, with the inputs and targets that another spec selects.

        Raises:
            SpecError: They do not have them.
            DataError: They cannot be loaded.
        """
        if self.has_data_of(spec):
            return self
        ours = {name: getattr(self.spec.data, name) for name in ("source", "params", "split", "subset")}
        return SpecData.of(spec.model_copy(update={"data": spec.data.model_copy(update=ours), "seed": self.spec.seed}), access)
