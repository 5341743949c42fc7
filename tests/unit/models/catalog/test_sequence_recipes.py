"""Recipes of recurrent networks: counts of parameters and windows, and shapes, as in the chapter."""

import pytest

from models.catalog import recipes
from models.checking.check import CheckResult, check_spec
from models.core.merge_patch import merge_patch
from models.specs.network import LayerRow
from models.specs.parse import data_set_of
from tests.bare import BareParts
from tests.reported import Form, forms

#: Units of the LSTMs of a net, and its parameters: of each layer, the dense one last.
NETS = {"lstm3": [60, 4], "lstm33": [60, 84, 4], "lstm963": [396, 384, 120, 4]}
SINES = [form for form in forms("rnn") if form.name.startswith("sines")]
SHAPES = [form for form in forms("rnn") if form.recipe.id == "rnn-shapes"]


def checked(form: Form) -> CheckResult:
    result = check_spec(merge_patch(form.recipe.spec, form.patch))
    assert result.errors == []
    return result


def rows_of(recipe: str) -> list[LayerRow]:
    return check_spec(recipes()[recipe].spec).layers


def test_every_job_on_sines_exists() -> None:
    names = "0-lstm3-w1 0-lstm3-w3 0-lstm3-w5 1-lstm3-w1 1-lstm3-w3 1-lstm3-w5 2-lstm3-w5 2-lstm33-w5 2-lstm963-w5 2-lstm963-w13-2k 2-lstm963-w13-20k"
    assert [form.name for form in SINES] == sorted(f"sines{name}" for name in names.split())


@pytest.mark.parametrize("form", SINES, ids=lambda form: form.name)
def test_a_job_on_sines_has_the_set_the_net_and_the_windows_of_its_name(form: Form) -> None:
    which, net, size, *more = form.name.split("-")
    result = checked(form)
    spec = result.spec
    assert spec is not None
    assert spec.training is not None
    assert [row.parameters for row in result.layers] == NETS[net]
    assert (spec.training.batch_size, spec.training.epochs, spec.training.shuffle, spec.training.validation) == (1, 100, True, None)
    n = {(): 200, ("2k",): 2_000, ("20k",): 20_000}[tuple(more)]
    parts = BareParts.load(spec, data_set_of(spec.data))
    assert parts.train.x.shape == (n - int(size[1:]), int(size[1:]), 1)
    assert parts.test is not None
    assert len(parts.test.x) == 200 - int(size[1:])
    assert spec.data.source == ("upsloping" if which == "sines2" else "sum_of_sines")
    assert len(spec.data.params["frequencies"]) == (2 if which == "sines0" else 4)


def test_every_checked_input_of_the_chapter_exists_with_and_without_every_step() -> None:
    found = [(merge_patch(form.recipe.spec, form.patch)["data"]["params"], form.name.endswith("-sequences")) for form in SHAPES]
    inputs = [(2, 5, 3), (1, 3, 1), (1, 5, 1), (1, 3, 2), (1, 5, 2), (2, 3, 2), (2, 5, 2)]
    wanted = [(*given, every) for given in inputs for every in (False, True)]
    assert [(params["n_samples"], params["steps"], params["features"], every) for params, every in found] == wanted


@pytest.mark.parametrize("form", SHAPES, ids=lambda form: form.name)
def test_an_lstm_of_4_units_gives_the_shape_that_its_variant_names(form: Form) -> None:
    result = checked(form)
    assert result.spec is not None
    params = result.spec.data.params
    (row,) = result.layers
    assert row.parameters == {1: 96, 2: 112, 3: 128}[params["features"]] == form.reported["parameters"]
    assert row.output_shape == ((params["steps"], 4) if form.name.endswith("-sequences") else (4,))
    if form.patch:
        given, made = ((params["n_samples"], params["steps"], params["features"]), (params["n_samples"], *row.output_shape))
        assert form.recipe.variants[form.name.split("/")[1]].title == f"input of shape {given}, output of shape {made}"


@pytest.mark.parametrize(
    ("recipe", "shapes", "parameters"),
    [
        ("rnn-lstm4-dense5", [(4,), (5,)], [96, 25]),
        ("rnn-lstm4seq-flatten-dense5", [(5, 4), (20,), (5,)], [96, 0, 105]),
        ("rnn-lstm4seq-td-dense5", [(5, 4), (5, 5)], [96, 25]),
    ],
)
def test_a_layer_after_an_lstm_of_4_units_has_the_shape_of_the_chapter(recipe: str, shapes: list[tuple[int, ...]], parameters: list[int]) -> None:
    assert [row.output_shape for row in rows_of(recipe)] == shapes
    assert [row.parameters for row in rows_of(recipe)] == parameters


def test_the_stateful_recipe_has_the_sizes_of_the_example_and_whole_batches() -> None:
    result = check_spec(recipes()["rnn-stateful"].spec)
    assert (result.errors, result.warnings) == ([], [])
    assert [row.parameters for row in result.layers] == [10_400, 20_200, 51]
    assert result.spec is not None
    parts = BareParts.load(result.spec, data_set_of(result.spec.data))
    assert parts.train.x.shape == (50_000, 1, 1)
