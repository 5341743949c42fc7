"""A file goes in as it is, is checked, trains a model and is predicted on: over HTTP alone, and through the client."""

from pathlib import Path
from typing import Any

import numpy as np
from httpx import Response
from modelbook import Client

from tests.acceptance import real_files
from tests.acceptance.service import Service, png

#: Steps of pixels, the last layer of a letter model, and the step of a mixed table.
PIXELS = [{"step": "cast"}, {"step": "divide", "by": 255}]
LAST = {"layer": "Dense", "units": 16, "activation": "softmax"}
TABULAR = {"inputs": [{"step": "tabular"}]}


def uploaded(service: Service, name: str, content: bytes, **form: str) -> dict[str, Any]:
    """Upload a file under its name only; return the answer."""
    response = service.http.post("/v1/datasets", files={"file": (name, content)}, data=form)
    assert response.status_code == 201, response.text
    return dict(response.json())


def answered(response: Response) -> dict[str, Any]:
    """Return the body of an answer."""
    assert response.status_code == 200, response.text
    return dict(response.json())


def trained(service: Service, spec: dict[str, Any]) -> dict[str, Any]:
    """Check a spec, and train it."""
    checked = service.http.post("/v1/specs/check", json={"spec": spec}).json()
    assert checked["ok"], checked["errors"]
    return service.trained(spec)


def test_fashion_as_four_idx_files(service: Service) -> None:
    archive, images, numbers = real_files.clothes()
    dataset = uploaded(service, "fashion.zip", archive)
    assert [column["name"] for column in dataset["columns"]] == ["x_train", "y_train", "x_test", "y_test"]
    labels = {str(number): name for number, name in real_files.CLOTHES.items()}
    job = trained(
        service,
        {
            "data": {"source": dataset["source"], "target": "y_train", "labels": labels},
            "preprocessing": {"inputs": [*PIXELS, {"step": "reshape", "shape": [784]}]},
            "model": {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]},
        },
    )
    found = service.predict(job["model"], json={"inputs": images[:9].tolist()})
    assert [each["label"] for each in found] == [real_files.CLOTHES[int(number)] for number in numbers[:9]]
    assert service.predict(job["model"], content=png(images[0]), headers={"Content-Type": "image/png"})[0]["label"] == found[0]["label"]


def test_a_mixed_table_with_gaps_and_dates(service: Service) -> None:
    dataset = uploaded(service, "penguins.csv", real_files.penguins())
    types = {column["name"]: column["type"] for column in dataset["columns"]}
    assert (types["bill_length_mm"], types["sex"], types["day"], types["species"]) == ("float64", "text", "date", "text")
    assert "NA" in dataset["reading"]["missing"]
    job = trained(
        service,
        {
            "data": {"source": dataset["source"], "target": "species", "split": {"test": 0.25, "stratify": True}},
            "preprocessing": TABULAR,
            "model": {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]},
        },
    )
    model = service.http.get(f"/v1/models/{job['model']}").json()
    assert model["metrics"]["test_accuracy"] >= 0.98
    # The first rows as they are, with the column of the target and one without any measure.
    lines = real_files.penguins().decode().splitlines()[:7]
    answers = service.predict(job["model"], content="\n".join(lines).encode(), headers={"Content-Type": "text/csv"})
    found = [(answer["label"], line.rpartition(",")[2]) for answer, line in zip(answers, lines[1:], strict=True) if "NA,NA" not in line]
    assert [label for label, _ in found] == [species for _, species in found]


def test_a_monthly_series_with_gaps(service: Service) -> None:
    dataset = uploaded(service, "co2.csv", real_files.carbon_dioxide())
    assert (dataset["reading"]["delimiter"], dataset["reading"]["decimal"]) == (";", ",")
    spec: dict[str, Any] = {
        "data": {"source": dataset["source"], "series": True, "time": "month", "features": ["ppm"], "period": 12, "split": {"test": 0.2}},
        "preprocessing": {"inputs": [{"step": "standardize"}, {"step": "window", "size": 12}]},
        "model": {"kind": "sequential", "layers": [{"layer": "LSTM", "units": 16}, {"layer": "Dense", "units": 1}]},
        "training": {"loss": "mean_squared_error", "optimizer": {"name": "adam", "learning_rate": 0.01}, "epochs": 40, "batch_size": 16},
    }
    refused = service.http.post("/v1/specs/check", json={"spec": spec}).json()
    assert not refused["ok"]
    assert "on_gap" in str(refused["errors"])
    spec["data"]["on_gap"] = "fill"
    spec["preprocessing"]["inputs"].insert(0, {"step": "impute", "strategy": "interpolate"})
    job = trained(service, spec)
    values = [float(line.rpartition(";")[2].replace(",", ".")) for line in real_files.carbon_dioxide().decode("utf-8-sig").split()[-24:]]
    forecast = service.http.post(f"/v1/models/{job['model']}/forecast", json={"series": values, "steps": 3})
    assert forecast.status_code == 200, forecast.text
    assert forecast.json()["times"] == ["1978-01-01", "1978-02-01", "1978-03-01"]
    naive = service.http.get(f"/v1/models/{job['model']}/evaluation").json()["naive"]
    assert naive["last_season"]["period"] == 12
    assert naive["note"] is not None or max(naive["last_value"]["ratio"], naive["last_season"]["ratio"]) < 1


def test_class_folders_from_windows(service: Service) -> None:
    dataset = uploaded(service, "photos.zip", real_files.windows_archive())
    assert [(item["value"], item["count"]) for item in dataset["classes"]] == [("dark", 12), ("light", 12)]
    job = trained(
        service,
        {
            "data": {"source": dataset["source"], "split": {"test": 0.25, "stratify": True}},
            "preprocessing": {
                "inputs": [
                    {"step": "image", "size": [8, 8], "mode": "grey"},
                    {"step": "cast"},
                    {"step": "divide", "by": 255},
                    {"step": "reshape", "shape": [64]},
                ]
            },
            "model": {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]},
        },
    )
    image = png(np.full((16, 16), 250, np.uint8))
    assert service.predict(job["model"], content=image, headers={"Content-Type": "image/png"})[0]["label"] == "light"


def test_a_text(service: Service) -> None:
    text = "\ufeff" + "to be or not to be,\r\nthat is the question.\r\n" * 60
    dataset = uploaded(service, "hamlet.txt", text.encode())
    job = trained(
        service,
        {
            "data": {"source": dataset["source"]},
            "preprocessing": {"inputs": [{"step": "letters"}, {"step": "window", "size": 10}]},
            "model": {
                "kind": "sequential",
                "layers": [{"layer": "CategoryEncoding", "num_tokens": 16}, {"layer": "LSTM", "units": 16}, LAST],
            },
            "training": {"loss": "sparse_categorical_crossentropy", "epochs": 2, "batch_size": 64},
        },
    )
    generated = service.http.post(f"/v1/models/{job['model']}/generate", json={"seed": "to be or not", "length": 20})
    assert len(answered(generated)["text"]) >= 20


def test_a_table_through_the_client(service: Service, tmp_path: Path) -> None:
    file = tmp_path / "penguins.csv"
    file.write_bytes(real_files.penguins().replace(b"\n", b"\nTotal,,,,,,,\n", 1))
    with Client(str(service.http.base_url), service.key) as client:
        dataset = client.datasets.upload(file)
        assert dataset.reading is not None
        settled = dataset.reread({"skip_lines": [2]})
        assert settled.n_samples == dataset.n_samples - 1
        spec = {
            "data": {"source": settled.source, "target": "species"},
            "preprocessing": TABULAR,
            "model": {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]},
        }
        model = client.train(spec).wait().model
        assert model is not None
        row = dict(zip(real_files.COLUMNS[:-1], real_files.PENGUINS[2], strict=False))
        (answer,) = client.models[model].predict([{**row, "colour": "grey"}], extra="ignore")
        assert answer.label == "Gentoo"
