"""Bodies of predictions as programs and people send them: packed, as data: URLs, as arrays of images, with text beside files."""

import base64
import gzip
import io
import json
import zlib
from typing import Any

import httpx
import numpy as np
import pytest
from PIL import Image

from service.settings import Settings
from tests.integration.sent import Pixels, encoded, npy
from tests.integration.trained import Trained, register_all
from tests.responses import fault

PATH = "/v1/models/digits/predict"


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack in which `line` (a regression) and `digits` (a classifier of images) are registered."""
    return register_all(settings, trained, "line", "digits")


def predictions_of(response: httpx.Response) -> Any:
    assert response.status_code == 200, response.text
    return response.json()["predictions"]


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_a_packed_body_means_what_it_means_unpacked(client: httpx.Client, images: Pixels, coding: str, pack: Any) -> None:
    body = json.dumps({"inputs": images[:2].tolist()}).encode()
    plain = client.post(PATH, content=body, headers={"Content-Type": "application/json"})
    packed = client.post(PATH, content=pack(body), headers={"Content-Type": "application/json", "Content-Encoding": coding})
    assert predictions_of(packed) == predictions_of(plain)
    sent = client.post(PATH, content=pack(npy(images[:2])), headers={"Content-Type": "application/x-npy", "Content-Encoding": coding})
    assert predictions_of(sent) == predictions_of(plain)


def test_a_packed_upload_is_the_file(client: httpx.Client) -> None:
    table = b"weight,kind\n" + b"".join(b"%d,%s\n" % (k, b"ab"[k % 2 : k % 2 + 1]) for k in range(20))
    form = b'--x\r\nContent-Disposition: form-data; name="file"; filename="t.csv"\r\n\r\n' + table + b"\r\n--x--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Content-Encoding": "gzip"}
    assert client.post("/v1/datasets", content=gzip.compress(form), headers=headers).json()["n_samples"] == 20


def test_a_packed_body_is_bounded_unpacked(client: httpx.Client, settings: Settings) -> None:
    bomb = gzip.compress(b" " * (settings.max_body_bytes + 1))
    response = client.post(PATH, content=bomb, headers={"Content-Type": "application/json", "Content-Encoding": "gzip"})
    assert (response.status_code, "without its Content-Encoding" in response.json()["detail"]) == (413, True)


def test_an_image_is_one_in_every_spelling_of_its_text(client: httpx.Client, images: Pixels) -> None:
    file = encoded(images[0])
    text = base64.b64encode(file).decode()
    spellings = [
        text,
        f"data:image/png;base64,{text}",
        "\r\n".join(text[at : at + 76] for at in range(0, len(text), 76)),
        text.replace("+", "-").replace("/", "_").rstrip("="),
    ]
    expected = predictions_of(client.post(PATH, content=file, headers={"Content-Type": "image/png"}))
    assert predictions_of(client.post(PATH, json={"inputs": spellings})) == expected * 4
    assert fault(client.post(PATH, json={"inputs": [text[:-5]]}))[0] == "/inputs/0"


@pytest.mark.parametrize("path", [PATH, "/v1/models/line/predict", "/v1/specs/check", "/v1/jobs"])
def test_a_key_twice_is_refused(client: httpx.Client, path: str) -> None:
    response = client.post(path, content=b'{"inputs": [[1]], "inputs": [[2]]}', headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["errors"][0]["pointer"]) == (400, "/inputs")


def test_a_text_beside_files_is_an_option_or_refused(client: httpx.Client, images: Pixels) -> None:
    def sent(path: str, **texts: str) -> httpx.Response:
        parts = [("images", ("1.png", encoded(images[0]), "image/png")), *((name, (None, text)) for name, text in texts.items())]
        return client.post(path, files=parts)

    for path in (PATH, f"{PATH}/images"):
        plain = predictions_of(sent(path))
        assert predictions_of(sent(path, method="predict_proba")) != plain
        assert fault(sent(path, method="none"))[0] == "/method"
        pointer, detail = fault(sent(path, comment="hello"))
        assert pointer == "/comment"
        assert 'expected files, and as text only method, got the text "hello"' in detail


def test_16_bits_mean_the_shades_of_8(client: httpx.Client, images: Pixels) -> None:
    def predictions_on(pixels: Pixels) -> Any:
        file = io.BytesIO()
        Image.fromarray(pixels).save(file, "PNG")
        return predictions_of(client.post(PATH, content=file.getvalue(), headers={"Content-Type": "image/png"}))

    assert predictions_on(images[0].astype(np.uint16) * 257) == predictions_on(images[0])
