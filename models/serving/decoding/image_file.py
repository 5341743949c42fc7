"""One image as a file."""

from typing import ClassVar

from models.artifact.samples.read import Items
from models.artifact.signature import Signature
from models.serving.decoding import FILE, BodyFormat


class ImageFile(BodyFormat):
    """One image as a file: PNG, JPEG, GIF, BMP, TIFF or WebP."""

    name = "image"
    rank = 10
    media_types = ("image/",)
    documented: ClassVar = {"image/png": FILE, "image/jpeg": FILE}

    def decode(self, body: bytes, signature: Signature) -> Items:
        return [body]
