"""The light form of the OpenAPI document, for pages: the job spec is apart, since drawing its hundreds of schemas takes seconds."""

from typing import Any

from service.document_forms.references import reachable, references

#: Schemas that are replaced by a free-form object. Their full form has a URL of its own.
APART = frozenset({"JobSpec"})
#: URLs are relative to the page, which may be below any path.
_DESCRIPTION = "A job spec. Its full form: [JSON Schema](v1/specs/schema), and all schemas in [openapi.json](openapi.json)."
_FREE_FORM = {"title": "JobSpec", "type": "object", "additionalProperties": True, "description": _DESCRIPTION}


def without_spec(document: dict[str, Any]) -> dict[str, Any]:
    """Return an OpenAPI document with the job spec as a free-form object, and without the schemas that nothing else uses.

    Args:
        document: The full document; it is not changed.
    """
    components = document["components"]
    schemas = {name: _FREE_FORM if name in APART else schema for name, schema in components["schemas"].items()}
    rest = {**document, "components": {key: part for key, part in components.items() if key != "schemas"}}
    used = reachable(schemas, references(rest))
    kept = {name: schema for name, schema in schemas.items() if name in used}
    return {**document, "components": {**components, "schemas": kept}}
