"""Uploads in pieces: they go on from where the server says, and are given up where that does not help."""

from __future__ import annotations

import base64
import io
from typing import Any

import pytest

from modelbook import Client
from modelbook._files import Upload
from modelbook._progress import display_for
from modelbook._sync.resumable import PIECE_BYTES, send_in_pieces, size_of
from modelbook.errors import APIConnectionError, APIError, InputError, ModelbookError, RateLimitError
from tests.conftest import Answer, Scripted, problem

CONTENT = b"0123456789"
DONE = Answer(204, b"")


def state(offset: int, size: int = len(CONTENT), dataset: str | None = None) -> Answer:
    times = {"created_at": "2026-11-29T00:00:00Z", "expires_at": "2026-11-30T00:00:00Z"}
    return Answer(200, {"id": "u", "offset": offset, "size_bytes": size, "dataset": dataset, **times})


def sent(client: Client, content: bytes = CONTENT, **said: str) -> str:
    return send_in_pieces(client.datasets._http, Upload("t.csv", io.BytesIO(content)), said, display_for(False))


def pieces(server: Scripted) -> list[tuple[str, int]]:
    return [(request.headers["upload-offset"], len(request.body)) for request in server.requests if request.method == "PATCH"]


def test_a_file_is_announced_and_sent_in_pieces(server: Scripted, client: Client) -> None:
    size = PIECE_BYTES + 5
    server.script = [state(0, size), DONE, DONE, state(size, size, "d1")]
    assert sent(client, b"x" * size, name="mine") == "d1"
    assert pieces(server) == [("0", PIECE_BYTES), (str(PIECE_BYTES), 5)]
    headers = server.requests[0].headers
    metadata = dict(pair.split() for pair in headers["upload-metadata"].split(","))
    assert (headers["upload-length"], base64.b64decode(metadata["filename"]), base64.b64decode(metadata["name"])) == (str(size), b"t.csv", b"mine")


@pytest.mark.parametrize("failure", [problem(409, "expected the offset 4"), problem(500), Answer(204, b"", cut=0)])
def test_after_a_failure_it_goes_on_from_where_the_server_says(server: Scripted, client: Client, failure: Answer) -> None:
    server.script = [state(0), failure, state(4), DONE, state(10, dataset="d1")]
    assert sent(client) == "d1"
    assert pieces(server)[-1] == ("4", 6)


@pytest.mark.parametrize("failure", [problem(500), problem(429)])
def test_a_server_that_is_away_for_longer_than_a_request_is_repeated_is_waited_for(server: Scripted, client: Client, failure: Answer) -> None:
    away = [failure] * 9  # More than one request and its repetitions: the state of the upload cannot be asked for, either.
    server.script = [state(0), *away, state(4), DONE, state(10, dataset="d1")]
    assert sent(client) == "d1"
    assert pieces(server)[-1] == ("4", 6)
    assert "DELETE" not in {request.method for request in server.requests}


def test_an_upload_is_not_cancelled_where_the_server_is_not_reached(server: Scripted, client: Client) -> None:
    server.script = [state(0), Answer(200, {}, cut=1)]
    with pytest.raises(APIConnectionError):
        sent(client)
    assert {request.method for request in server.requests} == {"POST", "PATCH", "GET"}


def test_a_file_is_waited_for_while_the_server_reads_it(server: Scripted, client: Client) -> None:
    busy = [state(10), problem(409, "expected one request at a time")] * 14
    server.script = [state(0), problem(409, "expected one request at a time"), *busy, state(10, dataset="d1")]
    assert sent(client) == "d1"
    assert set(pieces(server)) == {("0", 10), ("10", 0)}


def test_a_whole_file_that_is_gone_was_refused(server: Scripted, client: Client) -> None:
    server.script = [state(0), problem(409, "expected one request at a time"), state(10), problem(409), problem(404, "there is no upload")]
    with pytest.raises(ModelbookError, match="has refused the file when it was read"):
        sent(client)


def test_a_limit_of_the_caller_ends_an_upload(server: Scripted, client: Client) -> None:
    reached = problem(429, retry_after="100")
    reached.body["type"] = "/problems/limit-reached"
    server.script = [state(0), reached, DONE]
    with pytest.raises(RateLimitError):
        sent(client)
    assert [request.method for request in server.requests] == ["POST", "PATCH", "DELETE"]


def test_a_file_may_take_longer_than_other_answers_unless_the_caller_sets_a_limit() -> None:
    assert (Client().datasets._http.config.reading_s, Client(timeout=5).datasets._http.config.reading_s) == (660, 5)


@pytest.mark.parametrize("status", [422, 507, 404])
def test_a_refused_upload_is_cancelled_and_not_repeated(server: Scripted, client: Client, status: int) -> None:
    server.script = [state(0), problem(status), DONE]
    with pytest.raises(APIError) as caught:
        sent(client)
    assert caught.value.status == status
    assert [request.method for request in server.requests] == ["POST", "PATCH", "DELETE"]


def test_what_can_be_read_once_only_is_not_sent_in_pieces(server: Scripted, client: Client) -> None:
    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

    stream: Any = Stream(CONTENT)
    assert size_of(Upload("t.csv", stream)) == 0
    with pytest.raises(InputError, match="read again from any place"):
        send_in_pieces(client.datasets._http, Upload("t.csv", stream), {}, display_for(False))
    assert server.requests == []
