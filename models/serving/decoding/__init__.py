"""Body formats: inputs of a prediction as a file or an archive. One class a format, found by discovery."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from models.artifact.samples.read import Items
from models.artifact.signature import Signature
from models.core.discovery import members
from models.core.errors import ModelbookError
from models.serving.extras import Extras


class BodyError(ModelbookError):
    """A body does not match its content type."""


class BodyFormat(ABC):
    """A format of the inputs of a prediction."""

    #: Name of the format; empty for a class that is only a base of members.
    name: ClassVar[str] = ""
    #: Its content types; one that ends in "/" includes all types with that prefix.
    media_types: ClassVar[tuple[str, ...]]
    #: First bytes of its files, by which a body of the content type application/octet-stream is recognized.
    first_bytes: ClassVar[tuple[bytes, ...]] = ()
    #: JSON schemas of bodies by content type, for the description of the API.
    documented: ClassVar[dict[str, dict[str, Any]]]
    #: Whether it can hold several inputs.
    holds_several_inputs: ClassVar[bool] = False
    #: Whether decoding takes less time than a switch to a thread.
    is_quick: ClassVar[bool] = True

    @abstractmethod
    def decode(self, body: bytes, signature: Signature, extras: Extras) -> Items:
        """Decode a body.

        Args:
            body: The body.
            signature: Signature of the model.
            extras: What happens to columns that the model does not know.

        Raises:
            BodyError: The body is not of this format.
            InputError: Its inputs do not suit the model; details say where.
        """

    def begins(self, body: bytes) -> bool:
        """Tell by its first bytes whether a body is of this format."""
        return bool(self.first_bytes) and body.startswith(self.first_bytes)

    def matches(self, media_type: str) -> bool:
        """Tell whether a content type is one of this format."""
        return any(media_type == known or (known.endswith("/") and media_type.startswith(known)) for known in self.media_types)


#: Schema of a body that is a file.
FILE = {"type": "string", "format": "binary"}
#: The formats by name.
FORMATS: dict[str, BodyFormat] = {
    name: cls()
    for name, cls in members("body_format", __name__, BodyFormat, lambda cls: cls.name or None).items()  # type: ignore[type-abstract]
}


def format_of(media_type: str, taken: Iterable[BodyFormat] = FORMATS.values()) -> BodyFormat | None:
    """Return the format of a content type among those that are taken; None if it is of none of them."""
    return next((found for found in taken if found.matches(media_type)), None)


def recognized(body: bytes, taken: Sequence[BodyFormat]) -> BodyFormat:
    """Return the format of a file by its first bytes, among those that are taken; the only one whatever the bytes.

    Raises:
        BodyError: They are those of none of several.
    """
    found = taken[0] if len(taken) == 1 else next((each for each in taken if each.begins(body)), None)
    if found is None:
        raise BodyError(f"expected a file of one of the formats {', '.join(each.name for each in taken)}, got {len(body)} bytes that begin as none")
    return found
