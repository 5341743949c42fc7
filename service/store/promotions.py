"""Promotions: the alias that a retraining moves to its new version, in the transaction that registers it."""

from typing import Any

from sqlalchemy import Connection, select, update

from service.errors import Conflict
from service.store.aliases import Aliases, Mover
from service.store.database import Database
from service.store.job_events import LogData
from service.store.rows import Version, ref_of
from service.store.tables import jobs
from service.store.transitions import append_event


def promote(database: Database, connection: Connection, made: Version) -> None:
    """Move the alias of a retraining to its version, if that was decided; record with the job whether it was moved, and why not.

    Args:
        database: The database.
        connection: The transaction that registers the version.
        made: The version.
    """
    row = connection.execute(select(jobs.c.retrains, jobs.c.findings).where(jobs.c.id == made.job_id)).one()
    wanted = (row.retrains or {}).get("promote")
    if wanted is None:
        return
    decided = row.findings["promotion"]
    found = {"promoted": False, "reason": decided["reason"], "from_version": wanted["expected"], "to_version": made.version}
    if decided["is_wanted"]:
        found |= _moved(Aliases(database, made.owner), connection, made, wanted)
    connection.execute(update(jobs).where(jobs.c.id == made.job_id).values(findings={**row.findings, "promotion": found}))
    alias = f"{made.model}:{wanted['alias']}"
    before = "" if wanted["expected"] is None else f" from {ref_of(made.model, wanted['expected'])}"
    said = f"moved {alias}{before} to {made.ref}" if found["promoted"] else f"{alias} was not moved"
    append_event(connection, made.job_id, LogData(message=f"{said}: {found['reason']}"))


def _moved(aliases: Aliases, connection: Connection, made: Version, wanted: dict[str, Any]) -> dict[str, Any]:
    """Move the alias if it still means the version that it had when the retraining was asked for; return what is recorded of that."""
    mover = Mover(wanted["actor"], made.job_id)
    try:
        aliases.move_within(connection, (made.model, made.version), wanted["alias"], wanted["expected"], mover)
    except Conflict as error:
        return {"promoted": False, "reason": error.detail}
    return {"promoted": True}
