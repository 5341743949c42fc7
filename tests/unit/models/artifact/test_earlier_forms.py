"""What files and rows of earlier versions hold, in today's form."""

from typing import Any

import pytest

from models.artifact.earlier import stored_signature, stored_steps
from models.artifact.signature import InputSignature, Method, OutputSignature, Signature

VERSION_1: dict[str, Any] = {
    "kind": "classification",
    "input_shape": [28, 28],
    "input_dtype": "uint8",
    "pictures": True,
    "model_shape": [784],
    "output_shape": [10],
    "labels": list(range(10)),
}
VERSION_2 = {**VERSION_1, "methods": ["predict"], "columns": None, "text_columns": [], "predicts_likeliest": False}
GIVEN = InputSignature((28, 28), "uint8", True, (784,))
OUTPUT = OutputSignature("classification", (10,), tuple(range(10)))
BOTH = (Method.PREDICT, Method.PREDICT_PROBA)


@pytest.mark.parametrize(("record", "methods", "direct"), [(VERSION_1, BOTH, BOTH), (VERSION_2, (Method.PREDICT,), (Method.PREDICT_PROBA,))])
def test_a_signature_without_names_gets_the_names_of_a_model_without_nodes(record: Any, methods: Any, direct: Any) -> None:
    assert stored_signature(record) == Signature({"inputs": GIVEN}, {"outputs": OUTPUT}, methods, direct)


@pytest.mark.parametrize(
    ("changes", "direct"),
    [({"kind": "transform", "labels": None}, "transform"), ({"kind": "regression", "labels": None}, "predict"), ({"output_shape": []}, "predict")],
)
def test_the_methods_that_outputs_give_are_worked_out(changes: Any, direct: str) -> None:
    assert stored_signature({**VERSION_1, **changes}).direct_methods == (Method(direct),)


def test_what_belongs_to_the_whole_model_and_to_its_series_is_kept() -> None:
    record = {**VERSION_2, "kind": "forecasting", "labels": None, "target_columns": ["price"], "stateful": True, "latent_size": None}
    signature = stored_signature(record)
    assert (signature.output.target_columns, signature.stateful, signature.latent_size) == (("price",), True, None)


def test_a_signature_by_names_keeps_them() -> None:
    given = {"input_shape": [2], "input_dtype": "float64", "pictures": False, "model_shape": [2], "columns": ["a", "b"], "text_columns": [1]}
    kinds = {"kind": ("classification", ["x", "y"]), "weight": ("regression", None)}
    outputs = {name: {"kind": kind, "output_shape": [2 if labels else 1], "labels": labels} for name, (kind, labels) in kinds.items()}
    signature = stored_signature({"kind": "named", "inputs": {"facts": given}, "outputs": outputs})
    assert signature.inputs == {"facts": InputSignature((2,), "float64", False, (2,), ("a", "b"), (1,))}
    assert signature.outputs == {"kind": OutputSignature("classification", (2,), ("x", "y")), "weight": OutputSignature("regression", (1,))}
    assert (signature.methods, signature.direct_methods) == ((), ())


def test_a_signature_of_today_is_read_back() -> None:
    signature = Signature({"x": GIVEN}, {"y": OUTPUT}, BOTH, BOTH, stateful=True, latent_size=2)
    assert stored_signature(signature.as_dict()) == signature


def test_steps_without_names_belong_to_the_one_input_and_the_one_output() -> None:
    assert stored_steps({"inputs": [1, 2], "targets": [3]}) == {"inputs": {"inputs": [1, 2]}, "targets": {"outputs": [3]}}
    assert stored_steps({"inputs": {"x": [1]}, "targets": {"y": []}}) == {"inputs": {"x": [1]}, "targets": {"y": []}}
