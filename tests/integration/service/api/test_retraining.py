"""Models that are trained again on data that has grown, and compared with the one before on samples that none of them has seen."""

from typing import Any

import httpx
import numpy as np
import pytest

from service.settings import Settings
from tests.integration.batches import upload
from tests.integration.fruit import NETWORK, TREE, fruit, grown, retrain, rows, spec_of, train
from tests.integration.working import Work, worker_of
from tests.responses import problem
from tests.uploaded import csv_file

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def work(settings: Settings) -> Work:
    return worker_of(settings)


@pytest.fixture(scope="module")
def table(client: httpx.Client, work: Work) -> dict[str, str]:
    """A table, what it has grown to, and models of the former."""
    source = fruit(client)
    models = {
        "tree": train(client, work, "tree", spec_of(source)),
        "network": train(client, work, "network", spec_of(source, **NETWORK)),
    }
    return {"source": source, "grown": grown(client, source, 120), **models}


def compared(job: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = job["retraining"]["comparison"]
    return found


def pointers(response: httpx.Response) -> list[str]:
    assert response.status_code == 422, response.text
    return [error["pointer"] for error in response.json()["errors"]]


def test_a_model_is_trained_on_appended_rows_and_compared_on_rows_that_none_has_seen(client: httpx.Client, work: Work, table: dict[str, str]) -> None:
    job = retrain(client, work, "tree@1", source="newest")
    assert (job["model"], job["name"]) == ("tree@2", "tree")
    assert job["spec"]["data"]["source"] == table["grown"]
    assert job["spec"]["data"]["split"]["earlier_sizes"] == [60]
    found = compared(job)
    assert (found["n_samples"], found["n_seen"], found["reason"], found["notes"]) == (15 + 30, 0, None, [])
    accuracy = next(figure for figure in found["figures"] if figure["name"] == "accuracy")
    assert accuracy["new"] == pytest.approx(job["metrics"]["test_accuracy"])
    assert accuracy["difference"] == pytest.approx(accuracy["new"] - accuracy["old"])
    assert job["retraining"]["model"] == "tree@1"
    assert client.get("/v1/models/tree@2").json()["provenance"]["retrains"] == "tree@1"
    messages = [line for line in client.get(f"/v1/jobs/{job['id']}/events").text.splitlines() if "compared with tree@1: accuracy" in line]
    assert len(messages) == 1


def test_the_figures_of_the_model_before_are_those_of_its_answers(client: httpx.Client, work: Work, table: dict[str, str]) -> None:
    found = compared(retrain(client, work, "tree@1", source="newest", name="again"))
    every = [*rows(60), *rows(120, 1)]
    of_old, of_new = (_test_rows(every[start:end], end - start) for start, end in ((0, 60), (60, 180)))
    judged = [*of_old, *of_new]
    answers = client.post("/v1/models/tree@1/predict", json={"inputs": [row[:2] for row in judged]}).json()["predictions"]
    right = np.mean([answer["label"] == row[2] for answer, row in zip(answers, judged, strict=True)])
    assert found["figures"][0]["old"] == pytest.approx(right)


def _test_rows(table: list[list[Any]], n: int) -> list[list[Any]]:
    from sklearn.model_selection import train_test_split

    return [table[index] for index in train_test_split(np.arange(n), test_size=0.25, random_state=42)[1]]


def test_a_network_keeps_its_split_over_several_generations(client: httpx.Client, work: Work, table: dict[str, str]) -> None:
    second = retrain(client, work, "network@1", source="newest")
    assert compared(second)["n_seen"] == 0
    grown(client, table["grown"], 20, 5)
    third = retrain(client, work, "network", source="newest", patch={"training": {"epochs": 4}})
    assert third["spec"]["data"]["split"]["earlier_sizes"] == [60, 180]
    assert third["spec"]["training"]["epochs"] == 4
    assert (compared(third)["n_samples"], compared(third)["n_seen"]) == (15 + 30 + 5, 0)
    assert [figure["name"] for figure in compared(third)["figures"]] == ["accuracy", "f1_macro", "log_loss"]


def test_another_split_leaves_out_the_rows_that_the_model_before_was_trained_on(client: httpx.Client, work: Work, table: dict[str, str]) -> None:
    found = compared(retrain(client, work, "tree@1", patch={"seed": 7}, name="other-split"))
    assert found["n_samples"] + found["n_seen"] == 15
    assert found["n_seen"] > 0


def test_rows_of_another_data_set_are_told_by_what_they_are(client: httpx.Client, work: Work, table: dict[str, str]) -> None:
    same = upload(client, csv_file([["weight", "width", "fruit"], *reversed(rows(60)), *rows(40, 9)]), "shuffled.csv")
    job = retrain(client, work, "tree@1", source=same, name="shuffled")
    assert "earlier_sizes" not in job["spec"]["data"]["split"]
    found = compared(job)
    assert found["n_samples"] + found["n_seen"] == 25
    assert 0 < found["n_seen"] < 25


def test_rows_of_a_class_that_the_model_before_does_not_know_are_left_out(client: httpx.Client, work: Work, table: dict[str, str]) -> None:
    source = fruit(client, 40, 20)
    train(client, work, "three", spec_of(source, **NETWORK))
    grown(client, source, 40, 21, names=("apple", "lemon", "mandarin"))
    faults = pointers(client.post("/v1/models/three/retrain", json={"source": "newest"}))
    assert faults == ["/patch/model/layers/0"]
    patch = {"model": {"layers": [{"layer": "Dense", "units": 4, "activation": "softmax"}]}}
    job = retrain(client, work, "three", source="newest", patch=patch)
    assert job["spec"]["preprocessing"]["targets"][0]["classes"] == ["apple", "lemon", "orange", "mandarin"]
    [note] = compared(job)["notes"]
    assert note.endswith("samples of classes that the model before does not know were left out")


def test_a_series_that_goes_on_is_compared_on_steps_after_the_training_part(client: httpx.Client, work: Work) -> None:
    values = np.round(np.sin(np.arange(160) / 3), 4).tolist()
    source = upload(client, csv_file([["y"], *([value] for value in values[:100])]), "waves.csv")
    spec = {
        "data": {"source": source, "series": True, "split": {"test": 0.2}},
        "preprocessing": {"inputs": [{"step": "window", "size": 5}]},
        "model": {"kind": "sequential", "layers": [{"layer": "Flatten"}, {"layer": "Dense", "units": 1}]},
        "training": {"loss": "mean_squared_error", "epochs": 1, "batch_size": 16},
    }
    train(client, work, "waves", spec)
    more = csv_file([["y"], *([value] for value in values[100:])])
    assert client.post(f"/v1/datasets/{source.removeprefix('dataset:')}/append", files={"file": ("more.csv", more)}).status_code == 201
    found = compared(retrain(client, work, "waves", source="newest"))
    assert (found["reason"], found["n_seen"], found["n_samples"]) == (None, 0, 32 - 5)
    assert [figure["name"] for figure in found["figures"]] == ["rmse", "mae", "r2"]
    earlier = compared(retrain(client, work, "waves@1", patch={"data": {"split": {"test": 0.5}}}, name="half"))
    assert earlier["n_seen"] is None
    assert "cannot be told" in earlier["notes"][0]


def test_without_a_test_part_the_job_says_why_nothing_is_compared(client: httpx.Client, work: Work, table: dict[str, str]) -> None:
    job = retrain(client, work, "tree@1", patch={"data": {"split": None}}, name="whole")
    assert compared(job)["figures"] == []
    assert "no test part" in compared(job)["reason"]


def test_what_a_request_cannot_mean_is_refused_with_pointers_into_its_body(client: httpx.Client, table: dict[str, str]) -> None:
    def asked(**body: Any) -> list[str]:
        return pointers(client.post("/v1/models/tree@1/retrain", json=body))

    assert asked(source="no-such-set") == ["/source"]
    assert asked(patch={"model": {"steps": [{"estimator": "NoSuch"}]}}) == ["/patch/model/steps/0/estimator"]
    assert asked(source="newest", patch={"data": {"source": "iris"}}) == ["/patch/data/source"]
    assert asked(when="now") == ["/when"]
    assert asked(name="Not A Name") == ["/name"]
    assert asked(patch={"data": {"split": {"earlier_sizes": [50, 40]}}}) == ["/patch/data/split/earlier_sizes/1"]


def test_newest_is_of_data_sets_that_grow(client: httpx.Client, work: Work, table: dict[str, str]) -> None:
    train(client, work, "moons", {"data": {"source": "moons", "split": {"test": 0.2}}, "model": TREE})
    response = client.post("/v1/models/moons/retrain", json={"source": "newest"})
    assert pointers(response) == ["/source"]
    assert "moons" in response.json()["errors"][0]["detail"]


def test_a_repeated_request_makes_no_second_job(client: httpx.Client, table: dict[str, str]) -> None:
    headers = {"Idempotency-Key": "once"}
    first, second = (client.post("/v1/models/tree/retrain", json={"priority": -5}, headers=headers).json() for _ in range(2))
    assert first["id"] == second["id"]
    other = client.post("/v1/models/tree/retrain", json={"priority": -4}, headers=headers)
    assert problem(other, 409)["type"].endswith("/idempotency-key-used")
