"""The files that can be predicted on: their endings, content types and first bytes."""

from __future__ import annotations

#: Endings of files that are sent, with their content types.
IMAGES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".bmp": "image/bmp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".webp": "image/webp",
}
ARRAYS = {".npy": "application/x-npy", ".npz": "application/x-npz"}
TABLES = {".csv": "text/csv"}
FILES = {**IMAGES, **ARRAYS, **TABLES}
#: First bytes of files, with their endings.
_MAGIC = (
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"BM", ".bmp"),
    (b"II*\0", ".tif"),
    (b"MM\0*", ".tif"),
    (b"\x93NUMPY", ".npy"),
    (b"PK\x03\x04", ".npz"),
)


def ending_of(content: bytes) -> str | None:
    """Return the ending of a file by its first bytes; None if they are those of no image and no arrays."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return ".webp"
    return next((ending for magic, ending in _MAGIC if content.startswith(magic)), None)
