"""Which jobs a writing transaction has changed, so that their followers can be notified once it is committed."""

from collections.abc import Callable

from sqlalchemy import Connection

#: Takes the ids of jobs that were changed, after the commit. It returns at once and never raises: whoever waits for news also polls.
Announce = Callable[[set[str]], None]

#: Where a connection has the ids, among what it knows besides.
_CHANGED = "changed jobs"


def collect_changed(connection: Connection) -> set[str]:
    """Return the set to which the ids are added that `note_changed` is given from now on."""
    changed: set[str] = set()
    connection.info[_CHANGED] = changed
    return changed


def note_changed(connection: Connection, job_id: str) -> None:
    """Note that a writing transaction changes what the followers of a job are shown: its events, its state or its progress."""
    connection.info[_CHANGED].add(job_id)


def announce_nothing(_changed: set[str]) -> None:
    """Announce nothing, where nobody follows a job or polling is soon enough."""
