"""What plots are of: a job, a sweep, a data set. Where they are kept, and how they are made."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

from service.plots.folder import Index, PlotFolder


@dataclass(frozen=True)
class PlotsPlace:
    """Where plots are kept, and where callers find them.

    Args:
        folder: The folder.
        url: Path below which the plots stand.
        what: What they are of, in messages.
        query: Query of their URLs; empty for none.
    """

    folder: PlotFolder
    url: str
    what: str
    query: str = ""


class PlotOrigin(ABC):
    """What plots are of.

    Attributes:
        place: Where the plots are.
        until: Time, in seconds since 1970, until which another process may still write them.
        without_any: What is said where there are none.
    """

    place: PlotsPlace
    until: float = 0.0
    without_any: str = "it has none"

    @abstractmethod
    async def make(self) -> bool:
        """Make the numbers of the plots; return False if there is nothing yet that they could be made of."""

    def seen(self, index: Index) -> Index:
        """Return those of the plots that the caller may see; called in a thread."""
        return index
