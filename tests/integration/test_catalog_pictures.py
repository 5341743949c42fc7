"""Pictures of recipes: which figures of a job are shown, and how small they are."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.reproduction.pictures import N_PICTURES, PREFERRED, draw_run
from models.plots import PLOTS
from tests.integration.models.plots.finished_runs import recipe_run
from tests.small_pictures import N_COLORS, WIDTH, small_png


def png(width: int, height: int) -> bytes:
    shades = np.random.default_rng(0).integers(0, 255, (height, width, 3), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(shades).save(file, format="PNG")
    return file.getvalue()


@pytest.mark.parametrize(("recipe", "names"), [("minmax-moons", ["scaled-points"]), ("ada-tree-spirals", ["decision-regions"])])
def test_a_recipe_is_shown_with_the_figures_that_say_most(tmp_path: Path, recipe: str, names: list[str]) -> None:
    lines = draw_run(recipe_run(tmp_path / "run", recipe), recipe, tmp_path)
    assert [line["file"] for line in lines][: len(names)] == [f"{recipe}-{name}.png" for name in names]
    assert len(lines) <= N_PICTURES
    assert all(Image.open(io.BytesIO((tmp_path / line["file"]).read_bytes())).width <= WIDTH for line in lines)
    assert all(line["title"] and line["caption"].endswith(".") for line in lines)


def test_every_preferred_figure_is_a_plot() -> None:
    assert set(PREFERRED) - set(PLOTS) == set()


def test_a_small_picture_keeps_its_shape_and_has_few_colours() -> None:
    small = Image.open(io.BytesIO(small_png(png(1200, 800))))
    assert small.size == (WIDTH, WIDTH * 2 // 3)
    assert len(small.getcolors() or ()) <= N_COLORS
    assert Image.open(io.BytesIO(small_png(png(300, 200)))).size == (300, 200)
