"""Models that are trained again on the same data, and compared with themselves."""

from typing import Any

import h5py
import httpx
import pytest

from service.settings import Settings
from service.store.database import Database
from service.store.files import Files
from service.store.registry import Registry
from tests.integration.fruit import NETWORK, ended, fruit, spec_of, train
from tests.integration.working import Work, worker_of
from tests.responses import accepted, problem

pytestmark = pytest.mark.slow

FOREST = {"model": {"kind": "sklearn", "steps": [{"estimator": "RandomForestClassifier", "params": {"n_estimators": 5}}]}}


@pytest.fixture(scope="module")
def work(settings: Settings) -> Work:
    return worker_of(settings)


def reproduce(client: httpx.Client, work: Work, ref: str) -> dict[str, Any]:
    """Reproduce a model; return the job as it is shown at its end."""
    return ended(client, work, accepted(client.post(f"/v1/models/{ref}/reproduce", json={})))


@pytest.mark.parametrize(("name", "parts"), [("forest", FOREST), ("network", NETWORK)])
def test_the_same_machine_gives_the_same_bits(client: httpx.Client, work: Work, settings: Settings, name: str, parts: dict[str, Any]) -> None:
    train(client, work, name, spec_of(fruit(client), **parts))
    job = reproduce(client, work, name)
    found = job["reproduction"]
    assert (found["bit_equal"], found["verdict"], found["metrics"], found["environment"]) == (True, "bit-equal", [], [])
    assert found["weights"]["n_values"] > 5
    assert found["outputs"]["n_different"] == 0
    assert (job["spec"]["task"], job["spec"]["model"], job["model"], job["retraining"]) == ("reproduce", f"{name}@1", None, None)
    assert len(client.get(f"/v1/models/{name}/versions").json()["versions"]) == 1
    assert [path for path in (settings.files / "jobs" / job["id"]).rglob("*") if path.is_file()] == []
    assert client.get(f"/v1/jobs/{job['id']}/checkpoints").json()["checkpoints"] == []


def test_differences_are_measured_and_those_of_the_surroundings_are_named(client: httpx.Client, work: Work, settings: Settings) -> None:
    train(client, work, "changed", spec_of(fruit(client), **NETWORK))
    _change_weights(client, settings, "changed")
    found = reproduce(client, work, "changed")["reproduction"]
    assert found["bit_equal"] is False
    assert found["weights"]["n_different"] == 3
    assert found["weights"]["largest"] == pytest.approx(0.25)
    assert found["environment"] == [{"name": "numpy", "recorded": "1.0", "now": found["environment"][0]["now"]}]
    assert found["verdict"].startswith("not bit-equal: 3 of 9 learned numbers differ, by up to 0.25; these differ of the surroundings: numpy")


def _change_weights(client: httpx.Client, settings: Settings, ref: str) -> None:
    """Change the biases of a network, and the recorded version of a library, as another machine would have written them."""
    from models.artifact.packing import read_json, write_json
    from models.core.digest import DIGESTS, GROUP, write_digests

    database = Database(settings.database_url)
    path = Files(settings.files).path(Registry(database).resolve(ref).artifact)
    database.close()
    with h5py.File(path, "r+") as file:
        file["model_weights"].visititems(lambda _name, item: _add(item) if isinstance(item, h5py.Dataset) and item.shape == (3,) else None)
        provenance = read_json(file["modelbook"], "provenance")
        provenance["libraries"]["numpy"] = "1.0"
        del file["modelbook/provenance"]
        write_json(file["modelbook"], "provenance", provenance)
        del file[f"{GROUP}/{DIGESTS}"]
        write_digests(file)


def _add(item: h5py.Dataset) -> None:
    item[...] = item[...] + 0.25


def test_a_model_whose_data_is_gone_is_not_reproduced(client: httpx.Client, work: Work) -> None:
    source = fruit(client, 40, 3)
    train(client, work, "gone", spec_of(source))
    job = accepted(client.post("/v1/models/gone/reproduce", json={}))
    path = f"/v1/datasets/{source.removeprefix('dataset:')}"
    assert client.delete(path).status_code == 409
    client.post(f"/v1/jobs/{job['id']}/cancel")
    deletion = client.delete(path).json()["id"]
    undo = f"{source} was deleted; POST /v1/deletions/{deletion}/undo restores it"
    refused = problem(client.post("/v1/models/gone/reproduce", json={}), 409)
    assert refused["type"].endswith("/spec-outdated")
    assert f"/data/source: {undo}" in refused["detail"]
    for body in ({}, {"patch": {}}):
        faults = problem(client.post("/v1/models/gone/retrain", json=body), 422)["errors"]
        assert {"pointer": "/source", "detail": undo} in faults
    assert client.delete(f"/v1/deletions/{deletion}").status_code == 200
    purged = problem(client.post("/v1/models/gone/reproduce", json={}), 409)["detail"]
    assert "/data/source: expected the id of an uploaded data set" in purged


def test_an_imported_network_is_neither_reproduced_nor_retrained(client: httpx.Client, work: Work, settings: Settings) -> None:
    train(client, work, "origin", spec_of(fruit(client), **NETWORK))
    architecture, weights = (client.get(f"/v1/models/origin/{form}").content for form in ("architecture", "weights"))
    form = {"architecture": ("a.json", architecture), "weights": ("w.h5", weights)}
    response = client.post("/v1/models", data={"name": "copy"}, files=form)
    assert work(accepted(response)["id"]).state == "succeeded"
    for verb in ("reproduce", "retrain"):
        refused = problem(client.post(f"/v1/models/copy/{verb}", json={}), 409)
        assert refused["type"].endswith("/not-repeatable")
        assert "was imported" in refused["detail"]


def test_a_continued_model_is_trained_from_the_same_start(client: httpx.Client, work: Work) -> None:
    spec = spec_of(fruit(client), **NETWORK)
    train(client, work, "steps", spec)
    train(client, work, "steps", {**spec, "start_from": "steps"})
    train(client, work, "steps", spec)
    assert reproduce(client, work, "steps@2")["reproduction"]["bit_equal"] is True


def test_the_best_of_a_search_is_reproduced(client: httpx.Client, work: Work) -> None:
    section = {"strategy": "grid", "space": {"max_depth": [1, 2]}, "folds": 2}
    tree = {"kind": "sklearn", "steps": [{"estimator": "DecisionTreeClassifier"}]}
    train(client, work, "found", {"task": "search", **spec_of(fruit(client)), "model": tree, "search": section})
    assert reproduce(client, work, "found")["reproduction"]["bit_equal"] is True
