"""Pictures drawn with matplotlib, one at a time."""

import io
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Width and height in inches, and dots an inch: 640 x 480 pixels.
SIZE_INCHES, DPI = (6.4, 4.8), 100
# matplotlib promises nothing about threads, even where each draws a figure of its own.
_DRAWING = Lock()


def png_of(draw: Callable[["Figure"], None], title: str = "", size_inches: tuple[float, float] = SIZE_INCHES) -> bytes:
    """Return a drawing as a PNG file.

    Args:
        draw: Draws into the figure it is given.
        title: What is written above.
        size_inches: Width and height; an inch has 100 pixels.
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
    """Return a text so that it is drawn as it stands: a pair of dollar signs would be read as a formula."""
    return str(text).replace("$", r"\$")
