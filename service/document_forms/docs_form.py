"""The light form of the OpenAPI document, for pages: the job spec is apart, since drawing its hundreds of schemas takes seconds."""

from typing import Any

from service.document_forms.references import reachable, references

#: What is said of the schemas that are replaced by a free-form object. URLs are relative to the page, which may be below any path.
_APART = {
    "JobSpec": "A job spec. Its full form: [JSON Schema](v1/specs/schema), and all schemas in [openapi.json](openapi.json).",
    "ImportSpec": "The spec of an imported network. Its full form: ImportSpec in [openapi.json](openapi.json).",
}


def without_spec(document: dict[str, Any]) -> dict[str, Any]:
    """Return an OpenAPI document with specs as free-form objects, and without the schemas that nothing else uses.

    Args:
        document: The full document; it is not changed.
    """
    components = document["components"]
    schemas = {name: _free_form(name) if name in _APART else schema for name, schema in components["schemas"].items()}
    rest = {**document, "components": {key: part for key, part in components.items() if key != "schemas"}}
    used = reachable(schemas, references(rest))
    kept = {name: schema for name, schema in schemas.items() if name in used}
    return {**document, "components": {**components, "schemas": kept}}


def _free_form(name: str) -> dict[str, Any]:
    return {"title": name, "type": "object", "additionalProperties": True, "description": _APART[name]}
