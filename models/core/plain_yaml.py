"""YAML that means the same as JSON: plain text to objects, lists, texts, numbers, true, false and null, and nothing else.

YAML 1.1, which PyYAML reads, has many more forms: 1:30 is the number 90, `no` is false, `<<` merges objects, and an alias repeats
a whole list. Here all of these are texts or refused, as in the JSON schema of YAML 1.2.
"""

import math
import re
from collections.abc import Iterator
from typing import Any

import yaml

#: Deepest nesting of objects and lists, and most parts of a document: values, keys, beginnings and ends.
MAX_DEPTH, MAX_EVENTS = 64, 200_000

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]+)?")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
#: Most digits of an integer; longer ones are read as floats, as in JSON.
_MAX_DIGITS = 18
# The parser in C where PyYAML was built with it: the one in Python takes minutes for some texts of a megabyte.
_PARSER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class PlainYamlError(ValueError):
    """A text is not YAML of this form, or is too large."""


def load_yaml(text: str) -> Any:
    """Decode YAML.

    Args:
        text: One document. Keys are texts, each once in its object.

    Raises:
        PlainYamlError: It is not YAML, has aliases, anchors or tags, or is nested too deeply or too long.
    """
    try:
        return _Reader(_bounded(_PARSER(text))).document()
    except (yaml.YAMLError, UnicodeError) as error:
        raise PlainYamlError(" ".join(str(error).split())) from error


def _bounded(parser: Any) -> Iterator[Any]:
    """Yield the events of a parser, which reads the text no further than they are asked for."""
    depth = 0
    for number in range(MAX_EVENTS + 1):
        if not parser.check_event():
            return
        event = parser.get_event()
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise _refused(event, f"expected at most {MAX_DEPTH} levels of nesting, got more")
        if number == MAX_EVENTS:
            raise _refused(event, f"expected at most {MAX_EVENTS:,} values, got more")
        yield event


class _Reader:
    """Builds the value of one document from events.

    Args:
        events: The events of a parser.
    """

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events

    def document(self) -> Any:
        """Return the value; None for an empty text."""
        next(self._events)  # The stream begins.
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        value = self._value(next(self._events))
        next(self._events)  # The document ends.
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _refused(after, "expected one document, got another one")
        return value

    def _value(self, event: Any) -> Any:
        _require_plain(event)
        if isinstance(event, yaml.ScalarEvent):
            return event.value if event.style else _scalar(event)
        return self._list() if isinstance(event, yaml.SequenceStartEvent) else self._object()

    def _list(self) -> list[Any]:
        values = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            values.append(self._value(event))
        return values

    def _object(self) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event)
            if key in values:
                raise _refused(event, f"expected each key once, got {key[:80]!r} again")
            values[key] = self._value(next(self._events))
        return values

    def _key(self, event: Any) -> str:
        _require_plain(event)
        if not isinstance(event, yaml.ScalarEvent):
            raise _refused(event, "expected a text as key, got a list or an object")
        if event.value == "<<" and not event.style:
            raise _refused(event, "expected no merge key <<")
        key: str = event.value
        return key


def _require_plain(event: Any) -> None:
    if isinstance(event, yaml.AliasEvent):
        raise _refused(event, "expected no aliases and no anchors")
    if event.anchor is not None:
        raise _refused(event, "expected no aliases and no anchors")
    if event.tag is not None:
        raise _refused(event, f"expected no tags, got {event.tag[:80]}")


def _scalar(event: Any) -> Any:
    """Return the value of a text without quotes, by the rules of JSON; a text that JSON has no value for stays a text."""
    text: str = event.value
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text) and len(text) <= _MAX_DIGITS:
        return int(text)
    if not _NUMBER.fullmatch(text):
        return text
    if math.isinf(number := float(text)):
        raise _refused(event, f"expected a number that a 64-bit float can be, got {text[:80]}")
    return number


def _refused(event: Any, detail: str) -> PlainYamlError:
    return PlainYamlError(f"line {event.start_mark.line + 1}: {detail}")
