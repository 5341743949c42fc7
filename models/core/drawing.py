"""Plots drawn with matplotlib, one at a time."""

import io
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from models.core.names import seen

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Width and height in inches, and dots per inch: 640 x 480 pixels.
SIZE_INCHES, DPI = (6.4, 4.8), 100
# matplotlib is not thread-safe, even with a separate figure in each thread.
_DRAWING = Lock()


def png_of(draw: Callable[["Figure"], None], title: str = "", size_inches: tuple[float, float] = SIZE_INCHES) -> bytes:
    """Return a plot as a PNG file.

    Args:
        draw: Draws into the given figure.
        title: Title above the plot.
        size_inches: Width and height, 100 pixels per inch.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with _DRAWING:
        figure = Figure(figsize=size_inches, dpi=DPI, layout="compressed")
        canvas = FigureCanvasAgg(figure)
        figure.suptitle(plain(title), fontsize=13)
        draw(figure)
        png = io.BytesIO()
        canvas.print_png(png)  # type: ignore[no-untyped-call]
    return png.getvalue()


def plain(text: object) -> str:
    """Return a text as matplotlib draws it: dollar signs escaped, which would begin a formula, and no characters without a glyph."""
    return seen(str(text)).replace("$", r"\$")
