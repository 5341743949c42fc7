"""The client that openapi-python-client generates submits jobs, waits for them and predicts, with a running service."""

import contextlib
import io
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from models.catalog import recipes
from tests.acceptance.service import JOB_S, Service, png
from tests.generated_client import EXAMPLE, GeneratedClient

SPECIES = ("setosa", "versicolor", "virginica")
ROWS = [[5.1, 3.5, 1.4, 0.2], [6.3, 3.3, 6.0, 2.5]]


class Caller:
    """An application that uses the generated client.

    Args:
        client: A client object of the package.
        generated: The package.
    """

    def __init__(self, client: Any, generated: GeneratedClient) -> None:
        self.models = generated.module("models")
        self.module, self._client = generated.module, client

    def call(self, operation: str, *path: str, **arguments: Any) -> Any:
        """Call an operation, for example "jobs.get_job"."""
        return self.module(f"api.{operation}").sync(*path, client=self._client, **arguments)

    def trained(self, body: Any) -> Any:
        """Submit a job and return it once it has succeeded."""
        job = self.call("jobs.submit_job", body=body)
        assert isinstance(job, self.models.JobOut), job
        deadline = time.monotonic() + JOB_S
        while job.state in ("queued", "running"):
            assert time.monotonic() < deadline, job
            job = self.call("jobs.get_job", job.id, wait=2)
        assert (job.state, job.error) == ("succeeded", None)
        return job


def _example(service: Service) -> str:
    """Return the documented example for a service, with the key that it requires."""
    url = f'"{service.http.base_url}"'
    return EXAMPLE.replace('"http://127.0.0.1:8000"', url if service.key is None else f"{url}, headers={service.headers}")


@pytest.fixture
def caller(service: Service, generated_client: GeneratedClient) -> Iterator[Caller]:
    """An application with the generated client."""
    with generated_client.module("client").Client(str(service.http.base_url), timeout=90, headers=service.headers) as client:
        yield Caller(client, generated_client)


def test_the_documented_example_trains_and_predicts(service: Service, generated_client: GeneratedClient) -> None:
    assert generated_client.folder.is_dir()
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(_example(service), "clients.md", "exec"), {})
    label, probability = printed.getvalue().split()[:2]
    assert label in SPECIES
    assert 1 / 3 < float(probability) <= 1


def test_a_recipe_with_its_quick_patch_is_trained_and_predicts_rows_by_a_method(caller: Caller) -> None:
    models = caller.models
    patch = models.MergePatch.from_dict(recipes()["ridge-sine-line"].quick)
    job = caller.trained(models.JobRequest(recipe="ridge-sine-line", patch=patch, name="by-client"))
    found = caller.call("predictions.predict_inputs", job.model, body=models.PredictRequest(inputs=[[0.5], [1.0]], method="predict"))
    assert found.model == "by-client@1"
    assert isinstance(found, models.RegressionPredictions)
    assert [type(prediction.value) for prediction in found.predictions] == [float, float]


def test_a_graph_of_generated_classes_is_trained_and_gives_labels_with_probabilities(caller: Caller) -> None:
    models = caller.models
    dense = models.DenseLayer(layer="Dense", units=8, activation="relu")
    nodes = [
        models.GraphNode(name="rows"),
        models.GraphNode(name="hidden", inputs=["rows"], layer=dense),
        models.GraphNode(name="both", inputs=["rows", "hidden"], layer=models.ConcatenateLayer(layer="Concatenate")),
        models.GraphNode(name="species", inputs=["both"], layer=models.DenseLayer(layer="Dense", units=3, activation="softmax")),
    ]
    spec = models.JobSpec(
        data=models.DataSpec(source="iris", split=models.Split(test=0.2)),
        preprocessing=models.Preprocessing(targets=[models.OneHotStep(step="one_hot")]),
        model=models.Functional(kind="functional", nodes=nodes, outputs=["species"]),
        training=models.Training(loss="categorical_crossentropy", optimizer=models.Adam(name="adam", learning_rate=0.01), epochs=2),
    )
    job = caller.trained(models.JobRequest(spec=spec, name="graph"))
    for prediction in caller.call("predictions.predict_inputs", job.model, body=models.PredictRequest(inputs=ROWS)).predictions:
        assert prediction.label in SPECIES
        assert prediction.probability == prediction.probabilities[str(prediction.label)]
        assert sum(prediction.probabilities.to_dict().values()) == pytest.approx(1, abs=1e-5)


def test_an_image_and_a_downloaded_model_are_bytes_and_events_are_text(caller: Caller) -> None:
    plot = caller.call("datasets.plot_dataset", "moons")
    assert plot.payload.read().startswith(b"\x89PNG")
    job = caller.trained(caller.models.JobRequest(recipe="ridge-sine-line", name="downloaded"))
    artifact = caller.call("models.download_artifact", job.model)
    assert artifact.payload.read().startswith(b"\x89HDF")
    assert "event: model" in caller.call("jobs.stream_events", job.id)


def test_one_image_and_three_images_are_predicted_alike(caller: Caller, test_digits: tuple[np.ndarray, np.ndarray]) -> None:
    models, file_of = caller.models, caller.module("types").File
    patch = models.MergePatch.from_dict(recipes()["mnist-dense-784"].quick)
    job = caller.trained(models.JobRequest(recipe="mnist-dense-784", patch=patch, name="client-digits"))
    images = [
        file_of(payload=io.BytesIO(png(image)), file_name=f"{index}.png", mime_type="image/png") for index, image in enumerate(test_digits[0][:3])
    ]
    three = caller.call("predictions.predict_images", job.model, body=models.ImagesForm(images=images))
    images[0].payload.seek(0)
    one = caller.call("predictions.predict_image", job.model, body=images[0])
    assert (one.kind, three.kind, len(three.predictions)) == ("classification", "classification", 3)
    assert [prediction.label for prediction in one.predictions] == [three.predictions[0].label]


def test_rows_are_predicted_as_json_and_as_csv(caller: Caller) -> None:
    job = caller.trained(caller.models.JobRequest(recipe="ridge-sine-line", name="rows"))
    rows = caller.call("predictions.predict_rows", job.model, body=caller.models.PredictRequest(inputs=[[0.5], [1.0]]))
    table = caller.module("types").File(payload=io.BytesIO(b"x\n0.5\n1.0\n"), file_name="rows.csv", mime_type="text/csv")
    assert rows.kind == "regression"
    assert caller.call("predictions.predict_csv", job.model, body=table).predictions == rows.predictions


def test_a_file_is_uploaded(caller: Caller) -> None:
    file = caller.module("types").File(payload=io.BytesIO(b"a,b\n1,x\n2,y\n"), file_name="two.csv", mime_type="text/csv")
    uploaded = caller.call("datasets.upload_dataset", body=caller.models.UploadForm(file=file, name="two rows"))
    assert (uploaded.name, uploaded.n_samples, [column.name for column in uploaded.columns]) == ("two rows", 2, ["a", "b"])


def test_a_refused_job_is_a_problem_with_pointers(caller: Caller) -> None:
    models = caller.models
    spec = models.JobSpec.from_dict({"data": {"source": "irsi"}, "model": {"kind": "sequential", "layers": [{"layer": "Flatten"}]}})
    refused = caller.call("jobs.submit_job", body=models.JobRequest(spec=spec))
    assert isinstance(refused, models.Problem)
    assert (refused.status, refused.errors[0].pointer) == (422, "/spec/data/source")
