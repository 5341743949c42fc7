"""Body formats: each is found by its content types, and the description of the API is made of them."""

import io

import numpy as np
import pytest

from models.serving.decoding import FORMATS, BodyError, BodyFormat, format_of
from models.serving.extras import Extras
from service.api.openapi import predict_body
from service.bodies.inputs import EVERY
from tests.bare import signature_of


@pytest.mark.parametrize(
    ("media_type", "name"),
    [
        ("image/webp", "image"),
        ("application/x-npy", "npy"),
        ("application/octet-stream", None),
        ("application/x-npz", "npz"),
        ("text/csv", "csv"),
        ("text/plain", None),
        ("images/png", None),
    ],
)
def test_a_content_type_names_its_format(media_type: str, name: str | None) -> None:
    found = format_of(media_type)
    assert (found and found.name) == name


@pytest.mark.parametrize("body_format", FORMATS.values(), ids=FORMATS)
def test_a_format_is_described_and_matches_what_it_describes(body_format: BodyFormat) -> None:
    content = predict_body(EVERY)["requestBody"]["content"]
    for media_type, schema in body_format.documented.items():
        assert content[media_type]["schema"] == schema
        assert format_of(media_type) is body_format


@pytest.mark.parametrize("body", [b"", b"no array", b"\x93NUMPY\x01\x00"])
def test_what_is_no_array_is_refused(body: bytes) -> None:
    with pytest.raises(BodyError, match=r"expected a NumPy \.npy file, got"):
        FORMATS["npy"].decode(body, signature_of("regression", (2,)), Extras())


def test_an_array_is_read() -> None:
    file = io.BytesIO()
    np.save(file, np.ones((3, 2)))
    assert np.shape(FORMATS["npy"].decode(file.getvalue(), signature_of("regression", (2,)), Extras())) == (3, 2)
