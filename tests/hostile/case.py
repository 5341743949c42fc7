"""A hostile input: the bytes, the door that they are sent to, and what the answer says."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import uuid4

import httpx

from tests.hostile.requests import MODEL, TABLE
from tests.hostile.weights import ARCHITECTURE
from tests.raw_http import calling

Make = Callable[[], bytes]


@dataclass(frozen=True)
class Answer:
    """What a door answered.

    Args:
        status: Status of the response.
        text: Its body.
    """

    status: int
    text: str


class Door(Protocol):
    """Where bytes are sent to a service."""

    def __call__(self, client: httpx.Client, content: bytes) -> Answer:
        """Send the bytes and return the answer."""


@dataclass(frozen=True)
class Case:
    """A hostile input.

    Args:
        door: Where it is sent.
        make: Writes its bytes.
        says: Words in the answer.
        is_read: Whether it is harmless, and read right.
    """

    door: Door
    make: Make
    says: str
    is_read: bool = False


def _answer(response: httpx.Response) -> Answer:
    return Answer(response.status_code, response.text)


def upload(file_name: str, **fields: str) -> Door:
    """Return the door of uploads, for a file of a name."""
    return lambda client, content: _answer(client.post("/v1/datasets", files={"file": (file_name, content)}, data=fields))


def weights(client: httpx.Client, content: bytes) -> Answer:
    """Import a network with the bytes as its weights."""
    form = {"name": "hostile-weights", "architecture": json.dumps(ARCHITECTURE)}
    return _answer(client.post("/v1/models", data=form, files={"weights": ("weights.h5", content)}))


def architecture(weights_of: Make) -> Door:
    """Return the door of imports, for an architecture beside sound weights."""

    def send(client: httpx.Client, content: bytes) -> Answer:
        files = {"architecture": ("architecture.json", content), "weights": ("weights.h5", weights_of())}
        return _answer(client.post("/v1/models", data={"name": "hostile-architecture"}, files=files))

    return send


def post(path: str, media_type: str = "application/json", headers: Mapping[str, str] | None = None) -> Door:
    """Return the door of a route that takes the bytes as its body."""
    sent = {"content-type": media_type, **(headers or {})}
    return lambda client, content: _answer(client.post(path, content=content, headers=sent))


def image(media_type: str = "image/png") -> Door:
    """Return the door of predictions of the model of images."""
    return post(f"/v1/models/{MODEL}/predict", media_type)


def row(media_type: str) -> Door:
    """Return the door of predictions of the model of a table."""
    return post(f"/v1/models/{TABLE}/predict", media_type)


def at(method: str, headers: Mapping[str, str] | None = None) -> Door:
    """Return the door of any route, for bytes that are its address."""
    return lambda client, content: _answer(client.request(method, content.decode(), headers=headers))


def tus(client: httpx.Client, content: bytes) -> Answer:
    """Start a resumable upload whose metadata are the bytes."""
    headers = {"tus-resumable": "1.0.0", "upload-length": "10", "upload-metadata": content.decode("latin-1")}
    return _answer(client.post("/v1/uploads", headers=headers))


def idempotent(client: httpx.Client, content: bytes) -> Answer:
    """Submit a job whose header Idempotency-Key is the bytes."""
    headers = {b"idempotency-key": content, b"content-type": b"application/json"}
    return _answer(client.post("/v1/jobs", content=b'{"recipe":"no-such-recipe"}', headers=list(headers.items())))


def wire(client: httpx.Client, content: bytes) -> Answer:
    """Send the bytes as they are over a connection."""
    with calling(client.base_url.port or 80) as (caller,):
        response = caller.send(content).response()
        return Answer(response.status, response.body.decode(errors="replace"))


def damaged(sound: Make, at: int, content: bytes) -> Make:
    """Return a function that writes a sound file with other bytes at an offset, from its end if that is below 0."""

    def make() -> bytes:
        file = bytearray(sound())
        start = at % len(file)
        file[start : start + len(content)] = content
        return bytes(file)

    return make


def unique(text: str) -> str:
    """Return a text that was not sent before: what is stored under a digest would be there already."""
    return f"{text}-{uuid4().hex}"
