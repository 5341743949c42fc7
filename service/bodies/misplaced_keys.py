"""What is refused where it would be stored, in a spec or a name.

Keys: whoever reads the store could use them. U+0000: PostgreSQL cannot hold it in a text.
"""

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
#: The only form of U+0000 in JSON.
_NUL = rb"\u0000"


def require_storable(raw: Any, body: bytes | None = None) -> None:
    """Require that a decoded document has neither a key nor U+0000 in it.

    Args:
        raw: The document.
        body: The same as JSON, if it was JSON: few documents need a closer look.

    Raises:
        Invalid: It has one, in a value or in a name.
    """
    if body is None or _MARK in body or _NUL in body:
        faults = [fault for pointer, text in _texts(raw, "") for fault in (*faults_of_text(text, pointer), *_unstorable(text, pointer))]
        if faults:
            raise Invalid.of(faults)


def _unstorable(text: object, pointer: str) -> list[Fault]:
    return [Fault(pointer, "expected text without U+0000, which cannot be stored")] if isinstance(text, str) and "\0" in text else []


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
