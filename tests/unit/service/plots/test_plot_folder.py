"""Folders of plots: what in them counts."""

import os
import shutil
import time
from pathlib import Path

import pytest

from models.plots.figures import LeftOut, MadePlot
from models.plots.subjects import SweepMember, SweepRuns
from service.plots.folder import AGAIN_S, NUMBERS, RELEASE, Index, PlotFolder, keep_newest

RUNS = [SweepMember(f"a{alpha}", {"/alpha": alpha}, "succeeded", {"test_r2": 1 / alpha}, 1.0) for alpha in (1, 2)]


def written(folder: Path, *, is_lasting: bool, age_s: float = 0.0) -> PlotFolder:
    """Write an index in which a plot was left out some time ago."""
    index = Index(release=RELEASE, plots=[], left_out=[LeftOut(name="loss", reason="it was")], is_lasting=is_lasting)
    (folder / NUMBERS).write_text(index.model_dump_json())
    os.utime(folder / NUMBERS, (time.time() - age_s,) * 2)
    return PlotFolder(folder)


@pytest.mark.parametrize(
    ("is_lasting", "age_s", "counts"), [(True, 10 * AGAIN_S, True), (False, 0.0, True), (False, 2 * AGAIN_S, False)], ids=["lasting", "new", "old"]
)
def test_what_was_left_out_for_now_is_made_again_after_a_minute(tmp_path: Path, is_lasting: bool, age_s: float, counts: bool) -> None:
    assert (written(tmp_path, is_lasting=is_lasting, age_s=age_s).index() is not None) == counts


def test_figures_of_what_changes_are_those_of_its_state(tmp_path: Path) -> None:
    before, after = PlotFolder(tmp_path, "1a"), PlotFolder(tmp_path, "2b")
    before.make(SweepRuns("alphas", RUNS))
    before.draw("svg")
    assert before.figure("times", "svg") is not None
    assert (after.index(), after.figure("times", "svg")) == (None, None)
    after.make(SweepRuns("alphas", RUNS[:1]))
    before.draw("svg")  # Too late: the state of another is in the folder.
    assert (before.index(), list(tmp_path.glob("*.svg"))) == (None, [])


def test_a_figure_that_another_process_is_writing_stays(tmp_path: Path) -> None:
    drawn, draft = tmp_path / "1a.svg", tmp_path / ".part-00-1a.svg"
    for path in (drawn, draft):
        path.write_bytes(b"<svg/>")
    PlotFolder(tmp_path, "2b").make(SweepRuns("alphas", RUNS))
    assert (drawn.exists(), draft.exists()) == (False, True)


def test_a_process_that_still_draws_what_was_before_gives_no_plot_the_figure_of_another(tmp_path: Path) -> None:
    folder = PlotFolder(tmp_path)
    folder.make(SweepRuns("alphas", RUNS[:1]))
    before = folder.index()
    assert before is not None

    def made_anew() -> bool:
        """Make the plots again, of which one more is there now: the others have other positions and numbers."""
        if folder.index() is before:
            folder.make(SweepRuns("alphas", RUNS))
        return True

    folder.draw("svg", made_anew)
    now = folder.index()
    assert now is not None
    assert [plot.name for plot in before.plots] != [plot.name for plot in now.plots]
    assert [folder.figure(plot.name, "svg") for plot in now.plots] == [None] * len(now.plots)


def test_plots_of_what_is_deleted_meanwhile_are_not_written(tmp_path: Path) -> None:
    folder = PlotFolder(tmp_path / "jobs" / "01JOB" / "plots")

    def purged() -> bool:
        shutil.rmtree(tmp_path / "jobs", ignore_errors=True)
        return True

    folder.begin()
    assert not folder.make(SweepRuns("alphas", RUNS), purged)
    folder.begin()
    assert folder.make(SweepRuns("alphas", RUNS))
    folder.draw("svg", purged)
    assert list(tmp_path.iterdir()) == []


def test_the_figure_that_is_waited_for_is_drawn_first(tmp_path: Path) -> None:
    folder, drawn = PlotFolder(tmp_path), iter((True, False))
    folder.make(SweepRuns("alphas", RUNS))
    index = folder.index()
    assert index is not None
    last: MadePlot = index.plots[-1]
    folder.draw("svg", lambda: next(drawn, False), first=last.name)
    assert [plot.name for plot in index.plots if folder.figure(plot.name, "svg")] == [last.name]


def test_only_the_newest_folders_are_kept(tmp_path: Path) -> None:
    for age_s, name in enumerate("abc"):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age_s,) * 2)
    keep_newest(tmp_path, 2)
    keep_newest(tmp_path / "nothing", 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
