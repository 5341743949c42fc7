"""Numbers and truth values of a body: nothing else is taken for one."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import service.app  # noqa: F401 - Imports every form that a body can have.
from models.catalog import recipes
from models.checking.check import check_spec
from models.core.part import Part
from models.specs.job import JobSpec
from tests.broken_specs import BASES, changed
from tests.faults import pointers_of

#: Keys and indices from the top.
Path = tuple[str | int, ...]
SCALED = "/preprocessing/inputs/1"


def parts(cls: type[Part] = Part) -> Iterator[type[Part]]:
    """Yield every part of specs and bodies."""
    for sub in cls.__subclasses__():
        yield sub
        yield from parts(sub)


def converting(schema: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the paths of the numbers and truth values of a schema that take other values; keys of objects are texts in JSON."""
    if isinstance(schema, dict):
        kind = schema.get("type")
        guard = kind == "function-before" and schema["schema"]["type"] == "int"
        if kind == "int" or (kind in ("float", "bool") and not schema.get("strict")):
            yield path
        elif not guard:
            for key, value in schema.items():
                yield from () if key in ("metadata", "default", "config", "keys_schema") else converting(value, (*path, key))
    elif isinstance(schema, list | tuple):
        for index, value in enumerate(schema):
            yield from converting(value, (*path, index))


def test_no_part_converts_what_is_given_for_a_number_or_a_truth_value() -> None:
    found = {f"{cls.__module__}.{cls.__name__}": list(converting(cls.__pydantic_core_schema__)) for cls in parts()}
    assert len(found) > 150
    assert {name: paths for name, paths in found.items() if paths} == {}


@pytest.mark.parametrize("value", [False, True, "0", "1.5", None, [1], {}])
def test_what_is_no_number_is_refused_for_the_end_of_a_range(value: Any) -> None:
    spec = {**BASES["network"], "preprocessing": {"inputs": [{"step": "cast"}, {"step": "scale", "from": [0, 255], "to": value}]}}
    assert pointers_of(check_spec(spec).errors)[0].startswith(f"{SCALED}/to")


def scalars(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield the paths of the numbers and truth values of a spec."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from scalars(inner, (*path, key))
    elif isinstance(value, bool | int | float):
        yield path, value


@cache
def cases() -> list[tuple[str, Path, Any]]:
    """List a number or truth value of each form in the recipes: the recipe, its path, a value of another type."""
    found: dict[tuple[Any, ...], tuple[str, Path, Any]] = {}
    for recipe in recipes().values():
        spec = check_spec(recipe.spec).spec
        raw = {} if spec is None or recipe.spec.get("start_from") else spec.model_dump(mode="json")
        for path, value in scalars(raw):
            form = tuple(part for part in path if isinstance(part, str))
            for other in (1 if value else 0, "true") if isinstance(value, bool) else (True, str(value)):
                found.setdefault((raw["model"]["kind"], *form, type(other)), (recipe.id, path, other))
    return list(found.values())


def test_no_number_of_a_recipe_may_be_a_text_or_a_truth_value() -> None:
    assert len(cases()) > 200
    taken = []
    for recipe, path, value in cases():
        spec = check_spec(recipes()[recipe].spec).spec
        assert spec is not None
        if check_spec(changed(spec.model_dump(mode="json"), {"/" + "/".join(map(str, path)): value})).ok:
            taken.append((recipe, path, value))
    assert taken == []


@given(st.integers(1, 1000))
def test_a_whole_number_with_a_decimal_point_is_an_integer(seed: int) -> None:
    assert JobSpec.model_validate({**BASES["network"], "seed": float(seed)}).seed == seed


def test_keys_of_objects_are_numbers_in_text() -> None:
    rates = {"kind": "piecewise", "table": {"1": 0.1, "5": 0.01}}
    assert check_spec(changed(BASES["network"], {"/training/learning_rate_schedule": rates})).errors == []
