"""Types followed through preprocessing, over steps that data sets of their own would need."""

from typing import Any

import pytest

from models.checking.flow import Flow, follow
from models.core.tensors import TensorType
from models.datasets import Description
from models.specs.job import Preprocessing
from tests.faults import told

ROWS = Description(TensorType((4,), "object"), TensorType((), "str"), n_train=10, labels=("ant", "bee"))
PLAIN = Description(TensorType((4,), "float64"), TensorType((), "float64"), n_train=10)
TEXT = Description(TensorType((), "str", "time"), None, n_train=100)
SERIES = Description(TensorType((2,), "float64", "time"), None, n_train=10)


def flow_of(data: Description, inputs: list[dict[str, Any]], targets: list[dict[str, Any]] | None = None) -> Flow:
    steps = Preprocessing.model_validate({"inputs": inputs, "targets": targets or []})
    return follow(steps.input_steps_of("in"), steps.target_steps_of("out"), data)


def faults_of(data: Description, inputs: list[dict[str, Any]], targets: list[dict[str, Any]] | None = None) -> list[tuple[str, str]]:
    return told(flow_of(data, inputs, targets).faults)


ENCODE = {"step": "encode_categories", "columns": [0], "categories": [["red", "blue"]]}
LETTERS = {"step": "letters"}
WINDOW = {"step": "window", "size": 3}


def test_mixed_rows_become_numbers_and_text_labels_ids() -> None:
    flow = flow_of(ROWS, [{"step": "impute", "strategy": "most_frequent"}, ENCODE, {"step": "min_max"}], [{"step": "label_encode"}])
    assert flow == Flow(TensorType((5,), "float64"), TensorType((), "int32"), [])


def test_one_hot_is_as_wide_as_the_labels_the_data_names() -> None:
    assert flow_of(ROWS, [ENCODE], [{"step": "one_hot"}]).targets == TensorType((2,), "float32")


def test_a_text_becomes_windows_of_ids_with_an_id_to_predict() -> None:
    assert flow_of(TEXT, [LETTERS, WINDOW]) == Flow(TensorType((3,), "int32"), TensorType((), "int32"), [])


def test_one_hot_letters_give_one_hot_targets() -> None:
    letters = {**LETTERS, "vocabulary": ["a", "b"], "output": "one_hot"}
    assert flow_of(TEXT, [letters, WINDOW]) == Flow(TensorType((3, 2), "float32"), TensorType((2,), "float32"), [])


def test_values_that_are_no_numbers_are_kept_from_the_model() -> None:
    assert faults_of(ROWS, []) == [
        ("/preprocessing/inputs", "the model takes numbers, but gets values of type object: expected steps that convert them, got none")
    ]
    assert flow_of(ROWS, []).inputs is None


@pytest.mark.parametrize("step", ["normalize", "polynomial_features"])
def test_a_step_with_no_way_back_is_refused_over_targets_and_before_a_window(step: str) -> None:
    phrase = f"expected a step with an inverse, which is applied to the model's outputs; got {step}"
    assert ("/preprocessing/targets/0", phrase) in faults_of(PLAIN, [], [{"step": step}])
    assert faults_of(SERIES, [{"step": "min_max"}, {"step": step}, WINDOW]) == [("/preprocessing/inputs/1", phrase)]
    assert faults_of(PLAIN, [{"step": step}]) == []


def test_a_step_with_a_way_back_that_is_not_exact_is_taken() -> None:
    assert faults_of(SERIES, [{"step": "clip", "low": 0}, {"step": "impute"}, {"step": "pca", "n_components": 1}, WINDOW]) == []
