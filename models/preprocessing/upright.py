"""Turn photographs the way they were taken."""

import struct

from PIL import Image as Pillow
from PIL import ImageOps


def upright(image: Pillow.Image) -> Pillow.Image:
    """Return a picture turned as its camera notes (EXIF orientation), as every viewer shows it; one without notes as it is."""
    try:
        return ImageOps.exif_transpose(image)
    except (ValueError, TypeError, KeyError, IndexError, SyntaxError, OSError, OverflowError, struct.error):
        return image  # Cameras and editors leave damaged notes; the pixels are sound.
