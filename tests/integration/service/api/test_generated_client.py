"""The client that openapi-python-client generates: nothing is missing in it, and what its classes read they write again."""

import importlib
import json
import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.catalog import recipes
from service.app import create_app
from service.settings import Settings
from tests.generated_client import COMMAND, PACKAGE, GeneratedClient, run
from tests.integration.drawn_layers import DRAWN, MERGING

pytestmark = pytest.mark.slow

DOCUMENT: dict[str, Any] = create_app(Settings(database_url="sqlite://")).openapi()
SCHEMAS: dict[str, dict[str, Any]] = DOCUMENT["components"]["schemas"]
DATA = {"source": "mnist"}
Wrap = Callable[[Any], dict[str, Any]]


def spec_of(**parts: Any) -> dict[str, Any]:
    return {"data": DATA, "model": {"kind": "sequential", "layers": [{"layer": "Flatten"}]}, **parts}


def layers_of(layer: Any) -> dict[str, Any]:
    return spec_of(model={"kind": "sequential", "layers": [layer]})


def training_of(**fields: Any) -> dict[str, Any]:
    return spec_of(training={"loss": "poisson", "epochs": 1, **fields})


#: For each union of parts, by its name, where in a spec its members may stand.
UNIONS: dict[str, Wrap] = {
    "Layer": layers_of,
    "Step": lambda step: spec_of(preprocessing={"inputs": [step], "targets": {"a": [step]}}),
    "Optimizer": lambda optimizer: training_of(optimizer=optimizer),
    "Schedule": lambda schedule: training_of(learning_rate_schedule=schedule),
    "Regularizer": lambda part: layers_of({"layer": "Dense", "units": 1, "kernel_regularizer": part}),
    "Constraint": lambda part: layers_of({"layer": "Dense", "units": 1, "bias_constraint": part}),
    "SearchSpec": lambda search: spec_of(search=search),
    "ModelSpec": lambda model: spec_of(model=model),
}
MEMBERS = [(union, choice["$ref"].rsplit("/", 1)[1]) for union in UNIONS for choice in SCHEMAS[union]["oneOf"]]


def smallest(schema: dict[str, Any]) -> Any:
    """Return a small value of a schema: of an object only what it requires."""
    if "$ref" in schema:
        return smallest(SCHEMAS[schema["$ref"].rsplit("/", 1)[1]])
    for choices in (schema.get("examples"), [schema["const"]] if "const" in schema else None, schema.get("enum")):
        if choices:
            return choices[0]
    if choice := next(iter(schema.get("anyOf") or schema.get("oneOf") or []), None):
        return smallest(choice)
    return _SMALLEST[schema.get("type", "object")](schema)


_SMALLEST: dict[str, Callable[[dict[str, Any]], Any]] = {
    "string": lambda schema: "a" * schema.get("minLength", 1),
    "integer": lambda schema: schema.get("minimum", 1),
    "number": lambda schema: schema.get("minimum", schema.get("exclusiveMinimum", 0) + 0.5),
    "boolean": lambda schema: True,
    "array": lambda schema: [smallest(item) for item in schema.get("prefixItems", [schema.get("items", {})] * schema.get("minItems", 0))],
    "object": lambda schema: {name: smallest(schema["properties"][name]) for name in schema.get("required", [])},
}


@pytest.fixture(scope="module")
def read(generated_client: GeneratedClient) -> Callable[[dict[str, Any]], Any]:
    """Read a spec into the generated classes."""
    job_spec = generated_client.module("models").JobSpec
    return lambda raw: job_spec.from_dict(raw)


def test_the_generator_warns_of_nothing_and_leaves_out_nothing(generated_client: GeneratedClient) -> None:
    assert generated_client.output.strip() == f"Generating {PACKAGE}"


def test_without_configuration_it_leaves_out_only_the_bodies_that_it_does_not_know(generated_client: GeneratedClient) -> None:
    plain = re.sub(r"--config \S+", "", COMMAND).replace(PACKAGE, "plain_client")
    output = run(plain, generated_client.folder)
    assert not re.search(r"remov|omit|Unable|duplicate|Invalid|Error", output)
    assert set(re.findall(r"^WARNING parsing (.*) within", output, re.M)) == {
        "POST /v1/models/{ref}/predict",
        "POST /v1/models/{ref}/predict/csv",
        "PATCH /v1/uploads/{upload_id}",
    }
    assert set(re.findall(r"Unsupported content type (\S+)", output)) == {
        "image/png",
        "image/jpeg",
        "application/x-npy",
        "application/x-npz",
        "text/csv",
        "application/offset+octet-stream",
    }
    job_spec = importlib.import_module("plain_client.models").JobSpec
    assert [name for name, recipe in recipes().items() if job_spec.from_dict(recipe.spec).to_dict() != recipe.spec] == []


def test_every_operation_is_a_function_and_every_schema_a_class(generated_client: GeneratedClient) -> None:
    for path in DOCUMENT["paths"].values():
        for operation in path.values():
            module = generated_client.module(f"api.{operation['tags'][0]}.{operation['operationId']}")
            assert callable(module.sync_detailed)
    classes = {name for name, schema in SCHEMAS.items() if schema.get("type") == "object"}
    assert {name for name in classes if not hasattr(generated_client.module("models"), name)} == set()


@pytest.mark.parametrize("name", recipes())
def test_a_recipe_is_written_as_it_was_read(name: str, read: Callable[[dict[str, Any]], Any]) -> None:
    spec = recipes()[name].spec
    assert read(spec).to_dict() == spec


def test_a_spec_with_its_defaults_written_out_is_written_as_it_was_read(client: httpx.Client, read: Callable[[dict[str, Any]], Any]) -> None:
    for name in [name for name, recipe in recipes().items() if not recipe.requires]:
        found = client.post("/v1/specs/check", json={"spec": read(recipes()[name].spec).to_dict()}).json()
        assert found["errors"] == [], name
        again = read(found["spec"]).to_dict()
        assert again == found["spec"], name
        assert client.post("/v1/specs/check", json={"spec": again}).json()["spec"] == again, name


@pytest.mark.parametrize(("union", "member"), MEMBERS)
def test_a_member_of_a_union_is_read_as_its_own_class(union: str, member: str, generated_client: GeneratedClient) -> None:
    raw = smallest(SCHEMAS[member])
    spec = UNIONS[union](raw)
    read = generated_client.module("models").JobSpec.from_dict(spec)
    assert read.to_dict() == spec
    assert member in {type(part).__name__ for part in parts_of(read)}


def parts_of(value: Any) -> list[Any]:
    """Return a generated object and all objects in it."""
    children = value if isinstance(value, list) else value.values() if isinstance(value, dict) else vars_of(value)
    return [value, *(part for child in children for part in parts_of(child))]


def vars_of(value: Any) -> list[Any]:
    return [getattr(value, field.name) for field in getattr(type(value), "__attrs_attrs__", ())]


@pytest.mark.parametrize("layer", [*DRAWN, *MERGING])
def test_arguments_of_a_layer_are_written_as_they_were_read(layer: str, read: Callable[[dict[str, Any]], Any]) -> None:
    arguments = DRAWN[layer][0] if layer in DRAWN else MERGING[layer]
    required = set(SCHEMAS[f"{layer}Layer"]["required"]) - {"layer"}
    drawn = st.fixed_dictionaries(
        {name: values for name, values in arguments.items() if name in required},
        optional={name: values for name, values in arguments.items() if name not in required},
    )

    @settings(max_examples=5)
    @given(drawn)
    def round_trip(raw: dict[str, Any]) -> None:
        spec = layers_of({"layer": layer, **json.loads(json.dumps(raw))})  # Tuples are lists in JSON.
        assert read(spec).to_dict() == spec

    round_trip()
