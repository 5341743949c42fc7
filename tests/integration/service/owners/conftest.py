"""An application that takes callers from a header, and owners who ask it."""

from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI

from service.app import create_app
from service.deps import Parts
from service.settings import Settings
from tests.integration.given import client_of, with_patience
from tests.integration.service.owners.asking import Asker, with_callers
from tests.integration.trained import Trained


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack with the files of the trained models."""
    return settings.model_copy(update={"files": trained.folder})


@pytest.fixture(scope="module")
def app(settings: Settings) -> FastAPI:
    return with_callers(with_patience(create_app(settings)))


@pytest.fixture(scope="module")
def parts(app: FastAPI) -> Iterator[Parts]:
    """The parts of the application; the sessions are deleted at the end, as other modules use the same server and have room for few."""
    found: Parts = app.state.parts
    yield found
    redis = found.sessions._redis
    for key in redis.scan_iter("modelbook:session*"):
        redis.delete(key)


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[httpx.Client]:
    with client_of(app) as client:
        yield client


@pytest.fixture(scope="module")
def askers(client: httpx.Client) -> dict[str, Asker]:
    return {name: Asker(client, name) for name in ("ann", "bob", "carl")}


@pytest.fixture(autouse=True)
def read_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each estimate read the costs: the statements of two requests are compared, of which none may be spared by the other."""
    monkeypatch.setattr("service.store.costs.READ_EVERY_S", 0.0)
