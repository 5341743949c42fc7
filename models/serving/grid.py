"""Images as one PNG file."""

import io
from math import ceil, sqrt

import numpy as np

from models.artifact.signature import InputSignature
from models.core.arrays import Array
from models.core.errors import Fault, InputError
from models.core.tensors import CHANNELS, shape_text


def grid_of(samples: Array, signature: InputSignature) -> bytes:
    """Draw images in a grid, row by row, without scaling pixels.

    Args:
        samples: Array of shape (n_samples, height, width) or (n_samples, height, width, channels), in the units of the raw inputs: 0
            to 255 where those are uint8 or image files; otherwise the least value is drawn black, the largest white.
        signature: Signature of the input.

    Returns:
        A PNG file.

    Raises:
        InputError: The samples are not images.
    """
    from PIL import Image

    shape = samples.shape[1:]
    if len(shape) not in (2, 3) or (len(shape) == 3 and shape[-1] not in CHANNELS) or samples.dtype.kind not in "fiu":
        raise InputError(
            [Fault("/header/accept", f"expected a model whose samples are images for image/png, got samples of shape {shape_text(shape)}")]
        )
    image = Image.fromarray(_laid_out(_bytes(samples, signature)))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _bytes(samples: Array, signature: InputSignature) -> Array:
    low, high = (0.0, 255.0) if signature.images or signature.input_dtype == "uint8" else (float(samples.min()), float(samples.max()))
    scaled = (samples.astype(np.float32) - low) * (255.0 / ((high - low) or 1.0))
    return np.asarray(np.clip(np.rint(scaled), 0, 255).astype(np.uint8))


def _laid_out(images: Array) -> Array:
    """Return the grid, array of shape (rows * height, columns * width), or with a last axis of channels; empty cells are black."""
    n_samples, height, width = images.shape[:3]
    columns = ceil(sqrt(n_samples))
    rows = ceil(n_samples / columns)
    cells = np.zeros((rows * columns, *images.shape[1:]), np.uint8)
    cells[:n_samples] = images
    grid = cells.reshape(rows, columns, height, width, -1).swapaxes(1, 2).reshape(rows * height, columns * width, -1)
    return grid[..., 0] if grid.shape[-1] == 1 else grid
