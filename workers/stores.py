"""Stores used by workers."""

from dataclasses import dataclass

from service.settings import Settings
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.datasets import Datasets
from service.store.files import Files
from service.store.jobs import Jobs
from service.store.lookup import Lookup
from service.store.registry import Registry
from service.store.trials import Trials


@dataclass(frozen=True)
class Stores:
    """The stores of a worker or a job process."""

    database: Database
    files: Files
    jobs: Jobs
    attempts: Attempts
    trials: Trials
    lookup: Lookup

    @classmethod
    def of(cls, settings: Settings) -> "Stores":
        """Open the stores of the settings."""
        database, files = Database(settings.database_url), Files(settings.files)
        jobs = Jobs(database)
        lookup = Lookup(Registry(database), jobs, files, Datasets(database, files))
        return cls(database, files, jobs, Attempts(database), Trials(database), lookup)
