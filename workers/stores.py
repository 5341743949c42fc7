"""Stores used by workers."""

from dataclasses import dataclass, replace
from typing import TypeVar

from service.changes import Changes
from service.settings import Settings
from service.store.all_jobs import AllJobs
from service.store.attempts import Attempts
from service.store.changed import Announce
from service.store.claims import Claims
from service.store.costs import CostBook
from service.store.database import Database
from service.store.files import Files
from service.store.job_files import JobFiles
from service.store.lookup import Lookup
from service.store.owner_limits import OwnerLimits
from service.store.patience import Patience, patient
from service.store.registry import Registry
from service.store.trials import Trials

StoreT = TypeVar("StoreT")


@dataclass(frozen=True)
class Stores:
    """The stores of a worker or a job process.

    Those of a worker fail at once in an outage of the database, so that its threads stay free; those of a job process repeat their calls.
    """

    changes: Changes | None
    announce: Announce
    database: Database
    files: Files
    jobs: AllJobs
    attempts: Attempts
    trials: Trials
    claims: Claims
    job_files: JobFiles
    costs: CostBook
    patience: Patience | None = None

    @classmethod
    def of(cls, settings: Settings, patience: Patience | None = None, announce: Announce | None = None) -> "Stores":
        """Open the stores of the settings.

        Args:
            settings: The settings.
            patience: How long calls are repeated in an outage of the database; None for not at all.
            announce: Announces changed jobs; None for a connection to the broker that does.
        """
        changes = None
        if announce is None:
            changes = Changes(settings.broker_url)
            announce = changes.announce
        database, files = Database(settings.database_url, announce), Files(settings.files)
        claims = Claims(database, OwnerLimits.of(settings))
        plain = cls(
            changes,
            announce,
            database,
            files,
            AllJobs(database),
            Attempts(database),
            Trials(database),
            claims,
            JobFiles(database),
            CostBook(database),
            patience,
        )
        return replace(plain, **{name: plain.with_patience(getattr(plain, name)) for name in ("jobs", "attempts", "trials", "claims")})

    def registry(self, owner: str) -> Registry:
        """Return the registry of an owner."""
        return self.with_patience(Registry(self.database, owner))

    def lookup(self, owner: str) -> Lookup:
        """Return the lookup of what specs of an owner refer to."""
        return self.with_patience(Lookup(Registry(self.database, owner), self.files))

    def recorded_lookup(self, owner: str, recorded_by: str) -> Lookup:
        """Return the lookup of what the recorded spec of a model refers to, for an owner who uses it; see `Lookup.recorded`."""
        return self.with_patience(Lookup(Registry(self.database, owner), self.files).recorded(recorded_by))

    def with_patience(self, store: StoreT) -> StoreT:
        """Return a store that repeats its calls as these do."""
        return store if self.patience is None else patient(store, self.patience)

    def close(self) -> None:
        """Announce the last changes, and close all connections."""
        self.database.close()
        if self.changes is not None:
            self.changes.close()
