"""From a subject to its figures: numbers of all plots that it has, and each drawn as SVG or PNG from its numbers alone."""

import io
import logging
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

import orjson
from pydantic import BaseModel, Field

from models.core.errors import ArtifactError, DataError, SpecError, UnreachableError
from models.plots import PLOTS
from models.plots.plot import Plot, rounded
from models.plots.run import Run
from models.plots.style import DPI, settings, shown

if TYPE_CHECKING:
    from matplotlib.figure import Figure

log = logging.getLogger(__name__)

#: Most bytes of the numbers of one plot.
MAX_NUMBERS_BYTES = 1 << 20
#: Errors after which another try may succeed.
_PASSING = (UnreachableError, OSError, MemoryError)
#: Most letters of a title.
MAX_TITLE = 80
# matplotlib is not thread-safe, even with a separate figure in each thread.
_DRAWING = Lock()


class MadePlot(BaseModel):
    """A plot of a subject: its numbers, and what is said about it."""

    name: str = Field(description="Its name, unique among the plots of the subject.")
    plot: str = Field(description="Name of the kind of plot, without an output.")
    title: str = Field(description="Its title.")
    caption: str = Field(description="What it shows, with its own numbers.")
    heading: str = Field(description="Title in the figure: also says what it is of.")
    shows_data: bool = Field(description="Whether it shows samples of the data.")
    numbers: dict[str, Any] = Field(description="All that is drawn.")


class LeftOut(BaseModel):
    """A plot that could not be made."""

    name: str = Field(description="Its name.")
    reason: str = Field(description="Why it was left out.")


@dataclass(frozen=True)
class MadePlots:
    """The plots of a subject, and those that could not be made.

    Args:
        plots: The plots, in order.
        left_out: What could not be made.
        is_lasting: Whether another try would leave out the same; not if a server could not be reached, or the machine had no room.
    """

    plots: list[MadePlot]
    left_out: list[LeftOut]
    is_lasting: bool = True


def make_plots(subject: Any, go_on: Callable[[], bool] = lambda: True, kinds: Iterable[Plot[Any, Any]] = PLOTS.values()) -> MadePlots | None:
    """Compute the numbers of all plots of a subject. A plot that cannot be made is left out with its reason.

    Args:
        subject: A `Run`, `SweepRuns`, `DataShown` or `Answer`.
        go_on: Asked before each plot whether there is time for it.
        kinds: The kinds of plot to make; default: all.

    Returns:
        The plots; None if there was no time for all.
    """
    made: list[MadePlot] = []
    left_out: list[LeftOut] = []
    is_lasting = True
    for plot in kinds:
        if not isinstance(subject, plot.subject):
            continue
        for name, part in _parts(plot, subject):
            if not go_on():
                return None
            try:
                found = _made(plot, name, part)
            except _PASSING as error:
                log.warning("A plot was left out for now.", extra={"plot": name}, exc_info=True)
                found, is_lasting = LeftOut(name=name, reason=_passing_reason(error)), False
            if isinstance(found, MadePlot):
                made.append(found)
            elif found is not None:
                left_out.append(found)
    return MadePlots(made, left_out, is_lasting)


def svg_of(made: MadePlot) -> bytes:
    """Draw a plot as SVG, with its text as text: the same bytes for the same numbers."""
    return _drawn(made, "svg", {"Date": None, "Creator": None})


def png_of(made: MadePlot) -> bytes:
    """Draw a plot as PNG with 150 dots per inch: the same bytes for the same numbers."""
    return _drawn(made, "png", {"Software": None})


def figure_of(subject: Any, form: str) -> bytes:
    """Draw the first plot of a subject, as "svg" or "png".

    Raises:
        DataError: It has none; the message says why.
    """
    made = make_plots(subject)
    if made is None or not made.plots:
        raise DataError(made.left_out[0].reason if made and made.left_out else "it has no figure")
    return svg_of(made.plots[0]) if form == "svg" else png_of(made.plots[0])


def _passing_reason(error: Exception) -> str:
    """Return why a plot cannot be made now; of an error of the system without the path in it, which is not for callers."""
    if isinstance(error, UnreachableError):
        return str(error)
    return f"it cannot be made now: {getattr(error, 'strerror', None) or type(error).__name__}"


def _parts(plot: Plot[Any, Any], subject: Any) -> Iterator[tuple[str, Any]]:
    """Yield name and subject of each plot of a kind: one, or one for each output."""
    if not (plot.several and isinstance(subject, Run)):
        yield plot.name, subject
        return
    outputs = subject.outputs if subject.has_model else []
    for output in outputs:
        yield (plot.name if len(outputs) == 1 else f"{plot.name}-{output.replace('/', '-')}"), subject.of_output(output)


def _made(plot: Plot[Any, Any], name: str, subject: Any) -> MadePlot | LeftOut | None:
    """Return a plot, why it was left out, or None where the subject has none of this kind.

    Raises:
        UnreachableError, OSError, MemoryError: It could not be made now.
    """
    try:
        if not plot.applies(subject):
            return None
        numbers = rounded(plot.numbers(subject).model_dump())
        if len(orjson.dumps(numbers)) > MAX_NUMBERS_BYTES:
            raise DataError(f"its numbers would take more than {MAX_NUMBERS_BYTES:,} bytes")
        of_figure = plot.form.model_validate(numbers)
        caption, note = plot.caption(of_figure), plot.note(of_figure)
    except _PASSING:
        raise
    except (DataError, SpecError, ArtifactError) as error:
        return LeftOut(name=name, reason=str(error))
    except Exception as error:  # A plot never fails a job, nor the other plots.
        log.exception("A plot failed unexpectedly.", extra={"plot": name})
        return LeftOut(name=name, reason=f"it failed unexpectedly: {type(error).__name__}")
    output = getattr(subject, "output", None)
    title = f"{plot.title}, output {shown(output)}" if output and name != plot.name else plot.title
    title_and_note = f"{title}, {note}" if note else title
    heading = f"{shown(subject.title, MAX_TITLE - len(title_and_note))}: {title_and_note}"
    return MadePlot(name=name, plot=plot.name, title=title, caption=caption, heading=heading, shows_data=plot.shows_data, numbers=numbers)


def _drawn(made: MadePlot, form: str, metadata: dict[str, Any]) -> bytes:
    plot = PLOTS[made.plot]
    numbers = plot.form.model_validate(made.numbers)
    return figure_file(plot.size_inches, made.heading, lambda figure: plot.draw(figure, numbers), form, metadata)


def figure_file(
    size_inches: tuple[float, float], heading: str, draw: Callable[["Figure"], None], form: str, metadata: dict[str, Any] | Sequence[Any] = ()
) -> bytes:
    """Draw a figure in the style, and return it as a file of a form: "svg" or "png"."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    file = io.BytesIO()
    with _DRAWING, matplotlib.rc_context(settings()), warnings.catch_warnings():
        # Names in any script are kept as text in SVG files, whose reader has fonts for them; in PNG files a box stands for what no font here has.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        warnings.filterwarnings("ignore", message="Matplotlib currently does not support .* natively")
        figure = Figure(figsize=size_inches, dpi=DPI, layout="compressed")
        FigureCanvasAgg(figure)
        figure.suptitle(heading, x=0.01, ha="left")
        draw(figure)
        figure.savefig(file, format=form, metadata=dict(metadata))
    return file.getvalue()
