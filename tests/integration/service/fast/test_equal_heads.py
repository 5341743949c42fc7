"""Heads: whatever a request says in its head, the hot path and the ordinary route give the same bytes and headers."""

import zlib

import brotli
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.integration.service.fast.asking import ORDINARY, SAME_ID, Hot, comparable, json_of, request_of, require_equal
from tests.raw_http import calling

LINE = json_of([[0.5], [1.5]])
#: 8 samples, whose predictions take more than a kilobyte.
DIGITS = json_of(np.zeros((8, 28, 28), int).tolist())
#: Bodies by model.
BODIES = {"line": LINE, "digits": DIGITS}

#: Header lines that the hot path takes.
TAKEN = (
    *("Accept: */*", "accept: application/json", "ACCEPT: application/json, text/plain, */*", "Accept-Encoding: gzip, deflate, br"),
    *("Connection: close", "Accept-Encoding: br;q=0", "Accept-Encoding: identity", "accept-ENCODING: x-gzip", "Accept-Encoding: *"),
    *("Accept-Encoding:", "User-Agent: curl/8", "Connection: keep-alive", "Connection: Keep-Alive", "Accept-Language: de"),
    *("Cache-Control: no-cache", "traceparent: 00-0af7651916cd43dd8448eb211c", "Priority: u=1", "Pragma: no-cache"),
    *("Cookie: a=b", "Cookie: modelbook_session=mb_page_x", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Mode: cors", "Referer: http://127.0.0.1/"),
    *("Keep-Alive: timeout=5", "baggage: a=1", "User-Agent: \xe9\xff", "Accept-Encoding: gzip;q=1.0, identity; q=0.5"),
)
#: Header lines that it leaves to the application, or because of which there is no prediction.
LEFT = (
    *("Accept: image/png", "Accept: text/html", "Accept: application/json;q=0.9", "Accept: , ,", "Content-Encoding: gzip"),
    *("Content-Encoding: identity", "Origin: https://other.example", "Origin: http://127.0.0.1", "Sec-Fetch-Site: cross-site"),
    *("Sec-Fetch-Site: same-site", "X: ", "X-Forwarded-For: 1.2.3.4", "X-Forwarded-Prefix: /mb"),
    *("X-Forwarded-Host: other.example", "Forwarded: host=other.example", "Via: 1.1 proxy", "Authorization: Bearer x"),
    *("Authorization: Basic eDp5", "Authorization: bearer mb_x", "Authorization:", "Host: other.example", "Host: 127.0.0.1"),
    *("Expect: 200-ok", "Prefer: wait=5", "Idempotency-Key: 1", "Range: bytes=0-1", "If-None-Match: *", "Upgrade: websocket"),
    *("Connection: upgrade", "TE: trailers", "Content-Length: 5", "Content-Type: text/csv", "Content-Type: application/json"),
    *("X-Request-ID: another", "X-HTTP-Method-Override: GET", "Accept: */*", "Accept-Encoding: gzip", " Folded: 1", "No-Colon"),
    *("Bad Name: 1", "Null: \x00", "Content-Length: x"),
)
MEDIA = (
    *("application/json", "application/json", "application/json", "application/json; charset=utf-8", "APPLICATION/JSON"),
    *("application/json;", "text/json", "", "application/x-npy", "image/png", "application/octet-stream", "text/csv"),
    *("application/json, application/json", " application/json", "multipart/form-data"),
)


def test_any_head_gets_the_same_on_both_ways(hot: Hot) -> None:
    @settings(max_examples=250)
    @given(
        st.sampled_from(list(BODIES)),
        st.lists(st.one_of(*[st.sampled_from(TAKEN)] * 5, st.sampled_from(LEFT)), max_size=4),
        st.sampled_from(MEDIA),
        st.sampled_from(("1.1",) * 6 + ("1.0", "0.9", "1.2")),
    )
    def check(model: str, lines: list[str], media: str, version: str) -> None:
        require_equal(hot, model, BODIES[model], lines, media=media, version=version)

    before = len(hot.watched.taken)
    check()
    assert len(hot.watched.taken) - before > 10


@pytest.mark.parametrize("line", TAKEN)
def test_what_callers_usually_send_is_taken_by_the_hot_path(line: str, hot: Hot) -> None:
    assert require_equal(hot, "line", LINE, [line])
    assert require_equal(hot, "digits", DIGITS, [line])


@pytest.mark.parametrize(
    "target",
    ["line@1", "line", "LINE", "line@9", "", "li%6ee", "line%401", "other", "default/line", "a/b", "line/", "line?", "line?x=1", "..", "line;a=1"],
)
def test_any_target_gets_the_same_on_both_ways(target: str, hot: Hot) -> None:
    assert require_equal(hot, target, LINE) is (target in ("line", "line@1"))
    for path in (
        f"//v1/models/{target}/predict",
        f"/v1/models/{target}/predict?",
        f"http://127.0.0.1/v1/models/{target}/predict",
        f"/v1/models/{target}/predict#a",
    ):
        whole = request_of("?", LINE, SAME_ID).replace(b"/v1/models/?/predict", path.encode())
        ordinary, _ = hot.ask(whole.replace(b"\r\n", b"\r\n" + ORDINARY.encode() + b"\r\n", 1))
        assert comparable(hot.ask(whole)[0]) == comparable(ordinary), path


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_a_response_over_a_kilobyte_is_compressed_on_the_hot_path(coding: str, hot: Hot) -> None:
    plain, _ = hot.ask(request_of("digits", DIGITS))
    assert len(plain.body) > 1024
    packed, is_hot = hot.ask(request_of("digits", DIGITS, f"Accept-Encoding: {coding}"))
    assert (is_hot, packed.headers["content-encoding"], packed.headers["vary"]) == (True, coding, "Accept-Encoding")
    assert (zlib.decompress(packed.body, 31) if coding == "gzip" else brotli.decompress(packed.body)) == plain.body
    assert (plain.headers["vary"], "content-encoding" in plain.headers) == ("Accept-Encoding", False)


def test_a_response_too_large_to_be_compressed_on_the_event_loop_goes_the_ordinary_way(hot: Hot) -> None:
    rows = json_of([[index % 7] for index in range(10_000)])
    for lines in ([], ["Accept-Encoding: gzip"]):
        require_equal(hot, "line", rows, lines)
    taken = hot.watched.taken[-1]
    assert not taken.is_open
    packed, _ = hot.ask(request_of("line", rows, "Accept-Encoding: gzip"))
    assert (packed.headers["content-encoding"], zlib.decompress(packed.body, 31).count(b"value")) == ("gzip", 10_000)


def test_a_request_id_is_repeated_and_a_bad_one_replaced_on_the_hot_path(hot: Hot) -> None:
    for given_id, is_kept in (("mine-1", True), ("with blanks", False), ("x" * 129, False), ("mb_" + "a" * 43, False), ("\xe9", False)):
        response, is_hot = hot.ask(request_of("line", LINE, f"X-Request-ID: {given_id}"))
        assert (is_hot, response.headers["x-request-id"] == given_id) == (True, is_kept)
    own = {hot.ask(request_of("line", LINE))[0].headers["x-request-id"] for _ in range(3)}
    assert len(own) == 3


def test_every_response_names_the_version_and_the_phases(hot: Hot) -> None:
    for line in ("", ORDINARY):
        response, _ = hot.ask(request_of("line", LINE, *[line] * bool(line)))
        assert response.headers["x-model-version"] == "line@1"
        phases = [part.partition(";dur=") for part in response.headers["server-timing"].split(", ")]
        assert [name for name, _, _ in phases] == ["decode", "queue", "steps", "model", "encode"]
        assert all(0 <= float(milliseconds) < 10_000 for _, _, milliseconds in phases)


def test_a_chunked_body_and_one_that_waits_for_100_continue_get_predictions(hot: Hot) -> None:
    head = request_of("line", b"", SAME_ID, "Transfer-Encoding: chunked").replace(b"Content-Length: 0\r\n", b"")
    expected, _ = hot.ask(request_of("line", LINE, SAME_ID))
    chunked, is_hot = hot.ask(head + b"%x\r\n%b\r\n0\r\n\r\n" % (len(LINE), LINE))
    assert (comparable(chunked), is_hot) == (comparable(expected), False)
    with calling(hot.port) as (caller,):
        whole = request_of("line", LINE, SAME_ID, "Expect: 100-continue")
        assert caller.send(whole.removesuffix(LINE)).response().status == 100
        assert comparable(caller.send(LINE).response()) == comparable(expected)
