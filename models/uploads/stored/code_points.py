"""Texts in arrays of NumPy, which stores any number of 32 bits as a letter."""

import numpy as np

from models.core.arrays import Array
from models.core.errors import DataError

#: Largest code point of Unicode; and the bits, and their value, of the halves of characters that UTF-16 has.
_LARGEST, _HALF_BITS, _HALF = 0x10FFFF, 0xFFFFF800, 0xD800


def require_letters(texts: Array, where: str = "") -> None:
    """Refuse texts with numbers that are no characters: Python cannot read some of them, and no file can hold the others.

    Args:
        texts: Texts of a fixed width.
        where: Beginning of error messages.

    Raises:
        DataError: There is one.
    """
    codes = np.ascontiguousarray(texts).reshape(-1).view(np.dtype(np.uint32).newbyteorder(texts.dtype.byteorder))
    wrong = (codes > _LARGEST) | ((codes & _HALF_BITS) == _HALF)
    if wrong.any():
        raise DataError(f"{where}expected text, got U+{int(codes[np.argmax(wrong)]):04X}, which is no character")
