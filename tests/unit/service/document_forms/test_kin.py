"""The order of the schemas in the document."""

from service.document_forms.kin import kin_together


def test_schemas_are_in_the_order_of_the_last_words_of_their_names() -> None:
    names = ["Adam", "GRULayer", "DenseLayer", "Conv1DLayer", "CastStep", "L1L2", "JobOut"]
    made = kin_together({"components": {"schemas": {name: {} for name in names}, "headers": {}}, "paths": {}})
    assert list(made["components"]["schemas"]) == ["Adam", "L1L2", "Conv1DLayer", "DenseLayer", "GRULayer", "JobOut", "CastStep"]
    assert (made["components"]["headers"], made["paths"]) == ({}, {})
