"""YAML and JSON as people write them: read with the lines of each part, and without the traps of YAML 1.1."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import yaml

#: Deepest nesting of a document, and most parts: a few lines of aliases can stand for billions.
MAX_DEPTH, MAX_PARTS = 200, 1_000_000
_TAG = "tag:yaml.org,2002:"
_FLOAT = r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$"


class YamlError(ValueError):
    """Text is not YAML, or is YAML that no JSON can be made of; the message has the line."""


class _Loader(yaml.SafeLoader):
    """Reads scalars as YAML 1.2 and JSON do: 1e-3 is a number, `no` and `off` are text, and so are dates."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - the form that PyYAML expects


for _name, _pattern, _first in (
    ("bool", "^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", "^(?:~|null|Null|NULL)$", "~nN"),
    ("int", "^[-+]?[0-9]+$", "-+0123456789"),
    ("float", _FLOAT, "-+0123456789."),
    ("merge", "^<<$", "<"),
):
    _Loader.add_implicit_resolver(_TAG + _name, re.compile(_pattern), list(_first))
_Loader.add_implicit_resolver(f"{_TAG}null", re.compile("^$"), [""])

#: Values of scalars, by their tags.
_SCALARS: dict[str, Callable[[str], Any]] = {
    f"{_TAG}str": str,
    f"{_TAG}int": int,
    f"{_TAG}float": float,
    f"{_TAG}bool": lambda text: text.lower() == "true",
    f"{_TAG}null": lambda _: None,
}


def read_value(text: str) -> Any:
    """Return the value that a text on one line is, such as 3, true, [1, 2] or {C: 1}."""
    return read_document(text, "the value")[0]


def read_document(text: str, name: str) -> tuple[Any, dict[str, int]]:
    """Return the value of a document, and the line of each part by its JSON pointer.

    Args:
        text: YAML or JSON.
        name: What to call it in messages, for example the name of its file.

    Raises:
        YamlError: It is neither, or holds what JSON cannot: a key twice, a part in itself, a key that is a list.
    """
    is_flow = text.lstrip()[:1] in ("{", "[")
    lines: dict[str, int] = {}
    try:
        loader = _Loader(text.replace("\t", "  ") if is_flow else text)
        node = loader.get_single_node()
        value = None if node is None else _value(loader, node, "", lines, name)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
        raise YamlError(f"{where}: expected YAML or JSON: {error.problem or error.context}") from error
    except RecursionError as error:
        raise YamlError(f"{name}: expected at most {MAX_DEPTH} levels, got more") from error
    except yaml.YAMLError as error:
        raise YamlError(f"{name}: expected YAML or JSON: {' '.join(str(error).split())}") from error
    return (_as_json(text, value) if is_flow else value), lines


def _as_json(text: str, otherwise: Any) -> Any:
    """Return the value of JSON as JSON reads it: YAML has other escapes; what is not JSON stays as YAML read it."""
    try:
        return json.loads(text)
    except ValueError:
        return otherwise


def _value(loader: _Loader, node: yaml.Node, pointer: str, lines: dict[str, int], name: str) -> Any:
    """Return the value of a node, and note the lines of its parts."""
    lines[pointer] = node.start_mark.line + 1
    if pointer.count("/") > MAX_DEPTH:
        raise YamlError(f"{name}:{lines[pointer]}: expected at most {MAX_DEPTH} levels, got more, or a part within itself")
    if len(lines) > MAX_PARTS:
        raise YamlError(f"{name}: expected at most {MAX_PARTS:,} parts, got more")
    if isinstance(node, yaml.SequenceNode):
        return [_value(loader, item, f"{pointer}/{index}", lines, name) for index, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return _mapping(loader, node, pointer, lines, name)
    return _scalar(node, name)


def _scalar(node: yaml.Node, name: str) -> Any:
    if node.tag not in _SCALARS:
        raise YamlError(f"{name}:{node.start_mark.line + 1}: expected text, a number, true, false or null, got the tag {node.tag}")
    return _SCALARS[node.tag](node.value)


def _mapping(loader: _Loader, node: yaml.MappingNode, pointer: str, lines: dict[str, int], name: str) -> dict[str, Any]:
    loader.flatten_mapping(node)
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = _key(key_node, name)
        if key in found:
            raise YamlError(f"{name}:{line}: expected each key once, got {key!r} again")
        below = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
        found[key] = _value(loader, value_node, below, lines, name)
        lines[below] = line
    return found


def _key(node: yaml.Node, name: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise YamlError(f"{name}:{node.start_mark.line + 1}: expected a key that is text, got a list or an object")
    key = _scalar(node, name)
    return key if isinstance(key, str) else json.dumps(key)
