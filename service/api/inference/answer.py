"""Answers to requests to infer: JSON, and the bytes of tensors after it."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import orjson

from models.core.arrays import Array
from service.api.inference.datatypes import Values, content_of
from service.api.inference.outputs import Answered

#: Values that are written at a time: other threads run in between.
PIECE = 50_000


def answer_of(tensors: Sequence[Answered], named: dict[str, Any]) -> tuple[bytes, int | None]:
    """Return the body of an answer.

    Args:
        tensors: Its outputs.
        named: Its other fields.

    Returns:
        The body; and the number of its bytes that are JSON, None for all of them.
    """
    contents = [content_of(tensor.values) if tensor.is_binary else None for tensor in tensors]
    outputs = [_tensor(tensor, content) for tensor, content in zip(tensors, contents, strict=True)]
    head = orjson.dumps({**named, "outputs": outputs})
    sent = [content for content in contents if content is not None]
    return (b"".join([head, *sent]), len(head)) if sent else (head, None)


def _tensor(tensor: Answered, content: bytes | None) -> dict[str, Any]:
    described = {"name": tensor.name, "datatype": tensor.datatype, "shape": tensor.shape}
    if content is not None:
        return {**described, "parameters": {"binary_data_size": len(content)}}
    return {**described, "data": orjson.Fragment(b"[" + b",".join(_pieces(tensor.values)) + b"]")}


def _pieces(values: Values) -> Iterator[bytes]:
    """Yield the values as JSON without the brackets around them. What is not finite becomes null."""
    flat: Array | list[Any] = np.ascontiguousarray(values).reshape(-1) if isinstance(values, np.ndarray) else values
    for start in range(0, len(flat), PIECE):
        piece = flat[start : start + PIECE]
        plain = piece.tolist() if isinstance(piece, np.ndarray) and piece.dtype.kind == "b" else piece
        yield orjson.dumps(plain, option=orjson.OPT_SERIALIZE_NUMPY)[1:-1]
