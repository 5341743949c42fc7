"""The one style of all figures: fit for print, for grey print and for colour-blind eyes.

Colours are those of Okabe and Ito (2008), which are told apart with any common colour blindness; lines also differ by their dashes, points by their
markers. Text is never read as a formula. What members share when they draw stands here.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from models.core.names import seen

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Colours of series, in order: blue, vermilion, green, purple, orange, sky blue, black, yellow, which is faint on white and comes last.
COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000", "#F0E442")
#: Colours of groups of points, which may be many: those of series without yellow, then wine, olive and indigo of Paul Tol's muted scheme.
POINT_COLORS = (*COLORS[:7], "#882255", "#999933", "#332288")
#: Dashes and markers of series, in order.
DASHES, MARKERS = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (1, 2))), ("o", "s", "^", "D", "v", "P", "X", "*")
#: Colour of what is neutral: references, grids and parts that are right.
NEUTRAL = "#8A8A8A"
#: Colour maps of ordered values, and of values on both sides of zero: both are told apart in grey as far as that is possible.
ORDERED, DIVERGING = "cividis", "PuOr"
#: Longest name that is written out.
MAX_LETTERS = 24
#: Longest name of a height, above a figure in space.
MAX_HEIGHT_LETTERS = 36
#: Size of text in points: in the figure, and at ticks and in legends.
TEXT_PT, SMALL_PT = 10, 9
#: Dots per inch of a PNG file.
DPI = 150
#: Families of fonts that are used for characters which the first lacks, where they are installed.
_FAMILIES = ("DejaVu Sans", "Noto Sans", "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans Arabic", "Noto Sans Devanagari", "Arial Unicode MS")


@lru_cache(maxsize=1)
def settings() -> Any:
    """Return the settings of matplotlib, for `matplotlib.rc_context`."""
    from matplotlib.font_manager import fontManager
    from matplotlib.rcsetup import cycler

    installed = {font.name for font in fontManager.ttflist}
    return {
        **{"font.family": [name for name in _FAMILIES if name in installed], "font.size": TEXT_PT, "text.parse_math": False},
        **{"axes.titlesize": TEXT_PT, "axes.labelsize": TEXT_PT, "figure.titlesize": TEXT_PT + 1, "figure.titleweight": "bold"},
        **{"xtick.labelsize": SMALL_PT, "ytick.labelsize": SMALL_PT, "legend.fontsize": SMALL_PT, "legend.frameon": False},
        **{"axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "axes.axisbelow": True, "axes.edgecolor": "#4D4D4D"},
        **{"grid.color": "#E3E3E3", "grid.linewidth": 0.7, "lines.linewidth": 1.6, "lines.markersize": 4, "image.cmap": ORDERED},
        **{"axes.prop_cycle": cycler(color=COLORS[:6], linestyle=DASHES), "axes.formatter.use_mathtext": False, "axes.unicode_minus": True},
        **{"figure.facecolor": "white", "axes.facecolor": "white", "savefig.facecolor": "white", "axes.formatter.limits": (-4, 6)},
        **{"svg.fonttype": "none", "svg.hashsalt": "modelbook", "path.simplify": True, "savefig.dpi": DPI, "figure.dpi": DPI},
    }


def shown(text: object, most: int = MAX_LETTERS) -> str:
    """Return a text as it is drawn: without its middle where it is long, without characters that are not seen, and in no case hidden from a legend.

    Names often differ only in their ends, such as those of the candidates of a search.
    """
    whole = seen(str(text))
    n_last = max(0, most - 1) // 2
    cut = whole if len(whole) <= most else f"{whole[: most - 1 - n_last]}…{whole[len(whole) - n_last :]}"
    return f" {cut}" if cut.startswith("_") else cut  # matplotlib leaves names with a leading underscore out of legends.


def first_of(n_drawn: int, count: int, what: str) -> str:
    """Return a phrase that says how many are drawn, the first ones; empty where all are."""
    return f"the first {n_drawn:,} of {count:,} {what}" if n_drawn < count else ""


def series_look(index: int) -> dict[str, Any]:
    """Return colour and dashes of the line of a series."""
    return {"color": COLORS[index % 7], "linestyle": DASHES[index % len(DASHES)]}


def point_look(index: int) -> dict[str, Any]:
    """Return colour and marker of the points of a group."""
    return {"color": POINT_COLORS[index % len(POINT_COLORS)], "marker": MARKERS[index % len(MARKERS)]}


def name_axes(axes: "Axes", x: str, y: str) -> None:
    """Label both axes, with units where there are any."""
    axes.set_xlabel(shown(x, 60))
    axes.set_ylabel(shown(y, 48))


def name_space(axes: Any, names: Sequence[str], zoom: float = 0.8) -> None:
    """Label the three axes of a figure in space, the height above it.

    Args:
        axes: Axes of three dimensions.
        names: Names of the axes, that of the height last.
        zoom: Size of the box within the axes: labels and ticks stand around it, and the layout of a figure leaves no room for them.
    """
    axes.set(xlabel=shown(names[0]), ylabel=shown(names[1]))
    axes.set_title(f"height: {shown(names[2], MAX_HEIGHT_LETTERS)}", fontsize=SMALL_PT)  # Beside the height it would stand in what is to the right.
    axes.locator_params(nbins=4)
    axes.set_box_aspect(None, zoom=zoom)


def whole_numbers(axes: "Axes", axis: str = "x") -> None:
    """Put the ticks of an axis at whole numbers, such as epochs; a single one where there is one epoch."""
    from matplotlib.ticker import MaxNLocator

    getattr(axes, f"{axis}axis").set_major_locator(MaxNLocator(nbins=10, integer=True, min_n_ticks=1))


def log_scale(axes: "Axes", axis: str = "y") -> None:
    """Scale an axis by powers of ten, with plain numbers at its ticks: formulas are not drawn."""
    from matplotlib.ticker import FuncFormatter, NullFormatter

    getattr(axes, f"set_{axis}scale")("log")
    of = getattr(axes, f"{axis}axis")
    of.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    of.set_minor_formatter(NullFormatter())


def legend(axes: "Axes", **options: Any) -> None:
    """Add a legend where several things have a name."""
    handles, names = axes.get_legend_handles_labels()
    if len(names) > 1:
        axes.legend(handles, names, **options)


def drawable(values: Sequence[float | None]) -> list[float]:
    """Return numbers as matplotlib takes them: NaN for those that were not finite."""
    return [float("nan") if value is None else value for value in values]
