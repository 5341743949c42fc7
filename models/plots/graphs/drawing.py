"""Draw the boxes and arrows of a network."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from models.plots.graphs.boxes import Box, Diagram
from models.plots.graphs.layout import in_columns, laid_out
from models.plots.style import shown

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Width of the figure in inches, and height of a rank of boxes.
WIDTH, RANK = 6.8, 0.62
#: Narrowest and widest box, in inches, and the share of its column that a box takes.
MIN_BOX, MAX_BOX, SHARE = 1.9, 4.0, 0.9
#: Height of a box as a share of that of its rank.
TALL = 0.62
#: Ranks left free above and below all boxes, for arrows from column to column.
MARGIN = 0.25
#: Most boxes of a single row of layers in one column.
MAX_COLUMN = 10
#: Fills of inputs, of layers with weights, of layers without, of layers that are used again, and their meaning in the legend.
FILLS = {"input": "#e0e0e0", "layer with weights": "#cfe3f3", "layer without weights": "#ffffff", "weights used again": "#fbe3c5"}
#: Colour of lines and text.
INK = "#333333"
#: Size of the font in boxes with room.
SIZE = 8.0
#: Width of a letter as a share of the size of the font.
_LETTER = 0.66


def draw_diagram(figure: "Figure", diagram: Diagram) -> None:
    """Draw a network from top to bottom; a single row of layers in columns.

    Args:
        figure: The figure, whose size becomes that of the diagram.
        diagram: The boxes and arrows, folded where they are many.
    """
    is_row = diagram.arrows == [(index, index + 1) for index in range(len(diagram.boxes) - 1)]
    layout = in_columns(len(diagram.boxes), MAX_COLUMN) if is_row else laid_out(len(diagram.boxes), diagram.arrows)
    n_columns = layout.width
    figure.set_size_inches(WIDTH, max(1.6, RANK * (layout.n_ranks + 2 * MARGIN) + 0.5))
    axes: Any = figure.add_subplot()
    axes.set_axis_off()
    axes.set_xlim(-n_columns / 2, n_columns / 2)
    axes.set_ylim(layout.n_ranks - 0.5 + MARGIN, -0.5 - MARGIN)
    width = min(SHARE, _inches(diagram) * n_columns / WIDTH)
    for path in layout.paths:
        _draw_arrow(axes, path)
    for index, box in enumerate(diagram.boxes):
        _draw_box(axes, box, layout.positions[index], width, width * WIDTH / n_columns, index in diagram.outputs)
    _draw_legend(axes, diagram)


def role_of(box: Box) -> str:
    """Return what a box is, a key of FILLS."""
    if not box.layers:
        return "input"
    if box.shares is not None:
        return "weights used again"
    return "layer with weights" if box.parameters else "layer without weights"


def _draw_box(axes: Any, box: Box, position: tuple[float, float], width: float, inches: float, is_output: bool) -> None:
    from matplotlib.patches import FancyBboxPatch

    x, y = position
    is_frozen = box.parameters > 0 and box.trainable == 0
    style: dict[str, Any] = {
        "linestyle": "--" if is_frozen else "-",
        "linewidth": 1.8 if is_output else 0.9,
        "edgecolor": INK,
        "facecolor": FILLS[role_of(box)],
    }
    corner = (x - width / 2, y - TALL / 2)
    axes.add_patch(FancyBboxPatch(corner, width, TALL, boxstyle="round,pad=0,rounding_size=0.06", mutation_aspect=1.0, zorder=2, **style))
    size = SIZE if inches > 1.5 else 6.5
    letters = int(inches * 72 / (size * _LETTER)) - 1
    title, facts = _texts(box)
    axes.text(x, y - 0.14, shown(title, letters), ha="center", va="center", fontsize=size, fontweight="bold", color=INK, zorder=3)
    axes.text(x, y + 0.15, shown(facts, int(letters * 1.25)), ha="center", va="center", fontsize=size - 1, color=INK, zorder=3)


def _texts(box: Box) -> tuple[str, str]:
    """Return the two lines of a box: kind and name, shape and number of weights."""
    shape = "?" if box.shape is None else " × ".join("any" if size is None else f"{size:,}" for size in box.shape) or "1"
    name = "" if box.layers > 1 or box.name.replace("_", "").lower().rstrip("0123456789") == box.layer.lower() else box.name
    title = f"{box.layer} {name}".strip() if box.layers else f"{box.name}"
    weights = f"as {box.shares}" if box.shares is not None else f"{box.parameters:,} weights" if box.parameters else ""
    several = f"{box.layers} layers" if box.layers > 1 else ""
    return title, " · ".join(filter(None, (several, shape, weights)))


def _inches(diagram: Diagram) -> float:
    """Return the width of a box in which every text fits, in inches."""
    letters = max(len(text) for box in diagram.boxes for text in _texts(box))
    return min(MAX_BOX, max(MIN_BOX, (letters + 1) * SIZE * _LETTER / 72))


def _draw_arrow(axes: Any, path: Sequence[tuple[float, float]]) -> None:
    points = [(path[0][0], path[0][1] + TALL / 2), *path[1:-1], (path[-1][0], path[-1][1] - TALL / 2)]
    if len(points) > 2:
        xs, ys = zip(*points[:-1], strict=True)
        axes.plot(xs, ys, color=INK, linewidth=0.9, zorder=1, solid_joinstyle="round")
    style = {"arrowstyle": "-|>", "color": INK, "linewidth": 0.9, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 8}
    axes.annotate("", xy=points[-1], xytext=points[-2], arrowprops=style, zorder=1)


def _draw_legend(axes: Any, diagram: Diagram) -> None:
    from matplotlib.patches import Patch

    roles = [role for role in FILLS if any(role_of(box) == role for box in diagram.boxes)]
    handles = [Patch(facecolor=FILLS[role], edgecolor=INK, linewidth=0.9, label=role) for role in roles]
    if any(box.parameters and not box.trainable for box in diagram.boxes):
        handles.append(Patch(facecolor="#ffffff", edgecolor=INK, linewidth=0.9, linestyle="--", label="not trained"))
    handles.append(Patch(facecolor="#ffffff", edgecolor=INK, linewidth=1.8, label="output"))
    axes.figure.legend(handles=handles, loc="outside lower center", ncols=min(5, len(handles)), fontsize=7, frameon=False)
