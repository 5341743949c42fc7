"""Fixtures of the integration ring: the store on both databases, and the API over SQLite and a real broker."""

import gc
import secrets
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, delete, event
from threadpoolctl import threadpool_limits

from models.datasets.mnist import Mnist
from models.specs.estimators.offered_estimators import EstimatorName
from service.app import create_app
from service.queue import JobQueue, celery_app
from service.settings import Settings
from service.store.all_jobs import AllJobs
from service.store.attempts import Attempts
from service.store.database import Database, migrate
from service.store.files import Files
from service.store.jobs import Jobs
from service.store.pauses import Pauses
from service.store.registry import Registry
from service.store.tables import metadata
from service.store.trials import Trials
from tests.generated_client import GeneratedClient, generate
from tests.integration.given import client_of, with_patience
from tests.integration.sent import Pixels
from tests.integration.text_jobs import SPECS as TEXTS
from tests.integration.text_jobs import Job as TextJob
from tests.integration.text_jobs import job_of as text_job
from tests.integration.toy_jobs import Train, quick_step, told_to, train_toy
from tests.integration.toy_jobs import Trained as ToyJob
from tests.integration.trained import Trained, train_all
from tests.toys import toy_set

# Keras keeps hundreds of thousands of objects alive, and by default they are looked through for garbage every few hundred new ones: a twentieth
# of a job's time.
gc.set_threshold(50_000, 20, 100)


def pytest_collection_finish() -> None:
    """Keep what collection has made out of these looks: a million objects, which stay until the end, and which every fit went through again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def generated_client(tmp_path_factory: pytest.TempPathFactory) -> GeneratedClient:
    """The client that the documented command generates."""
    return generate(tmp_path_factory.mktemp("client"))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def migrated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A module's own database, made by the migrations; on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'modelbook.db'}"
    else:
        url = _new_schema(request.getfixturevalue("postgres"))
    migrate(url)
    database = Database(url)
    yield database
    database.close()


@pytest.fixture
def database(migrated: Database) -> Database:
    """The module's database, emptied: making a new one for each of hundreds of tests would take minutes."""
    with migrated.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))
    return migrated


def _new_schema(server: str) -> str:
    """Make a schema and return a URL whose connections see it alone."""
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{name}"')
    return server.replace("postgresql://", "postgresql+psycopg://", 1) + f"&options=-csearch_path%3D{name}"


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """The SQL statements that this process executes from here on, over every connection."""
    executed: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        executed.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield executed
    event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def all_jobs(database: Database) -> AllJobs:
    return AllJobs(database)


@pytest.fixture
def queue(broker_url: str, all_jobs: AllJobs) -> Iterator[JobQueue]:
    queue = JobQueue(celery_app(broker_url), all_jobs)
    yield queue
    queue.close()


@pytest.fixture
def jobs(database: Database) -> Jobs:
    return Jobs(database)


@pytest.fixture
def attempts(database: Database) -> Attempts:
    return Attempts(database)


@pytest.fixture
def trials(database: Database) -> Trials:
    return Trials(database)


@pytest.fixture
def pauses(database: Database) -> Pauses:
    return Pauses(database)


@pytest.fixture
def registry(database: Database) -> Registry:
    return Registry(database)


@pytest.fixture(scope="module")
def settings(broker_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a stack of this module's own: a new SQLite file, an empty files folder, a body limit of 256 KiB."""
    folder = tmp_path_factory.mktemp("api")
    url = f"sqlite:///{folder / 'modelbook.db'}"
    migrate(url)
    files: Path = folder / "files"
    return Settings(database_url=url, broker_url=broker_url, files=files, cache=folder / "cache", max_body_bytes=256 * 1024)


@pytest.fixture(scope="module")
def app(settings: Settings) -> FastAPI:
    return with_patience(create_app(settings))


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[httpx.Client]:
    with client_of(app) as client:
        yield client


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Trained:
    """Small models, trained once for the whole run."""
    return train_all(tmp_path_factory.mktemp("trained"))


@pytest.fixture(scope="session")
def text_jobs(trained: Trained) -> dict[str, TextJob]:
    """Text models, trained once for the whole run into the files folder of the others."""
    files = Files(trained.folder)
    return {name: text_job(spec, files.attempt_folder(f"text-{name}", "1")) for name, spec in TEXTS.items()}


@pytest.fixture(scope="session")
def images() -> Pixels:
    """Three digits that the classifier was not trained on, uint8 array of shape (3, 28, 28)."""
    found: Pixels | None = Mnist().load(None).test_inputs
    assert found is not None
    return found[:3]


@pytest.fixture(scope="module")
def train(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Train]:
    """Train the steps of a pipeline on the toy set."""

    def trained(*steps: dict[str, Any], told: str, **preprocessing: Any) -> ToyJob:
        return train_toy(tmp_path_factory.mktemp("job"), *steps, told=told, **preprocessing)

    with toy_set(), threadpool_limits(1):
        yield trained


@pytest.fixture(scope="module")
def job_of(train: Train) -> Callable[[EstimatorName], ToyJob]:
    """Train an estimator by its defaults, fewer trees apart; each once."""

    @cache
    def job(name: EstimatorName) -> ToyJob:
        return train(quick_step(name), told=told_to(name))

    return job
