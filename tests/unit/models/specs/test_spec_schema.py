"""The schema of the job spec reads well: unions name what picks a member, fields say what they mean, examples work."""

from collections.abc import Iterator
from typing import Any

import pytest

from models.catalog import recipes
from models.checking.check import check_spec
from models.core.merge_patch import merge_patch
from models.specs.job import JobSpec
from service.api.openapi import JOB_BODY

SCHEMA = JobSpec.model_json_schema()
PARTS = [("JobSpec", SCHEMA), *SCHEMA["$defs"].items()]


def is_map(choice: dict[str, Any]) -> bool:
    """Tell whether a member of a union has an entry for each of some names, and no fields."""
    return "properties" not in SCHEMA["$defs"][choice["$ref"].rsplit("/", 1)[1]]


def unions(part: Any) -> Iterator[dict[str, Any]]:
    """Yield every place where one of several objects may stand."""
    if isinstance(part, dict):
        choices = [choice for choice in part.get("oneOf", part.get("anyOf", ())) if "$ref" in choice and not is_map(choice)]
        if len(choices) > 1:
            yield part
        for child in part.values():
            yield from unions(child)
    elif isinstance(part, list):
        for child in part:
            yield from unions(child)


@pytest.mark.parametrize(("name", "part"), PARTS, ids=[name for name, _ in PARTS])
def test_a_part_and_its_fields_are_described(name: str, part: dict[str, Any]) -> None:
    assert part.get("description")
    fields = part.get("properties", {}).items()
    assert [field for field, info in fields if "const" not in info and "$ref" not in info and not info.get("description")] == []


def test_every_union_names_the_field_that_picks_a_member() -> None:
    found = list(unions(SCHEMA))
    assert len(found) >= 8
    assert {union["discriminator"]["propertyName"] for union in found} == {"layer", "step", "kind", "name", "constraint", "regularizer", "strategy"}


def test_the_example_of_the_job_body_can_be_submitted() -> None:
    example = JOB_BODY["requestBody"]["content"]["application/json"]["example"]
    result = check_spec(merge_patch(recipes()[example["recipe"]].spec, example["patch"]))
    assert result.errors == []
