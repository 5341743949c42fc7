"""Draw samples like those of a training part, of which none is one of them: from the ranges of its columns, its known categories, its shades."""

import io
import re
import string
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from PIL import Image as Pillow

from models.core.arrays import Array, Ports
from models.core.deferred_rows import Samples, in_memory
from models.preparing.prepared import Prepared
from models.preprocessing.encoded_image import decode

#: Samples of which ranges are read where they are not in memory.
_READ = 2_000
#: Most different values of a column that are drawn from themselves, as categories, and how often each recurs at least on average.
_FEW_WHOLE, _RECURRING_WHOLE = 100, 2
#: The same for numbers that are not whole.
_FEW, _RECURRING = 10, 10
#: Share of the drawn values that are missing where the column has missing values; the first sample has none.
_MISSING = 0.25
#: Largest width and height of a drawn image, in pixels.
_MOST_PIXELS = 64
#: Words of a drawn text, and letters of a word where no words are known.
_WORDS, _LETTERS = 8, 6

#: The beginning of a date.
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
Draws = np.random.Generator


def drawn_examples(examples: Ports, prepared: Prepared, draws: Draws) -> Ports:
    """Draw as many samples as there are examples, of the same types and shapes.

    Args:
        examples: Raw samples by port, of which only types, shapes, and sizes and shades of images are used.
        prepared: The data. Of its values only ranges, few recurring numbers, and texts that the fitted preprocessing holds anyway are used.
        draws: The random draws.
    """
    steps = (step for steps in prepared.chain.record()["inputs"].values() for step in steps)
    known = frozenset(text for step in steps for text in _texts_in(step["state"]))
    return {name: _drawn(array, prepared.raw_train.inputs[name], known, draws) for name, array in examples.items()}


def _drawn(examples: Array, seen: Samples, known: frozenset[str], draws: Draws) -> Array:
    if examples.size and isinstance(examples.flat[0], bytes):
        return _images(examples, draws)
    values = in_memory(seen if isinstance(seen, np.ndarray) else seen[:_READ])
    if values.ndim > 2:
        return _shades(examples, values, draws)
    if values.ndim == 1:
        return _of_type(examples.dtype, _column(examples.shape, values, known, draws))
    columns = [_column(examples.shape[:-1], values[:, index], known, draws) for index in range(values.shape[1])]
    return _of_type(examples.dtype, np.stack(columns, axis=-1))


def _of_type(dtype: np.dtype[Any], drawn: Array) -> Array:
    return np.array(drawn.tolist(), str).reshape(drawn.shape) if dtype.kind in "US" else drawn.astype(dtype)


def _column(shape: tuple[int, ...], values: Array, known: frozenset[str], draws: Draws) -> Array:
    """Draw the values of one column."""
    is_there = _are_values(values)
    found = values[is_there]
    drawn = _like(found)(shape, found, known, draws)
    if is_there.all():
        return drawn
    is_missing = draws.random(shape) < _MISSING
    is_missing[:1] = False
    with_gaps = drawn.astype(object if values.dtype == object else np.float64)
    with_gaps[is_missing] = None if values.dtype == object and any(value is None for value in values) else np.nan
    return with_gaps


def _are_values(values: Array) -> Array:
    """Tell of each value whether it is there: neither missing nor infinite."""
    if values.dtype != object:
        return np.isfinite(values) if values.dtype.kind == "f" else np.ones(len(values), bool)
    return np.array([value is not None and (isinstance(value, str) or bool(np.isfinite(value))) for value in values], bool)


def _shades(examples: Array, values: Array, draws: Draws) -> Array:
    """Draw arrays of more than one axis, such as images, of which all values have one range."""
    drawn = _between(np.nanmin(values), np.nanmax(values), examples.shape, draws)
    return (np.rint(drawn) if _is_whole(values) else drawn).astype(examples.dtype)


def _like(found: Array) -> Callable[[tuple[int, ...], Array, frozenset[str], Draws], Array]:
    if not found.size:
        return lambda shape, *_: np.full(shape, np.nan)
    return _texts if isinstance(found[0], str) else _whole_numbers if _is_whole(found) else _numbers


def _is_whole(found: Array) -> bool:
    if found.dtype == object:
        return all(float(value).is_integer() for value in found)
    return found.dtype.kind in "biu" or bool((np.floor(found) == found).all())


def _whole_numbers(shape: tuple[int, ...], found: Array, _known: frozenset[str], draws: Draws) -> Array:
    """Draw whole numbers in the range of a column; of few that recur, these themselves."""
    different = np.unique(found)
    if len(different) <= min(_FEW_WHOLE, len(found) // _RECURRING_WHOLE):
        return draws.choice(different, shape)
    drawn = np.rint(_between(different[0], different[-1], shape, draws))
    return drawn.astype(np.int64).astype(object) if found.dtype == object else drawn.astype(found.dtype)


def _numbers(shape: tuple[int, ...], found: Array, _known: frozenset[str], draws: Draws) -> Array:
    """Draw numbers in the range of a column; of few that recur, these themselves."""
    different = np.unique(found)
    if len(different) <= min(_FEW, len(found) // _RECURRING):
        return draws.choice(different, shape)
    return _between(different[0], different[-1], shape, draws)


def _between(low: Any, high: Any, shape: tuple[int, ...], draws: Draws) -> Array:
    """Draw numbers between two, whose difference may be larger than any number."""
    shares = draws.random(shape)
    drawn: Array = float(low) * (1 - shares) + float(high) * shares
    return drawn


def _texts(shape: tuple[int, ...], found: Array, known: frozenset[str], draws: Draws) -> Array:
    """Draw categories that the preprocessing knows, days between the first and the last one, or words."""
    texts = sorted({str(text) for text in found})
    categories = [text for text in texts if text in known]
    if categories:
        return draws.choice(np.array(categories, object), shape)
    days = _days(texts)
    if days is not None:
        drawn = days[0] + draws.integers(0, int((days[1] - days[0]).astype(int)) + 1, shape).astype("timedelta64[D]")
        return np.datetime_as_string(drawn).astype(object)
    words = np.array(sorted(word for word in known if word.strip() and " " not in word) or _letters(draws), object)
    return np.array([" ".join(draws.choice(words, _WORDS)) for _ in range(int(np.prod(shape)))], object).reshape(shape)


def _days(texts: list[str]) -> tuple[np.datetime64, np.datetime64] | None:
    """Return the first and the last day of texts that are dates; None for others."""
    if not all(map(_DATE.match, texts)):
        return None
    return np.datetime64(texts[0][:10], "D"), np.datetime64(texts[-1][:10], "D")


def _letters(draws: Draws) -> list[str]:
    return ["".join(draws.choice(list(string.ascii_lowercase), _LETTERS)) for _ in range(_WORDS)]


def _images(examples: Array, draws: Draws) -> Array:
    """Draw images of noise, of the mode and range of shades of the examples, and at most as large."""
    images = [decode(data) for data in examples.flat]
    shades = [np.asarray(image) for image in images]
    low, high = min(int(each.min()) for each in shades), max(int(each.max()) for each in shades)
    drawn = np.empty(len(images), object)
    drawn[:] = [_png(image, low, high, draws) for image in images]
    return drawn.reshape(examples.shape)


def _png(image: Pillow.Image, low: int, high: int, draws: Draws) -> bytes:
    width, height = (min(size, _MOST_PIXELS) for size in image.size)
    shape = (height, width) if image.mode == "L" else (height, width, 3)
    content = io.BytesIO()
    Pillow.fromarray(draws.integers(low, high, shape, np.uint8, endpoint=True)).save(content, "PNG")
    return content.getvalue()


def _texts_in(record: Any) -> Iterator[str]:
    """Yield every text in a record of fitted steps."""
    if isinstance(record, str):
        yield record
    elif isinstance(record, dict):
        for value in record.values():
            yield from _texts_in(value)
    elif isinstance(record, list | tuple):
        for value in record:
            yield from _texts_in(value)
    elif isinstance(record, np.ndarray) and record.dtype.kind in "UO":
        yield from (str(value) for value in record.flat if isinstance(value, str))
