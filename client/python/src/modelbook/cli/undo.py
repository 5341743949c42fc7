"""The command `modelbook undo`: restore what was deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from modelbook.cli.connection import as_json, completing, connected
from modelbook.cli.output import print_json, print_table, say

if TYPE_CHECKING:
    from modelbook import Client

_COLUMNS = ("id", "kind", "name", "MB", "deleted", "until")


def deletion_ids(client: Client) -> list[str]:
    """Return the ids of deletions."""
    return [deletion.id for deletion in client.deletions.list(limit=200)]


@click.command()
@click.argument("ids", metavar="[ID]...", nargs=-1, shell_complete=completing(deletion_ids))
@as_json
@connected
def undo(client: Client, ids: tuple[str, ...], as_json: bool) -> None:
    """Restore what was deleted; without ID, list what can be restored. Grants are not restored."""
    found = [client.deletions[one].undo() for one in ids] if ids else list(client.deletions.list(limit=200))
    if as_json:
        print_json([deletion.to_json() for deletion in found])
    elif ids:
        for deletion in found:
            say(f"restored {deletion.kind} {deletion.name}")
    else:
        rows = [(one.id, one.kind, one.name, f"{one.size_bytes / 1e6:.1f}", one.deleted_at, one.undo_until or "being removed") for one in found]
        print_table(_COLUMNS, rows)
