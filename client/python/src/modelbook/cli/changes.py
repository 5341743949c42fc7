"""Changes of a spec on the command line: `--set training.epochs=3`, `--set model.layers.1.units=20`."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import click

from modelbook.cli.yaml_text import YamlError, read_value


@dataclass(frozen=True)
class Change:
    """A change of one part.

    Args:
        path: Names of the parts from the outermost on; digits are the index of an item of a list, from 0.
        value: Its new value.
        text: As it was written.
    """

    path: tuple[str, ...]
    value: Any
    text: str

    @property
    def pointer(self) -> str:
        """Return the path as a JSON pointer."""
        return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in self.path)


def changes_of(_context: click.Context, _parameter: click.Parameter, texts: Sequence[str]) -> tuple[Change, ...]:
    """Read the values of the option --set."""
    return tuple(_change(text) for text in texts)


def _change(text: str) -> Change:
    path, equals, value = text.partition("=")
    parts = tuple(part.strip() for part in path.split("."))
    if not equals or not all(parts):
        raise click.BadParameter(f"expected PATH=VALUE such as training.epochs=3, got {text!r}")
    try:
        return Change(parts, read_value(value), text)
    except YamlError as error:
        raise click.BadParameter(f"{text!r}: {error}") from error


def changed(spec: Any, changes: Sequence[Change]) -> Any:
    """Return a copy of a spec with changes.

    Raises:
        BadParameter: A path leads through something that has no parts, or beyond the end of a list.
    """
    found = copy.deepcopy(spec)
    for change in changes:
        _apply(found, change)
    return found


def patch_of(spec: Any, changes: Sequence[Change]) -> dict[str, Any]:
    """Return the merge patch that makes changes in a recipe's spec: lists in it are whole, and null takes away what a new object does not have.

    Args:
        spec: The recipe's spec.
        changes: The changes.
    """
    after = changed(spec, changes)
    patch: dict[str, Any] = {}
    for change in changes:
        _copy_of(spec, after, change, patch)
    return patch


def _apply(spec: Any, change: Change) -> None:
    here = spec
    for part in change.path[:-1]:
        if isinstance(here, dict):
            here[part] = {} if here.get(part) is None else here[part]
        here = here[part] if isinstance(here, dict) else here[_index(here, part, change)]
    if isinstance(here, dict):
        here[change.path[-1]] = change.value
    else:
        here[_index(here, change.path[-1], change)] = change.value


def _index(here: Any, part: str, change: Change) -> int:
    """Return the index of an item of a list that is there."""
    if not isinstance(here, list):
        raise click.BadParameter(f"--set {change.text}: expected an object or a list before {part!r}, got {here!r}")
    if not part.isdecimal() or int(part) >= len(here):
        raise click.BadParameter(f"--set {change.text}: expected an index from 0 to {len(here) - 1}, as the list has {len(here)} items, got {part!r}")
    return int(part)


def _copy_of(before: Any, after: Any, change: Change, patch: dict[str, Any]) -> None:
    """Put a changed part into a patch, from the outermost list on whole."""
    target = patch
    for part in change.path[:-1]:
        before, after = _part(before, part), after[part]
        if not isinstance(after, dict):
            target[part] = after
            return
        target = target.setdefault(part, {})
    last = change.path[-1]
    target[last] = _replacing(_part(before, last), after[last])


def _part(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _replacing(before: Any, after: Any) -> Any:
    """Return the merge patch that makes one value of another."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return after
    gone = {name: None for name in before if name not in after}
    return {**gone, **{name: _replacing(before.get(name), value) for name, value in after.items()}}
