"""Predictions agree with recorded ones where labels are equal and numbers equal up to rounding; else the message says where they do not."""

from typing import Any

import numpy as np
import pytest

from models.artifact.agreement import require_reproduced
from models.artifact.golden import Golden
from models.artifact.signature import Method
from models.core.errors import ArtifactError

SEVEN = {"label": 7, "probability": 0.9, "probabilities": {"2": 0.1, "7": 0.9}}
TWO = {"label": 2, "probability": 0.9, "probabilities": {"2": 0.9, "7": 0.1}}
IMAGE = {"value": [[0.0, 255.0], [10.0, 20.0]], "error": 0.01}


def golden(*predictions: dict[str, Any], outputs: Any = ((1.0, 2.0),), by_method: Any = None) -> Golden:
    return Golden({"inputs": np.zeros((1, 1))}, {"outputs": np.array(outputs)}, predictions, by_method or {})


@pytest.mark.parametrize(
    "prediction", [SEVEN, IMAGE, {"value": float("nan")}, {"cluster": 3}, {"a": {"label": "x"}, "b": {"value": 1.5}}, {"row": []}]
)
def test_equal_predictions_agree(prediction: dict[str, Any]) -> None:
    require_reproduced(golden(prediction), golden(prediction))


def test_rounding_is_allowed_relative_to_the_largest_number_of_the_field() -> None:
    close = {"value": [[0.0, 255.0], [10.0, 20.001]], "error": 0.01}
    require_reproduced(golden(close), golden(IMAGE))


@pytest.mark.parametrize(
    ("found", "expected", "message"),
    [
        (TWO, SEVEN, r"prediction /0/label: expected 7, got 2"),
        ({**SEVEN, "label": "7"}, SEVEN, r"prediction /0/label: expected 7, got '7'"),
        ({**SEVEN, "probabilities": {"2": 0.11, "7": 0.89}}, SEVEN, r"prediction /0/probabilities/2: expected 0\.1, got 0\.11"),
        (
            {**SEVEN, "probabilities": {"2": 0.1, "8": 0.9}},
            SEVEN,
            r"prediction /0/probabilities: expected {'2': 0\.1, '7': 0\.9}, got {'2': 0\.1, '8'",
        ),
        ({"label": 7}, SEVEN, r"prediction /0: expected \['label', 'probability', 'probabilities'\], got \['label'\]"),
        ({"value": [[0.0, 255.0], [10.0, 20.1]], "error": 0.01}, IMAGE, r"prediction /0/value/1/1: expected 20, got 20\.1"),
        ({"value": [[0.0, 255.0]], "error": 0.01}, IMAGE, r"prediction /0/value: expected 'numbers of shape \(2, 2\)', got \[\[0\.0, 255\.0\]\]"),
        ({**IMAGE, "error": 0.0101}, IMAGE, r"prediction /0/error: expected 0\.01, got 0\.0101"),
        ({"value": 1.0}, {"value": float("nan")}, r"prediction /0/value: expected nan, got 1"),
        ({"cluster": 1}, {"cluster": 0}, r"prediction /0/cluster: expected 0, got 1"),
        ({"kind": {"label": "a"}}, {"kind": {"label": "b"}}, r"prediction /0/kind/label: expected 'b', got 'a'"),
    ],
)
def test_other_predictions_are_refused_and_the_message_says_where(found: dict[str, Any], expected: dict[str, Any], message: str) -> None:
    with pytest.raises(ArtifactError, match=f"^its golden examples are not reproduced: {message}"):
        require_reproduced(golden(found), golden(expected))


def test_another_number_of_predictions_is_refused() -> None:
    with pytest.raises(ArtifactError, match=r"prediction /: expected 2 predictions, got 1"):
        require_reproduced(golden(SEVEN), golden(SEVEN, TWO))


def test_other_outputs_are_refused_with_the_output_and_the_example() -> None:
    with pytest.raises(ArtifactError, match=r"relative difference 0\.25 in output 'outputs' of example 1, at most 0\.0001 allowed"):
        require_reproduced(golden(outputs=[[1.0, 4.0], [1.0, 3.0]]), golden(outputs=[[1.0, 4.0], [1.0, 4.0]]))
    with pytest.raises(ArtifactError, match=r"in output 'outputs', of shape \(1, 1\) instead of \(1, 2\)"):
        require_reproduced(golden(outputs=[[1.0]]), golden())


def test_a_method_is_compared_only_where_the_runtime_computes_it() -> None:
    expected = golden(by_method={Method.DECISION_FUNCTION: ({"decision": 1.5},)})
    require_reproduced(golden(), expected)
    with pytest.raises(ArtifactError, match=r"decision_function of example /0/decision: expected 1\.5, got 1\.6"):
        require_reproduced(golden(by_method={Method.DECISION_FUNCTION: ({"decision": 1.6},)}), expected)
