"""The order of the schemas in the document: layers stand with layers, steps with steps."""

from typing import Any


def kin_together(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document with its schemas in the order of their fields, then of their names.

    Schemas that are alike begin with the same fields. They stand side by side, where gzip, which looks back 32 KB, finds what they share: a
    twentieth of the compressed size.
    """
    schemas = document["components"]["schemas"]
    ordered = {name: schemas[name] for name in sorted(schemas, key=lambda name: (list(schemas[name].get("properties", ())), name))}
    return {**document, "components": {**document["components"], "schemas": ordered}}
