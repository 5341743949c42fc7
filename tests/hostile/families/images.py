"""Images that declare more than they hold, unpack to more than they declare, or are something else as well."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from PIL import Image as Pillow

from tests.hostile.case import Case, image
from tests.hostile.zeros import by_zlib

_PNG_HEAD = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG file."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, *chunks: bytes, depth: int = 8, color: int = 0, pixels: bytes = b"") -> bytes:
    """Return a PNG file with chunks before its pixels."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0))
    return _PNG_HEAD + head + b"".join(chunks) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def saved(size: tuple[int, int], form: str, mode: str = "L", **options: Any) -> bytes:
    """Return an empty image of a format."""
    file = io.BytesIO()
    Pillow.new(mode, size).save(file, form, **options)
    return file.getvalue()


def declaring(content: bytes, at: int, form: str, *sizes: int) -> bytes:
    """Return a file with other numbers at an offset."""
    return content[:at] + struct.pack(form, *sizes) + content[at + struct.calcsize(form) :]


def webp(width: int, height: int) -> bytes:
    """Return the 40 bytes of a WebP file of one colour, which stand for any number of pixels."""
    content = saved((28, 28), "WEBP", "RGBA", lossless=True)
    return declaring(content, 21, "<I", width - 1 | (height - 1) << 14 | int.from_bytes(content[21:25], "little") & 0xF << 28)


def flat(mode: str, size: tuple[int, int] = (8_000, 5_000)) -> bytes:
    """Return a packed TIFF file of zeros of a mode of Pillow."""
    return saved(size, "TIFF", mode, compression="tiff_adobe_deflate")


def scans(n_scans: int, size: tuple[int, int] = (6_000, 6_000)) -> bytes:
    """Return a progressive JPEG file whose last scan is repeated."""
    content = saved(size, "JPEG", progressive=True)
    start, end = content.rindex(b"\xff\xda"), content.rindex(b"\xff\xd9")
    return content[:end] + content[start:end] * n_scans + content[end:]


def tiff(*tags: tuple[int, int, int, int], content: bytes = b"", following: int = 0) -> bytes:
    """Return a TIFF file of tags: number, type, count and value."""
    entries = b"".join(struct.pack("<HHII", *tag) for tag in tags)
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + struct.pack("<I", following) + content


def _shape(width: int, height: int, packing: int = 1) -> list[tuple[int, int, int, int]]:
    return [(256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, packing), (262, 3, 1, 1), (273, 4, 1, 200), (279, 4, 1, 50)]


def _frames() -> bytes:
    file = io.BytesIO()
    frames = [Pillow.new("L", (28, 28), index % 255) for index in range(3_000)]
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    return file.getvalue()


def _with_archive() -> bytes:
    file = io.BytesIO(saved((28, 28), "PNG"))
    file.seek(0, io.SEEK_END)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("../../evil.py", "raise SystemExit")
    return file.getvalue()


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY a{index + 1} "{f"&a{index};" * 10}">' for index in range(9))
    return (
        f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a0 "ha">{entities}]><svg xmlns="http://www.w3.org/2000/svg"><text>&a9;</text></svg>'.encode()
    )


def _text_chunk(kind: bytes, before: bytes) -> Callable[[], bytes]:
    return lambda: png(28, 28, chunk(kind, before + by_zlib(500_000_000)), pixels=by_zlib(29 * 28))


_LARGE = "megapixels"
_PICTURE = "predictions"

CASES: dict[str, Case] = {
    "png: 2^31 pixels wide": Case(image(), lambda: png(2**31 - 1, 2**31 - 1), _LARGE),
    "png: no pixels": Case(image(), lambda: png(0, 0), "expected"),
    "png: 40 megapixels with transparency": Case(image(), lambda: png(6_000, 6_000, color=6, pixels=by_zlib(6_000 * 24_001)), _PICTURE, is_read=True),
    "png: 16 bits": Case(image(), lambda: png(6_000, 6_000, depth=16, pixels=by_zlib(6_000 * 12_001)), _PICTURE, is_read=True),
    "png: more pixels than declared": Case(image(), lambda: png(28, 28, pixels=by_zlib(500_000_000)), _PICTURE, is_read=True),
    "png: a text of 500 MB": Case(image(), _text_chunk(b"zTXt", b"a\0\0"), "expected"),
    "png: a profile of 500 MB": Case(image(), _text_chunk(b"iCCP", b"a\0\0"), "expected"),
    "png: EXIF that refers to itself": Case(
        image(), lambda: png(28, 28, chunk(b"eXIf", tiff((0x8769, 4, 1, 8), following=8)), pixels=by_zlib(29 * 28)), _PICTURE, is_read=True
    ),
    "png: 100,000 chunks": Case(image(), lambda: png(28, 28, *[chunk(b"tEXt", b"a\0b")] * 100_000, pixels=by_zlib(29 * 28)), _PICTURE, is_read=True),
    "png: a chunk of 4 GiB": Case(image(), lambda: _PNG_HEAD + struct.pack(">I", 0xFFFFFFFF) + b"IHDR" + bytes(100), "expected"),
    "png: an archive behind it": Case(image(), _with_archive, _PICTURE, is_read=True),
    "png: a page within it": Case(
        image(), lambda: png(28, 28, chunk(b"tEXt", b"a\0<script>alert(1)</script>"), pixels=by_zlib(29 * 28)), _PICTURE, is_read=True
    ),
    "gif: 65,535 x 65,535": Case(image("image/gif"), lambda: declaring(saved((28, 28), "GIF"), 6, "<HH", 65_535, 65_535), _LARGE),
    "gif: a frame beyond its screen": Case(image("image/gif"), lambda: _gif_frame(), _LARGE),
    "gif: 3,000 frames": Case(image("image/gif"), _frames, _PICTURE, is_read=True),
    "gif: damaged codes": Case(image("image/gif"), lambda: saved((28, 28), "GIF")[:-20] + b"\xff" * 20, "expected"),
    "jpeg: 65,535 x 65,535": Case(image("image/jpeg"), lambda: _jpeg_size(), _LARGE),
    "jpeg: 2,000 scans": Case(image("image/jpeg"), lambda: scans(2_000), "scans"),
    "jpeg: no end": Case(image("image/jpeg"), lambda: saved((3_000, 3_000), "JPEG")[:2_000], "cut off"),
    "tiff: 2^32 pixels wide": Case(image("image/tiff"), lambda: tiff(*_shape(2**32 - 1, 2**32 - 1), content=bytes(200)), _LARGE),
    "tiff: directories in a circle": Case(
        image("image/tiff"), lambda: tiff(*_shape(28, 28), content=bytes(1_000), following=8), _PICTURE, is_read=True
    ),
    "tiff: 2^32 offsets": Case(image("image/tiff"), lambda: tiff(*_shape(28, 28)[:5], (273, 4, 2**32 - 1, 8), (279, 4, 2**32 - 1, 8)), "expected"),
    "tiff: damaged LZW": Case(image("image/tiff"), lambda: tiff(*_shape(28, 28, 5), content=b"\xff" * 300), "expected"),
    "tiff: damaged JPEG": Case(image("image/tiff"), lambda: tiff(*_shape(28, 28, 7), content=b"\xff" * 300), "expected"),
    "bmp: sizes below 0": Case(image("image/bmp"), lambda: declaring(saved((28, 28), "BMP"), 18, "<ii", -28, -(2**31)), "expected"),
    "bmp: 2^31 pixels wide": Case(image("image/bmp"), lambda: declaring(saved((28, 28), "BMP"), 18, "<ii", 2**31 - 1, 2**31 - 1), _LARGE),
    "bmp: runs without end": Case(image("image/bmp"), lambda: declaring(saved((28, 28), "BMP"), 30, "<I", 1)[:300], "expected"),
    "webp: 16,383 x 16,383": Case(image("image/webp"), lambda: _webp_size(), "expected"),
    "webp: 40 megapixels in 40 bytes": Case(image("image/webp"), lambda: webp(8_000, 5_000), _LARGE),
    "webp: 20 megapixels in 40 bytes": Case(image("image/webp"), lambda: webp(5_000, 4_000), _PICTURE, is_read=True),
    "tiff: 40 million floats": Case(image("image/tiff"), lambda: flat("F"), _PICTURE, is_read=True),
    "tiff: 40 million numbers of 32 bits": Case(image("image/tiff"), lambda: flat("I"), "at most 16 bits"),
    "webp: cut off": Case(image("image/webp"), lambda: saved((280, 280), "WEBP", "RGB")[:100], "cut off"),
    "avif: damaged": Case(image("image/avif"), lambda: b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + b"\xff" * 500, "expected"),
    "svg: entities": Case(image("image/svg+xml"), _laughs, "expected"),
    "svg: a file": Case(
        image("image/svg+xml"), lambda: b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg><text>&x;</text></svg>', "expected"
    ),
    "postscript that runs": Case(image("image/png"), lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(%pipe%true) (w) file\n", "expected"),
    "a pdf": Case(image(), lambda: b"%PDF-1.7\n" + bytes(100), "PDF"),
    "an icon of 10,000 images": Case(image("image/x-icon"), lambda: b"\0\0\1\0\x10\x27" + bytes(160_000), "expected"),
    "a photoshop file": Case(image(), lambda: b"8BPS\0\1" + b"\xff" * 100, "expected"),
    "a font of X11": Case(image(), lambda: b"/* XPM */\nstatic char * x[] = {\n" + b'"99999 99999 99999 9",\n' * 10, "expected"),
    "empty": Case(image(), lambda: b"", "empty"),
}


def _gif_frame() -> bytes:
    content = saved((28, 28), "GIF")
    return declaring(content, content.index(b",\0\0\0\0") + 5, "<HH", 65_535, 65_535)


def _jpeg_size() -> bytes:
    content = saved((28, 28), "JPEG")
    return declaring(content, content.index(b"\xff\xc0") + 5, ">HH", 65_535, 65_535)


def _webp_size() -> bytes:
    content = saved((28, 28), "WEBP", "RGB")
    return declaring(content, 26, "<HH", 16_383, 16_383)
