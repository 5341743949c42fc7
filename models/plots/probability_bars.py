"""Probabilities of the classes for some inputs: one panel an input, with the image where the input is one."""

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field

from models.plots.plot import Numbers
from models.plots.style import COLORS, NEUTRAL, SMALL_PT, shown
from models.plots.tiles import Tile, draw_tile, letters_in

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Most classes that all have a bar, as long as none of their names has more letters than this; else the likeliest have one.
MAX_BARS, MAX_LETTERS, MAX_LIKELIEST = 12, 3, 5
#: Width of the figure in inches, and that of one with a single panel.
WIDTH, NARROW = 6.8, 3.4
#: Most panels in a row, and up to how many panels these are larger.
MAX_COLUMNS, FEW = 5, 3
#: Sides of a panel as multiples of its width: height of its title and of its bars, and the space between panels.
TITLE, BARS, GAP = 0.34, 0.72, 0.16
#: Share of a bar's room that it takes.
THICK = 0.8


class Panel(Numbers):
    """The probabilities for one input."""

    name: str = Field(description="What the input is called.")
    image: Tile | None = Field(description="The input where it is an image.")
    true: str | None = Field(description="Its class by the data; null where it is not known.")
    predicted: str = Field(description="The likeliest class.")
    labels: list[str] = Field(description="Classes that have a bar, in order.")
    probabilities: list[float | None]

    @property
    def is_wrong(self) -> bool:
        """Tell whether the prediction is known to be wrong."""
        return self.true is not None and self.true != self.predicted

    @property
    def largest(self) -> float:
        """Return the probability of the likeliest class."""
        return max((value for value in self.probabilities if value is not None), default=0.0)


def panel_of(name: str, probabilities: dict[str, float | None], true: str | None = None, image: Tile | None = None) -> Panel:
    """Return the panel of an input.

    Args:
        name: What the input is called.
        probabilities: By label, in the model's order.
        true: Its class where it is known.
        image: The input where it is an image.
    """
    ranked = sorted(probabilities, key=lambda label: -(probabilities[label] or 0.0))
    has_all = len(probabilities) <= MAX_BARS and all(len(label) <= MAX_LETTERS for label in probabilities)
    labels = list(probabilities) if has_all else _likeliest(ranked, true)
    return Panel(name=name, image=image, true=true, predicted=ranked[0], labels=labels, probabilities=[probabilities[label] for label in labels])


def _likeliest(ranked: Sequence[str], true: str | None) -> list[str]:
    """Return the likeliest classes, and the true one last where it is not among them."""
    found = list(ranked[:MAX_LIKELIEST])
    return found if true is None or true in found or true not in ranked else [*found[:-1], true]


def draw_panels(figure: "Figure", panels: Sequence[Panel]) -> None:
    """Draw panels row by row; the predicted class is blue, the true class of a wrong prediction hatched.

    Args:
        figure: The figure, whose height becomes that of the panels.
        panels: One for each input.
    """
    n_columns = MAX_COLUMNS if len(panels) > FEW else len(panels)
    width = WIDTH if len(panels) > FEW else max(NARROW, WIDTH * len(panels) / FEW)
    image = 1.0 if any(panel.image is not None for panel in panels) else 0.0
    height = TITLE + image + BARS + GAP + 0.14
    inches = WIDTH / (max(n_columns, FEW) * (1 + GAP))
    n_rows = ceil(len(panels) / n_columns)
    figure.set_size_inches(width, 0.4 + n_rows * height * inches)
    axes: Any = figure.add_subplot()
    for index, panel in enumerate(panels):
        x, y = (index % n_columns) * (1 + GAP), (index // n_columns) * height
        _draw_title(axes, panel, x, y, letters_in(inches, SMALL_PT - 2))
        if panel.image is not None:
            draw_tile(axes, np.array(panel.image.shades, np.uint8), x, y + TITLE)
        _draw_bars(axes, panel, x, y + TITLE + image + 0.06, letters_in(inches, SMALL_PT - 3))
    axes.set_axis_off()
    axes.set(xlim=(-0.1, n_columns * (1 + GAP) - GAP), ylim=(n_rows * height, 0), aspect="equal")


def _draw_title(axes: Any, panel: Panel, x: float, y: float, letters: int) -> None:
    name = panel.name if panel.true is None else f"{panel.name}: {panel.true}"
    text = f"{shown(name, letters)}\n{shown(f'predicted {panel.predicted}', letters)}"
    axes.text(x + 0.5, y + TITLE - 0.03, text, ha="center", va="bottom", fontsize=SMALL_PT - 2, color=COLORS[1] if panel.is_wrong else "black")


def _draw_bars(axes: Any, panel: Panel, x: float, y: float, letters: int) -> None:
    """Draw upright bars with their names below where these are short, else lying ones with their names in them."""
    step = 1 / len(panel.labels)
    values = [value or 0.0 for value in panel.probabilities]
    is_upright = max(map(len, panel.labels)) <= MAX_LETTERS
    positions = [(index + 0.5) * step for index in range(len(values))]
    if is_upright:
        for share in (0.0, 0.5, 1.0):
            axes.plot([x, x + 1], [y + BARS * (1 - share)] * 2, color="#D9D9D9", linewidth=0.6, linestyle="-", zorder=0)
            axes.text(x - 0.02, y + BARS * (1 - share), f"{share:g}", ha="right", va="center", fontsize=SMALL_PT - 3.5)
        bars = axes.bar([x + at for at in positions], [-BARS * value for value in values], step * THICK, bottom=y + BARS)
    else:
        axes.plot([x, x], [y, y + BARS], color=NEUTRAL, linewidth=0.6, linestyle="-")
        bars = axes.barh([y + BARS * at for at in positions], values, BARS * step * THICK, left=x)
    for label, value, bar, at in zip(panel.labels, values, bars, positions, strict=True):
        bar.set(**_look(panel, label))
        if is_upright:
            axes.text(x + at, y + BARS + 0.02, shown(label), ha="center", va="top", fontsize=SMALL_PT - 3)
        else:
            text = f"{shown(label, letters - 5)} {value:.2f}"
            axes.text(x + 0.03, y + BARS * at, text, ha="left", va="center", fontsize=SMALL_PT - 3)


def _look(panel: Panel, label: str) -> dict[str, Any]:
    if label == panel.predicted:
        return {"facecolor": COLORS[5]}
    if panel.is_wrong and label == panel.true:
        return {"facecolor": "white", "edgecolor": COLORS[1], "hatch": "/////", "linewidth": 0.7}
    return {"facecolor": "#C4C4C4"}
