"""Small images of recipes, which the dashboard shows."""

import json

from PIL import Image

from benchmarks.reproduction.thumbnails import MOST_BYTES, OF_SHORT_RUNS, SIZE, THUMBNAILS, THUMBNAILS_INDEX
from service.catalog_page import PICTURES, PICTURES_INDEX


def test_each_recipe_with_a_figure_has_a_small_image_that_says_what_it_shows() -> None:
    index = json.loads((THUMBNAILS / THUMBNAILS_INDEX).read_bytes())
    whole = json.loads((PICTURES / PICTURES_INDEX).read_bytes())
    assert {recipe for recipe, line in index.items() if not line["short_run"]} == set(whole)
    assert {recipe for recipe, line in index.items() if line["short_run"]} == set(OF_SHORT_RUNS) - set(whole)
    assert {line["file"] for line in index.values()} == {path.name for path in THUMBNAILS.glob("*.webp")}
    assert all(line["title"] in [one["title"] for one in whole[recipe]] for recipe, line in index.items() if recipe in whole)


def test_the_images_are_small() -> None:
    index = json.loads((THUMBNAILS / THUMBNAILS_INDEX).read_bytes())
    for line in index.values():
        path = THUMBNAILS / line["file"]
        assert path.stat().st_size <= MOST_BYTES
        with Image.open(path) as image:
            assert image.size == (line["width"], line["height"])
            assert (image.width <= SIZE[0], image.height <= SIZE[1]) == (True, True)
