"""Models of several owners, and keys of callers."""

from service.store.database import Database
from service.store.jobs import Jobs
from service.store.key_rows import Key, NewKey
from service.store.keys import Keys
from service.store.registry import Registry
from service.store.rows import NewVersion
from tests.integration.given import LONG_S, claim, new_job


def register_for(owner: str, name: str, new: NewVersion, database: Database) -> None:
    """Register a model of an owner."""
    job = claim(database, Jobs(database, owner).create(new_job(name=name))[0].id, "worker-1", LONG_S)
    assert job is not None
    assert Registry(database, owner).register(job.id, job.attempt, new) is not None


def key_of(owner: str, database: Database, scopes: str = "predict", expires_at: float = 4e9) -> tuple[Key, str]:
    """Make a key; return it, and the header line that sends it."""
    key, text = Keys(database).create(NewKey(owner, tuple(scopes.split(",")), f"key of {owner}", expires_at), "test")
    return key, f"Authorization: Bearer {text}"
