"""Keys that are sent where they would be stored, in a spec or a name, are refused: whoever reads the store could use them."""

from collections.abc import Iterator
from typing import Any, LiteralString

from pydantic_core import PydanticCustomError

from models.core.errors import Fault
from models.core.faults import pointer_of
from models.core.redaction import holds_key
from service.errors import Invalid

#: What is said of them.
MISPLACED: LiteralString = (
    "expected no API key here, got a text that looks like one: keys belong in the header Authorization only. "
    "Nothing was stored; if others may have seen the key, revoke it"
)
#: What every key has in it.
_MARK = b"mb_"


def require_no_key(raw: Any, body: bytes) -> None:
    """Require that a decoded JSON document has no key in it.

    Args:
        raw: The document.
        body: The same as bytes: few documents need a closer look.

    Raises:
        Invalid: It has one, as a value or as a name.
    """
    if _MARK in body:
        faults = [fault for pointer, text in _texts(raw, "") for fault in faults_of_text(text, pointer)]
        if faults:
            raise Invalid.of(faults)


def faults_of_text(text: object, pointer: str) -> list[Fault]:
    """Return a fault for a text with a key in it; none for another text, and for what is no text."""
    return [Fault(pointer, MISPLACED)] if isinstance(text, str) and holds_key(text) else []


def without_key(text: str | None) -> str | None:
    """Return a parameter without a key in it; for pydantic.

    Raises:
        PydanticCustomError: It has one.
    """
    if text is not None and holds_key(text):
        raise PydanticCustomError("misplaced_key", MISPLACED)
    return text


def _texts(raw: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """Yield every text of a document with its pointer; a name has the pointer of its object, since it is not to be shown."""
    if isinstance(raw, str):
        yield pointer, raw
    elif isinstance(raw, dict):
        for key, value in raw.items():
            yield pointer, key
            yield from _texts(value, pointer + pointer_of([key]))
    elif isinstance(raw, list):
        for index, value in enumerate(raw):
            yield from _texts(value, f"{pointer}/{index}")
