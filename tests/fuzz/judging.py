"""What a response of a fuzzed API has to be: one that the document describes, with no failure of the server."""

from typing import Any

import httpx
from schemathesis import Case, CheckContext, Response
from schemathesis.checks import CHECKS, CheckFunction, load_all_checks

from tests.acceptance.service import Service
from tests.described import Described
from tests.integration.conforming import DOCUMENT, require_conforming
from tests.long.example_walk import events_of

load_all_checks()
#: Statuses of the entry `default` of every operation: what the server says before it knows the operation, or of a method that a path lacks.
ANYWHERE = frozenset({400, 405, 408, 421, 431})
#: What Schemathesis checks of every response; its checks of the document are narrower than those below, or take a busy server for a failed one.
_CHECKS = ("content_type_conformance", "response_headers_conformance", "unsupported_method", "allow_header_conformance", "missing_required_header")
#: Longest URL that is compared, in characters; one that is longer has been refused.
MAX_URL = 60_000
#: The document of the API.
DESCRIBED = Described(DOCUMENT)
_EVENTS = "text/event-stream"


def checks_of(service: Service) -> list[CheckFunction]:
    """Return the checks of the responses of a service; where calls have a key, also that they are refused without it."""
    names = _CHECKS if service.key is None else (*_CHECKS, "ignored_auth")
    return [*CHECKS.get_by_names(names), described_whole]


def described_whole(context: CheckContext, response: Response, case: Case[Any]) -> None:
    """Require a response that its operation lists, in every part, and that is no failure of the server."""
    status = response.status_code
    assert status < 500 or _is_no_failure(response), f"the server failed with {status}"
    if response.request.method != case.operation.method.upper():
        return
    require_conforming(_as_httpx(response))
    assert str(status) in case.operation.definition.raw["responses"] or status in ANYWHERE, f"{status} is not listed"
    if response.headers.get("content-type", [""])[0].startswith(_EVENTS):
        _require_events(response, case.operation.definition.raw["operationId"])


def _is_no_failure(response: Response) -> bool:
    """Tell whether a 5xx says that the server has no room now, or that a time has passed that the caller set."""
    set_by_caller = response.status_code == 504 and "prefer" in {name.lower() for name in response.request.headers}
    return set_by_caller or (response.status_code == 503 and "retry-after" in response.headers)


def _require_events(response: Response, operation: str) -> None:
    schema = DESCRIBED.event_schema(operation)
    faults = [fault for event in events_of(response.content.decode()) for fault in DESCRIBED.faults(event, schema)]
    assert faults == [], faults[0]


def _as_httpx(response: Response) -> httpx.Response:
    """Return a response with its content decoded, as it is after it was received."""
    coded = ("content-encoding", "transfer-encoding")
    headers = [(name, value) for name, values in response.headers.items() for value in values if name.lower() not in coded]
    asked = response.request
    request = httpx.Request(str(asked.method), str(asked.url).split("?")[0][:MAX_URL])
    return httpx.Response(response.status_code, headers=headers, content=response.content, request=request)
