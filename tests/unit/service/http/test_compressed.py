"""Which responses are compressed, how, and what their headers say."""

import random
import zlib
from collections.abc import Callable

import brotli
import pytest

from service.http.accepted import chosen_coding
from service.http.compressed import LONG_BYTES, MIN_BYTES, Compressed
from tests.unit.service.http.called import Answer, Called, Pairs, call

JSON = ("content-type", "application/json")
TEXT = b'{"value": 0.5}, ' * 100
UNPACK: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": lambda body: zlib.decompress(body, 31)}


def answered(*pieces: bytes, headers: Pairs = (JSON,), accept: str | None = "gzip, deflate, br", status: int = 200, sized: bool = True) -> Called:
    """Return a response as it comes through the compression."""
    size = [("content-length", str(len(b"".join(pieces))))] if sized else []
    asked = [] if accept is None else [("accept-encoding", accept)]
    return call(Compressed(Answer(pieces, [*headers, *size], status)), headers=asked)


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        *(("gzip", "gzip"), ("br", "br"), ("gzip, deflate, br, zstd", "br"), ("br;q=0.5, gzip;q=0.8", "gzip"), ("x-gzip", "gzip"), ("*", "br")),
        *(("", None), ("identity", None), ("gzip;q=0", None), ("br;q=0, *;q=0.1", "gzip"), ("identity, gzip;q=0.5", None), ("deflate", None)),
        *(("gzip;q=high", None), (" GZIP ; Q=1 ", "gzip"), ("gzip;q=0.000, br;q=0.001", "br"), (",,", None)),
    ],
)
def test_the_coding_is_the_one_that_the_caller_prefers(header: str, coding: str | None) -> None:
    assert chosen_coding(header.encode()) == coding


@pytest.mark.parametrize("coding", UNPACK)
@pytest.mark.parametrize("sized", [True, False])
@pytest.mark.parametrize("pieces", [(TEXT,), (TEXT * 100,), (TEXT, b"", TEXT, TEXT)], ids=["whole", "long", "in pieces"])
def test_a_text_arrives_as_it_was(coding: str, sized: bool, pieces: tuple[bytes, ...]) -> None:
    found = answered(*pieces, accept=coding, sized=sized)
    assert (found.one("content-encoding"), found.one("vary")) == (coding, "Accept-Encoding")
    assert UNPACK[coding](found.body) == b"".join(pieces)
    assert len(found.body) < len(b"".join(pieces)) / 4
    assert found.one("content-length") == (str(len(found.body)) if len(pieces) == 1 else None)


def test_a_long_text_is_longer_than_what_is_compressed_on_the_event_loop() -> None:
    assert len(TEXT * 100) > LONG_BYTES


@pytest.mark.parametrize("coding", UNPACK)
def test_each_piece_of_a_stream_can_be_read_when_it_comes(coding: str) -> None:
    pieces = [TEXT, b"a second piece", b"a third"]
    found = answered(*pieces, accept=coding, sized=False)
    reader = zlib.decompressobj(31) if coding == "gzip" else brotli.Decompressor()
    read = reader.decompress if coding == "gzip" else reader.process
    assert [read(piece) for piece in found.pieces] == pieces


@pytest.mark.parametrize(
    "media", ["text/html; charset=utf-8", "text/csv", "application/problem+json", "application/yaml", "image/svg+xml", "TEXT/Plain"]
)
def test_every_kind_of_text_is_compressed(media: str) -> None:
    assert answered(TEXT, headers=[("content-type", media)]).one("content-encoding") == "br"


@pytest.mark.parametrize("media", ["image/png", "application/x-hdf5", "application/octet-stream", "application/zip", "text/event-stream"])
def test_files_and_event_streams_go_as_they_are(media: str) -> None:
    found = answered(TEXT, headers=[("content-type", media), ("etag", '"x"')])
    assert (found.body, found.one("content-encoding"), found.one("vary"), found.one("etag")) == (TEXT, None, None, '"x"')


@pytest.mark.parametrize("n_bytes", [0, 1, 999, 1000, MIN_BYTES - 1])
@pytest.mark.parametrize("sized", [True, False])
def test_short_responses_go_as_they_are(n_bytes: int, sized: bool) -> None:
    found = answered(TEXT[:n_bytes], sized=sized)
    assert (found.body, found.one("content-encoding")) == (TEXT[:n_bytes], None)
    assert answered(TEXT[:MIN_BYTES], sized=sized).one("content-encoding") == "br"


def test_what_is_encoded_already_or_is_a_part_or_must_stay_as_it_is_is_not_compressed() -> None:
    encoded = answered(TEXT, headers=[JSON, ("content-encoding", "gzip")])
    assert (encoded.body, encoded.one("content-encoding")) == (TEXT, "gzip")
    assert answered(TEXT, status=206).body == TEXT
    for kept in ("no-store", "private, no-transform"):
        assert answered(TEXT, headers=[JSON, ("cache-control", kept)]).one("content-encoding") is None


def test_caches_are_told_also_where_the_caller_wants_no_compression() -> None:
    found = answered(TEXT, headers=[JSON, ("vary", "Accept")], accept=None)
    assert (found.body, found.one("vary")) == (TEXT, "Accept, Accept-Encoding")
    assert answered(TEXT, headers=[JSON, ("vary", "accept-encoding, Accept")]).one("vary") == "accept-encoding, Accept"
    assert call(Compressed(Answer(headers=[("etag", '"x"')], status=304)), headers=[("accept-encoding", "br")]).one("vary") == "Accept-Encoding"


@pytest.mark.parametrize(("given", "sent"), [('"abc"', 'W/"abc"'), ('W/"abc"', 'W/"abc"')])
def test_the_etag_of_a_compressed_body_is_weak_and_no_ranges_of_it_are_offered(given: str, sent: str) -> None:
    found = answered(TEXT, headers=[JSON, ("etag", given), ("accept-ranges", "bytes")])
    assert (found.one("etag"), found.one("accept-ranges")) == (sent, None)


def test_bytes_that_cannot_be_made_shorter_arrive_whole_too() -> None:
    noise = random.Random(1).randbytes(200_000)
    assert brotli.decompress(answered(noise, headers=[("content-type", "text/plain")]).body) == noise
