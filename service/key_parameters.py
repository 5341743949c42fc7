"""Parameters of the commands that make keys, and what is wrong with them."""

from collections.abc import Callable
from typing import Any

import click

from models.core.faults import did_you_mean
from models.core.redaction import redacted
from service.access.caller import Scope
from service.store.owners import OWNER_PATTERN, is_owner


def checked(read: Callable[[str], Any]) -> Callable[[click.Context, click.Parameter, str | None], Any]:
    """Return the callback of an option whose text a function reads; its ValueError becomes the message."""

    def value(_context: click.Context, _parameter: click.Parameter, text: str | None) -> Any:
        try:
            return None if text is None else read(text)
        except ValueError as error:
            raise click.BadParameter(str(error)) from error

    return value


def owner_of(text: str) -> str:
    """Return the name of an owner; ValueError if it is none."""
    if not is_owner(text):
        raise ValueError(f"expected an owner's name like {OWNER_PATTERN}, for example app1; got {redacted(text[:80])!r}")
    return text


def scopes_of(text: str) -> tuple[str, ...]:
    """Return scopes that are separated by commas; ValueError if one is not known."""
    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name not in set(Scope):
            known = ", ".join(Scope)
            raise ValueError(f"expected scopes of {known}, separated by commas; got {redacted(name[:40])!r}{did_you_mean(name, list(Scope))}")
    return tuple(sorted(set(names)))
