"""Models of every kind behind a real server, for tests of the Open Inference Protocol."""

import warnings
from typing import Any

import httpx
import numpy as np

from models.catalog import recipes
from models.core.merge_patch import merge_patch
from service.settings import Settings
from service.store.files import Files
from tests.integration.named_jobs import people
from tests.integration.named_jobs import trained as trained_by_port
from tests.integration.text_jobs import Job
from tests.integration.toy_models import register_toys
from tests.integration.trained import Trained, register, train_spec
from workers.attempt import new_version

#: A forecaster that trains in a moment, over windows of three scaled values.
FORECASTER = {"model": {"layers": [{"layer": "Flatten"}, {"layer": "Dense", "units": 1}]}, "training": {"epochs": 1, "batch_size": 64}}


def registered(settings: Settings, trained: Trained, text_jobs: dict[str, Job], folder: Any) -> Settings:
    """Register a classifier of images, a regressor, models of tables, classes without probabilities, clusters, series, texts, and of two ports."""
    settings = register_toys(settings, trained, "table", "trees", "ridge", "scaler", "groups")
    register(settings, "waves", train_spec(trained.folder, "inference-waves", merge_patch(recipes()["sines0-lstm3-w3"].spec, FORECASTER)))
    files = Files(trained.folder)
    register(settings, "letters", new_version(text_jobs["letters"].outcome, files))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="__array__ implementation doesn't accept a copy keyword")  # Keras, of its own variables.
        outcome = trained_by_port(
            files.attempt_folder("inference-people", "1"), people(folder), {"/training/epochs": 1, "/training/validation": None}
        )
    register(settings, "people", new_version(outcome, files))
    return settings


def tensor(name: str, data: Any, datatype: str = "FP64", shape: list[int] | None = None) -> dict[str, Any]:
    """Return a tensor of JSON."""
    return {"name": name, "shape": list(np.shape(data)) if shape is None else shape, "datatype": datatype, "data": data}


def output(response: httpx.Response, name: str) -> Any:
    """Return the values of an output of JSON, in its shape."""
    assert response.status_code == 200, response.text
    (found,) = [each for each in response.json()["outputs"] if each["name"] == name]
    return np.array(found["data"]).reshape(found["shape"])
