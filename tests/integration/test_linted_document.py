"""Spectral and Redocly have nothing against the document but what their rules name, and do find what is wrong."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.document_forms.document_files import SHIPPED
from tests.node import TOOLS, node

Change = Callable[[dict[str, Any]], object]


def job(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["paths"]["/v1/jobs/{job_id}"]["get"]
    return found


#: A rule of Spectral, and a change of the document that breaks it.
BROKEN: dict[str, Change] = {
    "modelbook-operation-id": lambda document: job(document).update(operationId="job"),
    "modelbook-one-tag": lambda document: job(document)["tags"].append("models"),
    "modelbook-problem": lambda document: job(document)["responses"].update({"404": {"description": "Missing", "content": {"text/plain": {}}}}),
    "modelbook-parameter-not-null": lambda document: job(document)["parameters"].append(
        {"name": "x", "in": "query", "description": "X", "schema": {"anyOf": [{"type": "string"}, {"type": "null"}]}}
    ),
    "operation-tag-defined": lambda document: document["tags"].pop(),
}


def spectral(*arguments: Path | str) -> str:
    return node("spectral", "lint", "--fail-severity", "hint", "--ruleset", "spectral.yaml", *map(str, arguments), cwd=TOOLS)


def test_spectral_finds_no_error_and_no_warning_in_both_forms() -> None:
    assert "No results" in spectral(SHIPPED / "openapi.json", SHIPPED / "openapi-3.0.json")


def test_redocly_finds_no_error_and_no_warning_in_both_forms() -> None:
    said = node("redocly", "lint", "--config", "redocly.yaml", cwd=TOOLS)
    assert len(re.findall(r"validated in", said)) == 2, said
    assert re.findall(r"\d+ (?:warning|error)|ignored", said) == []


def test_redocly_finds_an_example_that_is_not_valid(tmp_path: Path) -> None:
    document = json.loads((SHIPPED / "openapi.json").read_text(encoding="utf-8"))
    document["paths"]["/v1/jobs"]["post"]["requestBody"]["content"]["application/json"]["example"] = {"name": 1}
    (tmp_path / "openapi.json").write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(AssertionError, match="no-invalid-media-type-examples"):
        node("redocly", "lint", "--config", "redocly.yaml", str(tmp_path / "openapi.json"), cwd=TOOLS)


def test_spectral_finds_each_mistake(tmp_path: Path) -> None:
    document = json.loads((SHIPPED / "openapi.json").read_text(encoding="utf-8"))
    for change in BROKEN.values():
        change(document)
    (tmp_path / "openapi.json").write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(AssertionError):
        spectral(tmp_path / "openapi.json", "--format", "json", "--output", str(tmp_path / "found.json"))
    found = {item["code"] for item in json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))}
    assert BROKEN.keys() - found == set()
