"""Layers shared by two registered models: a job on one makes new versions of both, through the API and the worker's part."""

from pathlib import Path
from typing import Any

import httpx
import keras
import numpy as np
import pytest
from numpy.testing import assert_array_equal

from models.artifact.file import read_artifact
from service.settings import Settings
from service.store.all_jobs import AllJobs
from service.store.attempts import Attempts
from service.store.database import Database
from service.store.jobs import Jobs
from service.store.lookup import Lookup
from service.store.registry import MovedVersion, Registry
from service.store.transitions import State
from service.store.trials import JobProcess
from tests.bare import compiled_predictor
from tests.integration.given import LONG_S, claim, new_version, running
from tests.responses import fault
from tests.untied import untied
from workers.attempt import Assignment, Attempt
from workers.devices import Share
from workers.job_process import run_task
from workers.stores import Stores

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")]


def spec(*layers: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {
        "data": {"source": "diabetes"},
        "preprocessing": {"inputs": [{"step": "standardize"}], "targets": [{"step": "standardize"}]},
        "model": {"kind": "sequential", "layers": list(layers)},
        "training": {"loss": "mean_squared_error", "epochs": 1, "batch_size": 64},
        **changes,
    }


FIRST = {"layer": "Dense", "name": "first", "units": 6, "activation": "relu"}
AVERAGES = {"layer": "BatchNormalization", "name": "averages"}
END = {"layer": "Dense", "name": "end", "units": 1}
A = spec(FIRST, AVERAGES, END)
B = spec(FIRST, AVERAGES, {"layer": "Dense", "name": "more", "units": 3}, END)
SHARED = {"model": "a", "layers": ["first", "aver*"]}


def worked(client: httpx.Client, settings: Settings, name: str, body: dict[str, Any]) -> dict[str, Any]:
    """Post a job and do what its process does; return the job."""
    response = client.post("/v1/jobs", json={"spec": body, "name": name})
    assert response.status_code == 202, response.text
    job_id = response.json()["id"]
    stores = Stores.of(settings)
    claimed = claim(stores.database, job_id, "worker-1", LONG_S)
    assert claimed is not None
    process, folder = JobProcess(job_id, claimed.process or "", "worker-1"), stores.files.attempt_folder(job_id, "1")
    assignment = Assignment(process, claimed.owner, claimed.attempt, "cpu", claimed.spec, folder, settings, Share("", 0))
    try:
        run_task(Attempt(assignment, stores, untied()))
    finally:
        stores.database.close()
    return dict(client.get(f"/v1/jobs/{job_id}").json())


def refused(client: httpx.Client, body: dict[str, Any], name: str = "c") -> tuple[str, str]:
    return fault(client.post("/v1/jobs", json={"spec": body, "name": name}))


def path_of(settings: Settings, ref: str) -> Path:
    stores = Stores.of(settings)
    path = Lookup(Registry(stores.database), stores.files).artifact(ref)
    stores.database.close()
    return path


def weights_of(settings: Settings, ref: str) -> dict[str, list[np.ndarray]]:
    network = keras.models.load_model(path_of(settings, ref), compile=False)
    return {layer.name: layer.get_weights() for layer in network.layers}


def assert_shared(settings: Settings, one: str, other: str) -> None:
    ours, theirs = weights_of(settings, one), weights_of(settings, other)
    for name in ("first", "averages"):
        for value, expected in zip(ours[name], theirs[name], strict=True):
            assert_array_equal(value, expected, strict=True)


@pytest.fixture(scope="module")
def jobs_of_both(client: httpx.Client, settings: Settings) -> list[dict[str, Any]]:
    """The jobs of A; of B, which shares layers with it; and of A again, trained on from its newest version."""
    return [
        worked(client, settings, "a", A),
        worked(client, settings, "b", {**B, "share_layers_with": SHARED}),
        worked(client, settings, "a", {**A, "start_from": "a"}),
    ]


def test_training_one_model_makes_a_version_of_the_other_with_the_same_layers(jobs_of_both: list[dict[str, Any]], settings: Settings) -> None:
    assert [(job["state"], job["model"]) for job in jobs_of_both[:2]] == [("succeeded", "a@1"), ("succeeded", "b@1")]
    assert_shared(settings, "b@1", "a@2")
    before, after = weights_of(settings, "a@1"), weights_of(settings, "a@2")
    assert not np.array_equal(before["first"][0], after["first"][0])
    assert_array_equal(before["end"][0], after["end"][0])


def test_training_the_other_again_moves_both(jobs_of_both: list[dict[str, Any]], client: httpx.Client, settings: Settings) -> None:
    job = jobs_of_both[2]
    assert (job["state"], job["model"]) == ("succeeded", "a@3")
    assert job["spec"]["share_layers_with"] == {"model": "b@1", "layers": ["first", "averages"]}
    assert client.get("/v1/models/b").json()["ref"] == "b@2"
    assert_shared(settings, "a@3", "b@2")
    assert not np.array_equal(weights_of(settings, "b@1")["first"][0], weights_of(settings, "b@2")["first"][0])
    assert_array_equal(weights_of(settings, "b@1")["more"][0], weights_of(settings, "b@2")["more"][0])


def test_a_job_starts_from_the_weights_of_the_layers_it_shares(jobs_of_both: list[dict[str, Any]], client: httpx.Client, settings: Settings) -> None:
    frozen = {**B["training"], "freeze": ["first", "averages"]}
    job = worked(client, settings, "still", {**B, "training": frozen, "share_layers_with": {**SHARED, "model": "a@1"}})
    assert_shared(settings, job["model"], "a@1")


def test_a_version_that_was_moved_says_so_and_answers_anew(jobs_of_both: list[dict[str, Any]], client: httpx.Client, settings: Settings) -> None:
    first, moved = (client.get(f"/v1/models/a/versions/{number}").json() for number in (1, 2))
    assert moved["job_id"] == first["job_id"] == jobs_of_both[0]["id"]
    assert moved["metrics"] == first["metrics"]
    assert moved["provenance"]["moved"] == {
        "from": "a@1",
        "layers": ["first", "averages"],
        "metrics": "measured before these layers changed",
        "with": "b",
        "job": jobs_of_both[1]["id"],
    }
    assert moved["serving"]["runtime"] == "onnx"
    artifacts = [read_artifact(path_of(settings, ref)) for ref in ("a@1", "a@2")]
    outputs = [artifact.golden.outputs["outputs"] for artifact in artifacts]
    assert not np.array_equal(*outputs)
    compiled_predictor(artifacts[1], path_of(settings, "a@2").with_name("model.onnx")).replay(artifacts[1].golden)
    answers = [client.post(f"/v1/models/{ref}/predict", json={"inputs": [[0.01] * 10]}).json()["predictions"] for ref in ("a@1", "a@2")]
    assert answers[0] != answers[1]


def test_the_link_is_told_and_ended_by_null(jobs_of_both: list[dict[str, Any]], client: httpx.Client) -> None:
    linked, free = (
        client.post("/v1/specs/check", json={"spec": {**A, "start_from": "a@3", **changes}}).json() for changes in ({}, {"share_layers_with": None})
    )
    assert [warning["pointer"] for warning in linked["warnings"]] == ["/spec/start_from"]
    assert "a@3 shares first, averages with b, which gets a new version too" in linked["warnings"][0]["detail"]
    assert (free["warnings"], free["spec"]["share_layers_with"]) == ([], None)


@pytest.mark.parametrize(
    ("shared", "changes", "pointer", "detail"),
    [
        ({"model": "x"}, {}, "/spec/share_layers_with/model", 'there is no model "x"'),
        ({"layers": ["first", "fist"]}, {}, "/spec/share_layers_with/layers/1", "names in both: first, averages, end"),
        ({"layers": ["more"]}, {}, "/spec/share_layers_with/layers/0", 'got "more"; names in both'),
        ({"layers": ["end"]}, {}, "/spec/share_layers_with/layers/0", "end is Dense, output (1,), 4 parameters here and Dense, output (1,), 7"),
        ({"layers": []}, {}, "/spec/share_layers_with/layers", "at least 1"),
        ({}, {"task": "cross_validate", "cross_validation": {"folds": 3}}, "/spec/share_layers_with", "expected a network and the task train"),
    ],
)
def test_what_cannot_be_shared_is_refused(
    jobs_of_both: list[dict[str, Any]], client: httpx.Client, shared: dict[str, Any], changes: dict[str, Any], pointer: str, detail: str
) -> None:
    found = refused(client, {**B, **changes, "share_layers_with": {**SHARED, **shared}})
    assert (found[0], detail in found[1]) == (pointer, True), found


def test_a_model_does_not_take_the_name_of_the_one_it_shares_layers_with(jobs_of_both: list[dict[str, Any]], client: httpx.Client) -> None:
    pointer, detail = refused(client, {**B, "share_layers_with": SHARED}, name="a")
    assert (pointer, 'other than "a"' in detail) == ("/name", True)


def test_both_versions_are_registered_or_neither(registry: Registry, jobs: Jobs, all_jobs: AllJobs, attempts: Attempts, database: Database) -> None:
    base = running(database, name="a")
    made = registry.register(base.id, base.attempt, new_version())
    assert made is not None
    job = running(database, name="b")
    moved = MovedVersion("a", made.job_id, new_version(sha256="b" * 64))
    assert registry.register(job.id, job.attempt + 1, new_version(), moved) is None
    assert [version.ref for version in registry.newest(None, 10)] == ["a@1"]
    version = registry.register(job.id, job.attempt, new_version(), moved)
    assert version is not None
    assert [found.ref for found in registry.newest(None, 10)] == ["a@2", "b@1"]
    assert registry.refs_of_jobs([job.id, base.id]) == {job.id: version.ref, base.id: made.ref}
    assert jobs.get(job.id).state == State.SUCCEEDED
    assert [event.kind for event in all_jobs.events_after(job.id, 2)] == ["model", "log", "state"]
