"""A model from architecture and weights, over HTTP and through the worker's part; what is refused before a job is made."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import httpx
import keras
import numpy as np
import pytest
from numpy.testing import assert_array_equal

from models.artifact.file import read_artifact
from service.settings import Settings
from service.store.rows import Job
from service.store.trials import JobProcess
from tests.integration.given import LONG_S, claim
from tests.integration.sent import Pixels
from tests.integration.trained import Trained, register_all
from tests.responses import fault
from tests.untied import untied
from workers.attempt import Assignment, Attempt
from workers.devices import Share
from workers.job_process import run_task
from workers.stores import Stores

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    return register_all(settings, trained, "digits").model_copy(update={"max_upload_bytes": 4 * 1024 * 1024})


@pytest.fixture(scope="module")
def architecture(client: httpx.Client) -> str:
    return client.get("/v1/models/digits/architecture").text


@pytest.fixture(scope="module")
def weights(client: httpx.Client) -> bytes:
    return client.get("/v1/models/digits/weights").content


def posted(client: httpx.Client, architecture: str | bytes | None, weights: bytes, name: str = "copy", **fields: str) -> httpx.Response:
    files = {"weights": ("weights.h5", weights)} | ({"architecture": ("a.json", architecture)} if isinstance(architecture, bytes) else {})
    data = {"name": name, **fields} | ({"architecture": architecture} if isinstance(architecture, str) else {})
    return client.post("/v1/models", data=data, files=files)


def worked(settings: Settings, job_id: str, claimed: Job | None = None) -> None:
    """Do what a job process does with an import, which it claims itself if it is not given."""
    stores = Stores.of(settings)
    claimed = claimed or claim(stores.database, job_id, "worker-1", LONG_S)
    assert claimed is not None
    folder = stores.files.attempt_folder(job_id, "1")
    process = JobProcess(job_id, claimed.process or "", "worker-1")
    assignment = Assignment(process, claimed.owner, claimed.attempt, "cpu", claimed.spec, folder, settings, Share("", 0))
    try:
        run_task(Attempt(assignment, stores, untied()))
    finally:
        stores.database.close()


def imported(client: httpx.Client, settings: Settings, *args: Any, **fields: str) -> dict[str, Any]:
    """Post a model and work on its job; return the job."""
    response = posted(client, *args, **fields)
    assert response.status_code == 202, response.text
    location = response.headers["location"]
    assert location == f"/v1/jobs/{response.json()['id']}"
    worked(settings, response.json()["id"])
    job: dict[str, Any] = client.get(location).json()
    return job


def test_an_attempt_that_has_lost_its_job_does_not_remove_the_weights_when_it_fails(client: httpx.Client, settings: Settings, weights: bytes) -> None:
    job_id = posted(client, client.get("/v1/models/digits/architecture?format=json").text, weights, "broken").json()["id"]
    stores = Stores.of(settings)
    late = claim(stores.database, job_id, "worker-1", LONG_S)
    assert late is not None
    stores.attempts.hand_back(job_id, late.attempt, "its worker is stopping")
    assert claim(stores.database, job_id, "worker-2", LONG_S) is not None
    stores.files.path(late.spec["weights"]).write_bytes(b"a damaged file")
    worked(settings, job_id, late)
    kept = stores.files.path(late.spec["weights"])
    assert kept.is_file()
    kept.unlink()
    stores.database.close()


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_a_model_comes_back_from_its_architecture_and_weights(
    client: httpx.Client, settings: Settings, weights: bytes, images: Pixels, form: str
) -> None:
    text = client.get(f"/v1/models/digits/architecture?format={form}").text
    job = imported(client, settings, text, weights, f"back-{form}")
    assert (job["state"], job["model"], job["spec"]["task"]) == ("succeeded", f"back-{form}@1", "import")
    model = client.get(f"/v1/models/back-{form}").json()
    assert (model["kind"], model["serving"]["runtime"]) == ("classification", "onnx")
    assert (model["signature"]["inputs"]["inputs"]["input_shape"], model["signature"]["outputs"]["outputs"]["labels"]) == ([784], list(range(10)))
    x = (images.reshape(len(images), 784) / 255).tolist()
    found, expected = (
        client.post(f"/v1/models/{name}/predict", json={"inputs": inputs}).json()["predictions"]
        for name, inputs in ((f"back-{form}", x), ("digits", images.tolist()))
    )
    assert [answer["label"] for answer in found] == [answer["label"] for answer in expected]
    assert [answer["probability"] for answer in found] == pytest.approx([answer["probability"] for answer in expected], abs=1e-6)
    assert not list((settings.files / "imports").iterdir())


def test_an_imported_model_is_downloaded_bit_for_bit_and_gone_on_from(
    client: httpx.Client, settings: Settings, trained: Trained, architecture: str, weights: bytes
) -> None:
    imported(client, settings, architecture.encode(), weights, "again", labels=json.dumps([f"digit {n}" for n in range(10)]))
    artifact = settings.files / "again.h5"
    artifact.write_bytes(client.get("/v1/models/again/artifact").content)
    originals = keras.models.load_model(trained.folder / trained.versions["digits"].artifact, compile=False).get_weights()
    for one, other in zip(keras.models.load_model(artifact, compile=False).get_weights(), originals, strict=True):
        assert_array_equal(one, other, strict=True)
    assert client.get("/v1/models/again").json()["signature"]["outputs"]["outputs"]["labels"][3] == "digit 3"
    spec = {**read_artifact(trained.folder / trained.versions["digits"].artifact).content.spec, "start_from": "again"}
    found = client.post("/v1/specs/check", json={"spec": spec}).json()
    (error,) = found["errors"]
    assert error["pointer"] == "/spec/start_from"
    assert error["detail"].startswith("expected the labels of again@1")


def test_training_goes_on_from_an_imported_model_with_a_new_optimizer(
    client: httpx.Client, settings: Settings, trained: Trained, architecture: str, weights: bytes
) -> None:
    imported(client, settings, architecture, weights, "base")
    spec = {**read_artifact(trained.folder / trained.versions["digits"].artifact).content.spec, "start_from": "base"}
    found = client.post("/v1/specs/check", json={"spec": spec}).json()
    assert (found["errors"], found["spec"]["start_from"]) == ([], "base@1")
    assert [warning["pointer"] for warning in found["warnings"]] == ["/spec/training/optimizer", "/spec/preprocessing"]


def test_a_plain_keras_model_is_imported(client: httpx.Client, settings: Settings, tmp_path: Path) -> None:
    entry = keras.Input((6,), dtype="int32", name="ids")
    words = keras.layers.Embedding(9, 4, name="words")(entry)
    network = keras.Model(entry, keras.layers.Dense(1, name="value")(keras.layers.LSTM(3, name="z")(words)))
    network.save(tmp_path / "whole.h5")
    job = imported(client, settings, network.to_json(), (tmp_path / "whole.h5").read_bytes(), "words")
    assert job["state"] == "succeeded", job["error"]
    ids = np.arange(12).reshape(2, 6) % 9
    answers = client.post("/v1/models/words/predict", json={"inputs": ids.tolist()}).json()["predictions"]
    assert [answer["value"] for answer in answers] == pytest.approx(network.predict(ids, verbose=0)[:, 0].tolist(), abs=1e-5)


def changed(weights: bytes, tmp_path: Path, change: Callable[[h5py.File], None]) -> bytes:
    path = tmp_path / "changed.h5"
    path.write_bytes(weights)
    with h5py.File(path, "a") as file:
        change(file)
    return path.read_bytes()


def replaced(file: h5py.File, value: Any) -> None:
    del file["dense/network/dense/bias"]
    file["dense/network/dense/bias"] = value


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        (lambda file: replaced(file, np.zeros(3, np.float32)), "expected 200,960 weights of layer dense, got 200,707"),
        (lambda file: replaced(file, h5py.ExternalLink("/etc/passwd", "/")), "got none stored in the file itself"),
        (lambda file: replaced(file, h5py.SoftLink("/dense_1")), "got none stored in the file itself"),
        (lambda file: replaced(file, np.array([b"text"])), "expected the numbers of a weight"),
        (lambda file: file.attrs.__delitem__("layer_names"), "expected layers by name"),
        (lambda file: file.attrs.__setitem__("layer_names", ["dense"]), "expected 2,570 weights of layer dense_1, got 0"),
        (lambda file: file.attrs.__setitem__("layer_names", ["other"]), "expected other in /, got none"),
    ],
    ids=["size", "external link", "soft link", "text", "no names", "a layer less", "an unknown layer"],
)
def test_weights_that_are_not_those_of_the_layers_are_refused(
    client: httpx.Client, settings: Settings, architecture: str, weights: bytes, tmp_path: Path, change: Callable[[h5py.File], None], phrase: str
) -> None:
    pointer, detail = fault(posted(client, architecture, changed(weights, tmp_path, change)))
    assert pointer == "/weights"
    assert phrase in detail
    assert not list((settings.files / "imports").iterdir())


def test_data_that_lies_outside_the_file_is_refused(client: httpx.Client, architecture: str, weights: bytes, tmp_path: Path) -> None:
    def change(file: h5py.File) -> None:
        del file["dense/network/dense/bias"]
        file.create_dataset("dense/network/dense/bias", (256,), "f4", external=[("/etc/passwd", 0, 1024)])

    assert "within the file" in fault(posted(client, architecture, changed(weights, tmp_path, change)))[1]


@pytest.mark.parametrize("content", [b"", b"no HDF5", b"\x89HDF\r\n\x1a\n" + b"\0" * 50], ids=["empty", "text", "a head alone"])
def test_weights_that_are_no_hdf5_are_refused(client: httpx.Client, architecture: str, content: bytes) -> None:
    pointer, detail = fault(posted(client, architecture, content))
    assert pointer == "/weights"
    assert detail.startswith("expected an HDF5 file with the weights of a network")


def test_the_layout_of_keras_own_weights_files_is_named(client: httpx.Client, architecture: str, tmp_path: Path) -> None:
    path = tmp_path / "x.weights.h5"
    keras.models.model_from_json(architecture).save_weights(path)
    assert "that of a .weights.h5 file is another layout" in fault(posted(client, architecture, path.read_bytes()))[1]


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        (lambda file: replaced(file, np.zeros((16, 16), np.float32)), "layer dense: expected weights of the shapes [(784, 256), (256,)], got"),
        (lambda file: replaced(file, np.full(256, np.nan, np.float32)), "expected finite weights, got NaN or infinity in /dense/network/dense/bias"),
    ],
    ids=["shape", "no number"],
)
def test_weights_that_turn_out_wrong_end_the_job_with_a_reason(
    client: httpx.Client, settings: Settings, architecture: str, weights: bytes, tmp_path: Path, change: Callable[[h5py.File], None], phrase: str
) -> None:
    job = imported(client, settings, architecture, changed(weights, tmp_path, change), "wrong")
    assert job["state"] == "failed"
    assert phrase in job["error"]
    assert not list((settings.files / "imports").iterdir())


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("{", "expected JSON or YAML"),
        ("a: [", "expected JSON or YAML"),
        ("a: &a [1]\nb: *a", "expected no aliases"),
        ("!!python/object/apply:os.system [true]", "expected no tags"),
        ("[" * 5000, "expected JSON or YAML"),
        ('{"a":' * 65 + "1" + "}" * 65, "levels of nesting"),
        ("just text", "expected an object with class_name and config"),
        ("", "expected the architecture (the result of model.to_json()), since the file in weights has none"),
    ],
    ids=["json", "yaml", "aliases", "code", "brackets", "depth", "text", "empty"],
)
def test_an_architecture_that_is_none_is_refused(client: httpx.Client, weights: bytes, text: str, phrase: str) -> None:
    pointer, detail = fault(posted(client, text, weights))
    assert pointer == "/architecture"
    assert phrase in detail


def test_fields_that_are_missing_or_unknown_are_named(client: httpx.Client) -> None:
    response = client.post("/v1/models", data={"nam": "x"}, files={"labels": ("l", b"[]")})
    assert [error["pointer"] for error in response.json()["errors"]] == ["/nam", "/name", "/weights", "/labels"]


@pytest.mark.parametrize("labels", ["[", "1", '["a", "b"]'], ids=["json", "no list", "too few"])
def test_labels_that_do_not_fit_are_refused(client: httpx.Client, architecture: str, weights: bytes, labels: str) -> None:
    assert fault(posted(client, architecture, weights, labels=labels))[0] == "/labels"


def test_texts_with_a_nul_are_refused_where_they_are(client: httpx.Client, architecture: str, weights: bytes) -> None:
    """PostgreSQL would store them, and fail at queries over the specs of all jobs."""
    labels = json.dumps(["a\0", "b"])
    assert fault(posted(client, architecture, weights, labels=labels)) == ("/labels/0", "expected text without U+0000, which cannot be stored")
    assert fault(posted(client, 'class_name: "Sequential\\0"', weights))[0] == "/architecture/class_name"


def test_weights_need_no_folder_of_temporary_files(client: httpx.Client, architecture: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In a container it is memory, with less room than weights may need."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    assert fault(posted(client, architecture, b"\0" * (2 * 1024 * 1024)))[0] == "/weights"


def test_another_media_type_or_too_large_a_body_is_refused(client: httpx.Client, architecture: str) -> None:
    assert client.post("/v1/models", json={"name": "x"}).status_code == 415
    assert posted(client, architecture, b"\0" * (5 * 1024 * 1024)).status_code == 413
