"""Conversion of pydantic errors to faults: a JSON pointer, what was expected and what came."""

import difflib
import json
import re
from collections.abc import Callable, Collection, Iterable
from functools import cache
from itertools import islice
from typing import Any, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from models.core.errors import MAX_FAULTS, Fault, rest_of
from models.core.fields_beside import fields_beside, schema_of
from models.core.old_names import old_name_hint
from models.core.redaction import BEYOND_CUT, redacted, redacted_beginning

#: Longest quote of a value, in characters.
QUOTE = 80
#: Most names that a message lists.
LISTED = 20
#: Number of faults of a list, from the first, that have a suggestion: a search takes up to milliseconds.
SUGGESTED = 10
#: Longest key that a pointer holds whole, in characters.
MAX_KEY = 200
#: Longest word that gets a suggestion, in characters, and most known words that are compared with it.
MAX_WORD, MAX_COMPARED = 100, 1_000
#: Least similarity of a suggested field of another part: such a suggestion is rarely meant.
_ELSEWHERE = 0.8


def faults_of(error: ValidationError, raw: Any, cls: type[BaseModel]) -> list[Fault]:
    """Turn a pydantic error into faults.

    Args:
        error: Error of the validation of `raw` as `cls`.
        raw: The validated JSON.
        cls: The pydantic model; its field names are the suggestions for unknown keys.

    Returns:
        At most MAX_FAULTS faults, and one that gives the number of the others. The first SUGGESTED have suggestions.
    """
    found = error.errors(include_url=False)
    faults = [Fault(_pointer(details, raw), _detail(details, cls, index < SUGGESTED)) for index, details in enumerate(found[:MAX_FAULTS])]
    return [*faults, rest_of(len(found) - MAX_FAULTS)] if len(found) > MAX_FAULTS else faults


def detail_of(details: ErrorDetails, suggests: bool = True) -> str:
    """Say what was expected of a value and what came, for a value of any kind: a field of a body, or a parameter of a request.

    Args:
        details: The error, as pydantic gives it.
        suggests: Whether a value that is not among those allowed gets a suggestion.
    """
    context, got = details.get("ctx", {}), f"got {quote(details.get('input'))}"
    match details["type"]:
        case "missing":
            return f"{details['loc'][-1]} is required"
        case "string_pattern_mismatch":
            return f"expected text of the form {context['pattern']}, {got}"
        case "timezone_aware" | "datetime_parsing" | "datetime_from_date_parsing" | "datetime_type":
            return f"expected a time with its offset from UTC, such as 2026-11-29T08:00:00Z, {got}"
        case "value_error":
            return str(context["error"])
        case "literal_error":
            return f"{_plain(details)}, {got}{_unknown_value(details) if suggests else ''}"
    return f"{_plain(details)}, {got}"


def pointer_of(parts: list[str | int]) -> str:
    """Write a path as a JSON pointer (RFC 6901); of a key longer than MAX_KEY only the beginning, and no API key."""
    return "".join(f"/{escaped(redacted_beginning(str(part), MAX_KEY))}" for part in parts)


def escaped(key: str) -> str:
    """Return a key as a segment of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


def did_you_mean(value: str, known: Collection[str], cutoff: float = 0.6, write: Callable[[str], str] = str) -> str:
    """Return the end of a message with the known word most similar to another; empty if none is similar.

    Args:
        value: The unknown word.
        known: The known words.
        cutoff: Least similarity, from 0 to 1, as measured by `difflib`.
        write: Formats the suggestion, for example in quotes; unchanged when left out.

    Words longer than MAX_WORD get no suggestion, and at most MAX_COMPARED known words are compared.

    Example: `did_you_mean("bach_size", ["batch_size"])` is "; did you mean batch_size?".
    """
    if len(value) > MAX_WORD:
        return ""
    compared = list(islice(known, MAX_COMPARED))
    alike = [word for word in compared if word.lower() == value.lower()]
    close = alike or difflib.get_close_matches(value, compared, n=1, cutoff=cutoff)
    return f"; did you mean {write(close[0])}?" if close else ""


def quote(value: Any) -> str:
    """Write a value as short JSON without API keys, for a message. Little more of the value is read than is written."""
    text, enough = "", QUOTE + BEYOND_CUT
    for chunk in _ENCODER.iterencode(value[: enough + 1] if isinstance(value, str | bytes) else value):
        text += chunk
        if len(text) > enough:
            break
    text = redacted(_shown(text[: enough + 1]))
    return text if len(text) <= QUOTE else text[: QUOTE - 3] + "..."


def _shown(text: str) -> str:
    """Return JSON with letters of every script as they are, and what does not show, such as wide blanks and half characters, as escapes."""
    return text if text.isprintable() else "".join(letter if letter.isprintable() else json.dumps(letter)[1:-1] for letter in text)


def listed(names: Iterable[object]) -> str:
    """Write names for a message, at most LISTED of them, each quoted short if it is long."""
    found = [str(name) for name in islice(names, LISTED + 1)]
    short = [redacted(name) if len(name) <= QUOTE else quote(name) for name in found[:LISTED]]
    return ", ".join(short) + (", …" if len(found) > LISTED else "")


#: Its `iterencode` writes a value piece by piece.
_ENCODER = json.JSONEncoder(default=str, ensure_ascii=False)


def _pointer(details: ErrorDetails, raw: Any) -> str:
    """Return the location of an error in `raw`, without the union tags that pydantic inserts."""
    path: list[str | int] = []
    here: Any = raw
    for part in details["loc"]:
        if (isinstance(here, dict) and part in here) or (isinstance(here, list | tuple) and isinstance(part, int) and part < len(here)):
            path, here = [*path, part], here[part]  # type: ignore[index]
    return pointer_of([*path, details["loc"][-1]] if details["type"] == "missing" else path)


def _detail(details: ErrorDetails, cls: type[BaseModel], suggests: bool) -> str:
    context = details.get("ctx", {})
    match details["type"]:
        case "extra_forbidden":
            return _unknown(details["loc"], cls, suggests)
        case "union_tag_invalid":
            return _unknown_tag(str(context["tag"]), str(context["expected_tags"]), suggests)
        case "union_tag_not_found":
            return f"expected an object with {context['discriminator']}, got {quote(details['input'])}"
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"expected an object, got {quote(details['input'])}"
    return detail_of(details, suggests)


def _plain(details: ErrorDetails) -> str:
    """Return what a library says of a value, in the words of other messages: lengths are expected, and what comes is an input anyway."""
    return details["msg"].replace("Input should", "should").replace("String should have", "expected").replace("List should have", "expected")


def _unknown(loc: tuple[str | int, ...], cls: type[BaseModel], suggests: bool) -> str:
    key, names = str(loc[-1]), _field_names(cls)
    if not suggests:
        return f"{listed([key])}: unknown" + (" here; it is a field of another part" if key in names else "")
    beside = fields_beside(loc, cls)
    hint = old_name_hint(key, beside) or did_you_mean(key, beside)
    if hint or key not in names:
        return f"{listed([key])}: unknown{hint or did_you_mean(key, names, cutoff=_ELSEWHERE)}"
    return f"{key}: unknown here; it is a field of another part"


def _unknown_tag(tag: str, expected: str, suggests: bool) -> str:
    names = [name.strip(" '") for name in expected.split(",")]
    hint = (old_name_hint(tag, names) or did_you_mean(tag, names)) if suggests else ""
    return f"expected one of {', '.join(names)}, got {quote(tag)}{hint}"


def _unknown_value(details: ErrorDetails) -> str:
    """Return a hint for a value that is not among those allowed; empty for values other than text."""
    value, names = details["input"], [part.strip("'") for part in re.split(r", | or ", details["ctx"]["expected"])]
    return (old_name_hint(value, names) or did_you_mean(value, names)) if isinstance(value, str) else ""


@cache
def _field_names(cls: type[BaseModel]) -> tuple[str, ...]:
    schema = schema_of(cls)
    objects = [schema, *cast("dict[str, dict[str, Any]]", schema.get("$defs", {})).values()]
    return tuple(sorted({name for item in objects for name in item.get("properties", {})}))
