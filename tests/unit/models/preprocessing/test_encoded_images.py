"""Image files of every kind decode to the image that a viewer shows, or are refused with what they are."""

import io
import struct
import time
import zlib
from typing import Any

import numpy as np
import pytest
from PIL import Image as Pillow

from models.core.arrays import Array
from models.preprocessing import encoded_image
from models.preprocessing.encoded_image import NotAnImageError, decode, has_several_frames, head_of
from models.preprocessing.image import Image
from tests.hostile.families.images import saved, scans, webp

#: 28 shades from black to white.
SHADES = np.tile(np.linspace(0, 1, 28), (28, 1))
GREY = Image(step="image", size=(28, 28))
RGB = Image(step="image", size=(28, 28), mode="rgb")


def encoded(pixels: Any, kind: str = "PNG", **how: Any) -> bytes:
    file = io.BytesIO()
    (pixels if isinstance(pixels, Pillow.Image) else Pillow.fromarray(pixels)).save(file, kind, **how)
    return file.getvalue()


def levels(white: float, dtype: str) -> Array:
    return (SHADES * white).round(12 if dtype == "float32" else 0).astype(dtype)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def deep_png(pixels: Array, color: int) -> bytes:
    """Return a PNG file of 16 bits a channel, of which Pillow writes only grey ones."""
    header = struct.pack(">IIBBBBB", pixels.shape[1], pixels.shape[0], 16, color, 0, 0, 0)
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in pixels)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


EIGHT = encoded(levels(255, "uint8"))
DEEP = levels(65_535, "uint16")
#: Files of the same 28 shades in more than 8 bits.
SAME = {
    "PNG of 16 bits": encoded(DEEP),
    "TIFF of 16 bits": encoded(DEEP, "TIFF"),
    "compressed TIFF of 16 bits": encoded(DEEP, "TIFF", compression="tiff_lzw"),
    "big-endian TIFF of 16 bits": encoded(Pillow.frombytes("I;16B", (28, 28), DEEP.astype(">u2").tobytes()), "TIFF"),
    "TIFF of 16 bits in which 0 is white": encoded(65_535 - DEEP, "TIFF", tiffinfo={262: 0}),
    "TIFF of floats": encoded(levels(1, "float32"), "TIFF"),
    "PNG of 16 bits and three colours": deep_png(np.dstack([DEEP] * 3), 2),
    "PNG of 16 bits with opacity": deep_png(np.dstack([DEEP, np.full_like(DEEP, 65_535)]), 4),
    "PNG of 16 bits and three colours with opacity": deep_png(np.dstack([DEEP, DEEP, DEEP, np.full_like(DEEP, 65_535)]), 6),
}


@pytest.mark.parametrize("name", SAME)
def test_deep_shades_mean_those_of_8_bits(name: str) -> None:
    assert np.abs(GREY.convert(SAME[name]).astype(int) - GREY.convert(EIGHT)).max() <= 1
    assert np.abs(RGB.convert(SAME[name]).astype(int) - RGB.convert(EIGHT)).max() <= 1


def test_16_bits_are_divided_by_257() -> None:
    pixels = np.arange(0, 65_536, 7, dtype=np.uint16).reshape(1, -1)
    assert np.asarray(decode(encoded(pixels))).tolist() == np.rint(pixels / 257).astype(int).tolist()


def test_the_transparent_shade_of_16_bits_is_white() -> None:
    pixels = np.array([[0, 1000, 65_535]], np.uint16)
    assert np.asarray(decode(encoded(pixels, transparency=1000))).tolist() == [[0, 255, 255]]


@pytest.mark.parametrize(
    ("pixels", "message"),
    [
        (np.array([[0, 255.5]], np.float32), "expected shades from 0 to 1, got 0 to 255.5 in an image of floats"),
        (np.array([[-0.5, 1]], np.float32), "expected shades from 0 to 1, got -0.5 to 1 in an image of floats"),
        (np.array([[np.nan, 1]], np.float32), "expected shades from 0 to 1, got numbers that are not finite in an image of floats"),
        (np.array([[0, 70_000]], np.int32), "expected whole shades of at most 16 bits, without a sign, got 0 to 70,000"),
    ],
)
def test_shades_without_a_known_white_are_refused_with_the_range_found(pixels: Array, message: str) -> None:
    with pytest.raises(NotAnImageError) as raised:
        decode(encoded(pixels, "TIFF"))
    assert str(raised.value).startswith(message)


def transparent() -> dict[str, bytes]:
    """Return files of one image whose first 7 rows are transparent."""
    shade, opacity = (SHADES * 200).astype(np.uint8), np.full((28, 28), 255, np.uint8)
    opacity[:7] = 0
    flat = np.where(opacity == 0, np.uint8(255), shade)
    palette = Pillow.frombytes("P", (28, 28), flat.tobytes())
    palette.putpalette([level for level in range(256) for _ in range(3)])
    colours = Pillow.fromarray(np.dstack([shade, shade, shade, opacity]))
    return {
        "flat": encoded(flat),
        "LA": encoded(Pillow.merge("LA", (Pillow.fromarray(shade), Pillow.fromarray(opacity)))),
        "RGBA": encoded(colours),
        "WebP": encoded(colours, "WEBP", lossless=True),
        "AVIF": encoded(colours, "AVIF", quality=100),
        "TIFF": encoded(colours, "TIFF"),
        "palette": encoded(palette, transparency=255),
    }


@pytest.mark.parametrize("name", transparent())
def test_a_transparent_image_is_laid_on_white(name: str) -> None:
    files = transparent()
    for step in (GREY, RGB):
        assert np.abs(step.convert(files[name]).astype(int) - step.convert(files["flat"])).max() <= 2


@pytest.mark.parametrize("mode", ["1", "P", "CMYK", "YCbCr", "LAB"])
def test_every_mode_decodes_to_the_same_shades(mode: str) -> None:
    ink = Pillow.fromarray(np.where(SHADES > 0.5, np.uint8(255), np.uint8(0)))
    sent = encoded(ink.convert("RGB").convert(mode), "TIFF")
    for step in (GREY, RGB):
        assert np.abs(step.convert(sent).astype(int) - step.convert(encoded(ink))).max() <= 3


def test_a_jpeg_of_four_inks_decodes() -> None:
    red = encoded(Pillow.new("RGB", (28, 28), (255, 0, 0)).convert("CMYK"), "JPEG")
    assert np.abs(RGB.convert(red)[0, 0].astype(int) - [255, 0, 0]).max() <= 3


#: How a camera stores an image that is to be turned by an EXIF orientation.
TURNS = ("FLIP_LEFT_RIGHT", "ROTATE_180", "FLIP_TOP_BOTTOM", "TRANSPOSE", "ROTATE_90", "TRANSVERSE", "ROTATE_270")
STORED = [None, *(Pillow.Transpose[name] for name in TURNS)]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_an_image_is_turned_by_its_exif_orientation(kind: str, orientation: int) -> None:
    pixels = np.zeros((28, 28), np.uint8)
    pixels[:10, :16], pixels[20:, 24:] = 250, 120
    turn = STORED[orientation - 1]
    stored = Pillow.fromarray(pixels) if turn is None else Pillow.fromarray(pixels).transpose(turn)
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    how = {"quality": 95} if kind == "JPEG" else {"lossless": True} if kind == "WEBP" else {}
    assert np.abs(GREY.convert(encoded(stored, kind, exif=exif.tobytes(), **how)).astype(int) - pixels).max() <= 8


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "TIFF"])
def test_the_first_of_several_frames_is_taken(kind: str) -> None:
    first, second = Pillow.new("L", (28, 28), 10), Pillow.new("L", (28, 28), 200)
    sent = encoded(first, kind, save_all=True, append_images=[second])
    assert np.abs(GREY.convert(sent).astype(int) - 10).max() <= 2
    assert [has_several_frames(head_of(file)) for file in (sent, encoded(first, kind))] == [True, False]


@pytest.mark.parametrize("end", [b"!", b",", b"!\xf9\x01\x01\0"], ids=["an extension", "a frame", "a short extension"])
def test_what_is_damaged_behind_the_first_frame_counts_as_several(end: bytes) -> None:
    sent = encoded(Pillow.new("L", (28, 28), 10), "GIF")[:-1] + end
    assert GREY.convert(sent).max() <= 12
    assert has_several_frames(head_of(sent))


HUGE = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(bytes(20_000)))
    + chunk(b"IEND", b"")
)
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (HUGE, "expected an image of at most 40 megapixels, got one of 60,000 x 60,000 pixels; send it in a smaller size"),
        (webp(5_200, 4_000), "expected an image of at most 20 megapixels in WEBP, got one of 5,200 x 4,000 pixels; send it in a smaller size"),
        (HEIC, f"{encoded_image.EXPECTED}, got a HEIC file of 224 bytes that does not decode"),
        (b"%PDF-1.7 " + bytes(50), f"{encoded_image.EXPECTED}, got a PDF document: save what is in it as plain text (.txt), or its tables as CSV"),
        (b"<svg xmlns='x'/>", f"{encoded_image.EXPECTED}, got an SVG drawing: convert it to PNG or JPEG"),
        (EIGHT[:60], "expected a whole image, got a PNG file that is cut off after 60 bytes"),
        (EIGHT[:-60] + bytes(60), f"expected a whole image, got a PNG file that is cut off after {len(EIGHT)} bytes"),
        (b"II*\0" + bytes(50), f"{encoded_image.EXPECTED}, got a TIFF file of 54 bytes that does not decode"),
        (EIGHT[:40] + b"\xff" * 9 + EIGHT[49:], f"{encoded_image.EXPECTED}, got a PNG file of {len(EIGHT)} bytes that does not decode"),
    ],
    ids=["huge", "huge for WebP", "HEIC", "PDF", "SVG", "cut off", "ends in zeros", "no TIFF", "damaged"],
)
def test_what_does_not_decode_is_refused_with_what_it_is(data: bytes, message: str) -> None:
    began = time.perf_counter()
    with pytest.raises(NotAnImageError) as raised:
        decode(data)
    assert str(raised.value) == message
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize("kind", ["JPEG", "GIF", "WEBP", "BMP", "PNG", "TIFF"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_half_a_file_is_no_image(kind: str, share: float) -> None:
    whole = encoded(np.random.default_rng(1).integers(0, 255, (64, 64), np.uint8), kind)
    cut = whole[: int(len(whole) * share)]
    with pytest.raises(NotAnImageError) as raised:
        decode(cut)
    if kind != "TIFF":  # It may be stored in any order.
        assert str(raised.value).endswith(f"file that is cut off after {len(cut):,} bytes")


def test_heic_is_decoded_with_its_extra_and_refused_with_the_way_out_without(monkeypatch: pytest.MonkeyPatch) -> None:
    pillow_heif = pytest.importorskip("pillow_heif")
    pillow_heif.register_heif_opener()
    sent = encoded(Pillow.fromarray(levels(255, "uint8")).convert("RGB"), "HEIF", quality=100)
    assert np.abs(GREY.convert(sent).astype(int) - GREY.convert(EIGHT)).max() <= 8
    monkeypatch.setattr(encoded_image, "_reads_heic", lambda: False)
    with pytest.raises(NotAnImageError, match="got a HEIC image: install the extra `heic` on the server, or send JPEG"):
        decode(sent)


def test_a_jpeg_of_many_scans_is_refused_before_it_is_decoded() -> None:
    """Each scan goes over all pixels: a file of 300 kB took minutes."""
    with pytest.raises(NotAnImageError, match="expected a JPEG file of few scans, got 2,0"):
        decode(scans(2_000))


def test_a_progressive_jpeg_of_any_size_is_decoded() -> None:
    assert decode(saved((600, 400), "JPEG", progressive=True)).size == (600, 400)
