"""The plots of one subject on disk: their numbers in one file, and beside it each figure that was drawn from them."""

import logging
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from models.core.files import write_in_folder
from models.plots.figures import LeftOut, MadePlot, MadePlots, make_plots, png_of, svg_of

log = logging.getLogger(__name__)

#: Forms of a figure, which end its name.
Form = Literal["svg", "png"]
#: File of the numbers.
NUMBERS = "plots.json"
#: Indexes kept in memory, up to a few megabytes each: those of subjects whose figures are asked for at the same time.
N_CACHED = 4
#: Seconds after which plots are made again where some were left out for a reason that may have passed.
AGAIN_S = 60.0
#: Draws a plot, by form.
DRAWN_BY: dict[Form, Callable[[MadePlot], bytes]] = {"svg": svg_of, "png": png_of}
#: Release of the program: that of the code, which does not change while a process runs.
RELEASE = version("modelbook")


class Index(BaseModel):
    """The plots of a subject.

    Args:
        release: Release of the program that has made them; another one makes them anew.
        plots: The plots, with their numbers.
        left_out: What could not be made.
        key: Which subject of the folder they are of; empty where it has one that does not change.
        is_lasting: Whether another try would leave out the same.
    """

    release: str
    plots: list[MadePlot]
    left_out: list[LeftOut]
    key: str = ""
    is_lasting: bool = True

    @cached_property
    def files(self) -> dict[str, str]:
        """Return the name of the file of each figure, without its form, by the name of the plot.

        It is a digest of all that is drawn, and of the release that draws it. So names that anybody may give, such as that of an output, stand in no
        path, and a process that still draws what the folder held before writes no file that is taken for one of now.
        """
        return {plot.name: sha256(f"{self.release}\n{plot.model_dump_json()}".encode()).hexdigest()[:32] for plot in self.plots}

    def named(self, name: str) -> MadePlot | None:
        """Return a plot by its name; None if there is none."""
        return next((plot for plot in self.plots if plot.name == name), None)


@dataclass(frozen=True)
class PlotFolder:
    """The folder with the plots of one subject. Processes may write it at the same time: they write the same.

    Args:
        path: The folder.
        key: Which subject, where the folder holds the plots of one that changes, such as a sweep. Those of another key are replaced.
    """

    path: Path
    key: str = ""

    def index(self) -> Index | None:
        """Return what is in the folder; None if it has to be made."""
        path = self.path / NUMBERS
        try:
            status = path.stat()
            found = _read(path, status.st_mtime_ns, status.st_size)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except ValidationError:
            log.warning("The numbers of plots are made anew, as they could not be read.", extra={"path": str(path)})
            return None
        is_due = not found.is_lasting and status.st_mtime < time.time() - AGAIN_S
        return found if (found.release, found.key) == (RELEASE, self.key) and not is_due else None

    def begin(self) -> None:
        """Make the folder, of something that is there now. It is not made again: what is deleted meanwhile, with its folder, stays deleted."""
        self.path.mkdir(parents=True, exist_ok=True)

    def make(self, subject: Any, go_on: Callable[[], bool] = lambda: True) -> bool:
        """Compute and write the numbers of all plots of a subject, into the folder that `begin` has made.

        Returns:
            Whether they are written: not if `go_on` has said that there is no time, or the folder was removed meanwhile.
        """
        made: MadePlots | None = make_plots(subject, go_on)
        if made is None:
            return False
        index = Index(release=RELEASE, plots=made.plots, left_out=made.left_out, key=self.key, is_lasting=made.is_lasting)
        if not _is_written(self.path / NUMBERS, index.model_dump_json().encode()):
            return False
        for form in DRAWN_BY:  # Drawn by another release, or of what the subject was.
            for path in self.path.glob(f"[!.]*.{form}"):  # No drafts: another process writes them now.
                if path.stem not in index.files.values():
                    path.unlink(missing_ok=True)
        return True

    def draw(self, form: Form, go_on: Callable[[], bool] = lambda: True, first: str = "") -> None:
        """Draw the figures of a form that are missing, from the numbers, that of the plot `first` before the others, as long as `go_on` says so."""
        index = self.index()
        if index is None:
            return
        for plot in sorted(index.plots, key=lambda plot: plot.name != first):
            path = self._figure(index, plot, form)
            if go_on() and not path.is_file() and not _is_written(path, DRAWN_BY[form](plot)):
                return

    def figure(self, name: str, form: Form) -> Path | None:
        """Return the file of a figure; None if it is not drawn, or there is no such plot."""
        index = self.index()
        plot = index.named(name) if index else None
        if index is None or plot is None:
            return None
        path = self._figure(index, plot, form)
        return path if path.is_file() else None

    def _figure(self, index: Index, plot: MadePlot, form: Form) -> Path:
        return self.path / f"{index.files[plot.name]}.{form}"


def _is_written(path: Path, content: bytes) -> bool:
    """Write a file, and return True; False if its folder was removed."""
    try:
        write_in_folder(path, lambda draft: draft.write_bytes(content))
    except FileNotFoundError:
        return False
    return True


def keep_newest(parent: Path, n_kept: int) -> None:
    """Remove all but the newest folders in one; another process may do the same."""
    with suppress(FileNotFoundError):
        found = sorted(parent.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in found[n_kept:]:
            shutil.rmtree(path, ignore_errors=True)


@lru_cache(maxsize=N_CACHED)
def _read(path: Path, _changed_at: int, _size_bytes: int) -> Index:
    """Read the numbers; time and size of their last change are parts of the cache key."""
    return Index.model_validate_json(path.read_bytes())
