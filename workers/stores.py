"""Stores used by workers."""

from dataclasses import dataclass

from service.changes import Changes
from service.settings import Settings
from service.store.all_jobs import AllJobs
from service.store.attempts import Attempts
from service.store.claims import Claims
from service.store.database import Database
from service.store.files import Files
from service.store.owner_limits import OwnerLimits
from service.store.trials import Trials


@dataclass(frozen=True)
class Stores:
    """The stores of a worker or a job process."""

    changes: Changes
    database: Database
    files: Files
    jobs: AllJobs
    attempts: Attempts
    trials: Trials
    claims: Claims

    @classmethod
    def of(cls, settings: Settings) -> "Stores":
        """Open the stores of the settings."""
        changes = Changes(settings.broker_url)
        database, files = Database(settings.database_url, changes.announce), Files(settings.files)
        claims = Claims(database, OwnerLimits.of(settings))
        return cls(changes, database, files, AllJobs(database), Attempts(database), Trials(database), claims)

    def close(self) -> None:
        """Announce the last changes, and close all connections."""
        self.database.close()
        self.changes.close()
