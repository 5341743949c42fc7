"""What commands look at: the data folder of `modelbook up`, or the parts that the settings name."""

import os
from dataclasses import dataclass
from pathlib import Path

from service.settings import Settings

#: Settings that name parts of a service that `modelbook up` does not run.
_OWN_PARTS = ("MODELBOOK_DATABASE_URL", "MODELBOOK_BROKER_URL")


@dataclass(frozen=True)
class Place:
    """Where the parts of a service are.

    Args:
        settings: Its settings.
        data: Data folder of `modelbook up`; None where the settings name database and broker.
    """

    settings: Settings
    data: Path | None


def place_of(data: Path | None) -> Place:
    """Return what is looked at: the folder if one is given or if no setting names a database or a broker, else what these name.

    Raises:
        ValidationError: A setting is not valid.
    """
    settings = Settings()
    if data is None and any(name in os.environ for name in _OWN_PARTS):
        return Place(settings, None)
    folder = (data or Path("data")).absolute()
    own = {"database_url": f"sqlite:///{folder / 'modelbook.db'}", "files": folder / "files", "cache": folder / "cache"}
    return Place(settings.model_copy(update=own), folder)
