"""The files of the OpenAPI document: one for each form of it, shipped with the package, so that a server reads them and makes nothing."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from service.document_forms.docs_form import without_spec
from service.document_forms.kin import kin_together
from service.document_forms.openapi_30 import openapi_30
from service.document_forms.shared_parts import with_shared_parts
from service.document_forms.spec_form import spec_schema

#: Folder with the files of this version.
SHIPPED = Path(__file__).parents[1] / "documents"
#: How each file is made of the document.
FORMS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "openapi.json": with_shared_parts,
    "openapi-3.0.json": lambda document: openapi_30(with_shared_parts(document)),
    "openapi-docs.json": lambda document: without_spec(with_shared_parts(document)),
    "job-spec.schema.json": spec_schema,
}
#: Longest part of a document that is on one line at any depth, in characters; and depth from which every part is.
_SHORT, _DEPTH = 120, 3


def files_of(document: dict[str, Any]) -> dict[str, str]:
    """Return the text of each file by its name."""
    ordered = kin_together(document)
    return {name: document_text(form(ordered)) for name, form in FORMS.items()}


def shipped_file(name: str) -> str:
    """Return the text of a file of this version."""
    return (SHIPPED / name).read_text(encoding="utf-8")


def write_files(document: dict[str, Any], folder: Path) -> None:
    """Write every file into a folder, for everybody to read, unlike what the service writes otherwise."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files_of(document).items():
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o644)


def document_text(document: dict[str, Any]) -> str:
    """Return a document as JSON with a line for each operation and schema: small to send, and changes can be read line by line."""
    return _lines(document, _DEPTH) + "\n"


def _lines(part: Any, depth: int) -> str:
    whole = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
    if depth == 0 or not isinstance(part, dict) or len(whole) <= _SHORT:
        return whole
    return "{\n" + ",\n".join(f"{json.dumps(key)}:{_lines(value, depth - 1)}" for key, value in part.items()) + "\n}"
