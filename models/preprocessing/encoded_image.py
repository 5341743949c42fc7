"""Decode image files: the first frame, upright, on white, in shades of eight bits."""

import io
import struct
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from PIL import Image as Pillow
from PIL import ImageOps

from models.core.file_kinds import kind_of
from models.preprocessing.deep_shades import DEEP_MODES, ShadeError, eight_bits
from models.preprocessing.tiles import tiles

#: Largest image that is decoded, in pixels: 40 megapixels, larger than most phone photographs.
MAX_PIXELS = 40_000_000
#: Most pixels of all images of a request: a file of 40 bytes can stand for millions.
MAX_TOTAL_PIXELS = 5 * MAX_PIXELS
#: Accepted file formats; Pillow knows more, some of which start other programs.
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "AVIF")
#: Most pixels that the scans of a JPEG file write together: each goes over the whole image, and a hundred bytes can hold ten of them. Programs write
#: at most twelve.
MAX_SCANNED = 12 * MAX_PIXELS
#: Mark of a scan. No byte of an image is written like this within one.
_SCAN = b"\xff\xda"
#: Most bytes that an image may take while it is decoded, and those of a pixel by the library that decodes a format: measured, rounded up.
_MAX_BYTES, _PIXEL_BYTES = 450 * 2**20, {"WEBP": 23, "AVIF": 19, "HEIF": 19}
#: How messages begin.
EXPECTED = "expected an image (PNG, JPEG, GIF, BMP, TIFF, WebP or AVIF)"

#: Marks of files of High Efficiency Image Format, beside AVIF, at byte 8.
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
#: Longest list of such marks that is looked at, in bytes.
_MAX_MARKS = 128
#: Last bytes of whole files, by kind; a file may end in others where it is not listed.
_ENDS = {"png": b"IEND\xaeB`\x82", "jpeg": b"\xff\xd9", "gif": b";"}
#: Kinds that are decoded, by the names that `file_kinds` has for them.
_DECODED = {"png": "PNG", "jpeg": "JPEG", "gif": "GIF", "bmp": "BMP", "tiff": "TIFF", "webp": "WebP", "avif": "AVIF", "heic": "HEIC"}
#: Errors that Pillow raises for a damaged file.
_DAMAGED = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, OverflowError, struct.error, Pillow.DecompressionBombError)

# Sizes are refused below, from the header, with a message that names them; Pillow's own limit would name only the number of pixels, and warns first.
Pillow.MAX_IMAGE_PIXELS = None


class NotAnImageError(ValueError):
    """The bytes are not an image that can be decoded."""


def decode(data: bytes) -> Pillow.Image:
    """Decode an image of an accepted format.

    Of several frames or pages the first is taken; it is rotated by its EXIF orientation, laid on white where it is transparent, and its shades get
    eight bits: see `deep_shades`.

    Args:
        data: Content of the file.

    Returns:
        The image, of mode L or RGB.

    Raises:
        NotAnImageError: It is not an image, the image is too large to decode, or its shades have no known meaning.
    """
    image = head_of(data)
    try:
        _require_few_scans(image, data)
        image.load()
        if image.format == "PNG" and _ENDS["png"] not in data:  # All rows may be there, but what else is missing is not known.
            raise EOFError
        tags = getattr(image, "tag_v2", {})
        image = _oriented(image)  # What was decoded is freed before the next copy is made.
        return plain(image, tags)
    except NotAnImageError:
        raise
    except ShadeError as error:
        raise NotAnImageError(str(error)) from error
    except _DAMAGED as error:
        raise NotAnImageError(_reason(data)) from error


def head_of(data: bytes) -> Pillow.Image:
    """Read what the head of an image file says; its pixels are not decoded yet.

    Raises:
        NotAnImageError: It is not an image, or the image is too large to decode.
    """
    try:
        image = _opened(data)
        _require_small(image)
        return image
    except NotAnImageError:
        raise
    except _DAMAGED as error:
        raise NotAnImageError(_reason(data)) from error


def begins_as_image(head: bytes) -> bool:
    """Tell by the first bytes of a file whether it is one of an image that can be decoded."""
    kind = kind_of(head)
    return kind is not None and kind.name in _DECODED


def has_several_frames(image: Pillow.Image) -> bool:
    """Tell whether an image, of which the head was read, has more frames or pages than the first, which is decoded, or damage behind it."""
    try:
        return bool(getattr(image, "is_animated", False)) and image.format != "MPO"  # The other images of a camera's file are small copies.
    except _DAMAGED:
        return True


def plain(image: Pillow.Image, tags: Mapping[int, Any] = MappingProxyType({})) -> Pillow.Image:
    """Convert an image to mode L or RGB; a transparent one is put on a white background, as viewers do.

    Args:
        image: The image.
        tags: The tags of a TIFF file, by number.

    Raises:
        ShadeError: Its shades have no known meaning.
    """
    if image.mode in DEEP_MODES:
        return eight_bits(image, tags)
    if image.has_transparency_data:
        return _on_white(image)
    if image.mode in ("L", "RGB"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def _opened(data: bytes) -> Pillow.Image:
    if not data:
        raise NotAnImageError(f"{EXPECTED}, got an empty file")
    formats: tuple[str, ...] = FORMATS
    if _is_heic(data):
        if not _reads_heic():
            raise NotAnImageError(f"{EXPECTED}, got {kind_of(data)}")
        formats = ("HEIF",)
    return Pillow.open(io.BytesIO(data), formats=formats)


def _require_small(image: Pillow.Image) -> None:
    most = min(MAX_PIXELS, _MAX_BYTES // _PIXEL_BYTES.get(image.format or "", 1))
    if image.width * image.height > most:
        size, form = f"{image.width:,} x {image.height:,}", f" in {image.format}" if most < MAX_PIXELS else ""
        raise NotAnImageError(f"expected an image of at most {most // 10**6} megapixels{form}, got one of {size} pixels; send it in a smaller size")


def _require_few_scans(image: Pillow.Image, data: bytes) -> None:
    if image.format not in ("JPEG", "MPO") and image.info.get("compression") != "jpeg":
        return
    n_scans = data.count(_SCAN)
    if n_scans * image.width * image.height > MAX_SCANNED:
        size = f"{image.width:,} x {image.height:,}"
        raise NotAnImageError(f"expected a JPEG file of few scans, got {n_scans:,} scans of {size} pixels, which take long to decode; save it again")


def _on_white(image: Pillow.Image) -> Pillow.Image:
    """Lay an image on white tile by tile: whole copies with transparency would take four times its memory."""
    made = Pillow.new("RGB", image.size)
    for box in tiles(image.size):
        tile = image.crop(box)
        tile.info = image.info  # A single shade may be the transparent one.
        tile = tile.convert("RGBA")
        made.paste(Pillow.alpha_composite(Pillow.new("RGBA", tile.size, "white"), tile).convert("RGB"), box)
    return made


def _oriented(image: Pillow.Image) -> Pillow.Image:
    """Return an image rotated by its EXIF orientation, or the image itself if it has none."""
    if image.format == "PNG" and not image.info:  # It has nothing besides its pixels; asking for EXIF data takes as long as a sixth of all.
        return image
    try:
        return ImageOps.exif_transpose(image)
    except _DAMAGED:
        return image  # Cameras and editors may write damaged EXIF data; the pixels are sound.


def _reason(data: bytes) -> str:
    """Say why a file does not decode."""
    kind = kind_of(data)
    if kind is None:
        return f"{EXPECTED}, got {len(data):,} bytes that do not decode"
    if kind.name not in _DECODED:
        return f"{EXPECTED}, got {kind}"
    if _is_cut_off(data, kind.name):
        return f"expected a whole image, got a {_DECODED[kind.name]} file that is cut off after {len(data):,} bytes"
    return f"{EXPECTED}, got a {_DECODED[kind.name]} file of {len(data):,} bytes that does not decode"


def _is_cut_off(data: bytes, kind: str) -> bool:
    if kind == "webp":
        return int.from_bytes(data[4:8], "little") + 8 > len(data)
    if kind == "bmp":
        return int.from_bytes(data[2:6], "little") > len(data)
    return kind in _ENDS and _ENDS[kind] not in data[-64:]


def _is_heic(data: bytes) -> bool:
    """Tell by the marks of a file whether it is HEIC and not AVIF, which has the same frame."""
    if data[4:8] != b"ftyp" or data[8:12] not in _HEIC:
        return False
    size = min(int.from_bytes(data[:4], "big"), _MAX_MARKS)
    marks = {data[at : at + 4] for at in range(8, size, 4)}
    return not marks & {b"avif", b"avis"}


@cache
def _reads_heic() -> bool:
    """Return whether HEIC can be decoded, and prepare for it."""
    try:
        import pillow_heif  # An extra; imported late, as it loads a library that few files need.
    except ImportError:
        return False
    pillow_heif.register_heif_opener()
    return True
