"""Fixtures of the tests of the API: the database behind its client, and a client that needs keys."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import delete

from service.access.keyless import Keyless
from service.app import create_app
from service.settings import Settings
from service.store.database import Database
from service.store.key_rows import NewKey
from service.store.keys import Keys
from service.store.tables import metadata
from tests.integration.given import client_of
from tests.integration.service.api.callers import Clients


@pytest.fixture(scope="module")
def database(settings: Settings) -> Iterator[Database]:
    """The database behind the client."""
    database = Database(settings.database_url)
    yield database
    database.close()


@pytest.fixture(scope="module")
def keys(database: Database) -> Keys:
    return Keys(database)


@pytest.fixture(scope="module")
def guarded(settings: Settings) -> Iterator[httpx.Client]:
    """A client of an API that requires keys."""
    with client_of(create_app(settings, keyless=Keyless.NOBODY)) as client:
        yield client


@pytest.fixture
def limited(settings: Settings, database: Database) -> Iterator[Clients]:
    """Makes clients of an application with given limits, over an empty database."""
    with database.writing() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))
    keys = {owner: Keys(database).create(NewKey(owner, ("admin",), f"key of {owner}", 4e9), "test")[1] for owner in "ab"}
    open_clients: list[httpx.Client] = []

    def authorize(request: httpx.Request) -> None:
        owner = request.headers.pop("x-test-owner", None)
        if owner is not None:
            request.headers["authorization"] = f"Bearer {keys[owner]}"

    def make(**limits: Any) -> httpx.Client:
        client = client_of(create_app(settings.model_copy(update=limits)))
        client.event_hooks["request"].append(authorize)
        open_clients.append(client.__enter__())
        return client

    yield make
    for client in open_clients:
        client.__exit__(None, None, None)
