"""Figures of predicted values: what is along their axis, and what is not drawn."""

from typing import Any

import pytest

from models.artifact.signature import InputSignature, OutputSignature, Signature
from models.plots.figures import MadePlot
from models.plots.subjects import Answer
from tests.unit.models.plots.drawing import plots_of, written_in


def drawn(kind: str, output_shape: tuple[int, ...], values: list[Any]) -> MadePlot:
    """Return the figure of values that a model with that output has predicted."""
    given = InputSignature((None, 1), "float64", images=False, model_shape=(5, 1))
    signature = Signature({"input": given}, {"output": OutputSignature(kind, output_shape)})
    answer = Answer("toy@1", "predict", {"inputs": [[]] * len(values)}, {"predictions": [{"value": value} for value in values]}, signature)
    return plots_of(answer)["answer-values"]


@pytest.mark.parametrize(
    ("kind", "output_shape", "value", "along"),
    [
        ("regression", (5,), [1.0, 2.0, 3.0, 4.0, 5.0], "output"),
        ("forecasting", (5, 1), [1.0, 2.0, 3.0, 4.0, 5.0], "output"),
        ("forecasting", (1,), [1.0, 2.0, 3.0, 4.0, 5.0], "window"),
        ("forecasting", (2,), [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], "window"),
        ("forecasting", (1, 2), [[1.0, 2.0]], "output"),
    ],
)
def test_values_of_one_input_are_by_window_where_it_has_several(kind: str, output_shape: tuple[int, ...], value: list[Any], along: str) -> None:
    made = drawn(kind, output_shape, [value])
    assert made.numbers["position_name"] == along
    assert along in written_in(made)


def test_a_value_of_each_input_is_by_input() -> None:
    assert drawn("regression", (1,), [1.0, 2.0]).numbers["position_name"] == "input"


def test_the_heading_says_what_is_not_drawn() -> None:
    assert "toy@1: predicted values, the first 6 of 7 columns" in written_in(drawn("regression", (7,), [dict.fromkeys("abcdefg", 1.0)]))
    assert "toy@1: predicted values, the first 1,000 of 1,200 predictions" in written_in(drawn("regression", (1,), [1.0] * 1200))
    assert "toy@1: predicted values" in written_in(drawn("regression", (1,), [1.0] * 1000))
