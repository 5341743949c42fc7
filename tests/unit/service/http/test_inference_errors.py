"""Errors below /v2 in the form of the Open Inference Protocol."""

import asyncio
import json
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from service.http.inference_errors import MAX_FAULTS, InferenceErrors, error_of
from service.http.refusal import Refusal
from service.problem_types.of_server import OVERLOADED

FAULT = {"pointer": "/inputs/0/shape", "detail": "expected [1], got [2]"}


def answered(path: str) -> list[Message]:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await Refusal(OVERLOADED, "too much", 3)(scope, receive, send)

    asyncio.run(InferenceErrors(app)({"type": "http", "path": path}, receive, send))
    return sent


@pytest.mark.parametrize("path", ["/v2", "/v2/models/x/infer", "/v2/nothing"])
def test_a_refusal_keeps_its_status_and_headers_and_says_error(path: str) -> None:
    start, end = answered(path)
    headers = dict(start["headers"])
    assert json.loads(end["body"]) == {"error": "too much"}
    assert (start["status"], headers[b"retry-after"], headers[b"content-type"]) == (503, b"3", b"application/json")
    assert int(headers[b"content-length"]) == len(end["body"])


@pytest.mark.parametrize("path", ["/v1/models/x/predict", "/v23", "/"])
def test_a_refusal_elsewhere_stays_a_problem_document(path: str) -> None:
    start, end = answered(path)
    assert (b"content-type", b"application/problem+json") in start["headers"]
    assert json.loads(end["body"])["detail"] == "too much"


@pytest.mark.parametrize(
    ("faults", "error"),
    [
        ([], "d"),
        ([FAULT], "/inputs/0/shape: expected [1], got [2]"),
        ([{"pointer": "", "detail": "expected JSON"}], "expected JSON"),
        ([FAULT] * (MAX_FAULTS + 2), "; ".join(["/inputs/0/shape: expected [1], got [2]"] * MAX_FAULTS + ["2 more faults are not listed"])),
    ],
)
def test_faults_are_written_with_their_pointers(faults: list[dict[str, Any]], error: str) -> None:
    assert error_of({"detail": "d", "errors": faults}) == error
