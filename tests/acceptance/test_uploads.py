"""Uploaded files: training and predictions over HTTP."""

import csv
import io
import zipfile
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_iris

from tests.acceptance.service import Service, png

Digits = tuple[np.ndarray, np.ndarray]
NAMES = {0: "zero", 1: "one", 7: "seven"}


def flowers() -> bytes:
    """Iris as a CSV file: numbers, a text column, a missing value, and text labels."""
    iris = load_iris()
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["petal length", "petal width", "shade", "kind"])
    for row, label in zip(iris.data.tolist(), iris.target.tolist(), strict=True):
        writer.writerow([row[2], row[3], "dark" if row[3] > 1 else "light", iris.target_names[label]])
    lines = text.getvalue().splitlines()
    lines[5] = lines[5].replace("1.4", "", 1)
    return "\n".join(lines).encode()


def digits_in_folders(digits: Digits, each: int) -> bytes:
    """Images of three digits as a ZIP file with a folder for each class."""
    images, labels = digits
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for label, name in NAMES.items():
            for index, image in enumerate(images[labels == label][:each]):
                file.writestr(f"digits/{name}/{index}.png", png(image, (32, 32)))
    return content.getvalue()


def upload(service: Service, name: str, content: bytes) -> dict[str, Any]:
    response = service.http.post("/v1/datasets", files={"file": (name, content)})
    assert response.status_code == 201, response.text
    return dict(response.json())


def test_a_search_on_an_uploaded_table_with_text_labels_gives_a_model_that_predicts(service: Service) -> None:
    dataset = upload(service, "flowers.csv", flowers())
    spec = {
        "task": "search",
        "data": {"source": dataset["source"], "target": "kind", "split": {"test": 0.2, "stratify": True}},
        "preprocessing": {"inputs": [{"step": "impute", "columns": [0]}, {"step": "encode_categories", "columns": [2]}]},
        "model": {"kind": "sklearn", "steps": [{"estimator": "StandardScaler"}, {"name": "forest", "estimator": "RandomForestClassifier"}]},
        "search": {"strategy": "grid", "folds": 3, "space": {"forest__n_estimators": [5, 20], "forest__max_depth": [2, None]}},
    }
    job = service.trained(spec, name="flowers")
    assert job["metrics"]["test_accuracy"] >= 0.9
    assert service.predict("flowers", json={"inputs": [[1.4, 0.2, "light"]]})[0]["label"] == "setosa"
    named = {"petal width": 2.2, "petal length": 5.9, "shade": "dark"}
    assert service.predict("flowers", json={"inputs": [named]})[0]["label"] == "virginica"
    table = "shade,petal length,petal width\nlight,,0.2\n"
    assert service.predict("flowers", content=table, headers={"content-type": "text/csv"})[0]["label"] == "setosa"


def test_a_column_of_text_without_an_encoding_step_is_refused_when_it_is_submitted(service: Service) -> None:
    dataset = service.http.post("/v1/datasets", files={"file": ("flowers.csv", flowers())}).json()
    spec = {"data": {"source": dataset["source"], "target": "kind"}, "model": {"kind": "sklearn", "steps": [{"estimator": "GaussianNB"}]}}
    response = service.http.post("/v1/jobs", json={"spec": spec})
    assert response.status_code == 422
    assert 'column 2 ("shade") contains text' in response.json()["errors"][0]["detail"]


def test_a_network_trained_on_uploaded_images_in_class_folders_recognizes_them(service: Service, test_digits: Digits) -> None:
    dataset = upload(service, "digits.zip", digits_in_folders(test_digits, 150))
    spec = {
        "data": {"source": dataset["source"], "split": {"test": 0.2, "stratify": True}},
        "preprocessing": {
            "inputs": [{"step": "image", "size": [16, 16]}, {"step": "cast"}, {"step": "scale", "from": [0, 255], "to": [0, 1]}],
            "targets": [{"step": "one_hot"}],
        },
        "model": {"kind": "sequential", "layers": [{"layer": "Flatten"}, {"layer": "Dense", "units": 3, "activation": "softmax"}]},
        "training": {"loss": "categorical_crossentropy", "optimizer": {"name": "adam", "learning_rate": 0.02}, "epochs": 5, "batch_size": 16},
    }
    job = service.trained(spec, name="three-digits")
    assert job["metrics"]["test_accuracy"] >= 0.9
    images, labels = test_digits
    later = [next(image for image in images[labels == label][200:]) for label in NAMES]
    files = [("images", (f"{index}.png", png(image, (80, 80)), "image/png")) for index, image in enumerate(later)]
    predictions = service.predict("three-digits", files=files)
    assert sum(prediction["label"] == name for prediction, name in zip(predictions, NAMES.values(), strict=True)) >= 2
    assert all(sum(prediction["probabilities"].values()) == pytest.approx(1, abs=1e-4) for prediction in predictions)


def test_a_bad_file_is_refused_with_its_line_and_leaves_nothing_behind(service: Service) -> None:
    before = service.http.get("/v1/datasets").json()["uploads"]
    response = service.http.post("/v1/datasets", files={"file": ("bad.csv", b"a,b\n1,2\n3\n")})
    assert response.status_code == 422
    assert "line 3" in response.json()["errors"][0]["detail"]
    assert service.http.get("/v1/datasets").json()["uploads"] == before
