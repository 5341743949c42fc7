"""Golden examples are recorded as callers send and get them."""

import numpy as np
import pytest

from models.core.errors import ArtifactError
from models.serving.predictor import Predictor
from models.serving.recording import record_golden
from tests.bare import Formula, chain_of, signature_of

NAN = float("nan")


def doubling(**signature: object) -> Predictor:
    return Predictor(signature_of("regression", (2,), columns=("a", "b"), **signature), chain_of(), Formula(lambda x: 2 * x[:, :1] + x[:, 1:]))


def test_rows_are_recorded_with_the_names_of_their_columns() -> None:
    golden = record_golden(doubling(), {"inputs": np.array([[1.0, 5.0], [2.0, 6.0]])})
    assert golden.items() == {"inputs": [{"a": 1.0, "b": 5.0}, {"a": 2.0, "b": 6.0}]}
    assert golden.predictions == ({"value": 7.0}, {"value": 10.0})
    doubling().replay(golden)


def test_another_order_of_the_columns_is_refused() -> None:
    golden = record_golden(doubling(), {"inputs": np.array([[1.0, 5.0]])})
    other = Predictor(signature_of("regression", (2,), columns=("b", "a")), chain_of(), doubling().runtime)
    with pytest.raises(ArtifactError, match=r"relative difference 0\.57 in output 'outputs' of example 0"):
        other.replay(golden)
    gone = Predictor(signature_of("regression", (2,), columns=("a", "c")), chain_of(), doubling().runtime)
    with pytest.raises(ArtifactError, match=r"not reproduced: InputError: /inputs/0/inputs/b: expected no other columns"):
        gone.replay(golden)


def test_examples_that_no_caller_may_send_are_left_out() -> None:
    golden = record_golden(doubling(), {"inputs": np.array([[NAN, 1.0], [1.0, 5.0]])})
    assert golden.inputs["inputs"].tolist() == [[1.0, 5.0]]
    assert golden.predictions == ({"value": 7.0},)


def test_if_no_caller_may_send_any_example_their_outputs_are_recorded() -> None:
    golden = record_golden(doubling(), {"inputs": np.array([[1.0, NAN], [NAN, 1.0]])})
    assert (golden.n_examples, golden.predictions) == (2, None)
    assert golden.outputs["outputs"].shape == (2, 1)


def test_a_model_without_examples_has_no_predictions_either() -> None:
    golden = record_golden(doubling(), {"inputs": np.zeros((0, 2))})
    assert (golden.n_examples, golden.predictions) == (0, ())
    doubling().replay(golden)
