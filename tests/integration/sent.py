"""What callers send to be predicted: pictures, arrays and forms."""

import io
from typing import Any

import httpx
import numpy as np
from PIL import Image

Pixels = np.ndarray[Any, np.dtype[np.uint8]]


def encoded(pixels: Pixels, kind: str = "PNG", size: int = 28, mode: str = "L") -> bytes:
    """Return a picture as a file."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).resize((size, size)).convert(mode).save(buffer, kind)
    return buffer.getvalue()


def npy(array: np.ndarray[Any, Any], *, pickled: bool = False) -> bytes:
    """Return an array as a .npy file."""
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=pickled)
    return buffer.getvalue()


def post_file(client: httpx.Client, media: str, body: bytes, model: str = "digits") -> httpx.Response:
    return client.post(f"/v1/models/{model}/predict", content=body, headers={"content-type": media})


def form(*files: bytes) -> list[tuple[str, tuple[str, bytes, str]]]:
    """Return a form of pictures."""
    return [("images", (f"{index}.png", file, "image/png")) for index, file in enumerate(files)]
