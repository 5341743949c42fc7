"""Small images of recipes for the dashboard, made from the pictures of the documentation: `python -m benchmarks.reproduction.thumbnails`."""

import io
import json
import shutil
from pathlib import Path
from typing import Any

from PIL import Image

from models.catalog import recipes
from service.catalog_page import PICTURES, PICTURES_INDEX

#: Folder of the images, which the service sends as they are, and the file there that says which recipe has which.
THUMBNAILS, THUMBNAILS_INDEX = Path(__file__).parents[2] / "service" / "web" / "static" / "recipes", "images.json"
#: Figures of short runs, whose file names begin with the recipe's id.
SHORT_RUNS = PICTURES.parent / "figures"
#: Largest width and height of an image in pixels, its largest size in bytes, and the qualities that are tried.
SIZE, MOST_BYTES, QUALITIES = (360, 240), 8000, (75, 60, 45, 30, 15)
#: Figures by how much they show at a small size; those that are not here come after.
PREFERRED = (
    *("decision regions", "regression line and residuals", "clusters", "principal components", "raw and scaled points", "where the search looked"),
    *(
        "forecasts over the data",
        "images and their reconstructions",
        "a sample on its way through the layers",
        "scores by fold",
        "training and test part",
    ),
    *("metrics by epoch", "loss by epoch", "layers"),
)
#: Of recipes of this group the network itself says more than its curves.
SHAPED, NETWORK, CURVES = "functional", "layers", ("metrics by epoch", "loss by epoch")
#: Figures of short runs by recipe, with what they show.
OF_SHORT_RUNS = {
    "holmes-letters": ("next-symbols", "the likeliest next letters at several temperatures"),
    "mnist-augment": ("augmentations", "one image, changed at random"),
    "mnist-cnn-pooling": ("filters", "filters of convolutions"),
    "mnist-dense-784-batches": ("times", "accuracy against running time, by batch size"),
    "mnist-kc-grid1": ("score-curve", "scores of networks of a grid"),
    "mnist-vae": ("latent-space", "digits in the latent plane"),
    "multiresolution": ("search-points", "where a search with finer and finer grids looked"),
}


def write_thumbnails() -> None:
    """Write the images and their index anew."""
    shutil.rmtree(THUMBNAILS, ignore_errors=True)
    THUMBNAILS.mkdir(parents=True)
    index: dict[str, dict[str, Any]] = {}
    drawn = json.loads((PICTURES / PICTURES_INDEX).read_bytes())
    for recipe in recipes().values():
        if recipe.id in drawn:
            line = min(drawn[recipe.id], key=lambda line: _rank(line["title"], recipe.group))
            index[recipe.id] = _written(PICTURES / line["file"], recipe.id, line["title"], is_short_run=False)
        elif recipe.id in OF_SHORT_RUNS:
            plot, title = OF_SHORT_RUNS[recipe.id]
            index[recipe.id] = _written(SHORT_RUNS / f"{recipe.id}-{plot}.png", recipe.id, title, is_short_run=True)
    (THUMBNAILS / THUMBNAILS_INDEX).write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")


def _rank(title: str, group: str) -> int:
    if title in CURVES and group == SHAPED:
        return PREFERRED.index(NETWORK) + 1
    return PREFERRED.index(title) if title in PREFERRED else len(PREFERRED)


def _written(source: Path, recipe: str, title: str, *, is_short_run: bool) -> dict[str, Any]:
    file = f"{recipe}.webp"
    image = Image.open(source).convert("RGB")
    image.thumbnail(SIZE, Image.Resampling.LANCZOS)
    (THUMBNAILS / file).write_bytes(_small(image))
    return {"file": file, "title": title, "width": image.width, "height": image.height, "short_run": is_short_run}


def _small(image: Image.Image) -> bytes:
    for quality in QUALITIES:
        content = io.BytesIO()
        image.save(content, format="WEBP", quality=quality, method=6)
        if content.tell() <= MOST_BYTES:
            break
    return content.getvalue()


if __name__ == "__main__":
    write_thumbnails()
