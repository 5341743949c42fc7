"""The Python client against the API: every operation is called by a method, and its answer has the documented form."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from fastapi import FastAPI
from modelbook import Client, InputError, SpecError, _operations
from modelbook.errors import APIError, ConflictError, InvalidError, NotFoundError
from modelbook.types import DataSpec, DenseLayer, JobSpec, OneHotStep, Preprocessing, Sequential, Split, StandardizeStep, Training

from service.settings import Settings
from tests.autoencoders import variational
from tests.integration.given import client_of
from tests.integration.sent import Pixels, encoded
from tests.integration.trained import Trained, register, register_all, train_spec
from tests.texts import letters_spec

OPERATIONS = {value.id: value for value in vars(_operations).values() if isinstance(value, _operations.Operation)}
SEQUENTIAL = {"kind": "sequential", "layers": [{"layer": "LSTM", "units": 2, "stateful": True}, {"layer": "Dense", "units": 1}]}
STREAM = {
    "data": {"source": "damped_cosine", "params": {"n_samples": 60}},
    "preprocessing": {"inputs": [{"step": "min_max"}, {"step": "window", "size": 4}]},
    "model": SEQUENTIAL,
    "training": {"loss": "mean_squared_error", "epochs": 1, "batch_size": 8, "shuffle": False},
}
NETWORK = {
    "data": {"source": "iris", "split": {"test": 0.2}},
    "preprocessing": {"targets": [{"step": "one_hot"}]},
    "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 3, "activation": "softmax"}]},
    "training": {"loss": "categorical_crossentropy", "epochs": 1},
}
ROW = np.zeros((8, 8)).tolist()


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack with a model for each verb."""
    settings = register_all(settings, trained, "line", "digits")
    register(settings, "stream", train_spec(trained.folder, "client-stream", STREAM))
    register(settings, "autoencoder", train_spec(trained.folder, "client-autoencoder", variational(epochs=1)))
    register(settings, "letters", train_spec(trained.folder, "client-letters", letters_spec(epochs=1)))
    return settings


@pytest.fixture(scope="module")
def http(app: FastAPI) -> Iterator[httpx.Client]:
    with client_of(app) as http:
        yield http


@pytest.fixture(scope="module")
def mb(http: httpx.Client) -> Client:
    return Client("http://testserver", http_client=http, max_retries=0)


@pytest.fixture(scope="module")
def things(mb: Client) -> dict[str, str]:
    """Ids of things that operations need."""
    return {
        "job": next(iter(mb.jobs.list(name="line"))).id,
        "queued": mb.train("ridge-sine-line", name="queued").id,
        "sweep": mb.sweeps.submit("ridge-sine-line", {"a": {"seed": 1}, "b": {"seed": 2}}, name="swept").id,
        "dataset": mb.upload(b"a,b\n1,x\n2,y\n", name="two.csv", progress=False).id,
        "key": mb.keys.create("ann", name="test").id,
        "old key": mb.keys.create("ann", name="old").id,
        "session": mb.models["stream"].session().id,
    }


Call = Callable[[Client, dict[str, str], Path], Any]
#: How each operation is called. Every one is here, or `test_every_operation_has_a_method` fails.
CALLS: dict[str, Call] = {
    "apply_temperature": lambda mb, _i, _p: mb.specs.apply_temperature({"a": 0.5, "b": 0.5}, [1]),
    "cancel_job": lambda mb, i, _p: mb.jobs[i["queued"]].cancel(),
    "cancel_sweep": lambda mb, i, _p: mb.sweeps[i["sweep"]].cancel(),
    "check_spec": lambda mb, _i, _p: mb.check(NETWORK).raise_for_faults(),
    "count_dataset_symbols": lambda mb, _i, _p: mb.datasets["sonnets"].symbols(most=3),
    "count_parts_of_spec": lambda mb, _i, _p: mb.specs.parts(NETWORK),
    "create_key": lambda mb, _i, _p: mb.keys.create("ben"),
    "create_stream_token": lambda mb, _i, _p: mb.stream_token(),
    "get_webhook_secret": lambda mb, _i, _p: mb.webhook_secret(),
    "rotate_webhook_secret": lambda mb, _i, _p: mb.rotate_webhook_secret(),
    "delete_dataset": lambda mb, _i, _p: mb.upload(b"a,b\n5,x\n6,y\n", name="gone.csv", progress=False).delete(),
    "delete_session": lambda mb, _i, _p: mb.models["stream"].session().close(),
    "download_architecture": lambda mb, _i, p: mb.models["digits"].download(p / "digits.json"),
    "download_artifact": lambda mb, _i, p: mb.models["digits"].download(p),
    "download_checkpoint": lambda mb, i, p: mb.jobs[i["job"]].download_checkpoint(1, p),
    "download_file": lambda mb, i, p: mb.jobs[i["job"]].download_file("rows.npz", p),
    "download_onnx": lambda mb, _i, p: mb.models["digits"].download(p / "digits.onnx"),
    "download_weights": lambda mb, _i, p: mb.models["digits"].download(p, "weights"),
    "draw_confusion": lambda mb, _i, _p: mb.models["digits"].draw_confusion(),
    "draw_misclassified": lambda mb, _i, _p: mb.models["digits"].draw_misclassified(),
    "draw_sample": lambda mb, _i, _p: mb.models["autoencoder"].sample(2, seed=1),
    "draw_surface": lambda mb, _i, _p: mb.models["line"].surface({"feature": 0, "from": 0, "to": 1, "steps": 2}, {"feature": 1}),
    "encode_inputs": lambda mb, _i, _p: mb.models["autoencoder"].encode([ROW]),
    "feed_session": lambda mb, _i, _p: mb.models["stream"].session().predict([99.0]),
    "forecast_series": lambda mb, _i, _p: mb.models["stream"].forecast([99.0, 98.0, 97.0, 96.0], steps=2),
    "generate_text": lambda mb, _i, _p: mb.models["letters"].generate("From fairest creatures we desire", length=3),
    "get_dataset": lambda mb, _i, _p: mb.datasets["moons"].describe({"n_samples": 10}),
    "get_evaluation": lambda mb, _i, _p: mb.models["digits"].evaluation(),
    "get_health": lambda mb, _i, _p: mb.health(),
    "get_history": lambda mb, i, _p: mb.jobs[i["job"]].history(),
    "get_job": lambda mb, i, _p: mb.jobs.get(i["job"], wait=1),
    "get_me": lambda mb, _i, _p: mb.me(),
    "get_model": lambda mb, _i, _p: mb.models.get("digits"),
    "get_model_schema": lambda mb, _i, _p: mb.models["digits"].schemas(),
    "get_problem": lambda mb, _i, _p: mb.problem("/problems/no-such-model"),
    "get_spec_schema": lambda mb, _i, _p: mb.specs.schema(),
    "list_problems": lambda mb, _i, _p: mb.problems(),
    "list_workers": lambda mb, _i, _p: mb.workers(),
    "get_readiness": lambda mb, _i, _p: mb.readiness(),
    "get_recipe": lambda mb, _i, _p: mb.catalog.get("mnist-dense-784"),
    "get_session": lambda mb, i, _p: mb.models["stream"].sessions(i["session"]).state(),
    "get_sweep": lambda mb, i, _p: mb.sweeps.get(i["sweep"]),
    "get_version": lambda mb, _i, _p: mb.models["digits"].version(1),
    "give_dataset_grant": lambda mb, i, _p: mb.datasets[i["dataset"]].grants.give("ben"),
    "give_model_grant": lambda mb, _i, _p: mb.models["digits"].grants.give("ben", "read"),
    "import_model": lambda mb, _i, p: mb.models.import_network(
        "copy", mb.models["digits"].download(p / "a.json"), mb.models["digits"].download(p / "w.h5", "weights")
    ),
    "invert_values": lambda mb, _i, _p: mb.models["stream"].invert(targets=[0.5]),
    "list_audit": lambda mb, _i, _p: list(mb.audit.list(limit=1)),
    "list_checkpoints": lambda mb, i, _p: mb.jobs[i["job"]].checkpoints(),
    "list_dataset_grants": lambda mb, i, _p: mb.datasets[i["dataset"]].grants.list(),
    "list_datasets": lambda mb, _i, _p: list(mb.datasets.list(limit=1)),
    "list_files": lambda mb, i, _p: mb.jobs[i["job"]].files(),
    "list_jobs": lambda mb, _i, _p: list(mb.jobs.list(limit=2)),
    "list_keys": lambda mb, _i, _p: list(mb.keys.list(owner="ann", limit=1)),
    "list_model_grants": lambda mb, _i, _p: mb.models["digits"].grants.list(),
    "list_models": lambda mb, _i, _p: list(mb.models.list(limit=2)),
    "list_recipes": lambda mb, _i, _p: mb.catalog.list(),
    "list_trials": lambda mb, i, _p: list(mb.jobs[i["job"]].trials("rank")),
    "list_versions": lambda mb, _i, _p: mb.models["digits@1"].versions(),
    "open_session": lambda mb, _i, _p: mb.models["stream"].session(),
    "pause_job": lambda mb, i, _p: mb.jobs[i["job"]].pause(),
    "plot_dataset": lambda mb, _i, _p: mb.datasets["moons"].plot({"n_samples": 10}),
    "predict_arrays": lambda mb, _i, _p: mb.models["line"].predict(np.array([[0.5]])),
    "predict_csv": lambda mb, _i, p: mb.models["line"].predict(_csv(p)),
    "predict_image": lambda mb, _i, _p: mb.models["digits"].predict(encoded(np.zeros((28, 28), np.uint8))),
    "predict_images": lambda mb, _i, _p: mb.models["digits"].predict([encoded(np.zeros((28, 28), np.uint8))]),
    "predict_inputs": lambda mb, _i, _p: mb.models["autoencoder"].draw([ROW]),
    "predict_rows": lambda mb, _i, _p: mb.models["line"].predict([[0.5]]),
    "prepare_samples": lambda mb, _i, _p: mb.specs.prepared(NETWORK, part="test", n_samples=1),
    "preview_augmentation": lambda mb, _i, _p: mb.specs.preview_augmentation("mnist-augment", count=1),
    "preview_dataset": lambda mb, i, _p: mb.datasets[i["dataset"]].preview(n_samples=1, target="b", features=["a"]),
    "register_checkpoint": lambda mb, i, _p: mb.jobs[i["job"]].register_checkpoint(1, name="kept"),
    "resume_job": lambda mb, i, _p: mb.jobs[i["job"]].resume(),
    "revoke_key": lambda mb, i, _p: mb.keys.revoke(i["key"]),
    "rotate_key": lambda mb, i, _p: mb.keys.rotate(i["old key"], grace_s=1),
    "stop_job": lambda mb, i, _p: mb.jobs[i["job"]].stop(),
    "stream_events": lambda mb, i, _p: list(mb.jobs[i["job"]].events()),
    "submit_job": lambda mb, _i, _p: mb.train(NETWORK, {"seed": 3}, name="iris", epochs=2),
    "submit_sweep": lambda mb, _i, _p: mb.sweeps.submit("ridge-sine-line", {"a": {}}, name="swept-too"),
    "transform_values": lambda mb, _i, _p: mb.models["stream"].preprocess([[99.0, 98.0, 97.0, 96.0]]),
    "upload_dataset": lambda mb, _i, _p: mb.upload(b"a,b\n3,x\n4,y\n", name="two.csv", progress=False),
    "withdraw_dataset_grant": lambda mb, i, _p: (mb.datasets[i["dataset"]].grants.give("cay"), mb.datasets[i["dataset"]].grants.withdraw("cay")),
    "withdraw_model_grant": lambda mb, _i, _p: (mb.models["line"].grants.give("cay"), mb.models["line"].grants.withdraw("cay")),
}
#: Operations that these things refuse, with the error: what they need is not here.
REFUSED: dict[str, type[APIError]] = {
    "download_checkpoint": NotFoundError,
    "download_file": NotFoundError,
    "draw_surface": InvalidError,
    "pause_job": ConflictError,
    "register_checkpoint": NotFoundError,
    "resume_job": ConflictError,
    "stop_job": ConflictError,
}


def _csv(folder: Path) -> Path:
    (folder / "rows.csv").write_text("x\n0.5\n")
    return folder / "rows.csv"


def test_every_operation_has_a_method() -> None:
    assert CALLS.keys() == OPERATIONS.keys()


@pytest.mark.parametrize("name", CALLS)
def test_an_operation_is_called_by_its_method(mb: Client, http: httpx.Client, things: dict[str, str], tmp_path: Path, name: str) -> None:
    called: list[tuple[str, str]] = []

    def note(response: httpx.Response) -> None:
        called.append((response.request.method, response.request.url.path))

    http.event_hooks["response"].append(note)
    try:
        if name in REFUSED:
            with pytest.raises(REFUSED[name]):
                CALLS[name](mb, things, tmp_path)
        else:
            CALLS[name](mb, things, tmp_path)
    finally:
        http.event_hooks["response"].remove(note)
    assert [name for method, path in called if _is_of(name, method, path)]


def _is_of(name: str, method: str, path: str) -> bool:
    operation = OPERATIONS[name]
    template, parts = operation.path.split("/"), path.split("/")
    fits = len(template) == len(parts) and all(one in (other, "{" + one.strip("{}") + "}") for one, other in zip(template, parts, strict=True))
    return method == operation.method and fits


def test_a_spec_of_classes_is_a_job(mb: Client) -> None:
    layers = [DenseLayer(units=16, activation="relu"), DenseLayer(units=3, activation="softmax")]
    spec = JobSpec(
        data=DataSpec(source="iris", split=Split(test=0.2)),
        preprocessing=Preprocessing(inputs=[StandardizeStep()], targets=[OneHotStep()]),
        model=Sequential(layers=layers),
        training=Training(loss="categorical_crossentropy", optimizer="adam", epochs=5),
    )
    job = mb.train(spec, name="irises", epochs=2)
    assert isinstance(job.spec, JobSpec)
    made = job.spec.to_json()
    assert (job.state, job.name, made["training"]["epochs"]) == ("queued", "irises", 2)
    assert [layer["units"] for layer in made["model"]["layers"]] == [16, 3]


def test_the_same_key_gives_the_same_job(mb: Client) -> None:
    first, second = (mb.train("ridge-sine-line", name="keyed", idempotency_key="once") for _ in range(2))
    assert first.id == second.id
    with pytest.raises(ConflictError):
        mb.train("ridge-sine-line", name="other", idempotency_key="once")


def test_a_faulty_spec_is_refused_with_pointers(mb: Client) -> None:
    faulty = {**NETWORK, "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 7, "activation": "softmax"}]}}
    with pytest.raises(SpecError) as refused:
        mb.train(faulty)
    with pytest.raises(SpecError) as checked:
        mb.check(faulty).raise_for_faults()
    assert refused.value.errors[0].pointer == checked.value.errors[0].pointer == "/spec/model/layers/0"
    assert str(checked.value).startswith("/model/layers/0: ")


@pytest.mark.parametrize("what", [7, None, ["iris"]])
def test_what_is_no_spec_is_refused_before_a_request(mb: Client, what: Any) -> None:
    with pytest.raises(InputError, match="expected the id of a recipe"):
        mb.train(what)
    with pytest.raises(InputError, match="expected fields of a submission"):
        mb.jobs.submit("iris", epoch=3)


def test_predictions_have_the_form_of_the_inputs(mb: Client, images: Pixels) -> None:
    digits = mb.models["digits"]
    one = digits.predict(encoded(images[0]))
    several = digits.predict([encoded(image) for image in images])
    array = digits.predict(images)
    assert one.label == several[0].label == array[0]
    assert array.shape == (3,)
    proba = digits.predict_proba(images)
    assert proba.shape == (3, 10)
    assert proba.argmax(axis=1).tolist() == array.tolist()
    assert digits.predict(images.tolist(), probabilities="none")[0].to_json().keys() == {"label", "probability"}


def test_values_are_arrays_for_arrays(mb: Client) -> None:
    line = mb.models["line"]
    inputs = np.linspace(-1, 1, 5).reshape(-1, 1)
    assert line.predict(inputs).tolist() == [prediction.value for prediction in line.predict(inputs.tolist())]


def test_predictions_have_the_digits_and_the_form_that_are_asked_for(mb: Client) -> None:
    line = mb.models["line"]
    full = line.predict([[0.3]])[0].value
    assert line.predict([[0.3]], precision=3, wait_s=30)[0].value == float(f"{full:.3g}") != full
    assert line.predict_as("text/csv", [[0.3]], precision=3) == f"value\n{float(f'{full:.3g}')!r}\n".encode()
    with pytest.raises(APIError, match="application/xml") as error:
        line.predict_as("application/xml", [[0.3]])
    assert error.value.status == 406
    with pytest.raises(InvalidError, match="wait"):
        line.predict([[0.3]], wait_s=-1)


def test_a_text_comes_whole_or_in_pieces(mb: Client) -> None:
    letters = mb.models["letters"]
    whole = letters.generate("From fairest creatures we desire", length=20, seed_number=1)
    stream = letters.generate("From fairest creatures we desire", length=20, seed_number=1, stream=True)
    assert "".join(stream) == stream.text == whole.text
    assert stream.start["seed_number"] == 1


def test_a_session_remembers_its_steps(mb: Client) -> None:
    with mb.models["stream"].session() as session:
        session.predict([99.0, 98.0])
        assert session.predict(np.array([97.0])).n_steps == 3
    with pytest.raises(NotFoundError):
        session.state()


def test_lists_go_on_to_the_last_page(mb: Client) -> None:
    assert {model.name for model in mb.models.list(limit=1)} >= {"line", "digits", "stream", "autoencoder", "letters"}
    jobs = list(mb.jobs.list(limit=2))
    assert len(jobs) == len({job.id for job in jobs}) > 2


def test_built_in_data_sets_are_listed(mb: Client) -> None:
    assert "iris" in {dataset.source for dataset in mb.datasets.built_in()}


def test_a_download_is_the_file_of_the_model(mb: Client, tmp_path: Path) -> None:
    model = mb.models.get("digits")
    path = model.download(tmp_path)
    assert (path.name, path.stat().st_size) == ("digits-1.h5", model.size_bytes)
    assert mb.models["digits"].draw_confusion().startswith(b"\x89PNG")
    assert path.read_bytes()[:4] == b"\x89HDF"
