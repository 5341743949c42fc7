"""Golden examples of a model as requests in every form of body that the model takes, by the hot path and by the ordinary route."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.artifact.golden import Golden
from models.artifact.signature import InputSignature, Signature
from models.core.arrays import Array
from tests.acceptance.service import png
from tests.golden_samples import samples_of

#: Requests in JSON have these numbers of samples, and as many as there are examples.
SIZES = (1, 40)
NPY, NPZ, CSV, PNG = ({"content-type": media} for media in ("application/x-npy", "application/x-npz", "text/csv", "image/png"))


@dataclass(frozen=True)
class Body:
    """A request.

    Args:
        form: What it is, for the message of a test.
        path: Path below that of the model; `predict` may be answered on the hot path.
        arguments: Arguments of a call of httpx.
        indices: The examples that it holds.
    """

    form: str
    path: str
    arguments: dict[str, Any]
    indices: list[int]


def bodies_of(golden: Golden, signature: Signature) -> Iterator[Body]:
    """Yield the examples in every form of body."""
    samples, every = samples_of(golden), list(range(golden.n_examples))
    for size in (*SIZES, len(every)):
        indices = [index % len(every) for index in range(size)]
        inputs = [samples[index] for index in indices]
        for path in ("predict", "predict/rows"):
            yield Body(f"JSON of {size}", path, {"json": {"inputs": inputs}}, indices)
    if all(given.takes_numbers for given in signature.inputs.values()):
        yield Body("npz", "predict/arrays", {"content": _saved(**golden.inputs), "headers": NPZ}, every)
    if len(signature.inputs) == 1:
        ((name, given),) = signature.inputs.items()
        yield from _of_one_input(golden.inputs[name], given, every)


def _of_one_input(array: Array, given: InputSignature, every: list[int]) -> Iterator[Body]:
    if given.takes_numbers:
        for path in ("predict", "predict/arrays"):
            yield Body("npy", path, {"content": _npy(array), "headers": NPY}, every)
    if given.columns is not None and array.ndim == 2:
        yield Body("CSV", "predict/csv", {"content": _csv(array, given.columns), "headers": CSV}, every)
    if given.images:
        files = [_file(each) for each in array]
        for path in ("predict", "predict/image"):
            yield Body("image", path, {"content": files[0], "headers": PNG}, [0])
        form = [("images", (f"{index}.png", file, "image/png")) for index, file in enumerate(files)]
        for path in ("predict", "predict/images"):
            yield Body("images", path, {"files": form}, every)


def _npy(array: Array) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    return buffer.getvalue()


def _saved(**arrays: Array) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def _csv(rows: Array, columns: tuple[str, ...]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([["" if value is None or value != value else value for value in row] for row in rows.tolist()])
    return text.getvalue().encode()


def _file(image: Any) -> bytes:
    return image if isinstance(image, bytes) else png(np.asarray(image).astype(np.uint8), mode="L" if np.ndim(image) == 2 else "RGB")
