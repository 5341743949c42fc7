"""Images of Pillow as files, without loss. Pillow is not imported: who has an image has it."""

from __future__ import annotations

import io
from typing import Any

from modelbook.errors import InputError

#: Modes that a PNG file holds as they are.
_HELD = frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "I;16", "I;16B"})
#: Modes with the one that they are converted to: of the same values, or, for colours of other models, the ones that a screen shows.
_CONVERTED = {"La": "LA", "RGBa": "RGBA", "PA": "RGBA", "RGBX": "RGB", "CMYK": "RGB", "YCbCr": "RGB", "HSV": "RGB", "LAB": "RGB"}
#: Largest value of 16 bits.
_MOST = 65535
_ORIENTATION = 0x0112


def is_pil(value: Any) -> bool:
    """Tell whether a value is an image of Pillow."""
    return any(cls.__module__.partition(".")[0] == "PIL" for cls in type(value).__mro__) and hasattr(value, "mode") and hasattr(value, "save")


def png_of(image: Any) -> bytes:
    """Return an image as a PNG file. An orientation that a camera has recorded goes with it, as in the file of the camera.

    Args:
        image: Image of Pillow, of any mode but F.

    Raises:
        InputError: Its mode, or its values, have no place in a PNG file.
    """
    exif = image.getexif()
    kept = type(exif)()
    if _ORIENTATION in exif:
        kept[_ORIENTATION] = exif[_ORIENTATION]
    buffer = io.BytesIO()
    _of_held_mode(image).save(buffer, "PNG", **({"exif": kept} if len(kept) else {}))
    return buffer.getvalue()


def _of_held_mode(image: Any) -> Any:
    mode = image.mode
    if mode in _HELD:
        return image
    if mode in _CONVERTED:
        return image.convert(_CONVERTED[mode])
    if mode == "I":
        low, high = image.getextrema()
        if low >= 0 and high <= _MOST:
            return image.convert("I;16")
        raise InputError(f"expected an image with values from 0 to {_MOST}, got mode I with {low} to {high}")
    raise InputError(f"expected an image of a mode among {', '.join(sorted({*_HELD, *_CONVERTED, 'I'}))}, got mode {mode}: convert it first")
