"""The `type` of a problem leads to a page with its cause and cure."""

import httpx
import pytest
from fastapi import FastAPI

from service.access.keyless import Keyless
from service.app import create_app
from service.problem_types.table import PROBLEM_TYPES
from service.settings import Settings
from tests.integration.given import client_of
from tests.responses import problem

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_the_type_of_a_problem_is_a_page_with_cause_and_cure(client: httpx.Client) -> None:
    kind = problem(client.get("/v1/models/nothing"), 404)["type"]
    assert kind == "/problems/no-such-model"
    found = client.get(kind).json()
    assert (found["type"], found["slug"], found["status"], found["title"]) == (kind, "no-such-model", 404, "No such model")
    assert "GET /v1/models" in found["cure"]
    assert found["example"]["type"] == kind


@pytest.mark.parametrize("slug", PROBLEM_TYPES)
def test_each_kind_has_a_page_for_browsers_without_scripts(client: httpx.Client, slug: str) -> None:
    page = client.get(f"/problems/{slug}", headers=BROWSER)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert f"<h1>{PROBLEM_TYPES[slug].title}</h1>" in page.text
    assert "<script" not in page.text


def test_the_list_has_each_kind_and_relative_links(client: httpx.Client) -> None:
    assert [kind["slug"] for kind in client.get("/problems").json()["problems"]] == list(PROBLEM_TYPES)
    page = client.get("/problems", headers=BROWSER).text
    assert [slug for slug in PROBLEM_TYPES if f'href="problems/{slug}"' not in page] == []


def test_an_unknown_kind_is_refused_with_the_known_ones(client: httpx.Client) -> None:
    refused = problem(client.get("/problems/no-such-modell"), 404)
    assert refused["type"] == "/problems/no-such-problem"
    assert "unknown-parameter" in refused["detail"]
    assert refused["detail"].endswith("did you mean no-such-model?")


def test_problems_have_the_path_of_a_proxy(settings: Settings) -> None:
    with client_of(create_app(settings.model_copy(update={"root_path": "/mb"}))) as client:
        assert client.get("/v1/models/nothing").json()["type"] == "/mb/problems/no-such-model"
        assert client.get("/problems/no-such-model").json()["example"]["type"] == "/mb/problems/no-such-model"


def test_the_pages_need_no_key(settings: Settings) -> None:
    app: FastAPI = create_app(settings, keyless=Keyless.NOBODY)
    with client_of(app) as client:
        refused = problem(client.get("/v1/jobs"), 401)
        assert refused["type"] == "/problems/no-key"
        assert client.get(refused["type"]).status_code == 200
        assert client.get("/problems").status_code == 200
