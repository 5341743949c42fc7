"""Drawing the five shapes from random numbers."""

import numpy as np
from PIL import Image, ImageDraw

from models.core.arrays import Array

#: Height and width of a picture, in pixels.
SIDE = 64
#: Random numbers that one picture is made from: its class, and up to six points of two coordinates.
NUMBERS = 16

_MIDDLE = SIDE // 2
#: Radius of the largest circle, and the shares of it between which a circle's radius is drawn.
_RADIUS, _SHARES = 32, (0.6, 0.9)
#: Corners of the classes 1 to 4 before they are jittered: (x, y), x to the right and y down.
_CORNERS: tuple[tuple[tuple[int, int], ...], ...] = (
    ((32, 10), (32, 54), (10, 32), (60, 32)),
    ((15, 10), (15, 54), (33, 10), (33, 54), (51, 10), (51, 54)),
    ((10, 10), (54, 10), (10, 54), (54, 54)),
    ((10, 10), (10, 54), (54, 54), (54, 10)),
)
#: Corners that each line of the classes 1 to 4 goes through; lines of one shape share the corners at which they meet.
_LINES: tuple[tuple[slice, ...], ...] = ((slice(0, 2), slice(2, 4)), (slice(0, 2), slice(2, 4), slice(4, 6)), (slice(0, 4),), (slice(0, 4),))
N_SHAPES = 1 + len(_CORNERS)
_WHITE = 255


def draw_shapes(numbers: Array, jitter: int, stroke: int) -> tuple[Array, Array]:
    """Draw a picture from each row of random numbers.

    Args:
        numbers: uint64 array of shape (n, NUMBERS), uniform over all 64-bit numbers.
        jitter: Pixels that each coordinate, and the radius of a circle, is moved by at most.
        stroke: Width of the lines, in pixels.

    Returns:
        uint8 array of shape (n, 64, 64), 255 on 0, and int64 array of shape (n,) of the classes: 0 a circle, 1 a plus,
        2 three upright lines, 3 a Z, 4 a squared U.
    """
    classes = (numbers[:, 0] % np.uint64(N_SHAPES)).astype(np.int64)
    moves = (numbers[:, 1:] % np.uint64(2 * jitter + 1)).astype(np.int64) - jitter
    radii = _radii(numbers[:, 4], moves[:, 2])
    canvas = Image.new("L", (SIDE, SIDE))
    pen = ImageDraw.Draw(canvas)
    images = np.empty((len(numbers), SIDE * SIDE), np.uint8)
    for index, shape in enumerate(classes.tolist()):
        canvas.paste(0, (0, 0, SIDE, SIDE))
        if shape == 0:
            _draw_circle(pen, moves[index, :2].tolist(), int(radii[index]), stroke)
        else:
            _draw_lines(pen, shape - 1, moves[index].tolist(), stroke)
        images[index] = np.frombuffer(canvas.tobytes(), np.uint8)
    return images.reshape(-1, SIDE, SIDE), classes


def _radii(numbers: Array, moves: Array) -> Array:
    shares = _SHARES[0] + (_SHARES[1] - _SHARES[0]) * (numbers >> np.uint64(11)) * 2.0**-53
    return (_RADIUS * shares + moves).astype(np.int64)


def _draw_circle(pen: ImageDraw.ImageDraw, move: list[int], radius: int, stroke: int) -> None:
    """Draw a ring whose middle line has the radius: Pillow lays the whole stroke inside the box it is given."""
    x, y, outer = _MIDDLE + move[0], _MIDDLE + move[1], radius + stroke // 2
    pen.ellipse((x - outer, y - outer, x + outer, y + outer), outline=_WHITE, width=stroke)


def _draw_lines(pen: ImageDraw.ImageDraw, shape: int, moves: list[int], stroke: int) -> None:
    corners = [(x + moves[2 * index], y + moves[2 * index + 1]) for index, (x, y) in enumerate(_CORNERS[shape])]
    for part in _LINES[shape]:
        pen.line(corners[part], fill=_WHITE, width=stroke)
