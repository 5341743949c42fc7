"""Small copies of figures, for pages of the documentation."""

import io

from PIL import Image

#: Width of a small picture in pixels, and its most colours.
WIDTH, N_COLORS = 600, 128


def small_png(content: bytes, width: int = WIDTH) -> bytes:
    """Return a PNG file as a smaller one, with few colours.

    Args:
        content: The file.
        width: Largest width of the result, in pixels.
    """
    image = Image.open(io.BytesIO(content)).convert("RGB")
    if image.width > width:
        image = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    # This method keeps the hues of small marks; the others merge blue with green.
    image.quantize(N_COLORS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(file, format="PNG", optimize=True)
    return file.getvalue()
