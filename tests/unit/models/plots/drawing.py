"""Draws plots as their users see them, and looks at what came out."""

import io
from typing import Any
from xml.etree import ElementTree

from PIL import Image

from models.plots.figures import MadePlot, make_plots, png_of, svg_of

#: Namespace of SVG.
SVG = "{http://www.w3.org/2000/svg}"


def plots_of(subject: Any) -> dict[str, MadePlot]:
    """Return the plots of a subject by name; none may be left out."""
    made = make_plots(subject)
    assert made is not None
    assert made.left_out == []
    return {plot.name: plot for plot in made.plots}


def plot_of(subject: Any, name: str) -> MadePlot:
    """Return one plot of a subject, of which others may lack what they are made of."""
    made = make_plots(subject)
    assert made is not None
    return {plot.name: plot for plot in made.plots}[name]


def reasons_of(subject: Any) -> dict[str, str]:
    """Return why plots of a subject were left out, by name."""
    made = make_plots(subject)
    assert made is not None
    return {plot.name: plot.reason for plot in made.left_out}


def written_in(made: MadePlot) -> list[str]:
    """Draw a plot as SVG, twice to the same bytes, and return its texts."""
    svg = svg_of(made)
    assert svg == svg_of(made)
    return [" ".join("".join(text.itertext()).split()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def size_of(made: MadePlot) -> tuple[int, int]:
    """Draw a plot as PNG, and return its size in pixels."""
    with Image.open(io.BytesIO(png_of(made))) as image:
        assert image.format == "PNG"
        return image.size
