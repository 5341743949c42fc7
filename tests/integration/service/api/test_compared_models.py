"""Two versions side by side: what differs, and whether their figures can be compared."""

from typing import Any

import httpx
import pytest
from modelbook import Client

from models.core.merge_patch import merge_patch
from service.settings import Settings
from tests.integration.trained import Trained, register, register_all, train_spec

LINE = {
    "data": {"source": "noisy_sine", "params": {"n_samples": 60}, "split": {"test": 0.25}},
    "model": {"kind": "sklearn", "steps": [{"estimator": "Ridge", "params": {"alpha": 1.0}}]},
}
NETWORK: dict[str, Any] = {
    "data": {"source": "iris", "split": {"test": 0.2}},
    "preprocessing": {"targets": [{"step": "one_hot"}]},
    "model": {"kind": "sequential", "layers": [{"layer": "Dense", "units": 3, "activation": "softmax"}]},
    "training": {"loss": "categorical_crossentropy", "epochs": 1, "metrics": ["accuracy"]},
}
#: Patches of the spec of each further version.
STIFF = {"model": {"steps": [{"estimator": "Ridge", "params": {"alpha": 9.0}}]}}
MORE = {"data": {"params": {"n_samples": 80}}}
WIDER = {
    "model": {
        "layers": [
            {"layer": "Dense", "units": 4, "activation": "relu"},
            {"layer": "Dense", "units": 3, "activation": "softmax"},
        ]
    }
}


@pytest.fixture(scope="module")
def settings(settings: Settings, trained: Trained) -> Settings:
    """Settings of a stack with a line by other settings and on other data, and two networks."""
    settings = register_all(settings, trained, "digits")
    for index, patch in enumerate(({}, STIFF, MORE)):
        register(settings, "compared", train_spec(trained.folder, f"compared-{index}", merge_patch(LINE, patch)))
    for index, patch in enumerate(({}, WIDER)):
        register(settings, "flowers", train_spec(trained.folder, f"flowers-{index}", merge_patch(NETWORK, patch)))
    return settings


def compared(client: httpx.Client, ref: str, other: str) -> dict[str, Any]:
    response = client.get(f"/v1/models/{ref}/compare", params={"with": other})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def metric(found: dict[str, Any], name: str) -> dict[str, Any]:
    return next(row for row in found["metrics"] if row["name"] == name)


def test_versions_of_the_same_data_are_compared_metric_by_metric(client: httpx.Client) -> None:
    found = compared(client, "compared@2", "compared@1")
    assert (found["comparable"], found["reasons"]) == (True, [])
    row = metric(found, "test_rmse")
    assert row["difference"] == pytest.approx(row["value"] - row["other"])
    assert row["difference"] != 0
    assert (row["part"], row["same_data"]) == ("test", True)
    assert metric(found, "slope")["part"] is None


def test_the_spec_differs_where_the_settings_do(client: httpx.Client) -> None:
    found = compared(client, "compared@2", "compared@1")["spec"]
    assert found == [{"pointer": "/model/steps/0/params/alpha", "change": "replace", "value": 9.0, "other": 1.0}]


def test_figures_on_other_samples_are_not_compared_and_the_reason_is_given(client: httpx.Client) -> None:
    found = compared(client, "compared@3", "compared@1")
    assert (found["comparable"], found["reasons"]) == (False, ["their test parts have other samples (20 and 15)"])
    assert metric(found, "test_rmse")["same_data"] is False
    assert [(row["pointer"], row["value"], row["other"]) for row in found["spec"]] == [("/data/params/n_samples", 80, 60)]


def test_models_of_other_kinds_are_not_compared(client: httpx.Client) -> None:
    found = compared(client, "digits", "compared")
    assert found["reasons"][0] == "digits@1 is a model of classification, compared@3 one of regression"
    assert metric(found, "test_accuracy")["other"] is None
    assert metric(found, "test_accuracy")["difference"] is None


def test_a_layer_that_was_added_is_one_difference(client: httpx.Client) -> None:
    found = compared(client, "flowers@1", "flowers@2")
    (row,) = found["spec"]
    assert (row["pointer"], row["change"], row["value"], row["other"]["units"]) == ("/model/layers/0", "add", None, 4)
    assert (found["model"]["parameters"], found["other"]["parameters"]) == (4 * 3 + 3, 4 * 4 + 4 + 4 * 3 + 3)
    assert {metric(found, name)["part"] for name in ("loss", "accuracy")} == {"train"}
    assert metric(found, "accuracy")["same_data"] is True


def test_sizes_speed_data_and_libraries_stand_side_by_side(client: httpx.Client) -> None:
    found = compared(client, "compared@2", "digits")
    for side, ref in (("model", "compared@2"), ("other", "digits@1")):
        shown, model = found[side], client.get(f"/v1/models/{ref}").json()
        assert (shown["ref"], shown["size_bytes"], shown["runtime"]) == (ref, model["size_bytes"], "onnx")
        assert shown["data_sha256"] == shown["parts"]["train"]["sha256"] == model["provenance"]["data_sha256"]
        assert shown["compiled_bytes"] > 0
        assert [each["batch_size"] for each in shown["speed"]] == [1, 32]
        assert all(0 < each["milliseconds"] < 1000 for each in shown["speed"])
    assert (found["model"]["parameters"], found["other"]["parameters"]) == (None, 784 * 256 + 256 + 256 * 10 + 10)
    assert {row["name"] for row in found["libraries"]} >= {"modelbook", "python", "numpy"}
    assert all(row["value"] == row["other"] for row in found["libraries"])


def test_a_model_equals_itself(client: httpx.Client) -> None:
    found = compared(client, "digits", "digits@1")
    assert (found["comparable"], found["spec"]) == (True, [])
    assert {row["difference"] for row in found["metrics"]} == {0.0}


def test_a_model_that_cannot_be_served_has_no_speed(client: httpx.Client, settings: Settings, trained: Trained) -> None:
    register(settings, "noise", trained.versions["line"], onnx=trained.versions["digits"].onnx)
    assert compared(client, "noise", "digits")["model"]["speed"] == []


@pytest.mark.parametrize(("other", "status"), [("nothing", 404), ("digits@9", 404), (None, 422)])
def test_the_other_model_has_to_be_there(client: httpx.Client, other: str | None, status: int) -> None:
    response = client.get("/v1/models/digits/compare", params={} if other is None else {"with": other})
    assert response.status_code == status
    assert (other or "/query/with") in response.text


def test_a_client_compares_models_by_themselves_or_by_reference(client: httpx.Client) -> None:
    mb = Client("http://testserver", http_client=client, max_retries=0)
    by_ref = mb.models["compared@2"].compare("compared@1")
    by_model = mb.models["compared@2"].compare(mb.models.get("compared@1"))
    assert by_ref.metrics == by_model.metrics
    assert by_ref.spec[0].pointer == "/model/steps/0/params/alpha"
