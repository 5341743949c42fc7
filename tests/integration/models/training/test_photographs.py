"""From a photograph to the digit on it, by the recorded image step of the recipe photo-digits."""

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import models
from models.catalog import recipes
from models.checking.check import require_sound
from models.core.arrays import Array
from models.core.merge_patch import merge_patch
from models.datasets.mnist import Mnist
from models.jobs import run
from models.serving.predictor import Predictor
from models.training.listener import SilentListener

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")]

#: Folder of data that is not ours to hand on.
DATA = Path(os.environ.get("MODELBOOK_TEST_DATA", Path(__file__).parents[5] / "shared" / "data"))
#: Photographs that are made up.
N_PHOTOGRAPHS = 60
#: Value of the EXIF orientation of a camera that was turned a quarter to the left, and how often its picture is turned round since.
ORIENTATION, QUARTER_TURNS = 6, 1


def trained(folder: Path, *patches: dict[str, Any]) -> Predictor:
    spec = recipes()["photo-digits"].spec
    for patch in patches:
        spec = merge_patch(spec, patch)
    return models.load(run(require_sound(spec), folder, SilentListener()).artifact)


@pytest.fixture(scope="module")
def by_the_book(tmp_path_factory: pytest.TempPathFactory) -> Predictor:
    return trained(tmp_path_factory.mktemp("book"), {"training": {"epochs": 3}})


@pytest.fixture(scope="module")
def photograph(tmp_path_factory: pytest.TempPathFactory) -> Predictor:
    recipe = recipes()["photo-digits"]
    return trained(tmp_path_factory.mktemp("photograph"), recipe.variants["photograph"].patch, {"data": {"subset": 0.3}, "training": {"epochs": 5}})


@pytest.fixture(scope="module")
def photos18() -> Iterator[Any]:
    path = DATA / "photos18.npz"
    if not path.is_file():
        pytest.skip(f"the 18 photographed digits are not in {DATA}; MODELBOOK_TEST_DATA names their folder")
    with np.load(path) as arrays:
        yield {"x": arrays["x"], "y": arrays["y"]}


def n_right(predictor: Predictor, items: Any, labels: Array) -> int:
    return sum(answer["label"] == label for answer, label in zip(predictor.predict(items), labels.tolist(), strict=True))


def taken(digit: Array, draw: np.random.Generator) -> bytes:
    """Take a photograph: a digit in dark ink, large and off the middle, on grainy paper lit from one side; the camera was turned."""
    ink = np.asarray(Image.fromarray(digit).resize((420, 420), Image.Resampling.BICUBIC)) / 255
    paper = np.full((900, 700), 190.0) + np.linspace(-25, 25, 700) + draw.normal(scale=5, size=(900, 700))
    top, left = draw.integers(20, 450), draw.integers(20, 250)
    paper[top : top + 420, left : left + 420] -= 130 * ink
    file, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = ORIENTATION
    Image.fromarray(np.rot90(paper.clip(0, 255).astype(np.uint8), QUARTER_TURNS)).save(file, "JPEG", quality=85, exif=exif)
    return file.getvalue()


def test_digits_of_the_chapter_are_read_by_the_chapters_network(photos18: Any, by_the_book: Predictor) -> None:
    assert n_right(by_the_book, photos18["x"], photos18["y"]) >= 12


def test_digits_of_the_chapter_are_read_better_when_they_are_laid_out_as_mnist(photos18: Any, photograph: Predictor) -> None:
    assert n_right(photograph, photos18["x"], photos18["y"]) >= 14


def test_digits_on_photographs_are_read(photograph: Predictor) -> None:
    data, draw = Mnist().load(None), np.random.default_rng(0)
    assert data.test_inputs is not None
    assert data.test_targets is not None
    photographs = [taken(digit, draw) for digit in data.test_inputs[:N_PHOTOGRAPHS]]
    assert n_right(photograph, photographs, data.test_targets[:N_PHOTOGRAPHS]) >= 0.9 * N_PHOTOGRAPHS
