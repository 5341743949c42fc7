"""Write the generated half of the client: models and operations from the OpenAPI document, and the blocking code from the asynchronous one.

    python client/python/tools/generate.py DOCUMENT [--check]

With `--check` nothing is written; the exit code is 1 if a file differs from what would be. Needs datamodel-code-generator.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1] / "src" / "modelbook"
METHODS = ("get", "put", "post", "delete", "patch")
_HEADER = '"""{what}; written by client/python/tools/generate.py, do not edit."""\n'
_NOTE = "# Written from _async/{} by client/python/tools/generate.py; do not edit.\n"
#: Fields of answers that a server of an earlier release of this line does not send, by schema; `tests/test_generated.py` says which are missing here.
LATER: dict[str, list[str]] = json.loads((Path(__file__).parents[2] / "later.json").read_text(encoding="utf-8"))
#: Tag of operations that are for other clients, and path of those that are for pages in a browser.
_OTHERS, _OF_PAGES = "inference", "/v1/login"
#: The spec of a job in a schema, and any object.
_SPEC, _ANY_OBJECT = {"$ref": "#/components/schemas/JobSpec"}, {"type": "object", "additionalProperties": True}
#: Words of asynchronous code, and what stands for them in blocking code; the order counts.
_WORDS = (
    (r"\basync (def|for|with)\b", r"\1"),
    (r"\bawait ", ""),
    (r"\b_async\b", "_sync"),
    (r"\bAsync(?=[A-Z])", ""),
    (r"\b__a(iter|next|enter|exit)__\b", r"__\1__"),
    (r"\ba(iter_bytes|iter_lines|read|close|closing)\b", r"\1"),
    (r"\bStopAsyncIteration\b", "StopIteration"),
    (r"\bimport asyncio\b", "import time"),
    (r"\basyncio\.sleep\b", "time.sleep"),
    (r"\bfrom asyncio import to_thread\n", ""),
    (r"\bto_thread\((\w+), ", r"\1("),
    (r"\basynccontextmanager\b", "contextmanager"),
    (r"\basynchronous\b", "blocking"),
)


def blocking(source: str) -> str:
    """Return asynchronous code as blocking code."""
    for pattern, word in _WORDS:
        source = re.sub(pattern, word, source)
    return source


def blocking_files() -> dict[Path, str]:
    """Return the files of `_sync` by path, made from those of `_async`."""
    return {PACKAGE / "_sync" / path.name: _NOTE.format(path.name) + blocking(path.read_text()) for path in sorted((PACKAGE / "_async").glob("*.py"))}


def own(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document without the Open Inference Protocol, which has clients of its own, and without what only browsers have a use for."""
    others = {path: item for path, item in document["paths"].items() if path == _OF_PAGES or _is_of_others(item)}
    paths = {path: item for path, item in document["paths"].items() if path not in others}
    schemas = document["components"]["schemas"]
    dropped = _reachable(others, schemas) - _reachable(paths, schemas)
    kept = {name: schema for name, schema in schemas.items() if name not in dropped}
    return {**document, "paths": paths, "components": {**document["components"], "schemas": kept}}


def _is_of_others(item: dict[str, Any]) -> bool:
    return any(_OTHERS in operation["tags"] for method, operation in item.items() if method in METHODS)


def operations(document: dict[str, Any]) -> str:
    """Return the table of operations as a Python file."""
    found = {o["operationId"]: (m.upper(), p) for p, item in own(document)["paths"].items() for m, o in item.items() if m in METHODS}
    lines = [f'{name.upper()} = Operation("{name}", "{method}", "{path}")' for name, (method, path) in sorted(found.items())]
    return "\n".join(
        [
            _HEADER.format(what="Every operation of the API"),
            "from typing import NamedTuple\n\n",
            "class Operation(NamedTuple):",
            '    """An operation: its id, and the method and path of its requests."""\n',
            "    id: str",
            "    method: str",
            "    path: str\n\n",
            *lines,
            "",
        ]
    )


def models(document: dict[str, Any]) -> str:
    """Return the models of requests and answers as a Python file."""
    from datamodel_code_generator import DataModelType, InputFileType, LiteralType, PythonVersion, generate  # Only the generation needs it.
    from datamodel_code_generator.enums import NamingStrategy
    from datamodel_code_generator.format import Formatter

    code = generate(
        json.dumps(_plain(own(document))),
        input_file_type=InputFileType.OpenAPI,
        output_model_type=DataModelType.PydanticV2BaseModel,
        target_python_version=PythonVersion.PY_310,
        base_class="modelbook._base.Model",
        settings_path=PACKAGE.parents[1],
        custom_file_header=_HEADER.format(what="The schemas of the API"),
        formatters=[Formatter.BUILTIN],
        enum_field_as_literal=LiteralType.All,
        naming_strategy=NamingStrategy.ParentPrefixed,
        use_union_operator=False,  # Python 3.9 cannot evaluate `X | Y`.
        use_annotated=True,
        field_constraints=True,
        use_standard_collections=True,
        use_schema_description=True,
        use_field_description=True,
        use_one_literal_as_default=True,
        use_type_alias=True,
        reuse_model=True,
        collapse_reuse_models=True,
        disable_timestamp=True,
    )
    return str(code)


def _plain(document: dict[str, Any]) -> dict[str, Any]:
    """Return the schemas as models need them: no titles, no defaults (the server fills them in), and answers open to new fields and values."""
    schemas = {name: _without(schema) for name, schema in document["components"]["schemas"].items()}
    for name in schemas.keys() - _reachable(_bodies(document), schemas):
        _open_enumerations(schemas[name])
        schemas[name] = _open_fields(_open_specs(schemas[name]))
    for name, fields in LATER.items():
        schemas[name]["required"] = [field for field in schemas[name]["required"] if field not in fields]
    return {"openapi": document["openapi"], "info": {"title": "Modelbook", "version": "1"}, "paths": {}, "components": {"schemas": schemas}}


def _without(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if key not in ("title", "default", "example", "examples")}
    return {key: {n: _without(s) for n, s in value.items()} if key == "properties" else _without(value) for key, value in kept.items()}


def _bodies(document: dict[str, Any]) -> list[Any]:
    """Return the schemas of all request bodies."""
    return [operation.get("requestBody") for item in document["paths"].values() for m, operation in item.items() if m in METHODS]


def _reachable(roots: Any, schemas: dict[str, Any]) -> set[str]:
    """Return the names of the schemas that some parts of a document refer to."""
    found: set[str] = set()
    pending = [roots]
    while pending:
        names = set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(pending.pop()))) - found
        found |= names
        pending += [schemas[name] for name in names]
    return found


def _open_enumerations(schema: Any) -> None:
    """Let an answer have values of an enumeration that a newer server has added. Constants stay: they tell the members of a union apart."""
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        _open_enumerations(part)
    if isinstance(schema, dict) and schema.get("type") == "string" and len(schema.get("enum", ())) > 1:
        values = {"type": schema.pop("type"), "enum": schema.pop("enum")}
        schema["anyOf"] = [values, {"type": "string"}]


def _open_specs(schema: Any) -> Any:
    """Let an answer have a spec with fields that only a newer server knows: as a dictionary then."""
    if isinstance(schema, list):
        return [_open_specs(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if _SPEC in schema.get("anyOf", ()):
        return {**schema, "anyOf": [*schema["anyOf"], _ANY_OBJECT]}
    return {"anyOf": [schema, _ANY_OBJECT]} if schema.get("$ref") == _SPEC["$ref"] else {key: _open_specs(part) for key, part in schema.items()}


def _open_fields(schema: Any) -> Any:
    """Let an answer have fields that only a newer server knows."""
    if isinstance(schema, list):
        return [_open_fields(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _open_fields(part) for key, part in schema.items() if (key, part) != ("additionalProperties", False)}


def generated(document: dict[str, Any]) -> dict[Path, str]:
    """Return every generated file by path."""
    return {PACKAGE / "_models.py": models(document), PACKAGE / "_operations.py": operations(document), **blocking_files()}


def main() -> int:
    """Write the files, or compare them."""
    parser = argparse.ArgumentParser(description="Write the generated half of the client.")
    parser.add_argument("document", type=Path, help="The OpenAPI document.")
    parser.add_argument("--check", action="store_true", help="Only compare.")
    options = parser.parse_args()
    files = generated(json.loads(options.document.read_text(encoding="utf-8")))
    stale = [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if options.check:
        sys.stdout.writelines(f"{path} is out of date\n" for path in stale)
        return int(bool(stale))
    for path in stale:
        path.write_text(files[path], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
