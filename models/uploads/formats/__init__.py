"""Every reader of uploaded files, by format."""

from models.core.discovery import members
from models.core.errors import PluginError
from models.uploads.upload_format import Reader

_FOUND = members("upload_format", __name__, Reader, lambda cls: getattr(cls, "format", None))  # type: ignore[type-abstract]
#: The readers by the name of their format: the classes of this package, one file for each format, and those of plug-ins.
READERS: dict[str, Reader] = {name: cls() for name, cls in _FOUND.items()}


def _require_endings_differ() -> None:
    taken: dict[str, str] = {}
    for name, reader in READERS.items():
        for ending in reader.endings:
            if other := taken.get(ending):
                raise PluginError(f"expected another ending for the upload format {name!r}, got {ending}, the ending of {other!r}")
            taken[ending] = name


_require_endings_differ()

__all__ = ["READERS", "Reader"]
