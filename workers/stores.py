"""The stores of a worker, and of a job process."""

from dataclasses import dataclass

from service.settings import Settings
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.files import Files
from service.store.jobs import Jobs
from service.store.lookup import Lookup
from service.store.registry import Registry
from service.store.trials import Trials


@dataclass(frozen=True)
class Stores:
    """Where a worker reads and writes."""

    database: Database
    files: Files
    jobs: Jobs
    attempts: Attempts
    trials: Trials
    lookup: Lookup

    @classmethod
    def of(cls, settings: Settings) -> "Stores":
        """Open the stores that settings name."""
        database, files = Database(settings.database_url), Files(settings.files)
        jobs = Jobs(database)
        return cls(database, files, jobs, Attempts(database), Trials(database), Lookup(Registry(database), jobs, files))
