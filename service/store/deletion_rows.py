"""Deletions as immutable values: what was deleted, by whom, and until when it can be restored."""

from dataclasses import dataclass
from enum import StrEnum

from service.store.rows import FromRow

#: Seconds of a day.
DAY_S = 86400.0
#: Who deletes by rule, in the audit.
RULES = "retention"


class DeletedKind(StrEnum):
    """What was deleted; `jobs` are all that fit filters."""

    MODEL = "model"
    VERSION = "version"
    JOB = "job"
    JOBS = "jobs"
    SWEEP = "sweep"
    DATASET = "dataset"

    @property
    def word(self) -> str:
        """Return it as people write it."""
        return "data set" if self is DeletedKind.DATASET else self.value


@dataclass(frozen=True)
class Deletion(FromRow):
    """A deletion whose files are not all gone. Times are seconds since 1970.

    Args:
        id: Its id.
        owner: Whose it is.
        kind: Kind of what was deleted.
        name: What was deleted: a reference, an id, or filters.
        n_versions: Model versions in it.
        n_jobs: Jobs in it.
        n_datasets: Data sets in it.
        size_bytes: Bytes of their files.
        deleted_by: Who deleted it.
        deleted_at: When.
        until: Until when it can be undone.
        purged_from: Since when its files are removed; None while it can be undone.
    """

    id: str
    owner: str
    kind: str
    name: str
    n_versions: int
    n_jobs: int
    n_datasets: int
    size_bytes: int
    deleted_by: str
    deleted_at: float
    until: float
    purged_from: float | None

    @property
    def is_by_rule(self) -> bool:
        """Return whether a rule has deleted it."""
        return self.deleted_by == RULES


@dataclass(frozen=True)
class Order:
    """How something is deleted.

    Args:
        actor: Who deletes it, for the audit.
        purge: Whether its files are removed at once: it cannot be undone then.
        with_models: Whether the model versions that deleted jobs have registered are deleted, too.
    """

    actor: str
    purge: bool = False
    with_models: bool = False

    @property
    def is_by_rule(self) -> bool:
        """Return whether a rule deletes: what was restored from one is left."""
        return self.actor == RULES
