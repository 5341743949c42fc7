"""The generated half is what the document and the asynchronous code give, and nothing of the API is left out."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest

from modelbook import _models as models
from modelbook import _operations as operations
from modelbook import _retries as retries
from modelbook._base import Model
from modelbook._operations import Operation
from modelbook.types import JobSpec

HERE = Path(__file__).parents[1]
DOCUMENT = json.loads((HERE.parents[1] / "openapi.json").read_text(encoding="utf-8"))
#: Required fields of each schema of the first release of this line.
RELEASED = json.loads((HERE.parents[1] / "tests" / "data" / "required-0.1.0.json").read_text(encoding="utf-8"))
_spec = importlib.util.spec_from_file_location("generate", HERE / "tools" / "generate.py")
assert _spec is not None
assert _spec.loader is not None
generate = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(generate)
TABLE = {value.id: value for value in vars(operations).values() if isinstance(value, Operation)}


def test_the_operations_are_those_of_the_document() -> None:
    assert (generate.PACKAGE / "_operations.py").read_text(encoding="utf-8") == generate.operations(DOCUMENT)


def test_what_is_for_other_clients_is_left_out() -> None:
    kept = generate.own(DOCUMENT)
    assert {path for path in DOCUMENT["paths"] if path.startswith(("/v2", "/v1/login"))} == DOCUMENT["paths"].keys() - kept["paths"].keys()
    dropped = DOCUMENT["components"]["schemas"].keys() - kept["components"]["schemas"].keys()
    assert {"InferBody", "InferAnswer", "InferenceError"} <= dropped
    assert not {"Problem", "Label", "JobSpec", "Predictions"} & dropped
    assert not {name for name in TABLE if "infer" in name}


def test_the_models_are_those_of_the_document() -> None:
    pytest.importorskip("datamodel_code_generator", reason="models are generated in the environment of the server only")
    assert (generate.PACKAGE / "_models.py").read_text(encoding="utf-8") == generate.models(DOCUMENT)


def test_fields_that_are_required_since_a_later_release_of_the_line_are_listed() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    later = {name: sorted(set(schemas[name].get("required", ())) - set(RELEASED[name])) for name in schemas.keys() & RELEASED.keys()}
    assert {name: fields for name, fields in later.items() if fields} == generate.LATER


def test_answers_may_have_fields_that_only_a_newer_server_knows() -> None:
    bodies = generate._reachable(generate._bodies(DOCUMENT), DOCUMENT["components"]["schemas"])
    forms = {name: form for name, form in vars(models).items() if isinstance(form, type) and issubclass(form, Model) and name in RELEASED}
    assert {name for name, form in forms.items() if form.model_config.get("extra") == "forbid"} - bodies == set()


def test_the_blocking_code_is_that_of_the_asynchronous_code() -> None:
    files = generate.blocking_files()
    assert {path: path.read_text(encoding="utf-8") for path in files} == files
    assert sorted(path.name for path in (generate.PACKAGE / "_sync").glob("*.py")) == sorted(path.name for path in files)


def test_blocking_code_has_no_word_of_asynchronous_code() -> None:
    source = "".join(generate.blocking_files().values())
    assert re.findall(r"(?<!the )\b(?:async|await|asyncio|Async\w+|a(?:close|iter)\w*)\b", source) == []


def test_every_operation_is_reached_by_a_public_method() -> None:
    used = set()
    for path in (generate.PACKAGE / "_async").glob("*.py"):
        used |= {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute) and node.attr.isupper()}
    used |= set(re.findall(r"operations\.([A-Z_]+)", (generate.PACKAGE / "_inputs.py").read_text()))
    assert {name.upper() for name in TABLE} - used == set()


def test_each_post_is_known_to_be_repeatable_or_not() -> None:
    posts = {operation.id for operation in TABLE.values() if operation.method == "POST"}
    classes = (retries.KEYED, retries.REPEATABLE, retries.ONCE)
    assert sorted(posts) == sorted(name for names in classes for name in names)


@pytest.mark.parametrize(
    "spec",
    [
        {"data": {"source": "iris"}, "model": {"kind": "sklearn", "steps": [{"estimator": "LinearRegression"}]}},
        {
            "seed": 1,
            "data": {"source": "iris", "split": {"test": 0.2}},
            "preprocessing": {"inputs": [{"step": "scale", "from": [0, 1], "to": [0, 2]}]},
            "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 3, "activation": "softmax"}]},
        },
    ],
)
def test_specs_go_through_the_models_unchanged(spec: dict[str, Any]) -> None:
    assert JobSpec.model_validate(spec).to_json() == spec
