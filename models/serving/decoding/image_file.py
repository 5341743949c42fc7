"""One image as a file."""

from typing import ClassVar

from models.artifact.samples.read import Items
from models.artifact.signature import Signature
from models.preprocessing.encoded_image import begins_as_image
from models.serving.decoding import FILE, BodyFormat
from models.serving.extras import Extras


class ImageFile(BodyFormat):
    """One image as a file: PNG, JPEG, GIF, BMP, TIFF, WebP or AVIF; HEIC with the extra `heic`."""

    name = "image"
    rank = 10
    media_types = ("image/",)
    first_bytes = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
    documented: ClassVar = {"image/png": FILE, "image/jpeg": FILE}

    def begins(self, body: bytes) -> bool:
        return begins_as_image(body)

    def decode(self, body: bytes, signature: Signature, extras: Extras) -> Items:
        return [body]
