"""Responses of the API: accepted, or refused with a problem document."""

from typing import Any

import httpx

from service.problem_types.table import PROBLEM_TYPES


def accepted(response: httpx.Response) -> dict[str, Any]:
    """Return the job created by a request."""
    assert response.status_code == 202, response.text
    job: dict[str, Any] = response.json()
    return job


def problem(response: httpx.Response, status: int = 422) -> dict[str, Any]:
    """Return the problem document (RFC 9457) of a request that is refused with a status."""
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json"), response.text
    document: dict[str, Any] = response.json()
    assert set(document) == {"type", "title", "status", "detail", "errors", "request_id"}
    assert document["request_id"] == response.headers["x-request-id"]
    kind = PROBLEM_TYPES[document["type"].rpartition("/problems/")[2]]
    assert (document["status"], document["title"]) == (kind.status, kind.title)
    assert kind.status == status
    assert document["detail"]
    return document


def error_of(response: httpx.Response, status: int = 422) -> str:
    """Return the error of a request below /v2 that is refused with a status, in the form of the Open Inference Protocol."""
    assert (response.status_code, response.headers["content-type"]) == (status, "application/json"), response.text
    assert list(response.json()) == ["error"]
    assert response.headers["x-request-id"]
    return str(response.json()["error"])


def faults(response: httpx.Response, status: int = 422) -> dict[str, str]:
    """Return every fault of a refused request: pointer -> detail."""
    return {fault["pointer"]: fault["detail"] for fault in problem(response, status)["errors"]}


def fault(response: httpx.Response) -> tuple[str, str]:
    """Return pointer and detail of the only fault of a refused request."""
    (found,) = problem(response)["errors"]
    return found["pointer"], found["detail"]
