"""Every reference to a model in a spec, renamed."""

from typing import Any

import pytest

from models.specs.importing import ImportSpec
from models.specs.job import JobSpec
from models.specs.references import as_others_write, with_references

EYES: dict[str, Any] = {"layer": "Backbone", "backbone": "MobileNetV2", "weights": "m-eyes@2"}
DENSE: dict[str, Any] = {"layer": "Dense", "units": 1}
STACK: dict[str, Any] = {"kind": "sequential", "layers": [EYES, {"repeat": 2, "layers": [EYES, DENSE]}, {**EYES, "weights": "none"}]}
GRAPH: dict[str, Any] = {
    "kind": "functional",
    "nodes": [
        {"name": "in"},
        {"name": "eyes", "inputs": ["in"], "layer": EYES},
        {"name": "base", "inputs": ["eyes"], "model": "m-base@3"},
        {"name": "theirs", "inputs": ["base"], "model": "ann/m-base"},
    ],
    "outputs": ["theirs"],
}


def spec(model: dict[str, Any], **changes: Any) -> JobSpec:
    return JobSpec.model_validate({"data": {"source": "mnist"}, "model": model, **changes})


def references(found: JobSpec | ImportSpec) -> list[str]:
    """Return every reference of a spec: the texts that hold a name of these tests."""
    return [text for text in found.model_dump_json().split('"') if "m-" in text]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (spec(STACK, start_from="m-start@1"), ["bob/m-start@1", "bob/m-eyes@2", "bob/m-eyes@2"]),
        (spec(GRAPH), ["bob/m-eyes@2", "bob/m-base@3", "ann/m-base"]),
        (spec(STACK, start_from={"model": "m-base@3"}), ["bob/m-base@3", "bob/m-eyes@2", "bob/m-eyes@2"]),
        (spec(STACK, share_layers_with={"model": "m-base@3", "layers": ["a"]}), ["bob/m-base@3", "bob/m-eyes@2", "bob/m-eyes@2"]),
    ],
    ids=["stack", "graph", "start", "shared"],
)
def test_every_reference_gets_its_owner_and_one_that_has_an_owner_stays(given: JobSpec, expected: list[str]) -> None:
    assert references(as_others_write(given, "bob")) == expected


def test_no_other_field_of_a_spec_names_a_model() -> None:
    """Found by their descriptions; whoever adds a field adds it to `with_references`."""
    schema = JobSpec.model_json_schema()
    fields = {
        f"{owner}.{name}"
        for owner, part in {"JobSpec": schema, **schema["$defs"]}.items()
        for name, field in part.get("properties", {}).items()
        if "registered" in field.get("description", "").lower()
    }
    of_jobs = {"JobSpec.from_checkpoint"}  # Of a job of one's own.
    renamed = {"JobSpec.start_from", "JobSpec.share_layers_with", "StartFrom.model", "ShareLayers.model", "Node.model", "Backbone.weights"}
    assert fields == renamed | of_jobs


def test_a_spec_without_references_stays() -> None:
    plain = spec({"kind": "sequential", "layers": [DENSE]})
    assert with_references(plain, lambda ref: "x") == plain
    imported = ImportSpec.model_validate({"model": {"kind": "sequential", "layers": [DENSE]}, "input_shape": [2], "weights": "imports/x.h5"})
    assert as_others_write(imported, "bob") is imported
