"""The API document is valid OpenAPI 3.1, and nothing in it makes a generator of clients refuse or misread it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.responses import FileResponse
from fastapi.routing import APIRoute
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from models.catalog import recipes
from models.checking.check import check_spec
from service.api import ROUTERS
from service.api.datasets import PngResponse
from service.api.documented_headers import HEADERS
from service.api.documented_problems import TUS_HEADERS, UNREAD
from service.app import create_app
from service.document_forms.named_parts import repeated
from service.document_forms.schema_names import TAKEN_NAMES
from service.http.cors import ALLOWED, EXPOSED
from service.http.server import VERSION_HEADER
from service.http.tus import is_of_tus
from service.problem_types.problem_type import PROBLEM_MEDIA
from service.settings import Settings

DOCUMENT: dict[str, Any] = create_app(Settings(database_url="sqlite://")).openapi()
SCHEMAS: dict[str, dict[str, Any]] = DOCUMENT["components"]["schemas"]
OPERATIONS = {operation["operationId"]: operation for path in DOCUMENT["paths"].values() for operation in path.values()}
BODIES = {(name, media): content for name, item in OPERATIONS.items() for media, content in item.get("requestBody", {}).get("content", {}).items()}
#: Operations of resumable uploads, whose responses have a header of the protocol.
OF_TUS = {operation["operationId"] for path, item in DOCUMENT["paths"].items() if is_of_tus(path) for operation in item.values()}
#: Operations that anybody may call.
OPEN = {
    *("get_health", "get_readiness", "get_spec_schema", "list_problems", "get_problem", "log_in", "log_out"),
    *("get_inference_server", "get_inference_live", "get_inference_ready"),
}


def nodes(part: Any, pointer: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every object of a document with its pointer."""
    if isinstance(part, dict):
        yield pointer, part
    for key, child in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        yield from nodes(child, f"{pointer}/{key}")


def faults_of(value: Any, schema: dict[str, Any]) -> list[str]:
    """Return what a schema of the document has against a value."""
    validator = Draft202012Validator({**schema, "components": DOCUMENT["components"]})
    return [f"{error.json_path}: {error.message}"[:300] for error in validator.iter_errors(value)]


def successes(operation: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {code: response for code, response in operation["responses"].items() if code.startswith("2")}


def test_the_document_is_valid() -> None:
    assert DOCUMENT["openapi"].startswith("3.1")
    assert [error.message for error in OpenAPIV31SpecValidator(DOCUMENT).iter_errors()] == []


def test_every_schema_has_the_name_of_its_title_and_of_nothing_that_clients_have() -> None:
    assert TAKEN_NAMES & SCHEMAS.keys() == set()
    assert {"CastStep", "ReshapeStep", "ReshapeLayer", "DenseLayer"} <= SCHEMAS.keys()


def test_no_two_schemas_differ_only_by_case() -> None:
    assert [name for name, count in Counter(name.lower() for name in SCHEMAS).items() if count > 1] == []


def test_a_schema_that_stands_in_several_places_is_written_once() -> None:
    assert repeated(DOCUMENT) == {}
    assert {"Layer", "LayerOrBlock", "Step", "Optimizer", "Schedule", "SearchSpec", "ModelSpec", "Activation", "Padding"} <= SCHEMAS.keys()
    assert SCHEMAS["Sequential"]["properties"]["layers"]["items"] == {"$ref": "#/components/schemas/LayerOrBlock"}


def test_a_union_of_classes_stands_under_its_name_only() -> None:
    assert [pointer for pointer, _ in unions() if pointer.count("/") > 1] == []


def test_every_list_says_what_is_in_it() -> None:
    lists = [(pointer, node) for pointer, node in nodes(DOCUMENT) if node.get("type") == "array"]
    assert len(lists) > 100
    assert [pointer for pointer, node in lists if not isinstance(node.get("items"), dict)] == []


def test_no_schema_repeats_its_name_or_that_of_a_field_as_a_title() -> None:
    assert [pointer for pointer, node in nodes(SCHEMAS) if isinstance(node.get("title"), str)] == []


def test_no_field_of_a_schema_has_a_default_that_a_client_would_require_or_send() -> None:
    assert [pointer for pointer, node in nodes(SCHEMAS) if "default" in node and not pointer.endswith("/properties")] == []
    assert SCHEMAS["Adam"]["properties"]["learning_rate"]["description"].endswith(" Default: 0.001.")


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_parameter_is_never_null(name: str) -> None:
    for parameter in OPERATIONS[name].get("parameters", ()):
        described = [node.get("type") for _, node in nodes(parameter)]
        assert "null" not in described, parameter["name"]
        assert not any(isinstance(kind, list) for kind in described), parameter["name"]


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_parameter_has_no_name_that_generated_functions_use(name: str) -> None:
    used = {"params", "headers", "cookies", "body", "kwargs", "response", "client", "url", "json", "files", "data"}
    assert {parameter["name"] for parameter in OPERATIONS[name].get("parameters", ()) if "schema" in parameter} & used == set()


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_has_a_tag_and_says_what_it_sends(name: str) -> None:
    assert len(OPERATIONS[name]["tags"]) == 1
    found = successes(OPERATIONS[name])
    assert found
    for code, response in found.items():
        assert bool(response.get("content")) == (code != "204"), code
        for media, content in response.get("content", {}).items():
            assert content["schema"] if media == "application/json" else content["schema"]["type"] in ("string", "object"), media


def test_errors_have_one_form() -> None:
    assert not [name for name in SCHEMAS if "ValidationError" in name]
    responses = [(name, code, response) for name, operation in OPERATIONS.items() for code, response in operation["responses"].items()]
    failed = {(name, code): response["content"] for name, code, response in responses if code[0] not in "23"}
    for name in ("get_readiness", "get_inference_ready"):
        assert failed.pop((name, "503"))["application/json"]
    assert len(failed) > 500
    assert [key for key, content in failed.items() if content != _error(key[0], content)] == []


def _error(name: str, content: dict[str, Any]) -> dict[str, Any]:
    """Return what an operation says of an error: a problem document with its examples, or the error of the Open Inference Protocol.

    What cannot be read as HTTP is refused with a problem document everywhere.
    """
    is_inference = OPERATIONS[name]["tags"] == ["inference"]
    said = {"application/json": {"schema": {"$ref": "#/components/schemas/InferenceError"}}} if is_inference else {}
    if is_inference and not content.get(PROBLEM_MEDIA, {}).get("examples", {}).keys() & {kind.slug for kind in UNREAD}:
        return said
    return said | {PROBLEM_MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": content[PROBLEM_MEDIA]["examples"]}}


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_response_is_described_and_names_the_headers_of_every_response(name: str) -> None:
    for code, response in OPERATIONS[name]["responses"].items():
        assert response["description"] not in ("", "Successful Response"), code
        assert {VERSION_HEADER, "X-Request-ID"} <= response["headers"].keys(), code


def is_file(route: APIRoute) -> bool:
    return isinstance(route.response_class, type) and issubclass(route.response_class, FileResponse | PngResponse)


#: Operations whose responses are files: images and downloads.
FILES = [route.name for router in ROUTERS for route in router.routes if isinstance(route, APIRoute) and is_file(route)]


def test_there_are_routes_that_send_files() -> None:
    assert {"download_artifact", "download_checkpoint", "draw_confusion", "plot_dataset"} <= set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_a_route_that_sends_a_file_declares_its_content_type_and_that_it_is_binary(name: str) -> None:
    content = OPERATIONS[name]["responses"]["200"]["content"]
    assert set(content) <= {"image/png", "application/x-hdf5", "application/octet-stream"}
    assert all(item["schema"] == {"type": "string", "format": "binary"} for item in content.values())


def test_a_file_in_a_form_is_binary_for_every_generator() -> None:
    files = [
        node
        for (_, media), body in BODIES.items()
        if media == "multipart/form-data"
        for _, node in nodes(SCHEMAS[body["schema"]["$ref"].split("/")[-1]])
    ]
    marked = [node for node in files if node.get("format") == "binary" or "contentMediaType" in node]
    assert len(marked) >= 3
    assert all(node["format"] == "binary" and node["contentMediaType"] for node in marked)


@pytest.mark.parametrize(("name", "media"), [key for key, body in BODIES.items() if "example" in body])
def test_an_example_of_a_body_is_valid(name: str, media: str) -> None:
    body = BODIES[name, media]
    assert faults_of(body["example"], body["schema"]) == []


@pytest.mark.parametrize("name", recipes())
def test_the_schema_of_a_spec_takes_every_recipe(name: str) -> None:
    assert faults_of(recipes()[name].spec, {"$ref": "#/components/schemas/JobSpec"}) == []


@pytest.mark.parametrize("name", [name for name, recipe in recipes().items() if not recipe.requires][::8])
def test_the_schema_of_a_spec_takes_what_the_check_writes_out(name: str) -> None:
    spec = check_spec(recipes()[name].spec).spec
    assert spec is not None
    assert faults_of(spec.model_dump(mode="json"), {"$ref": "#/components/schemas/JobSpec"}) == []


def unions() -> list[tuple[str, dict[str, Any]]]:
    return [(pointer, node) for pointer, node in nodes(SCHEMAS) if "discriminator" in node]


def test_members_of_a_union_are_told_apart_by_a_required_constant() -> None:
    assert len(unions()) >= 10
    for pointer, union in unions():
        name = union["discriminator"]["propertyName"]
        members = [SCHEMAS[choice["$ref"].split("/")[-1]] for choice in union["oneOf"]]
        assert all(name in member["required"] for member in members), pointer
        constants = [member["properties"][name]["const"] for member in members]
        assert len(set(constants)) == len(constants), pointer


def test_a_value_that_depends_on_others_has_no_default_that_clients_would_send() -> None:
    assert "default" not in SCHEMAS["Split"]["properties"]["shuffle"]
    (probabilities,) = [item for item in OPERATIONS["predict_inputs"]["parameters"] if item["name"] == "probabilities"]
    assert "default" not in probabilities["schema"]


def test_every_operation_but_those_of_health_and_login_takes_a_key() -> None:
    assert DOCUMENT["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    assert {name for name, operation in OPERATIONS.items() if {"bearer": []} not in operation.get("security", ())} == OPEN


@pytest.mark.parametrize("name", sorted(OPERATIONS.keys() - OPEN))
def test_an_operation_says_what_it_answers_without_a_key_or_beyond_a_limit(name: str) -> None:
    responses, everywhere = OPERATIONS[name]["responses"], {"Modelbook-Version", "X-Request-ID", *(TUS_HEADERS if name in OF_TUS else ())}
    assert set(responses["401"]["headers"]) == {"WWW-Authenticate", *everywhere}
    assert set(responses["429"]["headers"]) == {"Retry-After", "RateLimit", "RateLimit-Policy", *everywhere}
    for status in ("401", "429"):
        assert responses[status]["content"] == _error(name, responses[status]["content"])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list_jobs", "Scope missing; the key needs the scope read"),
        ("predict_inputs", "Foreign origin; Scope missing; the key needs the scope predict"),
        ("submit_job", "Foreign origin; Scope missing; Priority not allowed; the key needs the scope train"),
        ("get_me", None),
        ("get_health", None),
    ],
)
def test_an_operation_names_the_scope_that_it_needs(name: str, text: str | None) -> None:
    assert OPERATIONS[name]["responses"].get("403", {}).get("description") == text


def test_pages_of_allowed_origins_may_use_every_header_of_the_document() -> None:
    parameters = [parameter for operation in OPERATIONS.values() for parameter in operation.get("parameters", ())]
    sent = {parameter["name"].lower() for parameter in parameters if parameter.get("in") == "header"}
    assert "prefer" in sent
    assert sent <= set(ALLOWED.lower().split(", "))
    readable_anyway, never = {"cache-control", "last-modified"}, {"set-cookie"}  # By the fetch standard.
    assert {name.lower() for name in HEADERS} - readable_anyway - never <= set(EXPOSED.lower().split(", "))
