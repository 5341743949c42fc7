"""Images as inputs of a prediction: files, base64 text as browsers and old tools write it, and arrays of decoded ones."""

import base64
import io
import zlib
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

from models.core.arrays import Array
from models.preprocessing.image import Image
from models.preprocessing.numbers import Divide
from models.serving.predictor import Predictor
from tests.bare import Formula, fitted_chain, signature_of
from tests.faults import refused
from tests.integration.sent import encoded

GIVEN = Formula(lambda x: x)
PIXELS = np.random.default_rng(0).integers(0, 256, (9, 7), np.uint8)
PNG = io.BytesIO()
Pillow.fromarray(PIXELS).save(PNG, "PNG")
FILE = PNG.getvalue()
TEXT = base64.b64encode(FILE).decode()
WRAPPED = "\r\n".join(TEXT[at : at + 76] for at in range(0, len(TEXT), 76))


def files_of(*files: bytes) -> Array:
    array: Array = np.empty(len(files), object)
    array[:] = files
    return array


def model(dtype: str, shape: tuple[int, ...], step: Image | None, training: Array) -> Predictor:
    """Return a model whose answer is the prepared image."""
    steps = [*([step] if step else []), Divide(step="divide", by=255)]
    size = step.sample_shape if step else shape
    return Predictor(signature_of("transform", shape, dtype, step is not None, size, size, None), fitted_chain(steps, [], training, None), GIVEN)


STEP, SMALL = Image(step="image", size=(9, 7)), Image(step="image", size=(5, 4))
#: Models that were trained on files, and on arrays with and without an image step.
OF_FILES = model("image", (), STEP, files_of(FILE))
SMALL_OF_FILES = model("image", (), SMALL, files_of(FILE))
OF_ARRAYS = model("uint8", (9, 7), STEP, PIXELS[np.newaxis])
OF_DEEP_ARRAYS = model("uint16", (9, 7), STEP, PIXELS[np.newaxis].astype(np.uint16) * 257)
OF_FLOATS = model("float32", (9, 7), STEP, PIXELS[np.newaxis].astype(np.float32) / 255)
BARE = model("uint8", (9, 7), None, PIXELS[np.newaxis])
BARE_CHANNEL = model("uint8", (9, 7, 1), None, PIXELS[np.newaxis, :, :, np.newaxis])
EVERY = {"files": OF_FILES, "arrays": OF_ARRAYS, "uint16": OF_DEEP_ARRAYS, "floats": OF_FLOATS, "no step": BARE, "no step, a channel": BARE_CHANNEL}


def row_of(predictor: Predictor, item: Any) -> list[Any]:
    (prediction,) = predictor.predict([item])
    row: list[Any] = prediction["row"]
    return row


EXPECTED = row_of(OF_FILES, FILE)


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"data:image/png;base64,{TEXT}",
        f"DATA:image/png;charset=utf-8;BASE64,{WRAPPED}",
        WRAPPED,
        TEXT.replace("+", "-").replace("/", "_").rstrip("="),
        f"  {TEXT}\n",
    ],
    ids=["plain", "data URL", "wrapped data URL", "wrapped", "alphabet of URLs", "blanks"],
)
def test_every_spelling_of_base64_is_the_same_image(name: str, text: str) -> None:
    assert np.ravel(row_of(EVERY[name], text)).tolist() == np.ravel(EXPECTED).tolist()


@pytest.mark.parametrize("cut", range(1, 12))
def test_text_that_is_cut_off_is_refused(cut: int) -> None:
    assert [pointer for pointer, _ in refused(lambda: OF_FILES.predict([TEXT, TEXT.rstrip("=")[:-cut]]))] == ["/inputs/1"]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("no base64!", "expected an image as base64 text, got str 'no base64!'"),
        ("é" + TEXT, "expected an image as base64 text"),
        (f"data:image/png,{TEXT}", "expected an image as a data: URL in base64"),
        ("data:image/png;base64", "expected an image as a data: URL in base64"),
        ("", "got an empty file"),
    ],
)
def test_what_is_not_base64_is_refused(text: str, phrase: str) -> None:
    ((pointer, detail),) = refused(lambda: OF_FILES.predict([text]))
    assert (pointer, phrase in detail) == ("/inputs/0", True), detail


@pytest.mark.parametrize("form", ["list", "flat", "channel", "array", "floats", "stacked"])
def test_a_model_that_was_trained_on_files_takes_decoded_images(form: str) -> None:
    items: dict[str, Any] = {
        "list": [PIXELS.tolist()],
        "flat": [PIXELS.ravel().tolist()],
        "channel": [PIXELS[:, :, np.newaxis].tolist()],
        "array": [PIXELS],
        "floats": [PIXELS.astype(float).tolist()],
        "stacked": PIXELS[np.newaxis],
    }
    (prediction,) = OF_FILES.predict(items[form])
    assert prediction["row"] == EXPECTED


def test_decoded_images_of_another_size_are_converted_as_files_are() -> None:
    assert row_of(SMALL_OF_FILES, PIXELS.tolist()) == row_of(SMALL_OF_FILES, FILE)
    coloured = np.repeat(PIXELS[:, :, np.newaxis], 3, axis=2)
    assert row_of(SMALL_OF_FILES, coloured.tolist()) == row_of(SMALL_OF_FILES, FILE)


def test_files_and_decoded_images_of_several_sizes_may_be_mixed() -> None:
    other = PIXELS[:5]
    found = [prediction["row"] for prediction in SMALL_OF_FILES.predict([FILE, TEXT, PIXELS.tolist(), other.tolist(), other])]
    assert found[0] == found[1] == found[2]
    assert found[3] == found[4]


@pytest.mark.parametrize(
    ("item", "phrase"),
    [
        ((PIXELS / 255).tolist(), "expected whole shades from 0 to 255, got 0.01"),
        ((PIXELS.min() < PIXELS).tolist(), "expected whole shades from 0 to 255, got 0 to 1; multiply"),
        ((PIXELS.min() < PIXELS).astype(float).tolist(), "expected whole shades from 0 to 255, got 0 to 1; multiply"),
        ((PIXELS / 255).tolist(), "; multiply shades from 0 to 1 by 255"),
        ((PIXELS.astype(int) * 257).tolist(), "; divide shades of 16 bits by 257"),
        ((PIXELS.astype(np.float16) * 16), "; divide shades of 16 bits by 257"),
        ((PIXELS.astype(int) - 9).tolist(), "expected whole shades from 0 to 255, got -"),
        ([[1, 2], [3]], "as shades from 0 to 255 of shape (9, 7), got rows of unequal length"),
        ([1, 2, 3], "as shades from 0 to 255 of shape (9, 7), got numbers of shape (3,)"),
        ([[["a"]]], "as shades from 0 to 255 of shape (9, 7), got list"),
        ([], "got numbers of shape (0,)"),
        (None, "got null"),
        (7, "got int '7'"),
    ],
)
def test_other_numbers_are_refused_with_the_way_out(item: Any, phrase: str) -> None:
    ((pointer, detail),) = refused(lambda: OF_FILES.predict([PIXELS.tolist(), item]))
    assert (pointer, phrase in detail) == ("/inputs/1", True), detail


def test_every_bad_image_is_named() -> None:
    found = refused(lambda: OF_FILES.predict([FILE, b"", TEXT, "no base64!", FILE[:40]]))
    assert [pointer for pointer, _ in found] == ["/inputs/1", "/inputs/3", "/inputs/4"]


def test_a_model_without_an_image_step_takes_images_of_its_size_only() -> None:
    ((pointer, detail),) = refused(lambda: BARE.predict([encoded(PIXELS, size=4)]))
    expected = "expected an image of 9 x 7 pixels, as this model has no `image` step to resize it, got one of 4 x 4"
    assert (pointer, detail) == ("/inputs/0", expected)


@pytest.mark.parametrize(("dtype", "shape"), [("float32", (9, 7)), ("uint8", (63,)), ("uint8", (9, 7, 5))])
def test_a_model_of_other_numbers_takes_no_images(dtype: str, shape: tuple[int, ...]) -> None:
    predictor = model(dtype, shape, None, np.zeros((1, *shape), dtype))
    assert refused(lambda: predictor.predict([FILE])) == [("/inputs", "expected numbers: this model takes no images")]


def test_the_schema_of_a_sample_says_that_arrays_are_taken() -> None:
    forms = OF_FILES.input_schema["anyOf"]
    assert [form["type"] for form in forms] == ["string", "array"]
    assert (forms[1]["minItems"], forms[1]["items"]["maxItems"]) == (9, 7)


def test_a_png_file_without_its_end_is_cut_off() -> None:
    assert zlib.crc32(b"IEND").to_bytes(4, "big") == FILE[-4:]
    ((_, detail),) = refused(lambda: OF_FILES.predict([FILE[:-12]]))
    assert detail == f"expected a whole image, got a PNG file that is cut off after {len(FILE) - 12} bytes"
