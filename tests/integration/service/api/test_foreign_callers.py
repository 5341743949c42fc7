"""Web pages of other origins, and names that resolve to this machine, do not reach the API."""

import re

import httpx
import pytest
from fastapi import FastAPI

#: Methods that change nothing.
SAFE = {"get", "head", "options"}


def operations(app: FastAPI) -> list[tuple[str, str]]:
    """Return method and path of every operation, with a value for each parameter."""
    paths = app.openapi()["paths"]
    return [(method, re.sub(r"\{\w+\}", "1", path)) for path, item in paths.items() for method in item]


def test_no_operation_is_reached_under_an_unknown_name(app: FastAPI, client: httpx.Client) -> None:
    statuses = {call: client.request(*call, headers={"Host": "rebound.example"}).status_code for call in operations(app)}
    assert {call: status for call, status in statuses.items() if status != 400} == {}


@pytest.mark.parametrize("headers", [{"Origin": "http://page.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}], ids=str)
def test_no_page_of_another_origin_changes_anything(headers: dict[str, str], app: FastAPI, client: httpx.Client) -> None:
    changing = [call for call in operations(app) if call[0] not in SAFE]
    statuses = {call: client.request(*call, headers=headers).status_code for call in changing}
    assert len(statuses) > 10
    assert {call: status for call, status in statuses.items() if status != 403} == {}


def test_a_form_that_a_page_sends_to_the_upload_is_refused_with_a_problem(client: httpx.Client) -> None:
    refused = client.post("/v1/datasets", files={"file": ("a.csv", "x,y\n1,2\n")}, headers={"Origin": "http://page.example"})
    assert (refused.status_code, refused.headers["content-type"]) == (403, "application/problem+json")
    assert refused.json()["detail"].startswith('expected no Origin or "http://testserver", got "http://page.example"')


def test_a_page_of_the_api_itself_may_call_it(client: httpx.Client) -> None:
    own = client.post("/v1/specs/check", json={}, headers={"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"})
    assert own.status_code not in {400, 403}


@pytest.mark.parametrize("path", ["/v1/jobs/", "/v1/models/x/", "/docs/"])
def test_a_path_with_a_slash_at_its_end_is_404_and_says_so_instead_of_redirecting_to_the_host(path: str, client: httpx.Client) -> None:
    missing = client.get(path, follow_redirects=False)
    assert (missing.status_code, "location" in missing.headers) == (404, False)
    assert missing.json()["detail"] == f'expected a path of this API (GET /openapi.json lists them), got "{path}"; no path ends in a slash'
