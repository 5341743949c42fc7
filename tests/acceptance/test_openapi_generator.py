"""The Python client that openapi-generator generates submits jobs, follows them, uploads and predicts, with a running service."""

import importlib
import sys
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from models.catalog import recipes
from tests.acceptance.service import JOB_S, Service, png
from tests.openapi_generator import PACKAGE, generate

FRUIT = "weight,length,kind\n" + "1,2,cherry\n40,30,melon\n2,3,cherry\n42,31,melon\n" * 10
RECIPE = "mnist-dense-784"


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


def test_one_image_and_three_images_are_predicted_alike(package: Any, caller: Any, test_digits: tuple[np.ndarray, np.ndarray]) -> None:
    request = package.JobRequest.from_dict({"recipe": RECIPE, "patch": recipes()[RECIPE].quick, "name": "generator-digits"})
    job = trained(package.JobsApi(caller), request)
    images = [png(image) for image in test_digits[0][:3]]
    predictions = package.PredictionsApi(caller)
    three = predictions.predict_images(job.model, images=images).actual_instance.predictions
    (one,) = predictions.predict_image(job.model, body=images[0]).actual_instance.predictions
    assert len(three) == 3
    assert one.label.actual_instance == three[0].label.actual_instance


def test_a_refused_job_is_an_error_with_pointers(package: Any, caller: Any) -> None:
    with pytest.raises(package.ApiException) as caught:
        package.JobsApi(caller).submit_job(job_request=package.JobRequest.from_dict({"recipe": "irsi"}))
    assert (caught.value.status, caught.value.data.errors[0].pointer) == (422, "/recipe")
