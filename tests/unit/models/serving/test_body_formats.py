"""Body formats: each is found by its content types, and the description of the API is made of them."""

import io
import zipfile
from collections.abc import Callable

import numpy as np
import pytest

from models.core.errors import InputError
from models.serving.decoding import FORMATS, BodyError, BodyFormat, format_of
from models.serving.decoding.npz_arrays import arrays_of_npz
from models.serving.extras import Extras
from service.api.openapi import predict_body
from service.bodies.inputs import EVERY
from tests.bare import signature_of
from tests.hostile.families.arrays import described, many_members, packed
from tests.uploaded import zipped


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


@pytest.mark.parametrize(
    ("shape", "descr", "said"),
    [
        ("(1000000000,)", "[('x', '|S0')]", "expected samples with values, got 1,000,000,000 of no bytes"),
        ("(1000000000, 0)", "'<f4'", "expected samples with values, got 1,000,000,000 of no bytes"),
        ("()", "'<U0'", "expected samples with values, got 1 of no bytes"),
        ("(100000000, 784)", "'<f4'", "of 313,600,000,080 bytes for the shape"),
    ],
)
def test_an_array_that_declares_more_than_it_holds_is_refused_before_it_takes_memory(shape: str, descr: str, said: str) -> None:
    with pytest.raises(BodyError, match=said):
        FORMATS["npy"].decode(described(shape, descr), signature_of("regression", (2,)), Extras())


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (lambda: packed("x.npy", 1_600_000_000), "at most 268,435,456 bytes once it is unpacked, got 1,600,000,000"),
        (lambda: zipped({"x.npy": b"x"}, zipfile.ZIP_BZIP2), "packed by deflate, as numpy.savez_compressed does, or not packed"),
        (lambda: zipped({"x.npy": b"x"}, zipfile.ZIP_LZMA), "packed by deflate, as numpy.savez_compressed does, or not packed"),
        (lambda: many_members(1_001), "at most 1,000 arrays in the archive, got 1,001"),
        (lambda: zipped({"x.npy": b"no array"}), "do not load"),
        (lambda: zipped({"x.npy": described("(1000000000,)")}), "expected 4,000,000,077 bytes in x.npy, got 77"),
        (lambda: zipped({"x.npy": described("(1000000000, 0)")}), "expected samples with values"),
    ],
)
def test_an_archive_that_costs_more_than_it_says_is_refused(body: Callable[[], bytes], said: str) -> None:
    with pytest.raises(InputError) as refused:
        arrays_of_npz(body(), ("x",))
    assert said in refused.value.faults[0].detail


def test_an_array_is_read() -> None:
    file = io.BytesIO()
    np.save(file, np.ones((3, 2)))
    assert np.shape(FORMATS["npy"].decode(file.getvalue(), signature_of("regression", (2,)), Extras())) == (3, 2)
