"""The spec of a body: where its faults are in the body."""

from typing import Any

import pytest

from models.core.errors import Fault
from service.api.given_spec import GivenSpec
from service.errors import Invalid


@pytest.mark.parametrize(
    ("patch", "pointer", "located"),
    [
        (None, "/data/target", "/spec/data/target"),
        ({}, "/data/target", "/spec/data/target"),
        ({"data": {"target": "kind"}}, "/data/target", "/patch/data/target"),
        ({"data": {"target": "kind"}}, "/data/source", "/spec/data/source"),
        ({"data": {"target": "kind"}}, "/data", "/patch/data"),
        ({"model": {"steps": [1]}}, "/model/steps/0/params", "/patch/model/steps/0/params"),
        ({"data": {"params": {"a/b": 1}}}, "/data/params/a~1b", "/patch/data/params/a~1b"),
        ({"seed": 1}, "", "/spec"),
    ],
)
def test_a_fault_is_in_the_patch_where_that_says_the_part(patch: dict[str, Any] | None, pointer: str, located: str) -> None:
    assert GivenSpec.of({"data": {}}, None, patch).located(Fault(pointer, "x")).pointer == located


def test_a_fault_of_a_recipe_is_in_the_patch() -> None:
    given = GivenSpec.of(None, "ridge-sine-line", {"seed": 7})
    assert given.patched["seed"] == 7
    assert [given.located(Fault(pointer, "x")).pointer for pointer in ("", "/seed", "/data")] == ["/patch", "/patch/seed", "/patch/data"]


@pytest.mark.parametrize(("spec", "recipe", "pointer"), [(None, None, ""), ({}, "ridge-sine-line", ""), (None, "ridge", "/recipe")])
def test_a_body_has_a_spec_or_a_recipe_that_is_known(spec: Any, recipe: str | None, pointer: str) -> None:
    with pytest.raises(Invalid) as caught:
        GivenSpec.of(spec, recipe, None)
    assert [fault.pointer for fault in caught.value.errors] == [pointer]
