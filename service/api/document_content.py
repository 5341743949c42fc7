"""What the OpenAPI document says of each operation for its callers: a summary, path parameters, examples of answers."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from service.api.value_types import STANDS_FOR

_SCHEMA = "#/components/schemas/"
#: Examples of answers by the names of their schemas, as a service has given them.
ANSWERS_FILE = Path(__file__).parent / "answer_examples.json"
#: What a path parameter means, wherever it stands.
PATH_PARAMETERS = {
    "ref": "A model: its name, name@3 for version 3, or name:champion for an alias; of another owner's model owner/name.",
    "name": "Name of a model; of another owner's model owner/name.",
    "version": "Number of the version, from 1.",
    "job_id": "Id of a job.",
    "sweep_id": "Id of a sweep.",
    "epoch": "Epoch of the checkpoint, from 1.",
    "upload_id": "Id of a resumable upload.",
    "deletion_id": "Id of a deletion.",
    "dataset_id": "Name of a built-in data set or generator, such as iris; or the id of an upload.",
    "recipe_id": "Id of a recipe, such as mnist-dense-784.",
    "session_id": "Id of a session, as given when it was opened.",
    "key_id": "Id of a key, not the key itself.",
    "slug": "Name of a kind of problem, the end of its `type`, such as no-such-model.",
}
#: Model of the examples of an operation: one that is trained on the example of an upload, or by the recipe of its name.
_FRUIT, _SERIES, _LATENT = "fruit", "sines0-lstm3-w3", "mnist-vae"
_MODELS = {
    **dict.fromkeys(("predict_inputs", "predict_rows", "predict_csv", "draw_surface", "infer_model", "infer_model_version"), _FRUIT),
    **dict.fromkeys(("forecast_series", "transform_values", "invert_values"), _SERIES),
    **dict.fromkeys(("draw_sample", "encode_inputs"), _LATENT),
    **dict.fromkeys(("open_session", "get_session", "feed_session", "delete_session"), "rnn-stateful"),
    "generate_text": "temperature",
}
_ANY_MODEL = "mnist-dense-784"


def document_content(document: dict[str, Any]) -> None:
    """Complete a document: summaries, descriptions of path parameters, examples of answers, and schemas that others stand for."""
    _resolve(document)
    examples: dict[str, Any] = {}
    for operation in _operations(document):
        _summarize(operation)
        _describe_path(operation)
        _name_model(operation)
        _give_example(operation, examples)
    # By name, so that those that have much in common stand together: the document is compressed.
    document["components"]["examples"] = dict(sorted({**document["components"].get("examples", {}), **examples}.items()))


def _resolve(part: Any) -> None:
    """Put references where schemas stand for others by their names."""
    if isinstance(part, dict) and STANDS_FOR in part:
        part["$ref"] = _SCHEMA + part.pop(STANDS_FOR)
    for child in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        _resolve(child)


def _summarize(operation: dict[str, Any]) -> None:
    """Take the first paragraph of the description, which is the first line of a docstring, as summary."""
    first, _, rest = operation.get("description", "").partition("\n\n")
    if rest:
        operation["summary"], operation["description"] = first.rstrip(".").replace("\n", " "), rest


def _describe_path(operation: dict[str, Any]) -> None:
    for parameter in operation.get("parameters", ()):
        if parameter["in"] == "path" and parameter["name"] in PATH_PARAMETERS:
            parameter.setdefault("description", PATH_PARAMETERS[parameter["name"]])
        if parameter["in"] == "path" and parameter["name"] == "ref":
            parameter["example"] = model_of(operation["operationId"])


def model_of(operation: str) -> str:
    """Return the model that the examples of an operation are about."""
    return _MODELS.get(operation, _ANY_MODEL)


def _name_model(operation: dict[str, Any]) -> None:
    """Say which model takes the example of a body."""
    model = _MODELS.get(operation["operationId"])
    if model is not None and "requestBody" in operation:
        of = "one that is trained on the example of an upload" if model == _FRUIT else f"that of the recipe {model}"
        operation["requestBody"]["description"] = f"The example is for the model `{model}`, {of}."


def _give_example(operation: dict[str, Any], examples: dict[str, Any]) -> None:
    """Refer to the example of each JSON answer; answers of one form share it."""
    for status, response in operation["responses"].items():
        content = response.get("content", {}).get("application/json")
        name = example_name(operation["operationId"], content["schema"]) if status.startswith("2") and content is not None else None
        if name in _answers():
            examples[name] = {"value": _answers()[name]}
            content["examples"] = {name: {"$ref": f"#/components/examples/{name}"}}


def example_name(operation: str, schema: dict[str, Any]) -> str:
    """Return the name of the example of an answer: that of its schema; of a schema without a name that of the operation."""
    return str(schema.get("$ref", operation)).removeprefix(_SCHEMA)


@cache
def _answers() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ANSWERS_FILE.read_text(encoding="utf-8"))
    return found


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        yield from (operation for operation in path.values() if isinstance(operation, dict) and "operationId" in operation)
