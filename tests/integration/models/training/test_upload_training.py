"""Networks and pipelines trained on uploads."""

import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import models
from models.checking.check import require_sound
from models.jobs import run
from models.kinds import kind_of
from models.specs.job import JobSpec
from models.training.listener import SilentListener
from models.training.network import fit_network
from models.uploads.stored_upload import StoredUpload
from tests.bare import BareParts
from tests.uploaded import OneUpload, csv_file, image, read, zipped


def parts_of(upload: StoredUpload, spec: dict[str, Any]) -> tuple[JobSpec, BareParts]:
    sound = require_sound(spec, OneUpload(upload))
    return sound, BareParts.load(sound, upload.data_set(sound.data))


def images() -> bytes:
    """Twenty pictures of two classes: bright ones and dark ones, in several formats and sizes."""
    kinds = ("PNG", "JPEG", "GIF", "BMP", "WEBP")
    return zipped(
        {
            f"{label}/{number}.{kinds[number % 5].lower()}": image(grey + number, kinds[number % 5], (6 + number, 8))
            for label, grey in (("night", 10), ("day", 220))
            for number in range(10)
        }
    )


IMAGES: dict[str, Any] = {
    "data": {"source": "dataset:x", "split": {"test": 0.3, "stratify": True}},
    "preprocessing": {
        "inputs": [{"step": "image", "size": [4, 4], "mode": "rgb"}, {"step": "scale", "from": [0, 255], "to": [-1, 1]}],
        "targets": [{"step": "one_hot"}],
    },
    "model": {"kind": "sequential", "layers": [{"layer": "Flatten"}, {"layer": "Dense", "units": 2, "activation": "softmax"}]},
    "training": {"loss": "categorical_crossentropy", "optimizer": {"name": "adam", "learning_rate": 0.05}, "epochs": 20, "batch_size": 4},
}


def test_a_network_learns_classes_named_by_the_folders_of_pictures(tmp_path: Path) -> None:
    spec, parts = parts_of(read(tmp_path, "images", images()), IMAGES)
    assert kind_of(spec, parts.prepared.description).name == "classification"
    assert (parts.train.x.shape, parts.train.y.shape) == ((14, 4, 4, 3), (14, 2))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="__array__ implementation doesn't accept a copy keyword")  # Keras, of its own variables.
        network = fit_network(spec, parts.prepared, tmp_path / "snapshots", SilentListener())
    assert parts.test is not None
    assert parts.raw_test is not None
    answers = parts.chain.invert(np.asarray(network(parts.test.x)))
    assert answers.tolist() == np.asarray(parts.raw_test.targets).tolist()
    assert sorted(set(answers.tolist())) == ["day", "night"]


def test_a_pipeline_learns_text_labels_of_a_table_of_numbers(tmp_path: Path) -> None:
    rows = [["length", "width", "kind"], *([n, 2 * n % 7, "long" if n > 30 else "short"] for n in range(60))]
    upload = read(tmp_path, "csv", csv_file(rows))
    spec = {
        "data": {"source": "dataset:x", "target": "kind", "split": {"test": 0.25, "stratify": True}},
        "model": {"kind": "sklearn", "steps": [{"estimator": "StandardScaler"}, {"estimator": "LogisticRegression"}]},
    }
    registered = OneUpload(upload)
    outcome = run(require_sound(spec, registered), tmp_path / "run", SilentListener(), registered=registered)
    assert outcome.content.signature.output.labels == ("long", "short")
    assert outcome.content.metrics["test_accuracy"] > 0.9


@pytest.mark.parametrize(("filled", "learned"), [("b", "a"), ("a", "b")])
def test_gaps_that_a_model_learned_with_are_those_of_no_step_also_where_steps_move_columns(tmp_path: Path, filled: str, learned: str) -> None:
    rows = [["day", "a", "b", "y"], *([f"2024-03-{1 + n % 28:02}", "" if n % 5 == 0 else n, "" if n % 7 == 0 else n, n] for n in range(60))]
    registered = OneUpload(read(tmp_path, "csv", csv_file(rows)))
    spec = {
        "data": {"source": "dataset:x", "target": "y"},
        "preprocessing": {"inputs": [{"step": "date_parts", "columns": ["day"]}, {"step": "impute", "columns": [filled]}]},
        "model": {"kind": "sklearn", "steps": [{"estimator": "HistGradientBoostingRegressor", "params": {"max_iter": 5}}]},
    }
    outcome = run(require_sound(spec, registered), tmp_path / "run", SilentListener(), registered=registered)
    assert outcome.content.signature.input.gaps == (["day", "a", "b"].index(learned),)
    assert len(models.load(outcome.artifact).predict([{"day": "2024-03-04", "a": None, "b": None}])) == 1


def test_a_pipeline_learns_from_rows_with_encoded_text_and_gaps(tmp_path: Path) -> None:
    colours = ["red", "green", "blue", ""]
    rows = [["colour", "x", "y"], *([colours[n % 4], "" if n % 5 == 0 else n / 10, (n % 4) * 10 + n / 10] for n in range(80))]
    spec, parts = parts_of(
        read(tmp_path, "csv", csv_file(rows)),
        {
            "data": {"source": "dataset:x", "target": "y"},
            "preprocessing": {
                "inputs": [
                    {"step": "impute", "strategy": "constant", "fill": "none", "columns": [0]},
                    {"step": "impute", "strategy": "median", "columns": [1]},
                    {"step": "encode_categories", "columns": [0]},
                ]
            },
            "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge"}]},
        },
    )
    from models.training.fit import fit_pipeline

    assert spec.model.kind == "sklearn"
    assert (parts.train.x.shape, parts.train.x.dtype) == ((80, 5), np.float64)
    pipeline = fit_pipeline(spec.model, spec.seed, parts.prepared, SilentListener())  # type: ignore[arg-type]
    assert pipeline.score(parts.train.x, parts.train.y) == pytest.approx(1, abs=0.05)
