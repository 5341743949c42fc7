"""What the API says of itself: the catalog, the checker, health and the OpenAPI document."""

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from models.catalog import recipes
from service.app import create_app
from service.settings import Settings
from service.store.database import Database, migrate
from service.store.schema import revisions
from service.store.schema_age import newest
from tests.integration.given import client_of

VERBS = ("get", "post", "put", "patch", "delete")


def operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        yield from (operation for verb, operation in path.items() if verb in VERBS)


def references(part: Any) -> Iterator[str]:
    """Yield every $ref of a document."""
    children = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    for child in children:
        yield from references(child)
    if isinstance(part, dict) and isinstance(part.get("$ref"), str):
        yield part["$ref"]


def referred(document: dict[str, Any], part: Any) -> Any:
    """Return what a part of a document refers to; the part itself if it is no reference."""
    if "$ref" not in part:
        return part
    found: Any = document
    for key in part["$ref"].removeprefix("#/").split("/"):
        found = found[key]
    return found


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> dict[str, Any]:
    """The OpenAPI document."""
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


@pytest.fixture
def lonely_settings(settings: Settings) -> Settings:
    """Settings whose broker and database are a port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    urls = {"broker_url": f"redis://127.0.0.1:{port}/0", "database_url": f"postgresql+psycopg://user@127.0.0.1:{port}/name"}
    return settings.model_copy(update=urls)


def test_the_catalog_lists_every_recipe(client: httpx.Client) -> None:
    assert {recipe["id"] for recipe in client.get("/v1/catalog").json()} == set(recipes())


def test_a_job_that_will_reach_its_limits_is_warned_of(client: httpx.Client) -> None:
    body = {"recipe": "mnist-dense-784", "patch": {"resources": {"time_limit_s": 1, "memory_gb": 0.7}}}
    found = client.post("/v1/specs/check", json=body).json()
    warned = {warning["pointer"] for warning in found["warnings"]}
    assert found["ok"]
    assert {"/patch/resources/time_limit_s", "/patch/resources/memory_gb"} <= warned


def test_a_limit_is_warned_of_where_the_body_says_it(client: httpx.Client) -> None:
    spec = {**recipes()["mnist-dense-784"].spec, "resources": {"time_limit_s": 1}}
    found = client.post("/v1/specs/check", json={"spec": spec, "patch": {"resources": {"memory_gb": 0.7}}}).json()
    warned = {warning["pointer"] for warning in found["warnings"]}
    assert {"/spec/resources/time_limit_s", "/patch/resources/memory_gb"} <= warned


@pytest.mark.parametrize("recipe", [recipe.id for recipe in recipes().values() if not recipe.requires])
def test_a_recipe_shows_a_spec_that_passes_the_checker(client: httpx.Client, recipe: str) -> None:
    shown = client.get(f"/v1/catalog/{recipe}").json()
    assert shown["id"] == recipe
    assert client.post("/v1/specs/check", json={"spec": shown["spec"]}).json()["errors"] == []


def test_a_recipe_that_starts_from_a_model_says_which_recipe_makes_it(client: httpx.Client) -> None:
    assert client.get("/v1/catalog/transfer-mnist").json()["requires"] == ["mnist-cnn-striding"]
    (error,) = client.post("/v1/specs/check", json={"recipe": "transfer-mnist"}).json()["errors"]
    assert error["pointer"] == "/patch/start_from/model"
    assert error["detail"].endswith("submit the recipe mnist-cnn-striding first")


def test_the_checker_counts_a_networks_parameters(client: httpx.Client) -> None:
    found = client.post("/v1/specs/check", json={"recipe": "mnist-dense-784", "patch": {"training": {"epochs": 2}}}).json()
    assert (found["ok"], found["total_parameters"], found["n_fits"]) == (True, 623_290, 1)
    assert [(row["layer"], row["output_shape"], row["parameters"]) for row in found["layers"]] == [("Dense", [784], 615_440), ("Dense", [10], 7_850)]


@pytest.mark.parametrize("recipe", ["mnist-dense-784", "ridge-sine-line", "moons-poly-ridge-grid", "sines0-lstm3-w3"])
def test_the_checker_estimates_seconds_and_memory_of_any_sound_spec(client: httpx.Client, recipe: str) -> None:
    spec = recipes()[recipe].spec
    found = client.post("/v1/specs/check", json={"spec": spec}).json()
    seconds, memory = found["estimated_seconds_interval"], found["peak_memory_interval"]
    assert 0 < seconds["low"] < found["estimated_seconds"] < seconds["high"]
    assert 10**8 < memory["low"] < found["peak_memory"] < memory["high"]
    faulty = client.post("/v1/specs/check", json={"spec": {**spec, "seed": -1}}).json()
    estimated = ("estimated_seconds", "estimated_seconds_interval", "peak_memory", "peak_memory_interval")
    assert {faulty[name] for name in estimated} == {None}


@pytest.mark.parametrize("body", [{}, [], None, 1, "x", {"spec": {}}, {"spec": []}, {"recipe": "nothing"}, {"recipe": 7}, {"patch": {"a": [[[]]]}}])
def test_the_checker_answers_200_whatever_the_spec(client: httpx.Client, body: Any) -> None:
    response = client.post("/v1/specs/check", content=json.dumps(body), headers={"content-type": "application/json"})
    assert response.status_code == 200
    found = response.json()
    assert (found["ok"], found["spec"]) == (False, None)
    assert found["errors"]


def test_the_checker_makes_no_job(client: httpx.Client) -> None:
    client.post("/v1/specs/check", json={"recipe": "ridge-sine-line"})
    assert client.get("/v1/jobs").json()["jobs"] == []


def test_a_process_that_answers_is_healthy(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "checks": {}}


def test_a_process_without_a_broker_is_not_ready(settings: Settings, lonely_settings: Settings) -> None:
    with client_of(create_app(settings.model_copy(update={"broker_url": lonely_settings.broker_url}))) as client:
        response = client.get("/readyz")
        assert response.status_code == 503
        found = {name: check == "ok" for name, check in response.json()["checks"].items()}
        assert found == {"database": True, "files": True, "models": True, "broker": False, "workers": False}
        assert client.get("/healthz").status_code == 200


def test_a_process_whose_database_is_not_migrated_is_not_ready_and_says_how_to_migrate(settings: Settings, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'modelbook.db'}"
    migrate(url)
    behind = Database(url)
    with client_of(create_app(settings.model_copy(update={"database_url": url}))) as client:
        found = {}
        for change in (
            "UPDATE alembic_version SET version_num = '9999'",
            "UPDATE alembic_version SET version_num = '0001'",
            "DROP TABLE alembic_version",
        ):
            with behind.writing() as connection:
                connection.execute(text(change))
            found[change.split()[-1]] = client.get("/readyz").json()["checks"]["database"]
    behind.close()
    assert found == {
        "'9999'": "ok",  # A newer release has migrated it, and replaces this one.
        "'0001'": f"has the schema 0001, this release needs {newest()}; migrate it with modelbook migrate",
        "alembic_version": "has no schema; make it with modelbook migrate",
    }


def test_the_newest_schema_of_this_release_is_that_of_its_migrations(settings: Settings) -> None:
    assert (newest(), newest()) == revisions(settings.database_url)


def test_a_process_without_a_database_says_to_try_again(settings: Settings, lonely_settings: Settings) -> None:
    with client_of(create_app(settings.model_copy(update={"database_url": lonely_settings.database_url}))) as client:
        assert client.get("/readyz").json()["checks"]["database"].startswith("does not answer")
        response = client.get("/v1/jobs")
    assert (response.status_code, response.headers["content-type"]) == (503, "application/problem+json")
    assert int(response.headers["retry-after"]) > 0


def test_a_job_is_taken_while_the_broker_is_away(settings: Settings, lonely_settings: Settings) -> None:
    with client_of(create_app(settings.model_copy(update={"broker_url": lonely_settings.broker_url}))) as client:
        job = client.post("/v1/jobs", json={"recipe": "ridge-sine-line", "name": "patient"})
        assert job.status_code == 202
        assert client.get(job.headers["location"]).json()["state"] == "queued"


def test_every_operation_has_a_name_of_its_own_a_verb_and_a_noun(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for operation in operations(document)]
    assert len(set(names)) == len(names) > 10
    assert [name for name in names if not re.fullmatch(r"[a-z]+(_[a-z]+)+", name)] == []


def test_every_operation_and_parameter_is_described(document: dict[str, Any]) -> None:
    for operation in operations(document):
        assert operation["description"], operation["operationId"]
        parameters = [referred(document, item) for item in operation.get("parameters", [])]
        undescribed = [item["name"] for item in parameters if item["in"] != "path" and not item.get("description")]
        assert undescribed == [], operation["operationId"]


def test_every_reference_resolves(document: dict[str, Any]) -> None:
    found = set(references(document))
    assert "#/components/schemas/JobRequest" in found
    for reference in found:
        referred(document, {"$ref": reference})


def test_every_operation_may_answer_with_a_problem(document: dict[str, Any]) -> None:
    for operation in operations(document):
        content = referred(document, operation["responses"]["default"])["content"]
        media, schema = ("application/json", "InferenceError") if operation["tags"] == ["inference"] else ("application/problem+json", "Problem")
        assert content[media]["schema"] == {"$ref": f"#/components/schemas/{schema}"}


def test_the_schema_of_a_job_request_describes_the_whole_spec(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    assert set(schemas["JobRequest"]["properties"]) == {"spec", "recipe", "patch", "name", "priority", "notify"}
    assert {"data", "preprocessing", "model", "training"} <= set(schemas["JobSpec"]["properties"])


def test_no_output_field_has_a_default(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for name in ("JobOut", "JobPage", "ModelOut", "CheckOut", "Problem"):
        assert set(schemas[name]["required"]) == set(schemas[name]["properties"]), name
