"""Tests of the members of the plug-in in tests/data/plugin; test_plugins.py runs them in a process that loads it."""

from functools import partial
from typing import Any

import httpx
import pytest

import models
from models.artifact.file import read_artifact
from models.core.errors import SpecError
from models.datasets import DATA_SETS
from models.kinds import KINDS
from models.preprocessing import STEPS
from models.serving.proved import proved_form
from models.specs.keras_config.network import network_of
from models.specs.layers import LAYERS
from models.uploads.formats import READERS
from service.queue import JobQueue, celery_app
from service.reference import reference
from service.settings import Settings
from service.store.claims import Claimed
from service.store.trials import JobProcess
from tests.integration.given import LONG_S, claim
from tests.integration.trained import register, train_spec
from workers.devices import Slots
from workers.lease_keeper import LeaseKeeper
from workers.stores import Stores
from workers.supervise import Supervisor

#: What each hook's registry has from the plug-in.
MEMBERS = [(STEPS, "arcsinh"), (LAYERS, "Swish"), (LAYERS, "LeakyReLU"), (DATA_SETS, "ramp"), (READERS, "pgm")]
NETWORK: dict[str, Any] = {
    "data": {"source": "ramp", "params": {"n_points": 200}, "split": {"test": 0.2}},
    "preprocessing": {"inputs": [{"step": "arcsinh"}], "targets": [{"step": "arcsinh"}]},
    "model": {
        "kind": "sequential",
        "layers": [
            {"layer": "Dense", "units": 16},
            {"layer": "Swish"},
            {"layer": "Dense", "units": 8},
            {"layer": "LeakyReLU", "negative_slope": 0.1},
            {"layer": "Dense", "units": 1},
        ],
    },
    "training": {"loss": "mean_squared_error", "optimizer": {"name": "adam", "learning_rate": 0.02}, "epochs": 30, "batch_size": 16},
}
COUNTS: dict[str, Any] = {
    "preprocessing": {},
    "model": {
        "kind": "sequential",
        "layers": [{"layer": "Dense", "units": 16, "activation": "relu"}, {"layer": "Dense", "units": 1, "activation": "softplus"}],
    },
    "training": {"loss": "poisson", "epochs": 1},
}
RIDGE: dict[str, Any] = {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]}


@pytest.mark.parametrize(("registry", "name"), MEMBERS)
def test_a_member_is_in_its_registry_and_on_the_reference_page(registry: dict[str, Any], name: str) -> None:
    assert list(registry).index(name) >= 0
    assert f"### {name}\n" in reference() or f"- `{name}` (" in reference()


def test_members_are_in_the_openapi_document(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    schemas = document["components"]["schemas"]
    assert {"ArcsinhStep", "SwishLayer", "LeakyReLULayer"} <= schemas.keys()
    assert "pgm" in schemas["UploadFormat"]["enum"]


def test_a_data_set_is_listed_and_shown(client: httpx.Client) -> None:
    assert "ramp" in [item["source"] for item in client.get("/v1/datasets").json()["datasets"]]
    shown = client.get("/v1/datasets/ramp/preview", params={"n_samples": 2, "params": '{"n_points": 3}'}).json()
    assert shown["samples"] == [{"index": 0, "input": [-1.0], "target": -3.0}, {"index": 1, "input": [0.0], "target": 0.0}]


def test_a_network_of_a_step_layers_and_a_data_set_is_taken_trained_and_served(client: httpx.Client, settings: Settings) -> None:
    taken = client.post("/v1/jobs", json={"spec": NETWORK})
    assert taken.status_code == 202, taken.text
    register(settings, "ramp", train_spec(settings.files, "ramp", taken.json()["spec"]))
    answer = client.post("/v1/models/ramp/predict", json={"inputs": [[0.5], [-0.5]]})
    assert answer.status_code == 200, answer.text
    assert [item["value"] for item in answer.json()["predictions"]] == pytest.approx([1.5, -1.5], abs=0.4)


def test_a_kind_recognizes_a_network_and_answers_for_it(client: httpx.Client, settings: Settings) -> None:
    assert list(KINDS)[-1] == "counts"
    taken = client.post("/v1/jobs", json={"spec": {**NETWORK, **COUNTS}})
    assert taken.status_code == 202, taken.text
    register(settings, "counts", train_spec(settings.files, "counts", taken.json()["spec"]))
    assert client.get("/v1/models/counts").json()["kind"] == "counts"
    (prediction,) = client.post("/v1/models/counts/predict", json={"inputs": [[0.5]]}).json()["predictions"]
    assert isinstance(prediction["value"], int)


def test_a_runtime_serves_the_networks_that_it_claims(client: httpx.Client, settings: Settings) -> None:
    layers = [{"layer": "Dense", "units": 32, "activation": "tanh"}, {"layer": "Dense", "units": 1}]
    taken = client.post("/v1/jobs", json={"spec": {**NETWORK, "model": {"kind": "sequential", "layers": layers}}})
    assert taken.status_code == 202, taken.text
    version = register(settings, "dense", train_spec(settings.files, "dense", taken.json()["spec"]))
    serving = client.get("/v1/models/dense").json()["serving"]
    assert (serving["runtime"], serving["difference"], version.onnx) == ("numpy", None, None)
    predicted = client.post("/v1/models/dense/predict", json={"inputs": [[0.5], [-0.5]]})
    assert predicted.status_code == 200, predicted.text
    by_keras = models.load(settings.files / version.artifact).predict([[0.5], [-0.5]])
    values = [[item["value"] for item in items] for items in (predicted.json()["predictions"], by_keras)]
    assert values[0] == pytest.approx(values[1], rel=1e-4)
    assert values[0] == pytest.approx([1.5, -1.5], abs=0.4)


def test_a_compiled_form_is_written_and_proved_for_the_kind_that_names_it(client: httpx.Client, settings: Settings) -> None:
    version = register(settings, "rates", train_spec(settings.files, "rates", {**NETWORK, **COUNTS}))
    artifact = read_artifact(settings.files / version.artifact)
    assert artifact.path.with_name("weights.npz").is_file()
    (x,), (expected,) = artifact.content.chain.prepare(artifact.golden.inputs).values(), artifact.golden.outputs.values()
    assert proved_form("weights", artifact).run(x.astype("float32")) == pytest.approx(expected, rel=1e-4)


def test_inputs_come_in_a_body_format(client: httpx.Client, settings: Settings) -> None:
    register(settings, "ridge", train_spec(settings.files, "ridge", {"data": {"source": "ramp", "params": {"n_points": 5}}, "model": RIDGE}))
    predict = partial(client.post, "/v1/models/ridge/predict", headers={"Content-Type": "application/jsonl"})
    assert len(predict(content=b"[0.5]\n[0.25]\n").json()["predictions"]) == 2
    assert predict(content=b"[0.5\n").json()["detail"].startswith("expected a JSON value a line")
    document = client.get("/openapi.json").json()
    assert "application/jsonl" in document["paths"]["/v1/models/{ref}/predict"]["post"]["requestBody"]["content"]


def test_a_job_of_a_task_is_taken_and_carried_out_in_a_process_of_its_own(client: httpx.Client, settings: Settings) -> None:
    spec = {"task": "tally", "tally": {"above": 1.0}, "data": {"source": "ramp", "params": {"n_points": 5}}, "model": RIDGE}
    taken = client.post("/v1/jobs", json={"spec": spec})
    assert taken.status_code == 202, taken.text
    assert run_in_worker(settings, taken.json()["id"]) is True
    job = client.get(f"/v1/jobs/{taken.json()['id']}").json()
    assert (job["state"], job["metrics"], job["error"]) == ("succeeded", {"n_above": 2.0}, None)
    assert (job["spec"]["tally"], job["model"]) == ({"above": 1.0}, None)


def test_the_section_of_a_task_is_required_for_it_and_written_for_no_other(client: httpx.Client) -> None:
    spec = {"data": {"source": "ramp"}, "model": RIDGE}
    missing = client.post("/v1/specs/check", json={"spec": {**spec, "task": "tally"}}).json()
    assert missing["errors"] == [{"pointer": "/spec/tally", "detail": "tally is required for the task tally"}]
    unused = client.post("/v1/specs/check", json={"spec": {**spec, "tally": {}}}).json()
    assert unused["errors"][0]["detail"] == "expected no tally section with the task train; the task tally takes it"
    assert "tally" not in client.post("/v1/specs/check", json={"spec": spec}).json()["spec"]


def run_in_worker(settings: Settings, job_id: str) -> bool:
    """Run a queued job as a worker does, in a process that it starts for it; tell whether there was one."""
    stores, app = Stores.of(settings), celery_app(settings.broker_url)
    queue = JobQueue(app, stores.jobs)
    job = claim(stores.database, job_id, "worker-1", LONG_S)
    if job is not None:
        claimed = Claimed(job, JobProcess(job.id, job.process or "", "worker-1"), job.attempt)
        supervisor = Supervisor(settings, stores, queue, Slots(settings), LeaseKeeper(settings.lease_s))
        supervisor.start()
        supervisor.run(claimed)
    queue.close()
    stores.database.close()
    return job is not None


def test_only_a_layer_that_keras_has_may_come_in_an_architecture() -> None:
    leaky = {"class_name": "LeakyReLU", "config": {"name": "leaky", "negative_slope": 0.2}}
    assert network_of(architecture(leaky)).model["layers"] == [{"layer": "LeakyReLU", "name": "leaky", "negative_slope": 0.2}]
    with pytest.raises(SpecError, match="expected one of the layers"):
        network_of(architecture({"class_name": "Swish", "config": {"name": "swish"}}))


def architecture(layer: dict[str, Any]) -> dict[str, Any]:
    """Return a network of one layer as Keras writes it."""
    return {"class_name": "Sequential", "config": {"layers": [layer], "build_input_shape": [None, 4]}}


def test_a_mistake_in_a_member_is_pointed_at(client: httpx.Client) -> None:
    spec = {**NETWORK, "preprocessing": {"inputs": [{"step": "arcsinn"}]}}
    (fault,) = client.post("/v1/specs/check", json={"spec": spec}).json()["errors"]
    assert fault["pointer"] == "/spec/preprocessing/inputs/0"
    assert fault["detail"].endswith('got "arcsinn"; did you mean arcsinh?')


def test_a_file_of_an_upload_format_is_taken_and_learned_from(client: httpx.Client, settings: Settings) -> None:
    uploaded = client.post("/v1/datasets", files={"file": ("rows.pgm", READERS["pgm"].example())})
    assert uploaded.status_code == 201, uploaded.text
    body = uploaded.json()
    assert (body["format"], body["n_samples"], body["columns"][0]["shape"]) == ("pgm", 3, [2])
    spec = {"data": {"source": body["source"]}, "model": {"kind": "sklearn", "steps": [{"estimator": "KMeans", "params": {"n_clusters": 2}}]}}
    assert client.post("/v1/specs/check", json={"spec": spec}).json()["ok"] is True
    shown = client.get(f"/v1/datasets/{body['id']}/preview", params={"n_samples": 1}).json()["samples"]
    assert shown == [{"index": 0, "input": [0, 1], "target": None}]


def test_a_file_that_is_not_sound_is_refused(client: httpx.Client) -> None:
    refused = client.post("/v1/datasets", files={"file": ("digits.pgm", b"none")})
    assert refused.status_code == 422
    assert "expected a PGM file of bytes" in refused.json()["errors"][0]["detail"]
