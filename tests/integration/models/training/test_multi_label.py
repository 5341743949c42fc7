"""Any number of labels for each sample: listed in one column, as JSON, or a column of zeros and ones for each."""

from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest

import models
from models.artifact.file import read_artifact
from models.artifact.predictions import Probabilities
from models.checking.check import check_spec, require_sound
from models.core.errors import SpecError
from models.jobs import run
from models.serving.source import LazySource
from models.training.listener import SilentListener
from tests.bare import compiled_predictor
from tests.faults import told
from tests.uploaded import OneUpload, csv_file, data_set, npz, read

#: Keras copies its variables in a way that NumPy 2 deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning:keras")

X = np.random.default_rng(0).normal(size=(120, 2)).round(3)
#: A label for each half of the plane that a point is in.
LABELS = [[name for name, value in (("east", x), ("north", y)) if value > 0] for x, y in X.tolist()]


def table(written: str) -> bytes:
    forms = {
        "separated": lambda labels: ["; ".join(labels)],
        "json": lambda labels: ["[" + ",".join(f'"{label}"' for label in labels) + "]"],
        "columns": lambda labels: [int("east" in labels), str("north" in labels).lower()],
    }
    header = ["east", "north"] if written == "columns" else ["tags"]
    return csv_file([["x", "y", *header], *([*point, *forms[written](labels)] for point, labels in zip(X.tolist(), LABELS, strict=True))])


CHOSEN: dict[str, dict[str, Any]] = {
    "separated": {"target": "tags", "target_separator": ";"},
    "json": {"target": "tags"},
    "columns": {"target_columns": ["east", "north"]},
}


def spec_of(written: str, loss: str = "binary_crossentropy", activation: str = "sigmoid") -> dict[str, Any]:
    optimizer = {"name": "sgd", "learning_rate": 5.0}
    return {
        "data": {"source": "dataset:x", **CHOSEN[written], "split": {"test": 0.25}},
        "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 2, "activation": activation}]},
        "training": {"loss": loss, "optimizer": optimizer, "epochs": 30, "batch_size": 90, "jit_compile": False, "metrics": ["auc"]},
    }


@pytest.mark.parametrize("written", CHOSEN)
def test_every_form_of_several_labels_gives_zeros_and_ones_by_label(tmp_path: Path, written: str) -> None:
    selected = data_set(read(tmp_path, "csv", table(written)), **CHOSEN[written])
    described, targets = selected.describe(), selected.load(None).targets
    assert (described.target_columns, described.has_binary_targets, described.labels) == (("east", "north"), True, None)
    assert described.columns == ("x", "y")
    assert targets is not None
    assert targets.tolist() == [[float("east" in labels), float("north" in labels)] for labels in LABELS]


def test_lists_of_json_lines_are_labels(tmp_path: Path) -> None:
    lines = [{"x": x, "y": y, "tags": labels} for (x, y), labels in zip(X.tolist(), LABELS, strict=True)]
    targets = data_set(read(tmp_path, "jsonl", b"\n".join(map(orjson.dumps, lines))), target="tags").load(None).targets
    assert targets is not None
    assert targets.tolist() == [[float("east" in labels), float("north" in labels)] for labels in LABELS]


def test_a_network_answers_with_the_labels_and_their_probabilities(tmp_path: Path) -> None:
    registered = OneUpload(read(tmp_path, "csv", table("separated")))
    outcome = run(require_sound(spec_of("separated"), registered), tmp_path / "run", SilentListener(), registered=registered)
    assert outcome.content.signature.output.kind == "multi_label"
    assert outcome.content.metrics["test_exact_match"] > 0.8
    compiled = compiled_predictor(read_artifact(outcome.artifact), outcome.onnx, LazySource(lambda: read_artifact(outcome.artifact), 1))
    points = [[2, 2], [-2, -2], {"x": 2, "y": -2, "tags": "east"}]
    for model in (models.load(outcome.artifact), compiled):
        both, none = model.predict(points[:2])
        assert (both["labels"], none["labels"]) == (["east", "north"], [])
        assert [*both["probabilities"]] == ["east", "north"]
        assert none["probabilities"]["east"] < 0.1
        (named,) = model.predict(points[2:], Probabilities.NONE)
        assert named == {"labels": ["east"]}


def test_a_loss_of_one_class_is_refused_and_softmax_is_warned_of(tmp_path: Path) -> None:
    registered = OneUpload(read(tmp_path, "csv", table("json")))
    (fault,) = check_spec(spec_of("json", "categorical_crossentropy", "softmax"), registered).errors
    assert (fault.pointer, "did you mean binary_crossentropy, with sigmoid outputs?" in fault.detail) == ("/training/loss", True)
    warnings = check_spec(spec_of("json", activation="softmax"), registered).warnings
    assert [(one.pointer, "expected sigmoid" in one.detail) for one in warnings] == [("/model/layers/0", True)]


def test_metrics_of_zeros_and_ones_measure_and_that_of_one_class_is_refused(tmp_path: Path) -> None:
    spec = spec_of("columns")
    spec["training"]["metrics"] = ["binary_accuracy", "auc", "accuracy", "categorical_accuracy"]
    faults = check_spec(spec, OneUpload(read(tmp_path, "csv", table("columns")))).errors
    assert [fault.pointer for fault in faults] == ["/training/metrics/2", "/training/metrics/3"]
    assert "did you mean binary_accuracy?" in faults[0].detail


def test_a_classifier_of_one_label_is_refused(tmp_path: Path) -> None:
    spec = {"data": {"source": "dataset:x", **CHOSEN["json"]}, "model": {"kind": "sklearn", "steps": [{"estimator": "RandomForestClassifier"}]}}
    (fault,) = check_spec(spec, OneUpload(read(tmp_path, "csv", table("json")))).errors
    assert (fault.pointer, "a network with sigmoid outputs" in fault.detail) == ("/model/steps/0/estimator", True)


@pytest.mark.parametrize(
    ("chosen", "pointer", "phrase"),
    [
        ({"target": "x", "target_separator": ";"}, "/data/target_separator", 'got column "x" of type float64'),
        ({"target": "tags", "target_separator": "|"}, "/data/target_separator", 'got "|", which is in no cell of the target'),
        ({"target_separator": ";"}, "/data/target_separator", "got none"),
    ],
)
def test_a_separator_is_for_a_text_target(tmp_path: Path, chosen: Any, pointer: str, phrase: str) -> None:
    with pytest.raises(SpecError) as error:
        data_set(read(tmp_path, "csv", table("separated")), **chosen)
    ((found, detail),) = told(error.value.faults)
    assert (found, phrase in detail) == (pointer, True)


def test_a_separator_is_for_tables(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="target_separator"):
        data_set(read(tmp_path, "npz", npz(x=np.ones((2, 2)), y=np.array(["a;b", "b"]))), target="y", target_separator=";")
