"""One small model of every kind, trained and written as an artifact of the format of today's code.

`python -m tests.kept_models FOLDER` writes the files that are kept in tests/data/artifacts for a version of the format, with what they predict.
"""

import json
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np

from models import load
from models.artifact.content import FORMAT_VERSION
from models.artifact.file import read_artifact
from models.checking.check import require_sound
from models.jobs import run
from models.specs.importing import ImportSpec, spec_of
from models.specs.registered import NONE_REGISTERED, Registered
from models.specs.versions import current
from models.training.importing import import_network
from models.training.listener import SilentListener
from tests.integration.named_jobs import people
from tests.uploaded import OneUpload, csv_file, image, npy, read, zipped

FOLDER = Path(__file__).parent / "data" / "artifacts"


def _table(folder: Path) -> OneUpload:
    """60 rows around three centers, with a column of text, and gaps in another one."""
    draws = np.random.default_rng(0)
    centers = {"low": (0.0, "up"), "mid": (4.0, "down"), "high": (8.0, "up")}
    rows = []
    for index in range(60):
        label, (center, side) = list(centers.items())[index % 3]
        x, y = (round(center + float(draws.normal()), 3) for _ in range(2))
        rows.append(["" if index % 10 == 0 else x, side, y, label])
    return OneUpload(read(folder, "csv", csv_file([["x", "side", "y", "label"], *rows])))


def _trades(folder: Path) -> OneUpload:
    """A series of two columns."""
    steps = np.arange(40)
    rows = [[round(10 + float(np.sin(step / 3)), 3), round(100 + 20 * float(np.cos(step / 5)), 2)] for step in steps]
    return OneUpload(read(folder, "csv", csv_file([["price", "volume"], *rows])))


def _wave(folder: Path) -> OneUpload:
    return OneUpload(read(folder, "npy", npy(5 + 2 * np.sin(np.arange(40) / 4))))


def _photos(folder: Path) -> OneUpload:
    """Eight images of two classes, dark and bright."""
    files = {f"{name}/{index}.png": image(grey + 20 * index, size=(8, 8)) for name, grey in (("dark", 10), ("bright", 150)) for index in range(4)}
    return OneUpload(read(folder, "images", zipped(files)))


#: Uploads by the model that is trained on them.
UPLOADS: dict[str, Callable[[Path], OneUpload]] = {
    "named-people": people,
    "text-columns": _table,
    "series-own-target": _trades,
    "series-horizon": _wave,
    "image-classes": _photos,
}
#: Name of each model, and of the file of version 3 whose spec it has.
MODELS = {
    "dense-classes": "dense-classes",
    "binary-classes": "binary-classes",
    "scaled-values": "scaled-values",
    "named-people": "named-people",
    "latent-digits": "latent-digits",
    "denoised-digits": "denoised-digits",
    "letters": "letters",
    "words": "words",
    "stateful-series": "stateful-series",
    "series-own-target": "series-own-target",
    "series-horizon": "series-horizon",
    "image-classes": "picture-classes",
    "imported": "imported",
    "text-columns": "text-columns",
    "every-row-step": "every-row-step",
    "nested-estimators": "nested-estimators",
    "sklearn-values": "sklearn-values",
    "groups": "groups",
    "training-groups": "training-groups",
    "rows-by-pca": "rows-by-pca",
}


def spec_named(name: str) -> dict[str, Any]:
    """Return the spec of a model, as in the file of version 3, but a smaller ensemble."""
    with h5py.File(FOLDER / f"{MODELS[name]}-v3.h5") as file:
        spec = current(json.loads(file["modelbook/spec"].asstr()[()]))
    if name == "nested-estimators":
        spec["model"]["steps"][1]["params"]["n_estimators"] = 1
    return spec


def write_model(name: str, folder: Path) -> Path:
    """Train a model, and return its artifact."""
    registered: Registered = UPLOADS[name](folder) if name in UPLOADS else NONE_REGISTERED
    spec = spec_of(spec_named(name))
    if isinstance(spec, ImportSpec):
        return import_network(spec, _weights(folder / "w.h5"), folder, SilentListener()).artifact
    return run(require_sound(spec.model_dump(mode="json", by_alias=True), registered), folder, SilentListener(), registered=registered).artifact


def _weights(path: Path) -> Path:
    """Write weights for the imported network."""
    keras.utils.set_random_seed(1)
    layers = [keras.layers.Dense(3, name="hidden"), keras.layers.Dense(3, name="kind")]
    network = keras.Sequential([keras.Input((4,)), *layers])
    keras.saving.save_model(network, path, include_optimizer=False)
    return path


def main() -> None:
    """Write every model into a folder, and their predictions into its predictions.json."""
    target = Path(sys.argv[1])
    path = target / "predictions.json"
    recorded = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    for name in MODELS:
        kept = f"{name}-v{FORMAT_VERSION}"
        with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            (target / f"{kept}.h5").write_bytes(write_model(name, Path(folder)).read_bytes())
        recorded[kept] = recorded_of(target / f"{kept}.h5")
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(entry)}" for name, entry in recorded.items())
    path.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")


def recorded_of(path: Path) -> dict[str, Any]:
    """Return what an artifact predicts for its golden examples, and the clusters of training samples where it has them."""
    artifact = read_artifact(path)
    labels = artifact.content.training_labels
    found: dict[str, Any] = {"predictions": load(path).predict(artifact.golden.inputs)}
    return found if labels is None else {**found, "training_labels": labels.tolist()}


if __name__ == "__main__":
    main()
