"""The Python client against the API: every operation is called by a method, and its answer has the documented form."""

import re
from collections.abc import Iterator
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
from tests.integration.service.api.client_calls import CALLS, NETWORK, REFUSED
from tests.integration.trained import Trained, finish, register, register_all, train_spec
from tests.texts import letters_spec

pytestmark = pytest.mark.slow

OPERATIONS = {value.id: value for value in vars(_operations).values() if isinstance(value, _operations.Operation)}
SEQUENTIAL = {"kind": "sequential", "layers": [{"layer": "LSTM", "units": 2, "stateful": True}, {"layer": "Dense", "units": 1}]}
STREAM = {
    "data": {"source": "damped_cosine", "params": {"n_samples": 60}},
    "preprocessing": {"inputs": [{"step": "min_max"}, {"step": "window", "size": 4}]},
    "model": SEQUENTIAL,
    "training": {"loss": "mean_squared_error", "epochs": 1, "batch_size": 8, "shuffle": False},
}


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
def things(mb: Client, settings: Settings, trained: Trained) -> dict[str, str]:
    """Ids of things that operations need."""
    compared = mb.sweeps.submit("ridge-sine-line", {"a": {"seed": 1}, "b": {"seed": 2}}, name="compared")
    finish(settings, compared.members[0].job.id, trained.versions["line"])
    return {
        "compared": compared.id,
        "job": next(iter(mb.jobs.list(name="line"))).id,
        "classifier": next(iter(mb.jobs.list(name="digits"))).id,
        "queued": mb.train("ridge-sine-line", name="queued").id,
        "sweep": mb.sweeps.submit("ridge-sine-line", {"a": {"seed": 1}, "b": {"seed": 2}}, name="swept").id,
        "dataset": mb.upload(b"a,b\n1,x\n2,y\n", name="two.csv", progress=False).id,
        "key": mb.keys.create("ann", name="test").id,
        "old key": mb.keys.create("ann", name="old").id,
        "session": mb.models["stream"].session().id,
    }


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
    template = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(operation.path))
    return method == operation.method and re.fullmatch(template, path) is not None


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
