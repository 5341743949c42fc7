"""The document tells a stranger what each operation does, takes and answers, with types where values are of a known set."""

import re
from typing import Any

import pytest

from models.core.redaction import holds_key
from service.api.document_content import PATH_PARAMETERS
from tests.unit.service.api.test_readable_document import DOCUMENT, OPERATIONS, SCHEMAS, faults_of

JSON = "application/json"
EXAMPLES: dict[str, Any] = DOCUMENT["components"]["examples"]
#: Bodies without an example: files that are not text.
BINARY = {"image/png", "image/jpeg", "application/x-npy", "application/x-npz", "application/octet-stream", "application/offset+octet-stream"}
FORMS_OF_FILES = {"ImagesForm", "ImportForm"}
#: Schemas that are open by their nature, and why.
OPEN = {
    "Figure": "a reported figure may be a list of candidates",
    "InputEntry": "raw inputs; GET /v1/models/{ref}/schema has their form",
    "JsonSchema": "any JSON Schema",
    "MergePatch": "any part of a spec",
    "RawValue": "nested lists of values",
    "SearchValues": "values of any field of a spec",
}
#: Fields that are open by their nature, and why.
OPEN_FIELDS = {
    **dict.fromkeys(("CandidateOut/params", "CandidateScoresOut/params"), "keys and values of the search space"),
    "JobOut/best_params": "keys and values of the search space",
    "SweepMemberOut/differs": "values of any field of a spec, by pointer",
    **dict.fromkeys(("BatchData/params", "BatchRequest/params"), "each generator has its own; GET /v1/datasets has their schemas"),
    "PlotNumbersOut/numbers": "each plot has its own",
    "DataSpec/params": "each generator has its own; GET /v1/datasets has their schemas",
    "EstimatorStep/params": "each estimator of scikit-learn has its own",
    "GridSearch/space": "values of any field of a spec",
    "Doubt/settle": "fields of a reading, to be sent back",
    "UploadOut/given": "the same",
    "CheckOut/suggestion": "a merge patch of any field of a spec",
    **dict.fromkeys(
        ("PredictRequest/inputs", "EncodeRequest/inputs", "ActivationsRequest/inputs", "FeedRequest/inputs"),
        "raw inputs; GET /v1/models/{ref}/schema has their form",
    ),
    **dict.fromkeys(("TransformSpec/inputs", "TransformSpec/targets", "InverseSpec/inputs", "InverseSpec/targets"), "raw or prepared values"),
    "ForecastSpec/series": "numbers, or rows of them",
    **dict.fromkeys(("InferInput/data", "InferTensor/data"), "numbers, texts or lists of them, by the datatype"),
    **dict.fromkeys((f"{name}/parameters" for name in ("InferBody", "InferInput", "InferOutput", "InferTensor")), "each server has its own"),
    **dict.fromkeys(("ValuePrediction/value", "ReconstructionPrediction/value", "RowPrediction/row"), "nested lists of numbers"),
}
#: Fields of answers whose values are of a known set.
ENUMERATED = [
    *(("JobOut", "state"), ("StateData", "state"), ("KeyOut", "state"), ("HealthOut", "status"), ("TextOut", "by"), ("TextStartData", "by")),
    *(("ModelOut", "kind"), ("OutputOut", "kind"), ("EvaluationOut", "kind"), ("ModelSchemaOut", "kind"), ("DatasetOut", "kind")),
    *(("PartCountsOut", "part"), ("PreparedSamplesOut", "part"), ("PreviewOut", "part"), ("EvaluationOut", "part"), ("DatasetOut", "axis")),
    *(("ServingOut", "runtime"), ("SurfaceOut", "method"), ("RecipeSummary", "group"), ("UploadOut", "format"), ("LimitOut", "name")),
    *(("AuditEntryOut", "action"), ("GrantOut", "right"), ("KeyOut", "scopes"), ("MeOut", "scopes"), ("SignatureOut", "methods")),
    *(("JobSpec", "task"), ("Resources", "device")),
]


def open_parts(schema: Any, path: str) -> list[str]:
    """Return the paths of the parts of a schema that take anything."""
    if not isinstance(schema, dict) or "$ref" in schema:
        return []
    typed = schema.keys() & {"type", "anyOf", "oneOf", "allOf", "enum", "const"}
    is_free = schema.get("type") == "object" and not schema.get("properties") and schema.get("additionalProperties", True) is True
    found = [path] if not typed or is_free else []
    inside = [*schema.get("properties", {}).items(), *((key, schema[key]) for key in ("items", "additionalProperties") if key in schema)]
    inside += [(key, choice) for key in ("anyOf", "oneOf", "allOf", "prefixItems") for choice in schema.get(key, ())]
    return found + [at for key, part in inside for at in open_parts(part, f"{path}/{key}")]


def test_what_takes_anything_is_open_by_its_nature() -> None:
    found = {"/".join(path.split("/")[:2]) for name, schema in SCHEMAS.items() if name not in OPEN for path in open_parts(schema, name)}
    assert found - OPEN_FIELDS.keys() == set()
    assert OPEN_FIELDS.keys() - found == set()


def values_of(schema: dict[str, Any]) -> list[Any]:
    """Return the values of a schema that is an enumeration, also behind a name, in a list, or beside null."""
    if "$ref" in schema:
        return values_of(SCHEMAS[schema["$ref"].split("/")[-1]])
    choices = [values_of(choice) for choice in schema.get("anyOf", ()) if choice != {"type": "null"}]
    return choices[0] if choices else values_of(schema["items"]) if schema.get("type") == "array" else schema.get("enum", [])


@pytest.mark.parametrize(("name", "field"), ENUMERATED)
def test_a_field_whose_values_are_of_a_known_set_lists_them(name: str, field: str) -> None:
    assert len(values_of(SCHEMAS[name]["properties"][field])) > 1


@pytest.mark.parametrize(("name", "field"), [("JobOut", "spec"), ("RecipeOut", "spec"), ("CheckOut", "spec")])
def test_a_spec_in_an_answer_has_the_schema_of_a_spec(name: str, field: str) -> None:
    field_schema = SCHEMAS[name]["properties"][field]
    choices = [choice.get("$ref") for choice in field_schema.get("anyOf", [field_schema])]
    assert "#/components/schemas/JobSpec" in choices


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_has_a_summary_and_a_description(name: str) -> None:
    operation = OPERATIONS[name]
    words = set(re.findall(r"[a-z]+", operation["summary"].lower()))
    assert len(operation["summary"]) <= 60
    assert words - set(name.split("_")), "a summary says more than the name"
    assert "\n" not in operation["summary"]
    assert len(operation["description"]) > 20
    assert operation["description"].rstrip().endswith((".", "|"))
    assert operation["summary"] not in operation["description"]


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_parameter_is_described(name: str) -> None:
    assert [item["name"] for item in OPERATIONS[name].get("parameters", ()) if not item.get("description")] == []


def test_every_path_parameter_that_is_described_exists() -> None:
    used = {item["name"] for operation in OPERATIONS.values() for item in operation.get("parameters", ()) if item["in"] == "path"}
    assert PATH_PARAMETERS.keys() <= used


def is_described(schema: dict[str, Any]) -> bool:
    return bool(schema.get("description") or ("$ref" in schema and SCHEMAS[schema["$ref"].split("/")[-1]].get("description")))


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_and_its_properties_are_described(name: str) -> None:
    schema = SCHEMAS[name]
    assert schema.get("description")
    assert [field for field, part in schema.get("properties", {}).items() if not is_described(part)] == []


@pytest.mark.parametrize("name", [name for name, operation in OPERATIONS.items() if "requestBody" in operation])
def test_a_body_has_an_example_unless_it_is_a_file(name: str) -> None:
    for media, content in OPERATIONS[name]["requestBody"]["content"].items():
        form = content["schema"].get("$ref", "").split("/")[-1]
        assert ("example" in content) == (media not in BINARY and form not in FORMS_OF_FILES), media


def json_answers() -> list[tuple[str, str]]:
    return [
        (name, status)
        for name, operation in OPERATIONS.items()
        for status, response in operation["responses"].items()
        if status.startswith("2") and JSON in response.get("content", {}) and name != "download_architecture"
    ]


@pytest.mark.parametrize(("name", "status"), json_answers())
def test_an_answer_has_an_example_that_is_valid(name: str, status: str) -> None:
    content = OPERATIONS[name]["responses"][status]["content"][JSON]
    (example,) = content["examples"].values()
    assert faults_of(EXAMPLES[example["$ref"].split("/")[-1]]["value"], content["schema"]) == []


def test_examples_hold_no_key() -> None:
    assert not holds_key(str(EXAMPLES))
    assert "mb_this_is_no_key" in str(EXAMPLES)


def test_the_token_of_a_stream_is_a_way_to_log_in() -> None:
    scheme = DOCUMENT["components"]["securitySchemes"]["streamToken"]
    assert (scheme["type"], scheme["in"], scheme["name"]) == ("apiKey", "query", "token")
    assert [name for name, operation in OPERATIONS.items() if {"streamToken": []} in operation.get("security", ())] == ["stream_events"]
    assert "token" not in [item["name"] for item in OPERATIONS["stream_events"]["parameters"]]


@pytest.mark.parametrize("name", ["get_dataset", "plot_dataset", "preview_dataset", "count_dataset_symbols"])
def test_the_parameters_of_a_generator_are_text_that_every_generator_can_type(name: str) -> None:
    (found,) = [item for item in OPERATIONS[name]["parameters"] if item["name"] == "data_params"]
    assert found["schema"]["type"] == "string"
    assert "params" not in [item["name"] for item in OPERATIONS[name]["parameters"]]
