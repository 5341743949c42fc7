"""What a user names to be trained or checked: a recipe, a file, or standard input; and the lines of its faults."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from modelbook.cli.changes import Change, changed, patch_of
from modelbook.cli.failures import FaultLike, with_faults
from modelbook.cli.yaml_text import YamlError, read_document
from modelbook.errors import APIError, NotFoundError

if TYPE_CHECKING:
    from modelbook import Client

_ENDINGS = (".yaml", ".yml", ".json")
#: Fields of a file that holds a whole submission and not only a spec.
_SUBMISSION = ("spec", "recipe")


@dataclass(frozen=True)
class Asked:
    """What is to be trained or checked.

    Args:
        what: Id of a recipe, or a spec.
        patch: Merge patch on a recipe's spec.
        fields: Further fields of the submission that stand in its file.
        name: Name of the file, for messages; empty for a recipe.
        lines: Line of each part, by its JSON pointer in the body of the request.
        changes: Changes by --set.
    """

    what: Any
    patch: dict[str, Any] | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    name: str = ""
    lines: dict[str, int] = field(default_factory=dict)
    changes: Sequence[Change] = ()

    def place_of(self, pointer: str) -> str:
        """Return where a user finds what a pointer of the API points to."""
        inner = pointer.partition("/spec")[2] or pointer.partition("/patch")[2]
        for change in self.changes:
            if inner and (inner + "/").startswith(change.pointer + "/"):
                return f"--set {change.text}"
        parts = pointer.split("/")
        known = next((known for n in range(len(parts), 1, -1) if (known := "/".join(parts[:n])) in self.lines), None)
        line = f"{self.name}:{self.lines[known]}: " if known is not None else f"{self.name}: " if self.name else ""
        return f"{line}{inner or pointer or 'the body'}"


def asked_for(client: Client, what: str, changes: Sequence[Change]) -> Asked:
    """Return what a user names.

    Args:
        client: Knows the recipes.
        what: Id of a recipe, path of a YAML or JSON file, or - for standard input.
        changes: Changes by --set.
    """
    if what != "-" and not what.lower().endswith(_ENDINGS) and not Path(what).is_file():
        return _recipe(client, what, changes)
    name, text = _read(what)
    try:
        value, lines = read_document(text, name)
    except YamlError as error:
        raise click.ClickException(str(error)) from error
    if not isinstance(value, dict):
        raise click.ClickException(f"{name}: expected a job spec, an object with data, model and so on, got {type(value).__name__}")
    return _submission(client, value, changes, name, lines) if any(key in value for key in _SUBMISSION) else _spec(value, changes, name, lines)


@contextmanager
def located(client: Client, asked: Asked) -> Iterator[None]:
    """Name the lines of a file, or the options, that the server finds faults in."""
    try:
        yield
    except APIError as error:
        require_recipe(client, asked, error.errors)
        if not error.errors:
            raise
        raise click.ClickException(with_faults(error, asked.place_of)) from error


def require_recipe(client: Client, asked: Asked, faults: Sequence[FaultLike]) -> None:
    """Require that no fault says that there is no such recipe; else the nearest is named."""
    if isinstance(asked.what, str) and any(fault.pointer == "/recipe" for fault in faults):
        raise _no_recipe(client, asked)


def _no_recipe(client: Client, asked: Asked) -> click.ClickException:
    near = difflib.get_close_matches(str(asked.what), [recipe.id for recipe in client.catalog.list()], n=1)
    hint = f"; did you mean {near[0]}?" if near else ";"
    return click.ClickException(f"there is no recipe {asked.what!r}, nor a file of that name{hint} `modelbook recipes list` lists the recipes")


def _read(what: str) -> tuple[str, str]:
    """Return the name and the text of a file, or of standard input."""
    name = "standard input" if what == "-" else what
    try:
        with click.open_file(what, encoding="utf-8-sig") as file:
            return name, file.read()
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{name}: expected YAML or JSON in UTF-8, got other bytes ({error.reason})") from error
    except OSError as error:
        raise click.UsageError(f"{name}: expected a YAML or JSON file that can be read: {error.strerror}") from error


def _recipe(client: Client, recipe: str, changes: Sequence[Change]) -> Asked:
    asked = Asked(recipe, changes=changes)
    if not changes:
        return asked
    try:
        spec = client.catalog.get(recipe).to_json()["spec"]
    except NotFoundError as error:
        raise _no_recipe(client, asked) from error
    return replace(asked, patch=patch_of(spec, changes))


def _spec(value: dict[str, Any], changes: Sequence[Change], name: str, lines: dict[str, int]) -> Asked:
    found = {f"/spec{pointer}": line for pointer, line in lines.items()}
    return Asked(changed(value, changes), name=name, lines=found, changes=changes)


def _require_form(value: dict[str, Any], name: str, lines: dict[str, int]) -> None:
    """Require what the rest relies on: either a spec or the id of a recipe, and an object as patch."""
    if "spec" in value and "recipe" in value:
        raise click.ClickException(f"{name}:{lines['/recipe']}: /recipe: expected either recipe or spec, got both")
    for key, kind, expected in (("recipe", str, "the id of a recipe, a text"), ("spec", dict, "a job spec, an object"), ("patch", dict, "an object")):
        if key in value and not isinstance(value[key], kind) and (key, value[key]) != ("patch", None):
            raise click.ClickException(f"{name}:{lines[f'/{key}']}: /{key}: expected {expected}, got {value[key]!r}")


def _submission(client: Client, value: dict[str, Any], changes: Sequence[Change], name: str, lines: dict[str, int]) -> Asked:
    fields = {key: item for key, item in value.items() if key not in (*_SUBMISSION, "patch")}
    _require_form(value, name, lines)
    if "spec" in value:
        return Asked(changed(value["spec"], changes), value.get("patch"), fields, name, lines, changes)
    patch = value.get("patch") or {}
    if changes:
        from modelbook._specs import merged  # Imported late, as the client is.

        recipe = client.catalog.get(value["recipe"]).to_json()["spec"]
        patch = merged(patch, patch_of(merged(recipe, patch), changes))
    return Asked(value["recipe"], patch or None, fields, name, lines, changes)
