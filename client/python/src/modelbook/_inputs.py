"""Inputs of a prediction in any form that a caller has, as a body that the API takes: the one place that knows these forms.

Each form is a function of `FORMS`: it returns what is sent, or None if the inputs are of another form. The first that fits is used.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from modelbook import _operations as operations
from modelbook._calls import Body, bytes_body, json_body, sendable
from modelbook._file_types import ARRAYS, FILES, IMAGES, ending_of
from modelbook._frames import back_in, cells_of, is_frame, is_series, table_of
from modelbook._images import is_pil, png_of
from modelbook._operations import Operation
from modelbook._predictions import as_array, as_list, as_one
from modelbook.errors import InputError


@dataclass(frozen=True)
class Sent:
    """What is sent for the inputs of a prediction.

    Args:
        body: The body.
        operation: Operation that takes it.
        shaped: Puts the predictions into the form of the inputs: one for one, a list for a list, an array for an array.
        rows: The inputs as JSON, for operations that take nothing else; None if they are files or arrays.
    """

    body: Body
    operation: Operation = operations.PREDICT_ROWS
    shaped: Callable[[list[Any]], Any] = field(default=as_list)
    rows: Any = None


Form = Callable[[Any], "Sent | None"]


def sent(inputs: Any) -> Sent:
    """Return what is sent for inputs.

    Raises:
        InputError: They are in no form that can be sent.
    """
    for form in FORMS:
        found = form(inputs)
        if found is not None:
            return found
    forms = "numbers, texts, rows, lists of these, arrays, data frames, images, bytes of a file, paths"
    raise InputError(f"expected {forms}, got {type(inputs).__name__}")


def rows_of(inputs: Any) -> Any:
    """Return inputs as values that JSON can hold, a list of samples."""
    found = sent(inputs)
    if found.rows is None:
        raise InputError(f"expected rows, texts, series or an array, got {type(inputs).__name__}")
    return found.rows


def images_in(inputs: Any) -> list[Path]:
    """Return the images of a folder, by name; none for inputs that are no folder."""
    if not isinstance(inputs, os.PathLike):
        return []
    path = Path(os.fspath(inputs))
    return sorted(file for file in path.iterdir() if is_image_file(file)) if path.is_dir() else []


def _frame(inputs: Any) -> Sent | None:
    """Data frames, as rows by the names of the columns."""
    if not is_frame(inputs):
        return None
    rows = table_of(inputs).rows_by_name()
    return Sent(json_body({"inputs": rows}), shaped=partial(back_in, inputs), rows=rows)


def _series(inputs: Any) -> Sent | None:
    """Series of pandas and polars, as a list of their values."""
    if not is_series(inputs):
        return None
    rows = cells_of(inputs)
    return Sent(json_body({"inputs": rows}), shaped=partial(back_in, inputs), rows=rows)


def _pil(inputs: Any) -> Sent | None:
    """An image of Pillow, as a PNG file."""
    return _of_content(png_of(inputs), IMAGES[".png"]) if is_pil(inputs) else None


def _path(inputs: Any) -> Sent | None:
    """Files and folders, by their paths; a text is one if it ends like a file that can be sent."""
    is_path = isinstance(inputs, os.PathLike) or (isinstance(inputs, str) and Path(inputs).suffix.lower() in FILES and "\n" not in inputs)
    return _file(Path(os.fspath(inputs))) if is_path else None


def _file(path: Path) -> Sent:
    if path.is_dir():
        return _images(images_in(path), path)
    content_type = FILES.get(path.suffix.lower())
    if content_type is None:
        raise InputError(f"{path}: expected a file that ends in one of {', '.join(FILES)}, or a folder of images")
    return _of_content(_content(path), content_type)


def _bytes(inputs: Any) -> Sent | None:
    """The content of one file, told by its first bytes."""
    if not isinstance(inputs, (bytes, bytearray, memoryview)):
        return None
    content = bytes(inputs)
    return _of_content(content, _type_of(content))


def _of_content(content: bytes, content_type: str) -> Sent:
    body = bytes_body(content, content_type)
    if content_type in IMAGES.values():
        return Sent(body, operations.PREDICT_IMAGE, as_one)
    if content_type in ARRAYS.values():
        return Sent(body, operations.PREDICT_ARRAYS, as_array)
    return Sent(body, operations.PREDICT_CSV)


def _images_in_list(inputs: Any) -> Sent | None:
    """Lists of images: paths, bytes, or both."""
    if not _is_list(inputs) or not inputs or not all(_is_image(item) for item in inputs):
        return None
    return _images(list(inputs), None)


def _array(inputs: Any) -> Sent | None:
    """Arrays, of numbers as a file of NumPy, of other values as rows."""
    if not hasattr(inputs, "__array__") or hasattr(inputs, "columns"):
        return None
    import numpy as np  # Not needed by callers who have no arrays.

    array = np.asarray(inputs)
    if array.ndim == 0:
        return Sent(json_body({"inputs": [array.item()]}), shaped=as_one, rows=[array.item()])
    rows = array.tolist()
    if array.dtype.kind not in "biuf":
        return Sent(json_body({"inputs": rows}), shaped=as_array, rows=rows)
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    return Sent(bytes_body(buffer.getvalue(), ARRAYS[".npy"]), operations.PREDICT_ARRAYS, as_array, rows)


def _arrays_by_name(inputs: Any) -> Sent | None:
    """Arrays by the names of a model's inputs."""
    if (
        not isinstance(inputs, Mapping)
        or not inputs
        or not all(hasattr(value, "__array__") and getattr(value, "ndim", 0) for value in inputs.values())
    ):
        return None
    import numpy as np  # As above.

    buffer = io.BytesIO()
    np.savez(buffer, **{name: np.asarray(value) for name, value in inputs.items()})
    return Sent(bytes_body(buffer.getvalue(), ARRAYS[".npz"]), operations.PREDICT_ARRAYS, as_array)


def _one(inputs: Any) -> Sent | None:
    """A text, a number, or a row by column names: one sample."""
    if not isinstance(inputs, (str, int, float, Mapping)):
        return None
    return Sent(json_body({"inputs": [inputs]}), shaped=as_one, rows=[inputs])


def _list(inputs: Any) -> Sent | None:
    """Lists of samples."""
    if not _is_list(inputs):
        return None
    rows = list(inputs)
    return Sent(json_body({"inputs": rows}), rows=rows)


#: Forms of inputs, the first that fits is used: frames, series and images of Pillow could pass as arrays.
FORMS: list[Form] = [_frame, _series, _pil, _path, _bytes, _images_in_list, _array, _arrays_by_name, _one, _list]


def _images(images: Sequence[Any], folder: Path | None) -> Sent:
    if not images:
        raise InputError(f"{folder}: expected a folder of images ({', '.join(IMAGES)}), found none")
    files = [("images", (name, content, _type_of(content))) for name, content in map(_named, images)]
    return Sent(Body(lambda: {"files": files}), operations.PREDICT_IMAGES)


def is_image_file(path: Path) -> bool:
    """Return whether a file of a folder is an image by its name; hidden files, which some systems make beside each file, are none."""
    return path.suffix.lower() in IMAGES and not path.name.startswith(".")


def _named(image: Any) -> tuple[str, bytes]:
    if isinstance(image, (bytes, bytearray, memoryview)):
        return "image", bytes(image)
    if is_pil(image):
        return "image", png_of(image)
    path = Path(os.fspath(image))
    return sendable(path.name), _content(path)


def _is_image(item: Any) -> bool:
    if isinstance(item, (bytes, bytearray, memoryview, os.PathLike)) or is_pil(item):
        return True
    return isinstance(item, str) and Path(item).suffix.lower() in IMAGES


def _is_list(inputs: Any) -> bool:
    return isinstance(inputs, Sequence) and not isinstance(inputs, (str, bytes, bytearray, memoryview))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte.
        raise InputError(f"{str(path)!r}: expected a file that can be read: {getattr(error, 'strerror', error)}") from error


def _type_of(content: bytes) -> str:
    """Return the content type of a file by its first bytes."""
    ending = ending_of(content)
    if ending is not None:
        return FILES[ending]
    raise InputError(f"expected the bytes of an image, a .npy or a .npz file, got {len(content):,} bytes that begin {content[:8]!r}")
