"""Specs of text models: what is worked out of them, and what is refused."""

import copy
from typing import Any

import pytest

from models.catalog import recipes
from models.checking.check import check_spec
from models.core.merge_patch import merge_patch
from tests.texts import letters_spec, words_spec

ONE_HOT = {"layer": "CategoryEncoding", "num_tokens": 55}


@pytest.mark.parametrize(("recipe", "parameters"), [("holmes-letters", 254_681), ("holmes-words", 328_832)])
def test_recipes_of_the_book_have_its_parameters(recipe: str, parameters: int) -> None:
    result = check_spec(recipes()[recipe].spec)
    assert (result.errors, result.total_parameters) == ([], parameters)


@pytest.mark.parametrize("spec", [letters_spec(), words_spec(), letters_spec(samples={"length": 5})])
def test_a_sound_spec_has_no_faults(spec: dict[str, Any]) -> None:
    assert check_spec(spec).errors == []


@pytest.mark.parametrize(
    ("patch", "pointer", "phrase"),
    [
        ({"training": {"samples": {"temperatures": [1, 0]}}}, "/training/samples/temperatures/1", "greater than 0, got 0"),
        ({"training": {"samples": {"temperatures": [-1.5]}}}, "/training/samples/temperatures/0", "greater than 0, got -1.5"),
        ({"training": {"samples": {"temperatures": []}}}, "/training/samples/temperatures", "at least 1 item"),
        ({"training": {"samples": {"length": 0}}}, "/training/samples/length", "greater than or equal to 1"),
        ({"training": {"loss": "categorical_crossentropy"}}, "/training/loss", "expected sparse_categorical_crossentropy"),
        ({"training": {"loss": "mean_squared_error"}}, "/training/loss", "the targets of a text model are ids of symbols"),
        ({"preprocessing": {"targets": [{"step": "one_hot"}]}}, "/preprocessing/targets", "expected no target steps"),
        ({"task": "cross_validate", "cross_validation": {"folds": 3}}, "/task", "expected the task train for a text model, got cross_validate"),
        (
            {"preprocessing": {"inputs": [{"step": "letters", "output": "one_hot"}, {"step": "window", "size": 8}]}},
            "/preprocessing/inputs/0/output",
            "one-hot rows of all windows take gigabytes",
        ),
        (
            {"preprocessing": {"inputs": [{"step": "letters"}, {"step": "window", "size": 8, "horizon": 2}]}},
            "/preprocessing/inputs/1/horizon",
            "got 2",
        ),
        (
            {"preprocessing": {"inputs": [{"step": "letters"}, {"step": "window", "size": 99999}]}},
            "/preprocessing/inputs/1/size",
            "the 4,782 steps of the series in its training part",
        ),
        (
            {"preprocessing": {"inputs": [{"step": "letters"}, {"step": "window", "size": 8}, {"step": "cast"}]}},
            "/preprocessing/inputs",
            "expected letters or words, then a window, got letters, window, cast",
        ),
    ],
)
def test_what_a_text_model_cannot_have_is_refused_with_a_pointer(patch: dict[str, Any], pointer: str, phrase: str) -> None:
    faults = {fault.pointer: fault.detail for fault in check_spec(merge_patch(letters_spec(), patch)).errors}
    assert phrase in faults[pointer]


@pytest.mark.parametrize(
    ("layers", "pointer", "phrase"),
    [
        ([{"layer": "LSTM", "units": 8}], "/model/layers/0", "layer lstm: LSTM: expected samples of shape (steps, features), got (8,)"),
        ([{"layer": "CategoryEncoding", "num_tokens": 54}, {"layer": "LSTM", "units": 8}], "/model/layers/0/num_tokens", "at least the 55 symbols"),
        ([{"layer": "Embedding", "input_dim": 9, "output_dim": 2}, {"layer": "GRU", "units": 8}], "/model/layers/0/input_dim", "at least the 55"),
        ([ONE_HOT, {"layer": "LSTM", "units": 8, "return_sequences": True}], "/model/layers/2", "gives (8, 55)"),
        ([{"layer": "CategoryEncoding", "num_tokens": 55, "output_mode": "multi_hot"}], "/model/layers/0/output_mode", "'one_hot'"),
    ],
)
def test_layers_that_do_not_fit_the_text_are_pointed_at(layers: list[dict[str, Any]], pointer: str, phrase: str) -> None:
    faults = {fault.pointer: fault.detail for fault in check_spec(letters_spec(*layers)).errors}
    assert phrase in faults[pointer]


def test_an_output_of_another_width_than_the_vocabulary_is_refused_when_the_spec_is_checked() -> None:
    (fault,) = check_spec(letters_spec(n_symbols=60)).errors
    assert (fault.pointer, fault.detail) == ("/model/layers/2", "layer dense: expected as many units as the text has symbols, 55, got 60")


def of_holmes(units: int, **params: str) -> list[str]:
    """Return the faults of a model of Holmes' letters with that many units."""
    spec = copy.deepcopy(merge_patch(recipes()["holmes-letters"].spec, {"data": {"params": params}}))
    spec["model"]["layers"][-1]["units"] = units
    return [fault.detail for fault in check_spec(spec).errors]


def test_a_width_that_the_built_in_text_cannot_have_is_refused_although_the_text_is_not_loaded() -> None:
    assert of_holmes(89, edition="book") == []
    assert "as many units as the text has symbols, 89, got 90" in of_holmes(90, edition="book")[0]
    assert of_holmes(97) == []  # The download has other letters than the book's file.
    assert "as many units as the text has symbols, 53 to 300, got 10" in of_holmes(10)[0]


@pytest.mark.parametrize(("split", "n_symbols"), [(None, 61), ({"test": 0.5}, 59)])
def test_symbols_are_counted_in_the_training_part_only(split: dict[str, Any] | None, n_symbols: int) -> None:
    spec = merge_patch(letters_spec(n_symbols=1), {"data": {"subset": None, "split": split}, "training": {"validation": None}})
    assert f"as many units as the text has symbols, {n_symbols}, got 1" in check_spec(spec).errors[0].detail


def test_a_window_is_shorter_than_the_words_of_the_text() -> None:
    spec = words_spec()
    spec["preprocessing"]["inputs"][1]["size"] = 40_000
    faults = {fault.pointer: fault.detail for fault in check_spec(merge_patch(spec, {"data": {"source": "sonnets", "subset": None}})).errors}
    assert "expected a window of less than the" in faults["/preprocessing/inputs/1/size"]
    assert "symbols of the training part, got 40,000" in faults["/preprocessing/inputs/1/size"]


def test_a_job_that_goes_on_from_a_model_takes_its_vocabulary_and_is_not_counted() -> None:
    pointers = {fault.pointer for fault in check_spec(letters_spec(n_symbols=60) | {"start_from": "letters@1"}).errors}
    assert pointers == {"/start_from"}


def test_an_output_without_probabilities_is_refused() -> None:
    spec = letters_spec()
    spec["model"]["layers"][-1]["activation"] = "linear"
    (fault,) = check_spec(spec).errors
    assert (fault.pointer, "expected softmax, as a text model gives a probability for each symbol; got linear" in fault.detail) == (
        "/model/layers/2",
        True,
    )


def test_samples_are_for_text_models() -> None:
    spec = merge_patch(recipes()["sines0-lstm3-w3"].spec, {"training": {"samples": {}}})
    (fault,) = check_spec(spec).errors
    assert (fault.pointer, "only text models" in fault.detail) == ("/training/samples", True)


def test_a_stateful_layer_takes_its_batches_in_order() -> None:
    (fault,) = check_spec(words_spec(shuffle=True)).errors
    assert (fault.pointer, "expected false, as a stateful layer continues from the previous batch; got true" in fault.detail) == (
        "/training/shuffle",
        True,
    )
