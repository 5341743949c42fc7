"""What a client of tus says about a file: names and values, each value in base64."""

import base64
import re

from models.core.errors import Fault
from models.core.faults import quote
from service.errors import Invalid

#: Longest header, in characters.
MAX_METADATA = 16 * 1024
_POINTER = "/header/upload-metadata"
_NAME = re.compile(r"[!-+\--~]+")


def metadata_of(header: str) -> dict[str, str]:
    """Return the values of a header Upload-Metadata by name.

    Args:
        header: The header; empty for none.

    Raises:
        Invalid: It is not of the form of tus; the message says which pair is not.
    """
    if len(header) > MAX_METADATA:
        raise Invalid.of([Fault(_POINTER, f"expected at most {MAX_METADATA:,} characters, got {len(header):,}")])
    found: dict[str, str] = {}
    for pair in filter(None, map(str.strip, header.split(","))):
        name, _, value = pair.partition(" ")
        if _NAME.fullmatch(name) is None or name in found:
            raise Invalid.of([Fault(_POINTER, f"expected pairs of a name and a value in base64, each name once, got {quote(pair)}")])
        found[name] = _decoded(name, value)
    return found


def _decoded(name: str, value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode()
    except ValueError as error:  # Characters beyond ASCII, no base64, or no UTF-8.
        raise Invalid.of([Fault(_POINTER, f"{name}: expected text in UTF-8, in base64, got {quote(value)}")]) from error
