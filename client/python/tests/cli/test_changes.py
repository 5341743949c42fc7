"""--set changes one part: of a spec, and of a recipe as the merge patch that makes it."""

from __future__ import annotations

from typing import Any

import click
import pytest

from modelbook.cli.changes import changed, changes_of, patch_of

SPEC: dict[str, Any] = {
    "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 1}, {"layer": "Dense", "units": 2}]},
    "training": {"optimizer": {"name": "adam", "learning_rate": 0.1}, "epochs": 20, "validation": None},
}


def changes(*texts: str) -> Any:
    context = click.Context(click.Command("train"))
    return changes_of(context, click.Option(["--set"]), texts)


def merged(target: Any, patch: Any) -> Any:
    """RFC 7386, as in its text."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result


@pytest.mark.parametrize(
    "texts",
    [
        ["training.epochs=3"],
        ["model.layers.1.units=20"],
        ["model.layers.0.units=5", "model.layers.1.units=6", "training.epochs=1"],
        ["training.optimizer={name: sgd}"],
        ["training.optimizer=sgd", "seed=7"],
        ["training.validation.split=0.5"],
        ["training.callbacks.patience=3"],
    ],
)
def test_the_patch_of_a_recipe_makes_the_spec_that_the_changes_make(texts: list[str]) -> None:
    asked = changes(*texts)
    assert merged(SPEC, patch_of(SPEC, asked)) == changed(SPEC, asked)
    assert changed(SPEC, asked) != SPEC


def test_a_change_in_a_list_sends_the_list_and_no_more() -> None:
    expected = {"model": {"layers": [{"layer": "Dense", "units": 1}, {"layer": "Dense", "units": 20}]}}
    assert patch_of(SPEC, changes("model.layers.1.units=20")) == expected


def test_the_spec_itself_stays_as_it_was() -> None:
    before = repr(SPEC)
    changed(SPEC, changes("model.layers.1.units=20", "training.epochs=1"))
    assert repr(SPEC) == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("training.epochs", "expected PATH=VALUE such as training.epochs=3, got 'training.epochs'"),
        ("=3", "expected PATH=VALUE"),
        ("a..b=3", "expected PATH=VALUE"),
        ("a=[1", "'a=[1': the value:1:3: expected YAML or JSON"),
        ("model.layers.5.units=1", "expected an index from 0 to 1, as the list has 2 items, got '5'"),
        ("model.layers.first.units=1", "expected an index from 0 to 1, as the list has 2 items, got 'first'"),
        ("model.kind.units=1", "expected an object or a list before 'units', got 'sequential'"),
    ],
)
def test_a_change_that_cannot_be_made_is_a_mistake_in_the_command(text: str, message: str) -> None:
    with pytest.raises(click.BadParameter) as refused:
        changed(SPEC, changes(text))
    assert message in refused.value.message
