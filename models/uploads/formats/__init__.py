"""Every reader of uploaded files, by its format."""

from models.core.discovery import members
from models.core.errors import PluginError
from models.uploads.upload_format import Reader

_FOUND = members("upload_format", __name__, Reader, lambda cls: getattr(cls, "format", None))  # type: ignore[type-abstract]
#: The readers by the name of their format: the classes of this package, a format a file, and those of plug-ins.
READERS: dict[str, Reader] = {name: cls() for name, cls in _FOUND.items()}


def _require_endings_differ() -> None:
    taken: dict[str, str] = {}
    for name, reader in READERS.items():
        for ending in reader.endings:
            if other := taken.get(ending):
                raise PluginError(f"the upload format {name!r} takes files ending in {ending}, as {other!r} does; expected another ending")
            taken[ending] = name


_require_endings_differ()

__all__ = ["READERS", "Reader"]
