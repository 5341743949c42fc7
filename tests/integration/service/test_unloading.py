"""Deleted models leave the memory of every API process, also of one that nobody asks for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import httpx
import pytest
from fastapi import FastAPI

from service.app import create_app
from service.settings import Settings
from service.store.missing_versions import AT_ONCE, missing_versions
from service.unloading import Unloading
from tests.acceptance.service import until
from tests.integration.given import client_of
from tests.integration.trained import Trained, register_all


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    return register_all(settings, trained, "line", "trees")


@contextmanager
def looking(app: FastAPI) -> Iterator[None]:
    """Look for deleted models without a pause."""
    parts = app.state.parts
    unloading = Unloading(parts.predictors, partial(missing_versions, parts.database), every_s=0.01)
    unloading.begin()
    yield
    unloading.close()


def predict(client: httpx.Client, model: str) -> None:
    assert client.post(f"/v1/models/{model}/predict", json={"inputs": [[0.5]]}).status_code == 200


def loaded(app: FastAPI) -> list[str]:
    keys: list[str] = app.state.parts.predictors.keys()
    return sorted(keys)


def test_a_deleted_model_is_unloaded_in_every_process_and_loaded_again_after_an_undo(settings: Settings) -> None:
    apps = create_app(settings), create_app(settings)
    with client_of(apps[0]) as one, client_of(apps[1]) as other, looking(apps[0]), looking(apps[1]):
        for client in (one, other):
            predict(client, "line")
            predict(client, "trees")
        deletion = one.delete("/v1/models/line").json()["id"]
        for app in apps:
            until(lambda app=app: loaded(app) == ["default/trees@1"], "the deleted model to be unloaded")  # type: ignore[misc]
        one.post(f"/v1/deletions/{deletion}/undo").raise_for_status()
        predict(one, "line")
        assert loaded(apps[0]) == ["default/line@1", "default/trees@1"]


def test_versions_are_looked_for_in_parts(settings: Settings) -> None:
    database = create_app(settings).state.parts.database
    absent = [f"default/line@{number}" for number in range(2, AT_ONCE + 2)]
    assert missing_versions(database, ["default/trees@1", *absent, "other/line@1", "default/line@1"]) == [*absent, "other/line@1"]
    database.close()
