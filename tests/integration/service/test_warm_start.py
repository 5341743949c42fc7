"""After a restart, the models last used are there before the API is ready; loaded models cost no later garbage collection."""

import gc
import weakref
from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI

from service.app import create_app
from service.settings import Settings
from tests.acceptance.service import until
from tests.integration.given import client_of
from tests.integration.trained import Trained, register_all


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    return register_all(settings, trained, "digits", "line", "trees")


@pytest.fixture
def unfrozen() -> Iterator[None]:
    yield
    gc.enable()
    gc.unfreeze()
    gc.collect()
    gc.freeze()  # As the fixtures of the ring have left it.


def checked(client: httpx.Client) -> str:
    check: str = client.get("/readyz").json()["checks"]["models"]
    return check


def predict(client: httpx.Client, model: str) -> None:
    assert client.post(f"/v1/models/{model}/predict", json={"inputs": [[0.5]]}).status_code == 200


def loaded(app: FastAPI) -> list[str]:
    keys: list[str] = app.state.parts.predictors.keys()
    return keys


def test_the_models_last_used_are_loaded_again_before_the_api_is_ready(settings: Settings) -> None:
    with client_of(create_app(settings)) as client:
        assert checked(client) == "ok"
        predict(client, "trees")
        predict(client, "line")
    with client_of(again := create_app(settings)) as client:
        until(lambda: checked(client) == "ok", "the models to be loaded")
        assert loaded(again) == ["default/line@1", "default/trees@1"]
    (settings.files / again.state.parts.registry.resolve("trees").artifact).rename(settings.files / "away")
    with client_of(third := create_app(settings)) as client:
        until(lambda: checked(client) == "ok", "a model that is missing to be passed over")
        assert loaded(third) == ["default/line@1"]
    (settings.files / "away").rename(settings.files / again.state.parts.registry.resolve("trees").artifact)


def test_a_loaded_model_is_kept_from_the_garbage_collection_and_freed_all_the_same(settings: Settings, unfrozen: None) -> None:
    with client_of(app := create_app(settings)) as client:
        predict(client, "line")
        predictors = app.state.parts.predictors
        kept = predictors.ready("default/line@1")
        assert not any(item is kept for item in gc.get_objects())  # These are what a collection looks through.
        gone = [weakref.ref(part) for part in (kept, kept.predictor, kept.predictor.runtime, kept.batcher)]
        gc.disable()  # What is frozen is never collected: it has to go with the last reference.
        predictors.drop(kept)
        del kept
        until(lambda: [part() for part in gone] == [None] * len(gone), "the thread that has loaded it to let it go")
