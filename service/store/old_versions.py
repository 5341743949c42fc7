"""Retention of models: their older versions are deleted by rule, each by a deletion that can be undone, unless something needs it."""

import time
from collections.abc import Callable

from sqlalchemy import func, select, tuple_

from service.errors import Conflict, NotFound
from service.store.alias_tables import aliases
from service.store.database import Database
from service.store.deletion_rows import RULES, Deletion, Order
from service.store.deletions import Deletions
from service.store.files import Files
from service.store.hidden import there
from service.store.rows import ref_of
from service.store.tables import versions

#: Most versions that are tried at one look: each takes several queries.
MAX_TRIED = 200
_FIRST = ("", "", 0)


class OldVersions:
    """Deletes all but the newest versions of each model, of all owners.

    A version that something needs, such as an alias or a model that continues from it, stays. A look continues where the one before has ended, so
    that versions which stay do not keep it from the others.

    Args:
        database: The database.
        files: Where the files are.
        n_kept: Newest versions that are kept of each model; 0 for all.
        undo_days: Days for which a deletion can be undone.
        clock: Returns seconds since 1970.
    """

    def __init__(self, database: Database, files: Files, n_kept: int, undo_days: float, clock: Callable[[], float] = time.time) -> None:
        self._database, self._files, self._n_kept, self._undo_days, self._clock = database, files, n_kept, undo_days, clock
        self._after = _FIRST

    def apply(self) -> list[Deletion]:
        """Delete some older versions; return the deletions."""
        found = self._candidates() if self._n_kept else []
        self._after = found[-1] if len(found) == MAX_TRIED else _FIRST
        made = [self._deleted(owner, ref_of(model, version)) for owner, model, version in found]
        return [deletion for deletion in made if deletion is not None]

    def _deleted(self, owner: str, ref: str) -> Deletion | None:
        """Delete a version; None if something needs it, or if its owner has deleted it meanwhile."""
        try:
            return Deletions(self._database, self._files, self._undo_days, owner, self._clock).model(ref, Order(RULES))
        except (Conflict, NotFound):
            return None

    def _candidates(self) -> list[tuple[str, str, int]]:
        """Return the versions that are not among the newest of their models and that no alias means, in order."""
        key = (versions.c.owner, versions.c.model, versions.c.version)
        place = func.row_number().over(partition_by=key[:2], order_by=versions.c.version.desc()).label("place")
        placed = select(*key, versions.c.kept, place).where(there(versions)).subquery()
        mine = tuple_(placed.c.owner, placed.c.model, placed.c.version)
        meant = select(aliases.c.owner, aliases.c.model, aliases.c.version)
        query = select(placed.c.owner, placed.c.model, placed.c.version).where(placed.c.place > self._n_kept, placed.c.kept == 0)
        query = query.where(mine.not_in(meant), mine > self._after).order_by(*mine.clauses).limit(MAX_TRIED)
        with self._database.reading() as connection:
            return [(row.owner, row.model, row.version) for row in connection.execute(query)]
