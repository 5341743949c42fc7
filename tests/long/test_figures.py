"""Every figure of the book's chapters is made from a job that has ended."""

import io

import pytest
from PIL import Image

from tests.acceptance.service import Service
from tests.book_figures import EVERY, BookFigure
from tests.figures import figure_of, started


@pytest.fixture(scope="module")
def jobs(service: Service) -> dict[str, str]:
    return started(service)


@pytest.mark.parametrize("figure", EVERY, ids=lambda figure: f"{figure.job}-{figure.plot}")
def test_a_figure_of_the_book_is_made_from_a_finished_job(service: Service, jobs: dict[str, str], figure: BookFigure) -> None:
    made = figure_of(service, jobs, figure)
    image = Image.open(io.BytesIO(made.content)).convert("L")
    assert image.width >= 600
    assert len(set(image.tobytes())) > 10  # Neither blank nor a message in black and white.
    assert made.caption.endswith(".")
