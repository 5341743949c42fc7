"""JSON schemas of the raw inputs that a model takes, from the same signature by which they are read."""

from collections.abc import Iterable
from functools import reduce
from math import prod
from typing import Any

from models.artifact.signature import InputSignature

Schema = dict[str, Any]

_NUMBER: Schema = {"type": "number"}
_TEXT: Schema = {"type": "string"}
_IMAGE: Schema = {"type": "string", "contentEncoding": "base64", "description": "The file of an image, as base64 text."}


def sample_schema(signature: InputSignature, gaps: frozenset[int], decoded_shape: tuple[int, ...] | None = None) -> Schema:
    """Return the schema of one raw sample that is neither a series nor a text of symbols.

    Args:
        signature: Signature of the input.
        gaps: Indices of the columns in which values may be missing.
        decoded_shape: Shape of an image as an array, where the model was trained on files of images.
    """
    if signature.input_dtype == "image":
        return _IMAGE if decoded_shape is None else {"anyOf": [_IMAGE, _numbers(decoded_shape)]}
    forms = list(_value_forms(signature, gaps)) + ([_IMAGE] if signature.images else [])
    return forms[0] if len(forms) == 1 else {"anyOf": forms}


def series_schema(signature: InputSignature, n_steps: int) -> Schema:
    """Return the schema of one raw series.

    Args:
        signature: Signature of the input.
        n_steps: Fewest steps.
    """
    if signature.input_dtype == "str":
        return {**_TEXT, "minLength": n_steps}
    n_features = signature.input_shape[-1] or 1
    steps = [_numbers((n_features,))] if n_features > 1 else [_NUMBER, _numbers((1,))]
    return {"type": "array", "minItems": n_steps, "items": steps[0] if len(steps) == 1 else {"anyOf": steps}}


def text_schema() -> Schema:
    """Return the schema of one text, of which a model reads the last symbols."""
    return {**_TEXT, "minLength": 1}


def by_input(schemas: dict[str, Schema]) -> Schema:
    """Return the schema of a sample with a value for each input: an object by their names; the value itself of the only input."""
    if len(schemas) == 1:
        return next(iter(schemas.values()))
    return as_object(schemas)


def _value_forms(signature: InputSignature, gaps: frozenset[int]) -> Iterable[Schema]:
    shape = tuple(size or 0 for size in signature.input_shape)
    if signature.takes_numbers and not gaps:
        cells = [_NUMBER] * prod(shape)
        yield _numbers(shape)
        if len(shape) > 1:
            yield _numbers((prod(shape),))
    elif shape:
        text = signature.text_indices
        cells = [_cell(index in text, index in gaps) for index in range(shape[0])]
        yield {"type": "array", "prefixItems": cells, "items": False, "minItems": len(cells), "maxItems": len(cells)}
    else:
        yield _TEXT
    if signature.columns:
        yield as_object(dict(zip(signature.columns, cells, strict=True)))


def _numbers(shape: tuple[int, ...]) -> Schema:
    """Return the schema of nested lists of numbers of a shape."""
    return reduce(lambda items, size: {"type": "array", "items": items, "minItems": size, "maxItems": size}, reversed(shape), _NUMBER)


def _cell(is_text: bool, may_miss: bool) -> Schema:
    kind = "string" if is_text else "number"
    return {"type": [kind, "null"] if may_miss else kind}


def as_object(properties: dict[str, Schema]) -> Schema:
    """Return the schema of an object with these properties, all of them required, and no others."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
