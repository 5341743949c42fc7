"""The order of the schemas in the document."""

from service.document_forms.kin import kin_together


def test_schemas_with_the_same_first_fields_stand_together() -> None:
    fields = {"Dense": ["layer", "units"], "Cast": ["step", "dtype"], "Dropout": ["layer", "rate"], "Clip": ["step", "low"], "Padding": []}
    schemas = {name: {"properties": dict.fromkeys(names, True)} for name, names in fields.items()}
    made = kin_together({"components": {"schemas": schemas, "headers": {}}, "paths": {}})
    assert list(made["components"]["schemas"]) == ["Padding", "Dropout", "Dense", "Cast", "Clip"]
    assert (made["components"]["headers"], made["paths"]) == ({}, {})
