"""Options by which lists are filtered, and the command that writes tags and a note."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable

import click

from modelbook.cli.connection import as_json, connected
from modelbook.cli.output import print_json, say

if TYPE_CHECKING:
    from modelbook import Client

Decorator = Callable[[Callable[..., None]], Callable[..., None]]
_TAG = click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only those with this tag; may be repeated.")
_TEXT = click.option("--text", help="Only those with this text in the name or the note.")


def filtering(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command that lists things the options `tags` and `text`."""
    return _TAG(_TEXT(command))


def asked(tags: tuple[str, ...], text: str | None, **others: Any) -> dict[str, Any]:
    """Return the filters that were given."""
    return {name: value for name, value in {"tag": list(tags) or None, "text": text, **others}.items() if value is not None}


def annotating(thing_of: Callable[[Client, str], Any], argument: Decorator, what: str) -> click.Command:
    """Return the command that writes tags and a note on a thing.

    Args:
        thing_of: Returns the thing of the client by its argument, `name`.
        argument: The argument.
        what: What it is called.
    """

    @click.command("annotate", help=f"Write tags and a note on {what}; one that is left out stays.")
    @argument
    @click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag; repeat it for each. They replace those that it has.")
    @click.option("--no-tags", is_flag=True, help="Take all tags away.")
    @click.option("--note", help="The note; an empty text takes it away.")
    @as_json
    @connected
    def annotate(client: Client, name: str, tags: tuple[str, ...], no_tags: bool, note: str | None, as_json: bool) -> None:
        if (no_tags and tags) or not (no_tags or tags or note is not None):
            raise click.UsageError("expected --tag, or --no-tags, or --note")
        found = thing_of(client, name).annotate(tags=list(tags) if tags or no_tags else None, note=note)
        if as_json:
            print_json(found.to_json())
        else:
            say(f"tags: {', '.join(found.tags) or 'none'}; note: {found.note or 'none'}")

    return annotate
