"""Finished jobs as their plots see them, each trained once."""

import atexit
import warnings
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from models.catalog import recipes
from models.core.merge_patch import merge_patch
from models.plots.figures import MadePlot
from models.plots.run import Run
from tests.integration.models.plots.recipe_runs import finished_run
from tests.unit.models.plots.drawing import plots_of


def finished(spec: dict[str, Any], name: str = "toy") -> Run:
    """Train a network into a folder of its own, and return its job."""
    folder = mkdtemp(prefix="plots-")
    atexit.register(rmtree, folder, ignore_errors=True)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="__array__ implementation doesn't accept a copy keyword")  # Keras, of its own variables.
        return finished_run(Path(folder), spec, f"{name}@1")


@cache
def digits() -> dict[str, MadePlot]:
    """The plots of a convolutional network over digits of 8 x 8 pixels, trained for two epochs."""
    return plots_of(finished(DIGITS, "digits"))


@cache
def sines() -> Run:
    """A recurrent network over windows of five values of a series, trained for one epoch."""
    return finished(merge_patch(recipes()["sines1-lstm3-w5"].spec, {"training": {"epochs": 1}}), "sines")


#: A convolutional network over digits of 8 x 8 pixels.
DIGITS: dict[str, Any] = {
    "data": {"source": "digits", "split": {"test": 0.2}},
    "preprocessing": {
        "inputs": [{"step": "cast"}, {"step": "scale", "from": [0, 16], "to": [0, 1]}, {"step": "reshape", "shape": [8, 8, 1]}],
        "targets": [{"step": "one_hot"}],
    },
    "model": {
        "kind": "sequential",
        "layers": [
            {"layer": "Conv2D", "filters": 18, "kernel_size": 3, "activation": "relu", "name": "first"},
            {"layer": "Dropout", "rate": 0.1},
            {"layer": "Conv2D", "filters": 4, "kernel_size": 3, "activation": "relu", "name": "second"},
            {"layer": "Flatten"},
            {"layer": "Dense", "units": 10, "activation": "softmax", "name": "class"},
        ],
    },
    "training": {"loss": "categorical_crossentropy", "metrics": ["accuracy"], "epochs": 2, "batch_size": 64},
}
