"""Query parameters that an operation does not have are refused, and several values of one that takes one."""

import httpx
import pytest
from fastapi.routing import APIRoute

from service.api import ROUTERS
from service.http.checked_route import CheckedRoute
from tests.integration.conforming import DOCUMENT
from tests.responses import error_of, faults, problem

OPERATIONS = [(method.upper(), path) for path, item in DOCUMENT["paths"].items() for method in item]
PAGES = ["/docs", "/redoc", "/healthz", "/readyz", "/problems", "/problems/no-such-job"]


@pytest.mark.parametrize(("method", "path"), OPERATIONS, ids=" ".join)
def test_no_operation_takes_an_unknown_parameter(client: httpx.Client, method: str, path: str) -> None:
    response = client.request(method, path, params={"no_such": "1"})
    if path.startswith("/v2"):
        assert error_of(response) == '/query/no_such: expected no query parameters, got "no_such"'
        return
    refused = problem(response)
    assert refused["type"] == "/problems/unknown-parameter"
    assert [fault["pointer"] for fault in refused["errors"]] == ["/query/no_such"]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_takes_a_parameter(client: httpx.Client, path: str) -> None:
    assert faults(client.get(path, params={"v": "1"})) == {"/query/v": 'expected no query parameters, got "v"'}


def test_every_route_looks_at_the_query() -> None:
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    assert len(routes) > len(OPERATIONS)
    assert [route.path for route in routes if not isinstance(route, CheckedRoute)] == []


@pytest.mark.parametrize(
    ("path", "pointer", "detail"),
    [
        ("/v1/jobs?limt=1", "/query/limt", "did you mean limit?"),
        ("/v1/jobs?State=queued", "/query/State", "did you mean state?"),
        ("/v1/jobs?a/b~=1", "/query/a~1b~0", 'got "a/b~"'),
        ("/v1/jobs?limit=1&limit=2", "/query/limit", "expected one value, got 2"),
        ("/v1/jobs?limit=1&limit=", "/query/limit", "expected one value, got 2"),
        ("/v1/jobs?limt", "/query/limt", "did you mean limit?"),
        ("/v1/jobs/x/events?tokn=1", "/query/tokn", "did you mean token?"),
        ("/v1/jobs/x?wait=1&wait=2", "/query/wait", "expected one value, got 2"),
        ("/v1/datasets/moons/preview?form=1", "/query/form", "did you mean from?"),
    ],
)
def test_a_misspelt_or_repeated_parameter_is_refused_with_its_name(client: httpx.Client, path: str, pointer: str, detail: str) -> None:
    assert detail in faults(client.get(path))[pointer]


@pytest.mark.parametrize(
    ("query", "pointer"), [("methd=predict", "/query/methd"), ("method=predict&method=predict", "/query/method"), ("inputs=1", "/query/inputs")]
)
@pytest.mark.parametrize("path", ["predict", "predict/rows", "predict/csv"])
def test_a_prediction_which_reads_its_query_by_hand_refuses_it_too(client: httpx.Client, path: str, query: str, pointer: str) -> None:
    assert set(faults(client.post(f"/v1/models/nothing/{path}?{query}", json={"inputs": []}))) == {pointer}


def test_a_parameter_that_takes_several_values_may_be_repeated(client: httpx.Client) -> None:
    refused = problem(client.get("/v1/datasets/moons/preview?features=a&features=b"))
    assert refused["type"] == "/problems/invalid-parameter"
    assert "expected one value" not in refused["detail"]


def test_a_repeated_parameter_and_one_of_a_wrong_value_are_of_one_kind(client: httpx.Client) -> None:
    for query in ("limit=1&limit=2", "limit=x"):
        assert problem(client.get(f"/v1/jobs?{query}"))["type"] == "/problems/invalid-parameter"


def test_thousands_of_unknown_parameters_cost_little_and_the_first_hundred_are_listed(client: httpx.Client) -> None:
    refused = problem(client.get("/v1/jobs?" + "&".join(f"limt{number}" for number in range(3000))))
    assert len(refused["errors"]) == 101
    assert refused["errors"][-1]["detail"] == "2,900 more faults are not listed"


def test_a_key_that_is_sent_as_a_parameter_is_not_repeated(client: httpx.Client) -> None:
    key = "mb_" + "k" * 43
    assert key not in client.get(f"/v1/jobs?{key}=1").text
