"""Failures on the way: repeated where that is safe, clear errors where it is not."""

from __future__ import annotations

import json
import socket
import time

import pytest

from modelbook import Client
from modelbook.errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    AuthenticationError,
    ConflictError,
    IncompatibleServerError,
    InputError,
    InvalidError,
    NotFoundError,
    PermissionDeniedError,
    RateLimitError,
    ServerError,
    SpecError,
    UnavailableError,
    UnexpectedAnswerError,
)
from modelbook.types import JobSpec
from tests.conftest import Answer, Scripted, job, problem

HTML = Answer(200, b"<html><body>Welcome to the hotel</body></html>", {"Content-Type": "text/html"})
HEALTH = Answer(200, {"status": "ok", "checks": {}})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_request_is_repeated_after_a_status_that_passes(server: Scripted, client: Client, status: int) -> None:
    server.script = [problem(status), problem(status), HEALTH]
    assert client.health().status == "ok"
    assert len(server.requests) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 415, 422, 500, 507])
def test_a_request_is_not_repeated_after_any_other_status(server: Scripted, client: Client, status: int) -> None:
    server.script = [problem(status), HEALTH]
    with pytest.raises(APIError) as caught:
        client.health()
    assert caught.value.status == status
    assert len(server.requests) == 1


def test_a_deadline_of_the_caller_is_not_repeated(server: Scripted, client: Client) -> None:
    passed = problem(504)
    passed.body["type"] = "/problems/deadline-passed"
    server.script = [passed, HEALTH]
    with pytest.raises(ServerError):
        client.models["a"].predict([[1.0]], wait_s=1)
    assert len(server.requests) == 1


@pytest.mark.parametrize(("status", "kind", "n_requests"), [(429, RateLimitError, 3), (413, InvalidError, 1)])
def test_a_refusal_of_a_proxy_is_that_of_its_status(server: Scripted, client: Client, status: int, kind: type[APIError], n_requests: int) -> None:
    server.script = [Answer(status, b"<html>no</html>", {"Content-Type": "text/html"})]
    with pytest.raises(kind, match="a proxy takes no"):
        client.health()
    assert len(server.requests) == n_requests


def test_repetitions_end(server: Scripted, client: Client) -> None:
    server.script = [problem(503, "the database is away")]
    with pytest.raises(UnavailableError, match="the database is away"):
        client.health()
    assert len(server.requests) == 3


def test_the_pause_is_as_long_as_the_server_asks(server: Scripted, client: Client) -> None:
    server.script = [problem(503, Retry_After="1"), HEALTH]
    began = time.monotonic()
    client.health()
    assert time.monotonic() - began >= 1


def test_a_pause_of_hours_is_not_waited_for(server: Scripted, client: Client) -> None:
    server.script = [problem(429, Retry_After="3600"), HEALTH]
    with pytest.raises(RateLimitError) as caught:
        client.health()
    assert (caught.value.retry_after_s, len(server.requests)) == (3600, 1)


def test_a_submission_is_repeated_with_the_same_key_and_body(server: Scripted, client: Client) -> None:
    server.script = [Answer(202, job(), cut=10), problem(503), Answer(202, job())]
    assert client.train("mnist-dense-784", epochs=3).id == "01J"
    first, *others = server.requests
    assert len(others) == 2
    assert json.loads(first.body) == {"recipe": "mnist-dense-784", "patch": {"training": {"epochs": 3}}}
    assert {(other.headers["idempotency-key"], other.body) for other in others} == {(first.headers["idempotency-key"], first.body)}


def test_two_submissions_have_two_keys(server: Scripted, client: Client) -> None:
    server.script = [Answer(202, job())]
    client.train("iris")
    client.train("iris")
    first, second = (request.headers["idempotency-key"] for request in server.requests)
    assert first != second


def test_what_cannot_be_repeated_is_sent_once(server: Scripted, client: Client) -> None:
    server.script = [Answer(201, {}, cut=1), HEALTH]
    with pytest.raises(APIConnectionError, match="the connection was lost"):
        client.keys.create("ann")
    assert len(server.requests) == 1


def test_a_deletion_that_is_repeated_finds_nothing_more_to_delete(server: Scripted, client: Client) -> None:
    server.script = [problem(503), problem(404)]
    client.datasets["abc"].grants.withdraw("ann")
    server.script = [problem(404)]
    with pytest.raises(NotFoundError):
        client.datasets["abc"].grants.withdraw("ann")


def test_a_repeated_deletion_that_has_no_answer_any_more_says_that_there_is_nothing(server: Scripted, client: Client) -> None:
    server.script = [problem(503), problem(404)]
    with pytest.raises(NotFoundError):
        client.datasets["abc"].delete()


def test_no_server_is_an_error_that_says_so(quick: None) -> None:
    with Client(f"http://127.0.0.1:{free_port()}") as client, pytest.raises(APIConnectionError, match="is the server running"):
        client.health()


def test_an_answer_that_does_not_come_is_a_timeout(server: Scripted) -> None:
    server.script = [Answer(200, {}, delay_s=1)]
    with Client(server.url, timeout=0.1, max_retries=0) as client, pytest.raises(APITimeoutError, match="no answer in time"):
        client.health()


def test_a_page_of_a_proxy_is_not_an_answer(server: Scripted, client: Client) -> None:
    server.script = [HTML]
    with pytest.raises(UnexpectedAnswerError, match=r"text/html.*Welcome to the hotel.*MODELBOOK_URL"):
        client.health()


@pytest.mark.parametrize(
    "answer",
    [
        Answer(200, {"message": "hello"}),
        Answer(200, [1]),
        Answer(404, b"<html>not here</html>", {"Content-Type": "text/html"}),
        Answer(404, {"error": "not found"}, {"Content-Type": "application/json"}),
        Answer(422, {"title": "another service"}),
        Answer(302, b"", {"Location": "https://login.example.org/"}),
    ],
)
def test_another_server_is_told_from_a_modelbook(server: Scripted, client: Client, answer: Answer) -> None:
    server.script = [answer]
    with pytest.raises(UnexpectedAnswerError, match=r"expected an answer of a Modelbook server.*Is MODELBOOK_URL right"):
        client.health()


def test_a_failing_proxy_is_an_error_of_the_server(server: Scripted, client: Client) -> None:
    server.script = [Answer(502, b"<html>Bad Gateway</html>", {"Content-Type": "text/html"})]
    with pytest.raises(ServerError, match="a proxy could not reach the server: Bad Gateway"):
        client.health()


@pytest.mark.parametrize("version", ["0.2.0", "1.0.0", "7.1"])
def test_a_server_of_another_line_is_refused(server: Scripted, client: Client, version: str) -> None:
    server.script = [Answer(200, {"status": "ok", "checks": {}}, {"Modelbook-Version": version})]
    with pytest.raises(IncompatibleServerError, match=rf"got {version}; install the client for it: pip install"):
        client.health()


def test_a_server_of_the_same_line_and_one_that_does_not_say_are_used(server: Scripted, client: Client) -> None:
    server.script = [Answer(200, {"status": "ok", "checks": {}}, {"Modelbook-Version": "0.1.99"})]
    assert client.health().status == "ok"


@pytest.mark.parametrize("pair", ["0.1.0 0.1.0", "0.1.4 0.1.0", "0.1.4 0.1.9", "1.0.0 1.9.0", "2.3.1 2.0.0"])
def test_a_client_older_or_newer_than_a_server_of_its_line_works_with_it(
    server: Scripted, client: Client, pair: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, theirs = pair.split()
    monkeypatch.setattr("modelbook._answers.__version__", own)
    server.script = [Answer(200, {"status": "ok", "checks": {}}, {"Modelbook-Version": theirs})]
    assert client.health().status == "ok"


@pytest.mark.parametrize("pair", ["0.1.0 0.2.0", "0.2.0 0.1.9", "0.9.0 1.0.0", "1.0.0 0.9.0", "1.9.0 2.0.0", "10.0.0 1.0.0"])
def test_a_client_older_or_newer_than_a_server_of_another_line_refuses_it(
    server: Scripted, client: Client, pair: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, theirs = pair.split()
    monkeypatch.setattr("modelbook._answers.__version__", own)
    server.script = [Answer(200, {"status": "ok", "checks": {}}, {"Modelbook-Version": theirs})]
    with pytest.raises(IncompatibleServerError, match=f"for modelbook-client {own}, got {theirs}; install the client for it"):
        client.health()


def test_new_fields_and_new_values_of_a_newer_server_are_kept(server: Scripted, client: Client) -> None:
    server.script = [Answer(200, job("paused", owner="ann"))]
    found = client.jobs.get("01J")
    assert (found.state, found.model_extra) == ("paused", {"owner": "ann"})
    spec = {"data": {"source": "iris"}, "model": {"kind": "sequential", "layers": [{"layer": "Flatten"}]}}
    server.script = [Answer(200, job(spec=spec)), Answer(200, job(spec={**spec, "new": 1}))]
    assert isinstance(client.jobs.get("01J").spec, JobSpec)
    assert client.jobs.get("01J").spec == {**spec, "new": 1}


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, InvalidError),
        (401, AuthenticationError),
        (403, PermissionDeniedError),
        (404, NotFoundError),
        (409, ConflictError),
        (413, InvalidError),
        (415, InvalidError),
        (422, InvalidError),
        (429, RateLimitError),
        (500, ServerError),
        (503, UnavailableError),
        (507, ServerError),
    ],
)
def test_each_status_has_an_error_of_its_own(server: Scripted, status: int, kind: type[APIError]) -> None:
    server.script = [problem(status, "why", X_Request_Id="r-1")]
    with Client(server.url, max_retries=0) as client, pytest.raises(kind) as caught:
        client.me()
    error = caught.value
    assert (type(error), error.status, error.type, error.detail, error.request_id) == (kind, status, "/problems/some", "why", "r-1")
    assert error.response is not None


def test_an_error_of_a_spec_has_pointers(server: Scripted, client: Client) -> None:
    server.script = [problem(422, pointers=("/spec/model/layers/1/units", "/spec/seed"))]
    with pytest.raises(SpecError) as caught:
        client.train({"model": {}})
    assert [fault.pointer for fault in caught.value.errors] == ["/spec/model/layers/1/units", "/spec/seed"]
    assert str(caught.value) == "2 faults:\n  /model/layers/1/units: expected 1, got 2\n  /seed: expected 1, got 2"


def test_a_key_is_sent_and_shown_nowhere(server: Scripted) -> None:
    server.script = [HEALTH]
    with Client(server.url, "mb_secret") as client:
        client.health()
        assert "mb_secret" not in repr(client) + repr(client._http.config)
    assert server.requests[0].headers["authorization"] == "Bearer mb_secret"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ({"base_url": "127.0.0.1:8000"}, "base_url: expected a URL such as"),
        ({"base_url": ""}, "base_url: expected a URL"),
        ({"base_url": "http://x/?a=1"}, "without a query"),
        ({"api_key": "a b"}, "api_key: expected a key"),
        ({"api_key": "mb_\n1"}, "api_key: expected a key"),
        ({"timeout": 0}, "timeout: expected seconds above 0"),
        ({"max_retries": -1}, "max_retries: expected a number from 0"),
    ],
)
def test_what_a_client_cannot_use_is_refused_at_once(arguments: dict[str, object], reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        Client(**arguments)  # type: ignore[arg-type]


def test_url_and_key_come_from_the_environment(server: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    server.script = [HEALTH]
    monkeypatch.setenv("MODELBOOK_URL", server.url + "/mb/")
    monkeypatch.setenv("MODELBOOK_API_KEY", "mb_env")
    with Client() as client:
        client.health()
    (request,) = server.requests
    assert (request.path, request.headers["authorization"]) == ("/mb/healthz", "Bearer mb_env")


def test_names_are_quoted_in_paths(server: Scripted, client: Client) -> None:
    server.script = [problem(404)]
    for ref, path in (("ann/digits@3", "/v1/models/ann%2Fdigits@3"), ("a b?c#d", "/v1/models/a%20b%3Fc%23d")):
        with pytest.raises(NotFoundError):
            client.models.get(ref)
        assert server.requests[-1].path == path
    for ref in ("", ".", ".."):
        with pytest.raises(InputError, match="ref: expected a name or an id"):
            client.models.get(ref)


def test_a_raw_response_comes_with_its_result(server: Scripted, client: Client) -> None:
    server.script = [Answer(202, job(), {"Location": "/v1/jobs/01J"})]
    raw = client.with_raw_response.jobs.submit("iris")
    assert (raw.status_code, raw.headers["location"], raw.parse().id) == (202, "/v1/jobs/01J", "01J")
    assert client.with_raw_response.jobs["01J"].refresh().parse().state == "queued"


def test_a_call_without_one_response_says_so(server: Scripted, client: Client) -> None:
    server.script = [Answer(200, {"jobs": [], "next_cursor": None})]
    raw = client.with_raw_response
    for call in (raw.jobs.list, raw.jobs["01J"].events, lambda: raw.models["a"].generate(stream=True)):
        with pytest.raises(InputError, match="expected a call that sends a request at once"):
            call()
    assert (raw.base_url, raw.models["a"].ref, repr(raw)) == (client.base_url, "a", f"<with_raw_response of {client!r}>")
