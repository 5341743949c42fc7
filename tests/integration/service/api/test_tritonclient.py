"""The client of Triton, unchanged, with a real server: JSON and binary tensors of every kind of model."""

from collections.abc import Iterator
from typing import Any

import httpx
import numpy as np
import pytest
import tritonclient.http as triton
from tritonclient.utils import InferenceServerException, np_to_triton_dtype

from service.app import create_app
from service.settings import Settings
from tests.integration.sent import Pixels, encoded
from tests.integration.service.api.inference_stack import registered
from tests.integration.service.http.served import served
from tests.integration.text_jobs import Job
from tests.integration.toy_models import asked
from tests.integration.trained import Trained
from tests.toys import ROWS, X

#: Of the letters that the text model knows.
SONNET = "from fairest creatures we desire increase, that thereby beauty's rose might never die, but as the riper should by time decease"


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained, text_jobs: dict[str, Job], tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return registered(settings, trained, text_jobs, tmp_path_factory.mktemp("upload"))


@pytest.fixture(scope="module")
def port(settings: Settings) -> Iterator[int]:
    app = create_app(settings)
    with served(app, max_body_bytes=settings.max_body_bytes, body_timeout_s=20.0) as (port, _):
        yield port


@pytest.fixture
def client(port: int) -> Iterator[triton.InferenceServerClient]:
    with triton.InferenceServerClient(f"127.0.0.1:{port}", concurrency=8) as client:
        yield client


@pytest.fixture(scope="module")
def http(port: int) -> Iterator[httpx.Client]:
    """The same models over the API's own operations."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as http:
        yield http


def sent(name: str, array: Any, binary: bool = True) -> triton.InferInput:
    """Return an input as users of the client write it."""
    given = triton.InferInput(name, list(array.shape), np_to_triton_dtype(array.dtype))
    given.set_data_from_numpy(array, binary_data=binary)
    return given


def texts(*values: str | bytes) -> Any:
    return np.array(values, np.object_)


def column(values: list[Any], dtype: Any) -> Any:
    return np.array(values, dtype).reshape(-1, 1)


def likeliest(answers: list[dict[str, Any]]) -> list[list[float]]:
    return [list(answer["probabilities"].values()) for answer in answers]


def test_the_server_is_live_and_ready_and_says_what_it_is(client: triton.InferenceServerClient) -> None:
    assert client.is_server_live()
    assert client.is_server_ready()
    found = client.get_server_metadata()
    assert (found["name"], found["extensions"]) == ("modelbook", ["binary_tensor_data", "classification"])


def test_a_model_is_ready_by_name_and_by_version_and_another_is_not(client: triton.InferenceServerClient) -> None:
    assert client.is_model_ready("digits")
    assert client.is_model_ready("digits", "1")
    assert client.is_model_ready("digits@1")
    assert not client.is_model_ready("digits", "7")
    assert not client.is_model_ready("nothing")


def test_metadata_name_the_tensors_of_every_kind_of_model(client: triton.InferenceServerClient) -> None:
    found = {name: client.get_model_metadata(name) for name in ("digits", "line", "table", "ridge", "groups", "scaler", "waves", "letters", "people")}
    shown = {
        name: [[(each["name"], each["datatype"], each["shape"]) for each in model[side]] for side in ("inputs", "outputs")]
        for name, model in found.items()
    }
    probabilities = [("outputs", "FP32", [-1, 3]), ("outputs.label", "BYTES", [-1])]
    assert shown == {
        "digits": [[("inputs", "UINT8", [-1, 28, 28])], [("outputs", "FP32", [-1, 10]), ("outputs.label", "INT64", [-1])]],
        "line": [[("inputs", "FP64", [-1, 1])], [("outputs", "FP32", [-1, 1])]],
        "table": [[("x", "FP64", [-1, 1]), ("side", "BYTES", [-1, 1]), ("y", "FP64", [-1, 1])], probabilities],
        "ridge": [[("inputs", "FP64", [-1, 2])], [("outputs.label", "BYTES", [-1])]],
        "groups": [[("inputs", "FP64", [-1, 2])], [("outputs", "INT64", [-1])]],
        "scaler": [[("inputs", "FP64", [-1, 2])], [("outputs", "FP32", [-1, 2])]],
        "waves": [[("inputs", "FP64", [-1, -1, 1])], [("outputs", "FP32", [-1, -1, 1])]],
        "letters": [[("inputs", "BYTES", [-1])], [("outputs", "FP32", [-1, 55]), ("outputs.label", "BYTES", [-1])]],
        "people": [
            [("facts", "FP64", [-1, 2]), ("place.side", "BYTES", [-1, 1])],
            [("kind", "FP32", [-1, 2]), ("kind.label", "BYTES", [-1]), ("weight", "FP32", [-1, 1])],
        ],
    }
    assert found["table"]["outputs"][0]["parameters"] == {"labels": ["high", "low", "mid"]}
    assert (found["digits"]["versions"], found["digits"]["platform"]) == (["1"], "onnxruntime_onnx")


@pytest.mark.parametrize("binary", [True, False])
@pytest.mark.parametrize("dtype", [np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64, np.uint64, np.float16, np.float32, np.float64])
def test_numbers_of_every_datatype_give_the_same_probabilities(
    client: triton.InferenceServerClient, http: httpx.Client, images: Pixels, dtype: Any, binary: bool
) -> None:
    outputs = [triton.InferRequestedOutput("outputs", binary_data=binary), triton.InferRequestedOutput("outputs.label", binary_data=binary)]
    found = client.infer("digits", [sent("inputs", images.astype(dtype), binary)], outputs=outputs, request_id="seven")
    expected = asked(http, "digits", images.tolist())
    assert found.as_numpy("outputs").tolist() == pytest.approx(np.array(likeliest(expected)), abs=1e-6)
    assert found.as_numpy("outputs.label").tolist() == [answer["label"] for answer in expected]
    response = found.get_response()
    assert (response["id"], response["model_name"], response["model_version"]) == ("seven", "digits", "1")
    assert ("data" in response["outputs"][0]) != binary


def test_booleans_and_small_integers_are_numbers(client: triton.InferenceServerClient, http: httpx.Client) -> None:
    for array in (np.array([[True, False]]), np.array([[1, 0]], np.int8)):
        for binary in (True, False):
            found = client.infer("groups", [sent("inputs", array, binary)]).as_numpy("outputs")
            assert found.tolist() == [asked(http, "groups", [[1, 0]])[0]["cluster"]]


def test_files_of_images_are_sent_as_bytes(client: triton.InferenceServerClient, http: httpx.Client, images: Pixels) -> None:
    files = texts(*(encoded(image) for image in images))
    expected = client.infer("digits", [sent("inputs", images)]).as_numpy("outputs")
    for array in (files, files.reshape(-1, 1)):
        assert client.infer("digits", [sent("inputs", array)]).as_numpy("outputs").tolist() == expected.tolist()


@pytest.mark.parametrize("binary", [True, False])
def test_texts_are_sent_as_bytes(client: triton.InferenceServerClient, http: httpx.Client, binary: bool) -> None:
    found = client.infer("letters", [sent("inputs", texts(SONNET[:60], SONNET[20:90]), binary)])
    expected = asked(http, "letters", [SONNET[:60], SONNET[20:90]])
    assert found.as_numpy("outputs").tolist() == pytest.approx(np.array(likeliest(expected)), abs=1e-6)
    assert [label.decode() for label in found.as_numpy("outputs.label")] == [answer["label"] for answer in expected]


@pytest.mark.parametrize("binary", [True, False])
def test_a_table_with_texts_is_sent_by_columns(client: triton.InferenceServerClient, http: httpx.Client, binary: bool) -> None:
    rows = [[row[0] if row[0] is not None or binary else 1.0, row[1], row[2]] for row in ROWS[5:11].tolist()]
    gaps = [np.nan if row[0] is None else row[0] for row in rows]
    columns = [("y", column([row[2] for row in rows], float)), ("x", column(gaps, float)), ("side", column([row[1] for row in rows], object))]
    found = client.infer("table", [sent(name, array, binary) for name, array in columns])
    expected = asked(http, "table", rows)
    assert [label.decode() for label in found.as_numpy("outputs.label")] == [answer["label"] for answer in expected]
    assert found.as_numpy("outputs").tolist() == pytest.approx(np.array(likeliest(expected)), abs=1e-6)


def test_every_other_kind_answers_as_the_operation_of_its_own(client: triton.InferenceServerClient, http: httpx.Client) -> None:
    points = X[:5]
    assert client.infer("line", [sent("inputs", points[:, :1])]).as_numpy("outputs")[:, 0].tolist() == pytest.approx(
        [answer["value"] for answer in asked(http, "line", points[:, :1].tolist())]
    )
    assert client.infer("scaler", [sent("inputs", points)]).as_numpy("outputs").tolist() == [
        pytest.approx(answer["row"]) for answer in asked(http, "scaler", points.tolist())
    ]
    labels = client.infer("ridge", [sent("inputs", points)]).as_numpy("outputs.label")
    assert [label.decode() for label in labels] == [answer["label"] for answer in asked(http, "ridge", points.tolist())]
    series = np.array([[0.0, 0.5, 1.0, 1.5, 2.5], [1.0, 0.5, 0.0, 0.5, 1.0]])
    for array in (series, series[..., None]):
        windows = client.infer("waves", [sent("inputs", array)]).as_numpy("outputs")
        assert windows.shape == (2, 3, 1)
        assert windows[..., 0].tolist() == [pytest.approx(answer["value"]) for answer in asked(http, "waves", series.tolist())]


def test_a_model_of_several_ports_takes_and_gives_each_by_name(client: triton.InferenceServerClient, http: httpx.Client) -> None:
    people = [{"facts": [30.0, 1.5], "place": ["left"]}, {"facts": [50.0, 1.9], "place": ["right"]}]
    facts, side = np.array([person["facts"] for person in people]), texts("left", "right")
    found = client.infer("people", [sent("place.side", side), sent("facts", facts)])
    expected = asked(http, "people", people)
    assert [label.decode() for label in found.as_numpy("kind.label")] == [answer["kind"]["label"] for answer in expected]
    assert found.as_numpy("weight")[:, 0].tolist() == pytest.approx([answer["weight"]["value"] for answer in expected])
    only = client.infer(
        "people",
        [sent("facts.age", facts[:, :1]), sent("facts.size", facts[:, 1:]), sent("place.side", side)],
        outputs=[triton.InferRequestedOutput("weight")],
    )
    assert [each["name"] for each in only.get_response()["outputs"]] == ["weight"]
    assert only.as_numpy("weight").tolist() == found.as_numpy("weight").tolist()


def test_requests_that_overlap_are_each_answered(client: triton.InferenceServerClient, images: Pixels) -> None:
    expected = client.infer("digits", [sent("inputs", images)]).as_numpy("outputs")
    waiting = [client.async_infer("digits", [sent("inputs", images[index % 3 :][:1])], request_id=str(index)) for index in range(32)]
    for index, request in enumerate(waiting):
        found = request.get_result(timeout=30)
        assert found.get_response()["id"] == str(index)
        assert found.as_numpy("outputs")[0] == pytest.approx(expected[index % 3], abs=1e-6)


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_bodies_may_be_compressed_both_ways(client: triton.InferenceServerClient, images: Pixels, coding: str) -> None:
    plain = client.infer("digits", [sent("inputs", images)]).as_numpy("outputs")
    for binary in (True, False):
        coded = client.infer("digits", [sent("inputs", images, binary)], request_compression_algorithm=coding, response_compression_algorithm=coding)
        assert coded.as_numpy("outputs").tolist() == plain.tolist()


def test_the_likeliest_classes_are_given_with_their_labels(client: triton.InferenceServerClient, http: httpx.Client) -> None:
    outputs = [triton.InferRequestedOutput("outputs", class_count=2)]
    (row,) = client.infer("trees", [sent("inputs", X[:1])], outputs=outputs).as_numpy("outputs")
    found = [value.decode().split(":") for value in row]
    (answer,) = asked(http, "trees", X[:1].tolist())
    best = sorted(answer["probabilities"].items(), key=lambda item: -item[1])[:2]
    assert [(label, float(value)) for value, _, label in found] == [(label, pytest.approx(value, abs=1e-6)) for label, value in best]
    assert [int(index) for _, index, _ in found] == [["high", "low", "mid"].index(label) for label, _ in best]


def test_no_samples_give_empty_tensors_of_the_same_shape(client: triton.InferenceServerClient) -> None:
    found = client.infer("digits", [sent("inputs", np.zeros((0, 28, 28), np.uint8))])
    assert (found.as_numpy("outputs").shape, found.as_numpy("outputs.label").shape) == ((0, 10), (0,))


def test_what_is_wrong_is_said_in_the_exception(client: triton.InferenceServerClient) -> None:
    def refused(*inputs: triton.InferInput, model: str = "digits", **options: Any) -> tuple[str, str]:
        with pytest.raises(InferenceServerException) as error:
            client.infer(model, list(inputs), **options)
        return error.value.status(), error.value.message()

    image = np.zeros((1, 28, 28), np.uint8)
    status, message = refused(sent("image", image))
    assert (status, message) == ("422", "/inputs/0/name: expected one of the inputs inputs, got image")
    assert refused(sent("inputs", np.zeros((2, 5), np.uint8)))[1].startswith("/inputs/0/data/0: expected numbers of shape (28, 28)")
    assert refused(sent("inputs", texts(b"no image")))[1].startswith("/inputs/0/data/0: expected")
    assert "expected one of the outputs outputs, outputs.label" in refused(sent("inputs", image), outputs=[triton.InferRequestedOutput("x")])[1]
    assert refused(sent("inputs", image), model="nothing")[0] == "404"
    assert refused(sent("inputs", image), sequence_id=7)[1].startswith("/parameters/sequence_id: expected none")
    not_finite = np.array([[0.0, 1.0], [2.0, np.inf]])
    assert refused(sent("inputs", not_finite), model="groups")[1] == "/inputs/0/data/1/1: expected a finite number, got inf"
    shared = triton.InferInput("inputs", [1, 28, 28], "UINT8")
    shared.set_shared_memory("region", 784)
    assert "this server has no shared memory" in refused(shared)[1]
    with pytest.raises(InferenceServerException, match="expected a path of this API"):
        client.get_model_config("digits")
