"""Stores used by workers."""

from dataclasses import dataclass

from service.settings import Settings
from service.store.all_jobs import AllJobs
from service.store.attempts import Attempts
from service.store.claims import Claims
from service.store.costs import CostBook
from service.store.database import Database
from service.store.files import Files
from service.store.owner_limits import OwnerLimits
from service.store.trials import Trials


@dataclass(frozen=True)
class Stores:
    """The stores of a worker or a job process."""

    database: Database
    files: Files
    jobs: AllJobs
    attempts: Attempts
    trials: Trials
    claims: Claims
    costs: CostBook

    @classmethod
    def of(cls, settings: Settings) -> "Stores":
        """Open the stores of the settings."""
        database, files = Database(settings.database_url), Files(settings.files)
        claims = Claims(database, OwnerLimits.of(settings))
        return cls(database, files, AllJobs(database), Attempts(database), Trials(database), claims, CostBook(database))
