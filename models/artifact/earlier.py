"""Convert what artifacts of format versions 1 to 3, and database rows of their models, hold to the current form.

They have two forms: one input and one output without names, and named ones. The former get the names that a model without named nodes has.
"""

from typing import Any

import h5py

from models.artifact.packing import read_json
from models.artifact.signature import Method, Signature
from models.specs.ports import INPUT, OUTPUT

#: Kind in the signature of a model with named inputs and outputs.
_NAMED = "named"
_INPUT_FIELDS = ("input_shape", "input_dtype", "pictures", "model_shape", "columns", "text_columns")
_NEW_NAMES = {"pictures": "images"}
_OUTPUT_FIELDS = ("kind", "output_shape", "labels", "target_columns")


def stored_signature(record: dict[str, Any]) -> Signature:
    """Rebuild a signature from the record of any format version."""
    return Signature.from_dict(record if "kind" not in record else _named(record) if record["kind"] == _NAMED else _unnamed(record))


def stored_steps(record: dict[str, Any]) -> dict[str, Any]:
    """Return the record of a chain by port."""
    return {side: steps if isinstance(steps, dict) else {name: steps} for (side, steps), name in zip(_sides(record), (INPUT, OUTPUT), strict=True)}


def stored_evaluations(group: h5py.Group) -> dict[str, Any]:
    """Return the records of evaluations by output; empty where there are none."""
    if "evaluation" in group:
        return {OUTPUT: read_json(group, "evaluation")}
    return dict(read_json(group, "evaluations")) if "evaluations" in group else {}


def _input(record: dict[str, Any]) -> dict[str, Any]:
    """Return the stored record of one input with current names: version 4 renamed picture to image."""
    given = {_NEW_NAMES.get(name, name): record[name] for name in _INPUT_FIELDS if name in record}
    return {**given, "input_dtype": "image"} if given["input_dtype"] == "picture" else given


def _sides(record: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(side, record[side]) for side in ("inputs", "targets")]


def _named(record: dict[str, Any]) -> dict[str, Any]:
    outputs = record["outputs"]
    methods = _direct_methods(next(iter(outputs.values())), likeliest=True) if len(outputs) == 1 else ()
    return {
        "inputs": {name: _input(given) for name, given in record["inputs"].items()},
        "outputs": outputs,
        "methods": methods,
        "direct_methods": methods,
    }


def _unnamed(record: dict[str, Any]) -> dict[str, Any]:
    output = {name: record[name] for name in _OUTPUT_FIELDS if name in record}
    direct = _direct_methods(output, likeliest=record.get("predicts_likeliest", True))
    return {
        "inputs": {INPUT: _input(record)},
        "outputs": {OUTPUT: output},
        "methods": record.get("methods", direct),  # Version 1 stores no methods.
        "direct_methods": direct,
        "stateful": record.get("stateful", False),
        "latent_size": record.get("latent_size"),
    }


def _direct_methods(output: dict[str, Any], *, likeliest: bool) -> tuple[str, ...]:
    """Derive the field that later versions store: the methods that need only the model's outputs."""
    if output["kind"] == "transform":
        return (Method.TRANSFORM,)
    if output["labels"] is None or not output["output_shape"]:
        return (Method.PREDICT,)
    return (Method.PREDICT, Method.PREDICT_PROBA) if likeliest else (Method.PREDICT_PROBA,)
