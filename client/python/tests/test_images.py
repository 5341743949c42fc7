"""Images of Pillow go as PNG files with the same pixels, in whatever mode they are."""

from __future__ import annotations

import io
from typing import Any

import pytest

from modelbook import Client
from modelbook._images import png_of
from modelbook.errors import InputError
from tests.conftest import Answer, Scripted

Image = pytest.importorskip("PIL.Image")

LABEL = {"label": 7}


def gradient(mode: str) -> Any:
    """Return an image whose pixels differ."""
    if mode in ("I;16", "I"):
        image = Image.new(mode, (16, 16))
        image.putdata([value * 257 for value in range(256)])
        return image
    image = Image.new("L", (16, 16))
    image.putdata(range(256))
    return image.convert("RGBA").convert(mode) if mode in ("LA", "PA") else image.convert(mode)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_file_holds_an_image_without_loss(mode: str) -> None:
    image = gradient(mode)
    back = Image.open(io.BytesIO(png_of(image)))
    assert back.convert("RGBA" if mode != "I;16" else "I").tobytes() == image.convert("RGBA" if mode != "I;16" else "I").tobytes()


@pytest.mark.parametrize("mode", ["CMYK", "YCbCr", "HSV", "LAB", "RGBX"])
def test_other_colours_become_those_that_a_screen_shows(mode: str) -> None:
    image = Image.new("RGB", (4, 4), (200, 30, 60)).convert("RGB")
    image = image.convert(mode) if mode not in ("LAB",) else Image.new("LAB", (4, 4), (50, 10, 20))
    back = Image.open(io.BytesIO(png_of(image)))
    assert (back.mode, back.tobytes()) == ("RGB", image.convert("RGB").tobytes())


def test_integers_of_32_bits_fit_into_16_or_are_refused() -> None:
    back = Image.open(io.BytesIO(png_of(gradient("I"))))
    assert back.convert("I").tobytes() == gradient("I").tobytes()
    with pytest.raises(InputError, match="expected an image with values from 0 to 65535, got mode I with 70000 to 70000"):
        png_of(Image.new("I", (2, 2), 70000))


def test_floats_are_refused() -> None:
    with pytest.raises(InputError, match="got mode F: convert it first"):
        png_of(Image.new("F", (2, 2)))


def test_the_orientation_of_a_camera_goes_along() -> None:
    taken = Image.new("RGB", (4, 2))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "a maker that nobody needs to know"
    buffer = io.BytesIO()
    taken.save(buffer, "JPEG", exif=exif)
    back = Image.open(io.BytesIO(png_of(Image.open(buffer)))).getexif()
    assert dict(back) == {0x0112: 6}


def test_one_image_gives_one_prediction_and_a_list_a_list(server: Scripted, client: Client) -> None:
    image = gradient("L")
    server.script = [Answer(200, {"model": "m@1", "kind": "classification", "predictions": [LABEL]})]
    assert client.models["m"].predict(image).label == 7
    assert (server.requests[-1].path, server.requests[-1].body) == ("/v1/models/m/predict/image", png_of(image))
    server.script = [Answer(200, {"model": "m@1", "kind": "classification", "predictions": [LABEL, LABEL]})]
    assert [each.label for each in client.models["m"].predict([image, png_of(image)])] == [7, 7]
    assert server.requests[-1].path == "/v1/models/m/predict/images"
