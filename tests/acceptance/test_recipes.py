"""The recipes train over HTTP and reach the figures of the book."""

import hashlib
import math
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

import models
from models.artifact.file import read_artifact
from models.catalog import Recipe, recipes
from tests.acceptance.body_forms import bodies_of
from tests.acceptance.measured import measured, rows_of
from tests.acceptance.service import Service, png
from tests.alike import representatives
from tests.close import assert_close
from tests.golden_samples import samples_of
from tests.reported import CLUSTERS, clusters_by_k, misses

#: Validation accuracies that recipes reach with their quick form, after one epoch and after three.
EARLY = {"mnist-cnn-simple": pytest.approx(0.972, abs=0.006), "shapes-cnn": pytest.approx(1.0, abs=0.01)}

Digits = tuple[np.ndarray, np.ndarray]


#: Jobs besides the quick forms that several tests use, or that are queued with them so that no core is idle: name -> recipe and patch.
OTHERS: dict[str, tuple[str, dict[str, Any]]] = {
    "digits": ("mnist-dense-784", {"training": {"epochs": 3}}),
    "sines": ("sines0-lstm3-w3", {}),
    "dropout": ("mnist-dense-32-32-dropout", {"training": {"epochs": 2}}),
    "striding": ("mnist-cnn-striding", {"data": {"subset": 0.5}, "training": {"epochs": 1}}),
}


@pytest.fixture(scope="module")
def jobs(service: Service) -> dict[str, str]:
    """Ids of jobs, all queued at once: those of OTHERS by their names, and the quick forms of recipes by the recipes' ids.

    A recipe that differs from an earlier one only in numbers shares its job.
    """
    recipe_jobs: dict[str, str] = {}
    first = representatives()
    needed = sorted({name for recipe in recipes().values() for name in recipe.requires})
    for name in needed:
        recipe_jobs[name] = service.submit(name, patch=recipes()[name].quick)["id"]
    others = {name: service.submit(recipe, patch=patch, name=name)["id"] for name, (recipe, patch) in OTHERS.items()}
    for name in needed:
        service.wait_for(recipe_jobs[name], "succeeded")
    for name in sorted(set(first.values()) - set(needed)):
        recipe_jobs[name] = service.submit(name, patch=recipes()[name].quick)["id"]
    return others | {name: recipe_jobs[first[name]] for name in recipes()}


@pytest.fixture(scope="module")
def digits_job(service: Service, jobs: dict[str, str]) -> dict[str, Any]:
    """The finished job of mnist-dense-784 with 3 epochs."""
    return service.wait_for(jobs["digits"], "succeeded")


def test_three_epochs_of_dense_784_reach_the_validation_accuracy_of_the_book(service: Service, digits_job: dict) -> None:
    history = service.http.get(f"/v1/jobs/{digits_job['id']}/history").json()["epochs"]
    assert [line["epoch"] for line in history] == [1, 2, 3]
    assert history[-1]["val_accuracy"] == pytest.approx(0.967, abs=0.006)
    assert history[0]["loss"] == pytest.approx(0.3467, abs=0.05)
    assert all(line["seconds"] > 0 for line in history)


def test_the_summary_of_dense_784_has_the_parameters_of_the_book(service: Service) -> None:
    check = service.http.post("/v1/specs/check", json={"recipe": "mnist-dense-784"}).json()
    assert check["ok"]
    assert [layer["parameters"] for layer in check["layers"]] == [615_440, 7_850]
    assert check["total_parameters"] == 623_290


def test_snapshots_of_the_newest_epochs_can_be_downloaded(service: Service, digits_job: dict) -> None:
    found = service.http.get(f"/v1/jobs/{digits_job['id']}/checkpoints").json()["checkpoints"]
    assert [line["epoch"] for line in found] == [2, 3]
    content = service.http.get(f"/v1/jobs/{digits_job['id']}/checkpoints/3").raise_for_status().content
    assert len(content) == found[-1]["size_bytes"]


def test_pngs_of_test_digits_get_their_labels(service: Service, digits_job: dict, test_digits: Digits) -> None:
    images, labels = test_digits[0][:100], test_digits[1][:100]
    files = [("images", (f"{index}.png", png(image), "image/png")) for index, image in enumerate(images)]
    predictions = service.predict(digits_job["model"], files=files)
    assert sum(prediction["label"] == label for prediction, label in zip(predictions, labels.tolist(), strict=True)) >= 95


def test_a_large_colour_png_gets_the_label_too(service: Service, digits_job: dict, test_digits: Digits) -> None:
    image = png(test_digits[0][0], size=(300, 300), mode="RGB")
    prediction = service.predict("digits", content=image, headers={"content-type": "image/png"})[0]
    assert prediction["label"] == int(test_digits[1][0]) == 7
    assert sum(prediction["probabilities"].values()) == pytest.approx(1, abs=1e-4)


def test_the_artifact_without_the_service_gives_the_same_predictions(service: Service, digits_job: dict, test_digits: Digits, tmp_path) -> None:
    download = service.http.get("/v1/models/digits/artifact").raise_for_status()
    (tmp_path / "digits.h5").write_bytes(download.content)
    assert download.headers["etag"] == f'"{hashlib.sha256(download.content).hexdigest()}"'
    alone = models.load(tmp_path / "digits.h5").predict(test_digits[0][:5])
    served = service.predict("digits", json={"inputs": test_digits[0][:5].tolist()})
    assert [prediction["label"] for prediction in alone] == [prediction["label"] for prediction in served]
    np.testing.assert_allclose([a["probability"] for a in alone], [s["probability"] for s in served], rtol=1e-4)


def test_the_lstm_forecasts_sines_in_their_own_units(service: Service, jobs: dict[str, str]) -> None:
    job = service.wait_for(jobs["sines"], "succeeded")
    assert job["metrics"]["test_rmse"] < 0.10
    value = [math.sin(0.057 * k) + 2 * math.sin(2 * 0.057 * k) for k in range(500, 505)]
    single, several = service.predict(job["model"], json={"inputs": [value[:3], value[:4]]})
    assert single["value"] == pytest.approx(value[3], abs=0.3)
    assert several["value"] == pytest.approx(value[3:5], abs=0.3)


def test_dropout_with_max_norm_trains_with_validation_above_training(service: Service, jobs: dict[str, str]) -> None:
    metrics = service.wait_for(jobs["dropout"], "succeeded")["metrics"]
    assert metrics["val_accuracy"] > 0.90
    assert metrics["val_accuracy"] > metrics["accuracy"]


def test_strided_convolutions_learn_digits_in_one_epoch(service: Service, jobs: dict[str, str]) -> None:
    job = service.wait_for(jobs["striding"], "succeeded")
    assert job["metrics"]["test_accuracy"] > 0.93
    steps = service.http.get(f"/v1/models/{job['model']}").json()["preprocessing"]["inputs"]["inputs"]
    assert {"step": "scale", "from": [0.0, 255.0], "to": [-1.0, 1.0]} in [step["spec"] for step in steps]


@pytest.mark.parametrize("recipe", recipes().values(), ids=lambda recipe: recipe.id)
def test_every_recipe_runs_and_in_full_gives_the_reported_figures(service: Service, jobs: dict[str, str], recipe: Recipe) -> None:
    job = service.wait_for(jobs[recipe.id], "succeeded")
    found = measured(service, job, recipe.reported)
    assert set(recipe.reported) - {"parameters", "epochs"} <= set(found)
    assert recipe.quick or misses(recipe.reported, recipe.tolerance, found) == []
    if recipe.id in EARLY:
        assert found["val_accuracy"] == EARLY[recipe.id]


@pytest.mark.parametrize("recipe", recipes().values(), ids=lambda recipe: recipe.id)
def test_the_schemas_of_a_model_have_the_form_of_its_examples(service: Service, jobs: dict[str, str], recipe: Recipe, tmp_path) -> None:
    model = service.wait_for(jobs[recipe.id], "succeeded")["model"]
    if model is None:
        pytest.skip("the recipe trains no model that predicts")
    (tmp_path / "model.h5").write_bytes(service.http.get(f"/v1/models/{model}/artifact").raise_for_status().content)
    golden = read_artifact(tmp_path / "model.h5").golden
    schema = service.http.get(f"/v1/models/{model}/schema").raise_for_status().json()
    for sample in samples_of(golden):
        Draft202012Validator(schema["input"]).validate(sample)
    for prediction in golden.predictions or ():
        Draft202012Validator(schema["output"]).validate(prediction)


@pytest.mark.parametrize("recipe", sorted(set(representatives().values())))
def test_predictions_are_those_of_keras_or_scikit_learn_itself_in_every_form_of_body(
    service: Service, jobs: dict[str, str], recipe: str, tmp_path
) -> None:
    model = service.wait_for(jobs[recipe], "succeeded")["model"]
    if model is None:
        pytest.skip("the recipe trains no model that predicts")
    (tmp_path / "model.h5").write_bytes(service.http.get(f"/v1/models/{model}/artifact").raise_for_status().content)
    artifact = read_artifact(tmp_path / "model.h5")
    expected = artifact.golden.predictions  # As the framework itself gave them after the training.
    assert expected
    for body in bodies_of(artifact.golden, artifact.content.signature):
        response = service.http.post(f"/v1/models/{model}/{body.path}", **body.arguments)
        assert response.status_code == 200, (body.form, body.path, response.text)
        assert_close(response.json()["predictions"], [expected[index] for index in body.indices], pointer=f"{body.form} to {body.path}: ")


def test_the_ridge_line_has_the_slope_of_the_book(service: Service, jobs: dict[str, str]) -> None:
    job = service.wait_for(jobs["ridge-sine-line"], "succeeded")
    low, high = (prediction["value"] for prediction in service.predict(job["model"], json={"inputs": [[-2.0], [2.0]]}))
    assert (high - low) / 4 == pytest.approx(1.268448, abs=1e-5)
    assert (high + low) / 2 == pytest.approx(-0.001176, abs=1e-5)
    assert job["metrics"]["train_r2"] == pytest.approx(0.94506, abs=1e-5)


def test_a_checkpoint_is_registered_as_a_version(service: Service, digits_job: dict, test_digits: Digits) -> None:
    response = service.http.post(f"/v1/jobs/{digits_job['id']}/checkpoints/2/register", params={"name": "second-epoch"})
    assert response.status_code == 202, response.text
    job = service.wait_for(response.json()["id"], "succeeded")
    second = service.http.get(f"/v1/jobs/{digits_job['id']}/history").json()["epochs"][1]
    assert (job["model"], job["metrics"]["val_accuracy"]) == ("second-epoch@1", pytest.approx(second["val_accuracy"]))
    assert service.predict("second-epoch", content=png(test_digits[0][0]), headers={"content-type": "image/png"})[0]["label"] == 7


def test_training_continues_from_a_model_over_http(service: Service, digits_job: dict) -> None:
    job = service.submit("mnist-dense-784", patch={"training": {"epochs": 1}, "start_from": digits_job["model"]}, name="digits-more")
    assert service.wait_for(job["id"], "succeeded")["spec"]["start_from"] == digits_job["model"]
    assert [line["epoch"] for line in service.http.get(f"/v1/jobs/{job['id']}/history").json()["epochs"]] == [4]


def test_training_again_makes_the_next_version_with_the_same_figures(service: Service, digits_job: dict) -> None:
    job = service.submit("mnist-dense-784", patch={"training": {"epochs": 1}}, name="digits")
    again = service.wait_for(job["id"], "succeeded")
    first = service.http.get(f"/v1/jobs/{digits_job['id']}/history").json()["epochs"][0]
    second = service.http.get(f"/v1/jobs/{again['id']}/history").json()["epochs"][0]
    assert again["model"] == "digits@2"
    assert second["val_loss"] == first["val_loss"]


def test_the_search_over_the_number_of_clusters_shows_the_figures_of_each(service: Service) -> None:
    variant = recipes()["kmeans-blobs-k"].variants["sweep"]
    job = service.trained("kmeans-blobs-k", patch=variant.patch, name="clusters")
    found = measured(service, job, variant.reported)
    assert misses(variant.reported, recipes()["kmeans-blobs-k"].tolerance, found) == []
    figures = {candidate["params"]["n_clusters"]: candidate["figures"] for candidate in found["candidates"]}
    assert list(figures) == list(range(2, 10))
    for k, of in figures.items():
        assert misses(clusters_by_k()[k], CLUSTERS, of) == []


def test_scaled_test_points_are_downloaded_with_the_original_points(service: Service) -> None:
    job = service.trained("minmax-moons-test", name="scaled")
    rows = rows_of(service, job)
    predictions = service.predict(job["model"], json={"inputs": rows["test_inputs"].tolist()})
    np.testing.assert_allclose([prediction["row"] for prediction in predictions], rows["test_rows"], atol=1e-6)


def test_a_sweep_is_run_and_compared(service: Service) -> None:
    sweep = {"b2048": {}, "b512": {"training": {"batch_size": 512}}}
    quick = {"data": {"subset": 0.1}, "training": {"epochs": 1, "batch_size": 2048}}
    made = service.http.post("/v1/sweeps", json={"recipe": "mnist-dense-784-batches", "patch": quick, "sweep": sweep, "name": "sizes"}).json()
    for line in made["members"]:
        service.wait_for(line["job"]["id"], "succeeded")
    first, second = service.http.get(f"/v1/sweeps/{made['id']}").json()["members"]
    assert (first["differs"], second["differs"]) == ({}, {"/training/batch_size": 512})
    assert second["job"]["metrics"]["val_accuracy"] > first["job"]["metrics"]["val_accuracy"]
    assert (second["job"]["model"], second["seconds"] > 0) == ("sizes-b512@1", True)
