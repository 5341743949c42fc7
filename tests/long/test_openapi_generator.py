"""Clients that openapi-generator makes of the document.

Those in Java and Go are made without a fault; `tests/generators.sh` compiles them where that is possible. That in Python submits jobs, follows them,
uploads and predicts, with a running service.
"""

import importlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.catalog import recipes
from tests.acceptance.service import JOB_S, Service, png
from tests.openapi_generator import FAULTS, PACKAGE, generate

FRUIT = "weight,length,kind\n" + "1,2,cherry\n40,30,melon\n2,3,cherry\n42,31,melon\n" * 10
RECIPE = "mnist-dense-784"


@pytest.mark.parametrize(("language", "files"), [("java", "*Api.java"), ("go", "api_*.go")])
def test_a_client_is_generated_without_a_fault(language: str, files: str, tmp_path: Path) -> None:
    assert FAULTS.findall(generate(language, tmp_path)) == []
    assert {path.stem.lower().replace("api", "").strip("_") for path in (tmp_path / f"modelbook-{language}").rglob(files)} >= {
        *("catalog", "datasets", "specs", "jobs", "models", "predictions"),
    }


def test_no_name_in_go_has_a_character_that_go_refuses(tmp_path: Path) -> None:
    generate("go", tmp_path)
    texts = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "modelbook-go").glob("model_*.go")}
    assert len(texts) > 100
    assert {name for name, text in texts.items() if "Of*" in text or "NullableInterface{}" in text} == set()


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The generated package."""
    folder = tmp_path_factory.mktemp("generated")
    generate("python", folder)
    sys.path.insert(0, str(folder / "modelbook-python"))
    yield importlib.import_module(PACKAGE)
    sys.path.remove(str(folder / "modelbook-python"))


@pytest.fixture(scope="module")
def caller(service: Service, package: Any) -> Any:
    """The client of the package for the service."""
    return package.ApiClient(package.Configuration(host=str(service.http.base_url).rstrip("/"), access_token=service.key))


def trained(jobs: Any, request: Any) -> Any:
    """Submit a job and return it once it has ended."""
    job = jobs.submit_job(job_request=request)
    deadline = time.monotonic() + JOB_S
    while job.state in ("queued", "running"):
        assert time.monotonic() < deadline, job
        job = jobs.get_job(job.id, wait=5)
    return job


def test_an_uploaded_table_is_learned_and_rows_are_predicted(package: Any, caller: Any) -> None:
    uploaded = package.DatasetsApi(caller).upload_dataset(file=("fruit.csv", FRUIT.encode()), name="fruit")
    spec = {
        "data": {"source": uploaded.source, "target": "kind"},
        "model": {"kind": "sklearn", "steps": [{"estimator": "LogisticRegression"}]},
    }
    jobs = package.JobsApi(caller)
    job = trained(jobs, package.JobRequest.from_dict({"spec": spec, "name": "generator-fruit"}))
    assert (job.state, job.error) == ("succeeded", None)
    assert "event: model" in jobs.stream_events(job.id)
    found = package.PredictionsApi(caller).predict_rows(job.model, predict_request=package.PredictRequest.from_dict({"inputs": [[41, 30], [1, 2]]}))
    assert type(found.actual_instance).__name__ == "ClassificationPredictions"
    assert [prediction.label.actual_instance for prediction in found.actual_instance.predictions] == ["melon", "cherry"]
    assert package.ModelsApi(caller).download_artifact(job.model).startswith(b"\x89HDF")


def test_one_image_and_three_images_are_predicted_alike(package: Any, caller: Any) -> None:
    request = package.JobRequest.from_dict({"recipe": RECIPE, "patch": recipes()[RECIPE].quick, "name": "generator-digits"})
    job = trained(package.JobsApi(caller), request)
    images = [png(image) for image in np.random.default_rng(1).integers(0, 256, (3, 28, 28), np.uint8)]
    predictions = package.PredictionsApi(caller)
    three = predictions.predict_images(job.model, images=images).actual_instance.predictions
    (one,) = predictions.predict_image(job.model, body=images[0]).actual_instance.predictions
    assert len(three) == 3
    assert one.label.actual_instance == three[0].label.actual_instance


def test_a_refused_job_is_an_error_with_pointers(package: Any, caller: Any) -> None:
    with pytest.raises(package.ApiException) as caught:
        package.JobsApi(caller).submit_job(job_request=package.JobRequest.from_dict({"recipe": "irsi"}))
    assert (caught.value.status, caught.value.data.errors[0].pointer) == (422, "/recipe")
