"""The list of the book's figures: each has a job and a plot that exist, and stands on the committed sheet."""

import json

from models.catalog import recipes
from models.plots import PLOTS
from tests.book_figures import EVERY, FIGURES, JOBS, SWEEP_FIGURES
from tests.figures import PAGE, PICTURES


def test_each_figure_has_a_job_and_a_plot_that_exist() -> None:
    assert {figure.plot for figure in (*FIGURES, *SWEEP_FIGURES)} - set(PLOTS) == set()
    assert {figure.job for figure in FIGURES} == set(JOBS)
    assert {made.recipe for made in JOBS.values()} - set(recipes()) == set()
    assert all(made.variant in ("", *recipes()[made.recipe].variants) for made in JOBS.values())


def test_no_two_figures_are_one_file() -> None:
    assert len({(figure.job, figure.plot) for figure in EVERY}) == len(EVERY)


def test_the_sheet_has_every_figure_and_no_file_besides() -> None:
    page = PAGE.read_text(encoding="utf-8")
    files = {f"{figure.job}-{figure.plot}.png" for figure in EVERY}
    assert {file for file in files if f"]({PICTURES.name}/{file})" not in page} == set()
    assert {path.name for path in PICTURES.glob("*.png")} == files


def test_the_catalogs_pictures_are_those_of_its_index() -> None:
    folder = PICTURES.parent / "pictures"
    index = json.loads((folder / "pictures.json").read_bytes())
    assert {path.name for path in folder.glob("*.png")} == {line["file"] for lines in index.values() for line in lines}
    assert set(index) <= set(recipes())
