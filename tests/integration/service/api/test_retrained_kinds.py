"""Models of images, of texts and with several outputs that are trained again on data that has grown, or on other data."""

from typing import Any

import httpx
import numpy as np
import pytest

from service.settings import Settings
from tests.integration.batches import upload
from tests.integration.fruit import retrain, train
from tests.integration.working import Work, worker_of
from tests.texts import letters_spec
from tests.uploaded import csv_file, image, zipped

pytestmark = pytest.mark.slow

#: Two kinds of lines, which letters tell from one another.
LINES = ("the quick brown fox jumps over the lazy dog", "pack my box with five dozen liquor jugs")


@pytest.fixture(scope="module")
def work(settings: Settings) -> Work:
    return worker_of(settings)


def pictures(begin: int, end: int) -> bytes:
    """Return an archive of dark and light images, each of its own grey value."""
    return zipped({f"{kind}/{index}.png": image(grey + index) for index in range(begin, end) for kind, grey in (("dark", 0), ("light", 120))})


def appended(client: httpx.Client, source: str, name: str, content: bytes) -> str:
    response = client.post(f"/v1/datasets/{source.removeprefix('dataset:')}/append", files={"file": (name, content)})
    assert response.status_code == 201, response.text
    return str(response.json()["source"])


def compared(job: dict[str, Any]) -> tuple[int, int | None, list[str]]:
    """Return the samples that two models were compared on, those left out, and the figures."""
    found = job["retraining"]["comparison"]
    assert found["reason"] is None, found
    return found["n_samples"], found["n_seen"], [figure["name"] for figure in found["figures"]]


def test_images_that_were_added_are_learned_and_judged(client: httpx.Client, work: Work) -> None:
    source = upload(client, pictures(0, 20), "pictures.zip")
    spec = {
        "data": {"source": source, "split": {"test": 0.25}},
        "preprocessing": {"inputs": [{"step": "image", "size": [4, 4]}, {"step": "cast"}], "targets": [{"step": "one_hot"}]},
        "model": {"kind": "sequential", "layers": [{"layer": "Flatten"}, {"layer": "Dense", "units": 2, "activation": "softmax"}]},
        "training": {"loss": "categorical_crossentropy", "epochs": 1},
    }
    train(client, work, "pictures", spec)
    newest = appended(client, source, "more.zip", pictures(20, 40))
    job = retrain(client, work, "pictures", source="newest", promote={"alias": "champion", "when": "always"})
    assert (job["spec"]["data"]["source"], job["spec"]["data"]["split"]["earlier_sizes"]) == (newest, [40])
    assert compared(job) == (10 + 10, 0, ["accuracy", "f1_macro", "log_loss"])
    assert job["retraining"]["promotion"]["promoted"]
    other = upload(client, pictures(10, 50), "other.zip")
    n_samples, n_seen, _ = compared(retrain(client, work, "pictures@1", source=other, name="other"))
    assert n_seen is not None
    assert n_seen > 0
    assert n_samples + n_seen == 20


def test_texts_that_go_on_are_judged_on_what_none_has_read(client: httpx.Client, work: Work) -> None:
    text = "\n".join(LINES * 12)
    source = upload(client, text.encode(), "lines.txt")
    spec = letters_spec(n_symbols=27)
    spec["data"] = {"source": source, "split": {"test": 0.25}}
    train(client, work, "lines", spec)
    longer = upload(client, f"{text}\n{text[: len(text) // 2]}".encode(), "longer.txt")
    job = retrain(client, work, "lines", source=longer)
    n_samples, n_seen, figures = compared(job)
    assert (n_seen, figures) == (0, ["loss", "accuracy", "perplexity"])
    assert n_samples > 0


def test_each_of_several_outputs_is_compared(client: httpx.Client, work: Work) -> None:
    random = np.random.default_rng(0)
    rows = [[round(float(x), 3), "big" if x > 0 else "small", round(float(2 * x), 3)] for x in random.normal(size=90)]
    source = upload(client, csv_file([["x", "size", "y"], *rows[:60]]), "both.csv")
    nodes: list[dict[str, Any]] = [
        {"name": "x"},
        {"name": "size", "inputs": ["x"], "layer": {"layer": "Dense", "units": 2, "activation": "softmax"}},
        {"name": "y", "inputs": ["x"], "layer": {"layer": "Dense", "units": 1}},
    ]
    spec = {
        "data": {
            "source": source,
            "inputs": {"x": {"features": ["x"]}},
            "targets": {"size": {"target": "size"}, "y": {"target": "y"}},
            "split": {"test": 0.25},
        },
        "preprocessing": {"targets": {"size": [{"step": "one_hot"}]}},
        "model": {"kind": "functional", "nodes": nodes, "outputs": ["size", "y"]},
        "training": {"loss": {"size": "categorical_crossentropy", "y": "mean_squared_error"}, "epochs": 1},
    }
    train(client, work, "both", spec)
    appended(client, source, "more.csv", csv_file([["x", "size", "y"], *rows[60:]]))
    job = retrain(client, work, "both", source="newest", promote={"alias": "champion", "metric": "y_rmse", "when": "if_not_worse", "margin": 1e9})
    assert compared(job) == (15 + 8, 0, ["size_accuracy", "size_f1_macro", "size_log_loss", "y_rmse", "y_mae", "y_r2"])
    assert job["retraining"]["promotion"]["promoted"]
