"""Ids of requests, and the prefix under which a proxy publishes the API."""

import logging
from typing import Any

import orjson
import pytest
from starlette.types import Receive, Scope, Send

from service.http.entry import Entry
from service.http.hosts import HostNameError
from service.http.prefix import Prefixes
from service.http.refusal import Refusal
from service.http.work import HealthOnly
from service.logs import FieldsFormatter
from service.problem_types.of_access import FOREIGN_ORIGIN
from service.problem_types.of_requests import HEADERS_TOO_LARGE
from service.request_context import link, request_id
from tests.leaks import new_key
from tests.unit.service.http.called import Answer, Called, call


def id_of(*given: str, app: Any = None) -> str:
    """Return the id of a response to a request with given ids."""
    found = call(Entry(app or Answer(), Prefixes("", lambda _: False)), headers=[("x-request-id", value) for value in given]).one("x-request-id")
    assert found is not None
    return found


@pytest.mark.parametrize("given", ["a", "trace-0af7651916cd43dd8448eb211c80319c", "01J9ZK3V7Q@web/7:+=,.~_", "x" * 128])
def test_a_sound_id_is_taken(given: str) -> None:
    assert id_of(given) == given


@pytest.mark.parametrize("given", ["", "x" * 129, "two words", "a\x1b[2J", "a\r\nb", 'a"b', "ä", "a;b", "<b>"])
def test_another_id_is_replaced(given: str) -> None:
    assert id_of(given) not in ("", given)


def test_an_id_that_holds_a_key_is_replaced() -> None:
    given = f"id-{new_key()}"
    assert id_of(given) != given


def test_several_ids_are_replaced_by_one() -> None:
    assert id_of("a", "b") not in ("a", "b", "a, b")


def test_each_request_has_its_own_id() -> None:
    assert len({id_of() for _ in range(100)}) == 100


def test_a_refusal_repeats_the_id_once() -> None:
    async def refuses(scope: Scope, receive: Receive, send: Send) -> None:
        await Refusal(FOREIGN_ORIGIN, "no")(scope, receive, send)

    refused = call(Entry(refuses, Prefixes("", lambda _: False)), headers=[("x-request-id", "abc")])
    assert (refused.one("x-request-id"), orjson.loads(refused.body)["request_id"]) == ("abc", "abc")


def test_a_refusal_of_what_no_application_has_seen_has_an_id_of_its_own_in_header_and_problem() -> None:
    refusal, found = Refusal(HEADERS_TOO_LARGE, "no"), set()
    for _ in range(2):
        head, _, body = refusal.closing_response().partition(b"\r\n\r\n")
        request_id = orjson.loads(body)["request_id"]
        assert f"x-request-id: {request_id}".encode() in head.split(b"\r\n")
        found.add(request_id)
    assert len(found - {""}) == 2


def test_a_refusal_for_want_of_connections_has_an_id_too() -> None:
    refused = call(HealthOnly(Answer(), 1), path="/v1/models")
    assert (refused.status, orjson.loads(refused.body)["request_id"]) == (503, refused.one("x-request-id"))
    assert refused.one("x-request-id")


def test_every_line_of_the_log_names_the_request() -> None:
    lines = []

    async def logs(scope: Scope, receive: Receive, send: Send) -> None:
        record = logging.makeLogRecord({"msg": "Something happened.", "levelname": "INFO"})
        lines.append(FieldsFormatter("%(message)s").format(record))
        await Answer()(scope, receive, send)

    id_of("abc", app=logs)
    assert lines == ["Something happened. [request_id=abc]"]


def test_every_line_of_the_log_names_the_process_where_there_are_several() -> None:
    record = logging.makeLogRecord({"msg": "Something happened.", "levelname": "INFO", "model": "digits"})
    assert FieldsFormatter("%(message)s", "api-2").format(record) == "Something happened. [model=digits process=api-2]"


class Seen:
    """What an application sees of a request below a prefix."""

    def __init__(self) -> None:
        self.path = self.raw = self.url = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.path, self.raw, self.url = scope["path"], scope["raw_path"].decode(), link("/v1/jobs/1")
        assert request_id()
        await Answer()(scope, receive, send)


def seen(root_path: str, path: str, *headers: tuple[str, str], client: str = "10.0.0.1") -> tuple[str, str, str]:
    """Return path, raw path and a link of a request; 10.0.0.1 is a trusted proxy."""
    app = Seen()
    found: Called = call(Entry(app, Prefixes(root_path, lambda scope: scope["client"][0] == "10.0.0.1")), path=path, headers=headers, client=client)
    assert found.status == 200
    return app.path, app.raw, app.url


@pytest.mark.parametrize("path", ["/mb/v1/jobs", "/v1/jobs"], ids=["passed on", "stripped"])
def test_links_have_the_prefix_whether_a_proxy_strips_it_or_not(path: str) -> None:
    assert seen("/mb", path) == ("/v1/jobs", "/v1/jobs", "/mb/v1/jobs/1")


@pytest.mark.parametrize(("path", "inner"), [("/mb", "/"), ("/mb/", "/"), ("/mbx/v1", "/mbx/v1"), ("/", "/")])
def test_the_prefix_is_whole_segments(path: str, inner: str) -> None:
    assert seen("/mb", path)[:2] == (inner, inner)


def test_an_encoded_slash_behind_the_prefix_stays_encoded() -> None:
    assert seen("/mb", "/mb/v1/models/ann%2Fdigits")[1] == "/v1/models/ann%2Fdigits"


@pytest.mark.parametrize("given", ["/apps/mb", "/apps/mb/"])
def test_a_trusted_proxy_names_the_prefix(given: str) -> None:
    header = ("x-forwarded-prefix", given)
    assert seen("", "/apps/mb/v1/jobs", header) == ("/v1/jobs", "/v1/jobs", "/apps/mb/v1/jobs/1")
    assert seen("/mb", "/v1/jobs", header)[2] == "/apps/mb/v1/jobs/1"


def test_nobody_else_names_the_prefix() -> None:
    assert seen("/mb", "/v1/jobs", ("x-forwarded-prefix", "/evil"), client="192.0.2.7")[2] == "/mb/v1/jobs/1"


@pytest.mark.parametrize(
    "given", ["//evil.example", "/a//b", "/..", "/a/../b", "evil", "/a b", "/a?b", "/a\\b", "/v1", "/docs/x", "https://evil", "/a, /b"]
)
def test_a_prefix_that_is_no_path_is_not_believed(given: str) -> None:
    assert seen("/mb", "/v1/jobs", ("x-forwarded-prefix", given))[2] == "/mb/v1/jobs/1"


def test_two_prefixes_are_not_believed() -> None:
    assert seen("/mb", "/v1/jobs", ("x-forwarded-prefix", "/a"), ("x-forwarded-prefix", "/b"))[2] == "/mb/v1/jobs/1"


@pytest.mark.parametrize("given", ["mb", "/mb/", "/", "//mb", "/m b", "/v1", "/v1/mb", "/docs", "/.."])
def test_a_malformed_prefix_of_the_settings_is_refused(given: str) -> None:
    with pytest.raises(HostNameError, match="MODELBOOK_ROOT_PATH: expected a path that begins with / and does not end with it, for example /mb"):
        Prefixes(given, lambda _: False)
