"""Bad inputs over real connections, in every form of body that can hold them: refused with where they are, while others are served."""

import base64
import io
import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PIL import Image

from service.app import create_app
from service.settings import Settings
from tests.integration.sent import npy
from tests.integration.service.fast.asking import Hot, hot_server, json_of, request_of, warm
from tests.integration.service.fast.kept import kept_version
from tests.integration.trained import Trained, register, register_all
from tests.raw_http import Response, calling
from tests.uploaded import npz

JSON, CSV, NPY, NPZ, FORM, PNG = (
    "application/json",
    "text/csv",
    "application/x-npy",
    "application/x-npz",
    "multipart/form-data; boundary=b",
    "image/png",
)
BYTES = "application/octet-stream"
#: Pause within a body, in seconds.
PAUSE_S = 0.5
#: Largest part of the time of a heavy input, of at least so many seconds, for which another caller may wait; and how often it is tried.
MAX_SHARE, MIN_S, N_TRIES = 0.4, 0.25, 3
ONE = json_of([[1.0]])
HEADER = b"x,side,y\n"


@pytest.fixture(scope="module")
def bad(settings: Settings, trained: Trained) -> Iterator[Hot]:
    """A server of a regression of one number, digits, a table with text, and letters; bodies of at most 32 MiB."""
    settings = register_all(settings, trained, "line", "digits").model_copy(update={"max_body_bytes": 32 * 1024 * 1024})
    for name in ("text-columns", "letters"):
        register(settings, name, kept_version(name, trained.folder))
    with hot_server(create_app(settings)) as running:
        warm(running, "line", "digits", "text-columns", "letters")
        yield running


def form_of(*files: bytes) -> bytes:
    head = b'--b\r\ncontent-disposition: form-data; name="images"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n'
    return b"".join(head + file + b"\r\n" for file in files) + b"--b--\r\n"


def png(*size: int) -> bytes:
    file = io.BytesIO()
    Image.new("L", size).save(file, "PNG")
    return file.getvalue()


def asked(hot: Hot, model: str, body: bytes, media: str = JSON, *lines: str) -> Response:
    """Send a body, and on the same connection a good one, which is answered."""
    with calling(hot.port) as (caller,):
        found = caller.send(request_of(model, body, *lines, media=media)).response()
        assert caller.send(request_of("line", ONE)).response().status == 200
    return found


def first_fault(response: Response) -> tuple[int, str, str]:
    errors: Any = response.problem["errors"] or [{"pointer": "", "detail": response.problem["detail"]}]
    return response.status, errors[0]["pointer"], errors[0]["detail"]


def with_nan(value: float) -> np.ndarray[Any, Any]:
    return np.array([[0.5], [value], [0.5]])


BOMB, SMALL = png(6400, 6300), png(28, 28)
REFUSED: dict[str, tuple[str, str, bytes, int, str]] = {
    "a row too long": ("line", JSON, json_of([[1], [1, 2]]), 422, "/inputs/1"),
    "a row too short": ("digits", JSON, json_of([[0] * 784, [0] * 783]), 422, "/inputs/1"),
    "arrays of another width": ("line", NPY, npy(np.zeros((3, 2))), 422, "/inputs/0"),
    "the same, recognized": ("line", BYTES, npy(np.zeros((3, 2))), 422, "/inputs/0"),
    "arrays of an archive of another width": ("line", NPZ, npz(inputs=np.zeros((3, 2))), 422, "/inputs/0/inputs"),
    "a row of a table too long": ("text-columns", JSON, json_of([[1, "up", 2], [1, "up", 2, 3]]), 422, "/inputs/1"),
    "a line too long": ("text-columns", CSV, HEADER + b"1,up,2\n1,up,2,3\n", 422, "/inputs/1"),
    "a line too short": ("text-columns", CSV, HEADER + b"1,up,2\n1,up\n", 422, "/inputs/1"),
    "NaN in JSON": ("line", JSON, b'{"inputs": [[NaN]]}', 400, ""),
    "infinity in JSON": ("line", JSON, b'{"inputs": [[-Infinity]]}', 400, ""),
    "null": ("line", JSON, json_of([[1], [None]]), 422, "/inputs/1/0"),
    "NaN in an array": ("line", NPY, npy(with_nan(np.nan)), 422, "/inputs/1/0"),
    "infinity in an array": ("line", NPY, npy(with_nan(-np.inf)), 422, "/inputs/1/0"),
    "too large for float32 in an array": ("digits", NPY, npy(np.full((2, 784), 1e39)), 422, "/inputs/0/0"),
    "NaN in CSV": ("text-columns", CSV, HEADER + b"1,up,2\n1,up,nan\n", 422, "/inputs/1/y"),
    "infinity in CSV": ("text-columns", CSV, HEADER + b"1,up,2\n1,up,inf\n", 422, "/inputs/1/y"),
    "ragged rows": ("digits", JSON, json_of([[[0] * 28] * 27 + [[0] * 27]]), 422, "/inputs/0"),
    "numbers among lists": ("digits", JSON, json_of([[0] * 783 + [[0]]]), 422, "/inputs/0"),
    "numbers as strings": ("line", JSON, json_of([[1], ["1"]]), 422, "/inputs/1/0"),
    "numbers as strings in a table": ("text-columns", JSON, json_of([[1, "up", 2], [1, "up", "2"]]), 422, "/inputs/1/2"),
    "strings in an array": ("line", NPY, npy(np.array([["1"]])), 400, ""),
    "words for numbers in CSV": ("text-columns", CSV, HEADER + b"1,up,two\n", 422, "/inputs/0/y"),
    "1e400": ("line", JSON, b'{"inputs": [[1e400]]}', 400, ""),
    "1e400 in CSV": ("text-columns", CSV, HEADER + b"1,up,1e400\n", 422, "/inputs/0/y"),
    "1e400 as float32": ("digits", JSON, json_of([[1e308] * 784]), 422, "/inputs/0/0"),
    "10,001 rows": ("line", JSON, json_of([[1]] * 10_001), 422, "/inputs"),
    "10,001 rows of an array": ("line", NPY, npy(np.zeros((10_001, 1))), 422, "/inputs"),
    "10,001 rows of an archive": ("line", NPZ, npz(inputs=np.zeros((10_001, 1))), 422, "/inputs"),
    "10,001 lines": ("text-columns", CSV, HEADER + b"1,up,2\n" * 10_001, 422, "/inputs"),
    "an image too large": ("digits", PNG, png(6400, 6400), 422, "/inputs/0"),
    "an image too large as text": ("digits", JSON, json_of([base64.b64encode(png(6400, 6400)).decode()]), 422, "/inputs/0"),
    "an image too large in a form": ("digits", FORM, form_of(SMALL, png(6400, 6400)), 422, "/inputs/1"),
    "an image cut short": ("digits", PNG, SMALL[:-30], 422, "/inputs/0"),
    "no image": ("digits", BYTES, b"no image", 400, ""),
    "a body of another system": ("line", JSON, b'{"dataframe_split": {"columns": ["x"], "data": [[1]]}}', 422, "/dataframe_split"),
    "a million lists": ("line", JSON, b'{"inputs": [' + b"[]," * 200_000 + b"[]]}", 422, "/inputs"),
    "deep lists": ("line", JSON, b'{"inputs": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", 400, ""),
    "a long row": ("line", JSON, json_of([[1] * 400_000]), 422, "/inputs/0"),
    "a string at the end of a long row": ("line", JSON, json_of([[*[1] * 400_000, "1"]]), 422, "/inputs/0/400000"),
    "an unknown letter": ("letters", JSON, json_of(["abcdefghijkl\u20ac"]), 422, "/inputs/0"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_input_is_refused_with_where_it_is(bad: Hot, case: str) -> None:
    model, media, body, status, pointer = REFUSED[case]
    found = asked(bad, model, body, media)
    assert first_fault(found)[:2] == (status, pointer), found.body[:500]
    assert "expected " in first_fault(found)[2]


@pytest.mark.parametrize(
    ("model", "media", "body"),
    [
        ("line", JSON, json_of([])),
        ("digits", JSON, json_of([])),
        ("line", NPY, npy(np.zeros((0, 1)))),
        ("line", NPZ, npz(inputs=np.zeros((0, 1)))),
        ("text-columns", CSV, HEADER),
        ("letters", JSON, json_of([])),
    ],
)
@pytest.mark.parametrize("accept", [JSON, "application/x-ndjson", CSV, NPY])
def test_no_rows_get_an_empty_answer(bad: Hot, model: str, media: str, body: bytes, accept: str) -> None:
    found = asked(bad, model, body, media, f"Accept: {accept}")
    assert found.status == 200, found.body
    if accept == JSON:
        assert json.loads(found.body)["predictions"] == []
    elif accept == NPY:
        assert len(np.load(io.BytesIO(found.body), allow_pickle=False)) == 0
    else:
        assert len(found.body.splitlines()) == (accept == CSV)


@pytest.mark.parametrize("media", [JSON, CSV, NPY, NPZ, FORM, PNG, BYTES])
def test_a_body_that_is_too_large_is_refused_before_it_is_sent(bad: Hot, media: str) -> None:
    with calling(bad.port) as (caller,):
        head = request_of("digits", b"", "Content-Length: 33554433", media=media)
        found = caller.send(head).response()
    assert found.status == 413
    assert "33,554,432" in str(found.problem["detail"])


@pytest.mark.parametrize(
    ("model", "media", "body"),
    [
        ("digits", PNG, BOMB),
        ("digits", BYTES, BOMB),
        ("digits", FORM, form_of(BOMB)),
        ("digits", JSON, json_of([base64.b64encode(BOMB).decode()])),
        ("line", JSON, json_of([[1.5] * 3_000_000, [1.5] * 3_000_000])),
        ("digits", JSON, json_of([[*[1] * 400_000, "1"]])),
        ("line", JSON, b'{"instances": [' + b'["1"],' * 100_000 + b'["1"]]}'),
    ],
    ids=["image", "recognized image", "form", "text", "long rows", "a string at the end", "foreign"],
)
def test_others_are_served_while_a_heavy_input_is_read(bad: Hot, model: str, media: str, body: bytes) -> None:
    """Of the time that a heavy input takes, another caller waits for a small part at most: what takes long is in no one piece, or in a thread.

    It is one piece each time, or never: the scheduler of a busy machine makes some waits longer, so the best of some tries counts.
    """
    shares = (_share_waited(bad, model, body, media) for _ in range(N_TRIES))
    assert any(share < MAX_SHARE for share in shares), "another caller waited for too long each time"


def _share_waited(bad: Hot, model: str, body: bytes, media: str) -> float:
    """Return the part of the time that a heavy input takes for which another caller waited once."""
    waits, is_over = [0.0], threading.Event()

    def ask_on() -> None:
        with calling(bad.port) as (other,):
            while not is_over.is_set():
                began = time.perf_counter()
                assert other.send(request_of("line", ONE)).response().status == 200
                waits.append(time.perf_counter() - began)
                time.sleep(0.001)

    asking = threading.Thread(target=ask_on)
    asking.start()
    began = time.perf_counter()
    asked(bad, model, body, media)
    took = time.perf_counter() - began
    is_over.set()
    asking.join()
    return max(waits) / max(took, MIN_S)


def test_the_time_in_which_a_body_arrives_is_no_time_of_decoding(bad: Hot) -> None:
    request = request_of("line", ONE, "Prefer: wait=60")
    with calling(bad.port) as (caller,):
        caller.send(request[:-5])
        time.sleep(PAUSE_S)
        found = caller.send(request[-5:]).response()
    assert found.status == 200
    assert float(found.headers["server-timing"].partition("decode;dur=")[2].partition(",")[0]) < 1000 * PAUSE_S
