"""A request before it is sent: operation, parameters and body."""

from __future__ import annotations

import json
import math
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import quote

from pydantic import ValidationError

from modelbook._base import Model
from modelbook._operations import Operation
from modelbook._retries import KEYED
from modelbook.errors import InputError

ModelT = TypeVar("ModelT", bound=Model)
#: Header that makes a repeated submission return the result of the first one.
IDEMPOTENCY_KEY = "Idempotency-Key"


@dataclass(frozen=True)
class Body:
    """The body of a request.

    Args:
        arguments: Returns the arguments of httpx for it; called for each attempt, so that files are read from their start.
        is_repeatable: Whether it can be sent again.
    """

    arguments: Callable[[], dict[str, Any]]
    is_repeatable: bool = True


NO_BODY = Body(dict)


@dataclass(frozen=True)
class Call:
    """A request before it is sent.

    Args:
        operation: The operation.
        path: Values of the parameters in its path.
        query: Query parameters; those that are None are left out.
        headers: Further headers.
        body: Its body.
        timeout_s: Seconds that the answer may take; the client's own when left out.
        also_good: A status besides 2xx that is an answer.
    """

    operation: Operation
    path: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Body = NO_BODY
    timeout_s: float | None = None
    also_good: int | None = None

    def url(self, base_url: str) -> str:
        """Return the URL without the query."""
        return base_url + self.operation.path.format(**{name: _segment(name, value) for name, value in self.path.items()})

    def params(self) -> dict[str, Any]:
        """Return the query parameters that were given."""
        return {name: _text(value) for name, value in self.query.items() if value is not None}


def wait_headers(wait_s: float | None) -> dict[str, str]:
    """Return the headers that limit the time of an answer."""
    return {} if wait_s is None else {"Prefer": f"wait={wait_s:g}"}


def json_body(value: Any) -> Body:
    """Return a body of JSON.

    Raises:
        InputError: JSON cannot say it.
    """
    try:
        content = json.dumps(value, default=_plain, allow_nan=False).encode()
    except (RecursionError, TypeError, ValueError) as error:
        raise InputError(_infinite(value) or f"expected values that JSON can hold: {error}") from error
    headers = {"Content-Type": "application/json"}
    return Body(lambda: {"content": content, "headers": headers})


def annotations_body(tags: Sequence[str] | None, note: str | None) -> Body:
    """Return a body with the annotations of a thing that are given.

    Raises:
        InputError: The tags are a text, which would be one tag a letter.
    """
    if isinstance(tags, str):
        raise InputError(f"tags: expected a list of tags, such as [{tags!r}], got the text {tags!r}")
    written = {"tags": None if tags is None else list(tags), "note": note}
    return json_body({name: value for name, value in written.items() if value is not None})


def bytes_body(content: bytes, content_type: str) -> Body:
    """Return a body of bytes."""
    return Body(lambda: {"content": content, "headers": {"Content-Type": content_type}})


def submission_headers(operation: Operation, key: str | None) -> dict[str, str]:
    """Return the headers for a submission: with a key of its own unless the caller names one, so that no repetition makes a second job."""
    assert operation.id in KEYED
    return {IDEMPOTENCY_KEY: key or str(uuid.uuid4())}


def sendable(name: str) -> str:
    """Return the name of a file as text that a form can hold: a system may have names that are none."""
    return name.encode("utf-8", "replace").decode()


def made(form: type[ModelT], **fields: Any) -> ModelT:
    """Return a part of a request.

    Raises:
        InputError: A field is unknown, or its value not one that the part can have.
    """
    try:
        return form(**fields)
    except ValidationError as error:
        faults = (f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}, got {fault['input']!r}" for fault in error.errors())
        raise InputError("; ".join(faults)) from error


def _infinite(value: Any, pointer: str = "") -> str:
    """Return what is wrong with the first number of a value that is none in JSON; empty if all are."""
    if isinstance(value, float) and not math.isfinite(value):
        return f"{pointer}: expected a finite number, got {value}; None stands for a missing value"
    value = value.tolist() if hasattr(value, "tolist") else value
    items = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, (list, tuple)) else ()
    return next((found for key, item in items if (found := _infinite(item, f"{pointer}/{key}"))), "")


def _plain(value: Any) -> Any:
    """Return values that JSON does not know as it can say them: models, numbers and arrays of NumPy, paths."""
    if isinstance(value, Model):
        return value.to_json()
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"got {type(value).__name__}")


def _segment(name: str, value: Any) -> str:
    """Return a value for one segment of a path."""
    text = str(value)
    if text in ("", ".", ".."):
        raise InputError(f"{name}: expected a name or an id, got {text!r}")
    return quote(text, safe="@:")


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone().isoformat()
    return json.dumps(value) if isinstance(value, dict) else value
